"""Names and salutations: the rest of the State's specification, and that no surname is harmed."""

import csv
from pathlib import Path

import pytest

from voting.addressing import Name, form_of_address, initials, name_line, salutation, tidy_initials

with Path(__file__).with_name("surnames.csv").open(encoding="utf-8", newline="") as file:
    SURNAMES = [row["surname"] for row in csv.DictReader(file)]


def noble(title: str, sex: str, usage: str = "E", **more: str | bool) -> Name:
    """Somebody called Van den Aedel, with a partner De Boer when the usage says so."""
    partner = {"partner_particle": "de", "partner_surname": "Boer"} if usage != "E" else {}
    parts = {"particle": "van den", "initials": "P.", "title": title, "sex": sex, "usage": usage, **partner, **more}
    return Name("Aedel", **parts)  # type: ignore[arg-type]


def boer(partner_title: str, sex: str = "V", usage: str = "P", partner: tuple[str, str] = ("van den", "Aedel")) -> Name:
    """Somebody called De Boer, whose partner is Van den Aedel with a title."""
    particle, surname = partner
    return Name(
        "Boer",
        "de",
        "J.",
        sex=sex,
        usage=usage,
        partner_title=partner_title,
        partner_particle=particle,
        partner_surname=surname,
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Henk", "H."),
        ("Johan Frank Robert", "J.F.R."),
        ("Anne-Fleur Belle", "A.B."),
        ("A", "A"),
        ("Elise Q", "E.Q"),
        ("Bølle Ólafur", "B.Ó."),
        ("Ali bin Mohammed", "A.b.M."),
        (".", ""),
        ("", ""),
    ],
)
def test_initials_of_given_names(given: str, expected: str) -> None:
    assert initials(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("M.", "M."),
        ("mj", "M.J."),
        ("M.J", "M.J."),
        ("M J", "M.J."),
        ("Ch.Th.", "Ch.Th."),
        ("Johan Frank Robert", "J.F.R."),
        ("Henk", "H."),
        ("", ""),
        (".", ""),
        ("1", ""),
    ],
)
def test_initials_that_a_municipality_wrote_itself(given: str, expected: str) -> None:
    assert tidy_initials(given) == expected


@pytest.mark.parametrize(
    ("usage", "on_envelope", "greeting"),
    [
        ("E", "J.R. in het Zonnetje", "Geachte J.R. in het Zonnetje"),
        ("P", "J.R. 't Wolkje", "Geachte J.R. 't Wolkje"),
        ("V", "J.R. 't Wolkje-in het Zonnetje", "Geachte J.R. 't Wolkje-in het Zonnetje"),
        ("N", "J.R. in het Zonnetje-'t Wolkje", "Geachte J.R. in het Zonnetje-'t Wolkje"),
        ("", "J.R. in het Zonnetje", "Geachte J.R. in het Zonnetje"),
    ],
)
def test_whose_name_somebody_uses(usage: str, on_envelope: str, greeting: str) -> None:
    name = Name("Zonnetje", "in het", "J.R.", usage=usage, partner_surname="Wolkje", partner_particle="'t")
    assert (name_line(name), salutation(name)) == (on_envelope, greeting)


@pytest.mark.parametrize("usage", ["P", "V", "N"])
def test_without_a_known_name_of_a_partner_ones_own_is_used(usage: str) -> None:
    assert name_line(Name("Groenen", initials="F.", usage=usage)) == "F. Groenen"
    assert name_line(Name("Groenen", initials="F.", usage=usage, partner_surname=".")) == "F. Groenen"


@pytest.mark.parametrize("usage", ["E", "V", "N"])
@pytest.mark.parametrize("surname", [".", ""])
def test_who_uses_a_name_that_nobody_knows_cannot_be_written_to(usage: str, surname: str) -> None:
    name = Name(surname, initials="A.b.M.", sex="V", usage=usage, partner_surname="Boer", partner_particle="de")
    assert (name_line(name), salutation(name), name.is_nameless) == ("", "", True)


def test_who_uses_the_partners_name_can_also_when_their_own_is_unknown() -> None:
    name = Name(".", initials="A.b.M.", sex="V", usage="P", partner_surname="Boer", partner_particle="de")
    assert (name_line(name), salutation(name)) == ("A.b.M. de Boer", "Geachte mevrouw De Boer")


