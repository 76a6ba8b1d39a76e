"""What an extract may tell about a person: our names for it, the register's element numbers, and other headings.

The numbers are those of the Logisch Ontwerp BRP (02.40 is the surname); an extract that was made by the book has them
in its heading.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One thing that a column may hold. `name` is our own heading, `element` the register's number."""

    name: str
    label: str
    help: str = ""
    element: str = ""
    also: tuple[str, ...] = ()
    of_partner: bool = False
    longest: int = 60
    must_be_mapped: bool = False


NUMBER = "nummer"
FIELDS = (
    Field(
        "nummer",
        "Nummer van de persoon",
        "Elke persoon heeft een ander nummer, zoals een BSN. Het wordt niet bewaard.",
        "01.20",
        ("bsn", "burgerservicenummer", "anummer", "persoonsnummer", "sofinummer"),
        longest=40,
    ),
    Field("voornamen", "Voornamen", "", "02.10", ("voornaam",), longest=200),
    Field(
        "voorletters", "Voorletters", "Als er geen kolom met voornamen is.", "", ("voorletter", "initialen"), longest=40
    ),
    Field(
        "tussenvoegsel",
        "Tussenvoegsel",
        "van, de, van der",
        "02.30",
        ("voorvoegsel", "voorvoegsels", "tussenvoegsels", "voorvoegselgeslachtsnaam"),
        longest=20,
    ),
    Field(
        "achternaam",
        "Achternaam",
        "Zonder tussenvoegsel.",
        "02.40",
        ("geslachtsnaam", "naam", "familienaam"),
        longest=90,
        must_be_mapped=True,
    ),
    Field(
        "titel",
        "Adellijke titel",
        "",
        "02.20",
        ("adellijketitel", "adellijketitelofpredicaat", "adellijketitelpredicaat", "predicaat"),
    ),
    Field("geslacht", "Geslacht", "M, V of O (onbekend)", "04.10", ("geslachtsaanduiding", "sekse", "mv")),
    Field(
        "naamgebruik",
        "Naamgebruik",
        "E (eigen naam), P (partner), V (partner voor eigen) of N (partner na eigen)",
        "61.10",
        ("aanduidingnaamgebruik",),
    ),
    Field(
        "partner tussenvoegsel",
        "Tussenvoegsel van de partner",
        "",
        "02.30",
        ("partnervoorvoegsel", "voorvoegselpartner", "tussenvoegselpartner"),
        True,
        20,
    ),
    Field(
        "partner achternaam",
        "Achternaam van de partner",
        "",
        "02.40",
        ("partnergeslachtsnaam", "geslachtsnaampartner", "achternaampartner", "partnernaam"),
        True,
        90,
    ),
    Field(
        "partner titel",
        "Adellijke titel van de partner",
        "",
        "02.20",
        ("partneradellijketitel", "partneradellijketitelofpredicaat", "titelpartner"),
        True,
    ),
    Field(
        "einde huwelijk",
        "Datum einde huwelijk of partnerschap",
        "",
        "07.10",
        (
            "partnerdatumontbinding",
            "datumontbinding",
            "partnerdatumontbindinghuwelijkgeregistreerdpartnerschap",
            "datumontbindinghuwelijk",
        ),
    ),
    Field(
        "geboortedatum",
        "Geboortedatum",
        "2001-05-04, 04-05-2001 of 20010504",
        "03.10",
        ("datumgeboorte", "gebdatum", "geborenop"),
        must_be_mapped=True,
    ),
    Field(
        "straat",
        "Straat",
        "Alleen de naam.",
        "11.10",
        ("straatnaam", "adres", "openbareruimte", "naamopenbareruimte"),
        longest=80,
        must_be_mapped=True,
    ),
    Field("huisnummer", "Huisnummer", "Alleen het getal.", "11.20", ("huisnr", "nr"), must_be_mapped=True),
    Field("huisletter", "Huisletter", "", "11.30", ("letter",)),
    Field(
        "toevoeging",
        "Toevoeging",
        "Wat er nog achter het huisnummer komt.",
        "11.40",
        ("huisnummertoevoeging", "huisnrtoevoeging", "toev"),
    ),
    Field(
        "aanduiding", "Aanduiding bij huisnummer", "by (bij) of to (tegenover)", "11.50", ("aanduidingbijhuisnummer",)
    ),
    Field(
        "locatie",
        "Beschrijving van de plek",
        "Bijvoorbeeld van een woonboot zonder huisnummer.",
        "12.10",
        ("locatiebeschrijving",),
        longest=80,
    ),
    Field("postcode", "Postcode", "", "11.60", ("pc", "postcode6"), must_be_mapped=True),
    Field("woonplaats", "Woonplaats", "", "11.70", ("plaats", "woonplaatsnaam", "plaatsnaam"), longest=40),
    Field(
        "gemeente",
        "Gemeente",
        "Als de woonplaats leeg is.",
        "09.10",
        ("gemeentenaam", "gemeentevaninschrijving"),
        longest=40,
    ),
    Field(
        "wijk",
        "Wijk",
        "Een van de wijken van het gebied. Zonder deze kolom kijken we naar de postcode.",
        "",
        ("wijknaam", "buurt", "stadsdeel"),
        longest=80,
    ),
    Field("land", "Land", "", "13.10", ("landadresbuitenland", "verblijfland")),
    Field(
        "buitenland 1", "Regel 1 van een adres in het buitenland", "", "13.30", ("regel1adresbuitenland",), longest=80
    ),
    Field(
        "buitenland 2", "Regel 2 van een adres in het buitenland", "", "13.40", ("regel2adresbuitenland",), longest=80
    ),
    Field(
        "buitenland 3", "Regel 3 van een adres in het buitenland", "", "13.50", ("regel3adresbuitenland",), longest=80
    ),
    Field(
        "geheim",
        "Indicatie geheim",
        "0 (nee) of 1 tot en met 7",
        "70.10",
        ("indicatiegeheim", "geheimhouding", "indgeheim"),
    ),
    Field(
        "onderzoek",
        "Adres in onderzoek",
        "Een code zoals 080000 of 089999, of ja.",
        "83.10",
        ("aanduidinginonderzoek", "aanduidinggegevensinonderzoek", "inonderzoek", "adresinonderzoek"),
    ),
    Field("einde onderzoek", "Einde van het onderzoek", "", "83.30", ("datumeindeonderzoek",)),
    Field("overleden", "Datum overlijden", "", "08.10", ("datumoverlijden", "overlijdensdatum", "overlijden")),
    Field(
        "opschorting",
        "Reden opschorting",
        "O (overleden), E (emigratie), en zo verder",
        "67.20",
        ("redenopschorting", "redenopschortingbijhouding", "omschrijvingredenopschortingbijhouding"),
    ),
)
# What our own example has: the columns that a municipality fills in when it makes the list itself.
# fmt: off
COLUMNS = (
    "voorletters", "tussenvoegsel", "achternaam", "geslacht", "geboortedatum",
    "straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "wijk",
)
# fmt: on
BY_NAME = {field.name: field for field in FIELDS}