@pytest.mark.parametrize(
    ("title", "sex", "on_envelope", "above", "greeting"),
    [
        ("R", "M", "P. ridder van den Aedel", "De hoogwelgeboren heer", "Hoogwelgeboren heer"),
        ("R", "V", "P. van den Aedel", "", "Hoogwelgeboren vrouwe"),
        ("R", "O", "P. van den Aedel", "", "Geachte P. van den Aedel"),
        ("B", "V", "P. barones van den Aedel", "De hoogwelgeboren vrouwe", "Hoogwelgeboren vrouwe"),
        ("BS", "M", "P. baron van den Aedel", "De hoogwelgeboren heer", "Hoogwelgeboren heer"),
        ("G", "V", "P. gravin van den Aedel", "De hooggeboren vrouwe", "Hooggeboren vrouwe"),
        ("GI", "M", "P. graaf van den Aedel", "De hooggeboren heer", "Hooggeboren heer"),
        ("G", "O", "P. van den Aedel", "", "Geachte P. van den Aedel"),
        ("P", "O", "P. van den Aedel", "De hoogheid", "Hoogheid"),
        ("PS", "V", "P. prinses van den Aedel", "De hoogheid", "Hoogheid"),
        ("JH", "V", "Jonkvrouw P. van den Aedel", "De hoogwelgeboren vrouwe", "Hoogwelgeboren vrouwe"),
        ("JV", "M", "Jonkheer P. van den Aedel", "De hoogwelgeboren heer", "Hoogwelgeboren heer"),
        ("JH", "O", "P. van den Aedel", "", "Geachte P. van den Aedel"),
    ],
)
def test_a_title_goes_by_the_sex_on_record(title: str, sex: str, on_envelope: str, above: str, greeting: str) -> None:
    name = noble(title, sex)
    assert (name_line(name), form_of_address(name), salutation(name)) == (on_envelope, above, greeting)


@pytest.mark.parametrize(
    ("sex", "usage", "ended", "on_envelope", "greeting"),
    [
        ("M", "E", False, "Jonkheer P. van den Aedel", "Hoogwelgeboren heer"),
        ("M", "P", False, "P. de Boer", "Geachte heer De Boer"),
        ("M", "V", False, "P. de Boer-jonkheer van den Aedel", "Hoogwelgeboren heer"),
        ("M", "N", False, "Jonkheer P. van den Aedel-de Boer", "Hoogwelgeboren heer"),
        ("V", "E", False, "P. van den Aedel", "Geachte mevrouw Van den Aedel"),
        ("V", "E", True, "Jonkvrouw P. van den Aedel", "Hoogwelgeboren vrouwe"),
        ("V", "V", True, "P. de Boer-van den Aedel", "Geachte mevrouw De Boer-van den Aedel"),
        ("V", "N", True, "P. van den Aedel-de Boer", "Geachte mevrouw Van den Aedel-de Boer"),
        ("O", "N", True, "P. van den Aedel-de Boer", "Geachte P. van den Aedel-de Boer"),
    ],
)
def test_a_predicate_with_a_partner(sex: str, usage: str, ended: bool, on_envelope: str, greeting: str) -> None:
    name = noble("JH", sex, usage, partner_particle="de", partner_surname="Boer", partner_ended=ended)
    assert (name_line(name), salutation(name)) == (on_envelope, greeting)


@pytest.mark.parametrize(
    ("partner", "on_envelope", "greeting"),
    [
        ("B", "J. barones van den Aedel", "Hoogwelgeboren vrouwe"),
        ("G", "J. gravin van den Aedel", "Hooggeboren vrouwe"),
        ("H", "J. hertogin van den Aedel", "Hoogwelgeboren vrouwe"),
        ("M", "J. markiezin van den Aedel", "Hoogwelgeboren vrouwe"),
        ("P", "J. prinses van den Aedel", "Hoogheid"),
        ("R", "J. van den Aedel", "Geachte mevrouw Van den Aedel"),
        ("JH", "J. van den Aedel", "Geachte mevrouw Van den Aedel"),
        ("BS", "J. van den Aedel", "Geachte mevrouw Van den Aedel"),
        ("GI", "J. van den Aedel", "Geachte mevrouw Van den Aedel"),
    ],
)
def test_a_wife_may_bear_her_husbands_title(partner: str, on_envelope: str, greeting: str) -> None:
    assert (name_line(boer(partner)), salutation(boer(partner))) == (on_envelope, greeting)


def test_nobody_else_may() -> None:
    assert salutation(boer("B", usage="E")) == "Geachte mevrouw De Boer"
    assert salutation(boer("B", sex="M")) == "Geachte heer Van den Aedel"
    assert salutation(boer("B", sex="O")) == "Geachte J. van den Aedel"


def test_the_husbands_title_goes_before_ones_own() -> None:
    assert salutation(noble("GI", "V", "N", partner_title="B")) == "Hoogwelgeboren vrouwe"
    assert salutation(noble("GI", "V", "N", partner_title="R")) == "Hooggeboren vrouwe"
    assert salutation(noble("GI", "V", "P", partner_title="R")) == "Geachte mevrouw De Boer"


def test_a_title_of_a_partner_without_a_known_name_greets_and_is_not_written() -> None:
    name = boer("B", partner=("", "."))
    assert (name_line(name), form_of_address(name), salutation(name)) == ("J. de Boer", "", "Hoogwelgeboren vrouwe")


def test_what_comes_first_has_a_capital() -> None:
    assert name_line(Name("Velzen", "van")) == "Van Velzen"
    assert name_line(Name("Hart", "'t")) == "'t Hart"
    assert name_line(Name("Aedel", "van", title="B", sex="M")) == "Baron van Aedel"


def test_there_are_305_surnames() -> None:
    assert len(SURNAMES) == 305


@pytest.mark.parametrize("sex", ["M", "V", "O"])
def test_no_surname_is_harmed(sex: str) -> None:
    for surname in SURNAMES:
        name = Name(surname, initials="J.", sex=sex)
        assert name_line(name) == f"J. {surname}"
        assert salutation(name).casefold().endswith(surname.casefold())
        assert surname[1:] in salutation(name)
