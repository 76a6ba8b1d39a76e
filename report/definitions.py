"""What every figure means: one table for the page, the PDF and the data dictionary. Plain data, without Django.

A key is the place of a figure in what is kept, with the lists left out: "kosten.uren.centen". Units: aantal, euro cent,
procent, dagen, kwartier, datum, tekst, cijfers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from report.questions import QUESTIONS

SITE, COUNT, ROLL, ENTERED, ASKED = (
    "de plannen op deze site",
    "de vastgestelde telling",
    "het kiezersbestand en de gebruikte stemcodes",
    "ingevuld door de projectleider",
    "de enquête na de stemming",
)
PLANNING = "de planning van de editie"
LOG = "het logboek van de fasen"


@dataclass(frozen=True)
class Definition:
    """One figure: `label` names it, `unit` says in what, `text` what is counted, `source` where it comes from."""

    key: str
    label: str
    unit: str
    text: str
    source: str


_ROWS = (
    ("kern.plannen", "Ingediende plannen", "aantal", "Plannen die zijn ingediend. Concepten tellen niet mee. Een plan dat later is samengevoegd of ingetrokken, telt wel.", SITE),
    ("kern.likes", "Likes", "aantal", "Likes op plannen die iedereen kan lezen, ook de handtekeningen op papier. Eén mens telt per plan één keer. De stand van toen de likes sloten.", SITE),
    ("kern.likes_nodig", "Likes die nodig zijn", "aantal", "Met zoveel likes gaat een plan door naar de haalbaarheidscheck.", "de instellingen van de editie"),
    ("kern.grens", "Genoeg likes", "aantal", "Plannen die genoeg likes hadden en op de ja-mits-tafel kwamen.", SITE),
    ("kern.haalbaar", "Haalbaar", "aantal", "Plannen met het oordeel ‘ja’ of ‘ja, mits’.", SITE),
    ("kern.stembiljet", "Op het stembiljet", "aantal", "Plannen waarop bewoners konden stemmen.", SITE),
    ("kern.gekozen", "Gekozen", "aantal", "Plannen die in de telling geld kregen, wat er daarna ook mee gebeurde.", COUNT),
    ("kern.gerealiseerd", "Gerealiseerd", "aantal", "Gekozen plannen die klaar zijn.", SITE),
    ("kern.budget_centen", "Te verdelen", "euro cent", "Het bedrag dat bewoners samen konden verdelen.", "de instellingen van de editie"),
    ("kern.mochten", "Mochten stemmen", "aantal", "Mensen in het kiezersbestand bij de telling.", ROLL),
    ("kern.stemden", "Stemden", "aantal", "Getelde stembiljetten, op de site en op papier.", COUNT),
    ("kern.opkomst_procent", "Opkomst", "procent", "Stemden gedeeld door mochten stemmen, naar beneden afgerond.", COUNT),
    ("kern.toegekend_centen", "Verdeeld", "euro cent", "De prijzen van de gekozen plannen bij elkaar.", COUNT),
    ("kern.over_centen", "Over", "euro cent", "Het deel van het budget dat na de telling over was.", COUNT),
    ("trechter.stap", "Stap", "tekst", "Hoe ver plannen kwamen: ingediend, genoeg likes (grens), haalbaar, op het stembiljet, gekozen of gerealiseerd.", SITE),
    ("trechter.label", "Naam van de stap", "tekst", "De stap in woorden.", SITE),
    ("trechter.plannen", "Kwamen zo ver", "aantal", "Plannen die deze stap haalden. Wie een stap haalde, haalde ook alle stappen ervoor.", SITE),
    ("trechter.hier.status", "Uitkomst", "tekst", "Wat er werd van plannen die niet verder kwamen dan deze stap.", SITE),
    ("trechter.hier.label", "Uitkomst in woorden", "tekst", "De uitkomst in woorden.", SITE),
    ("trechter.hier.plannen", "Plannen met deze uitkomst", "aantal", "Plannen die niet verder kwamen dan deze stap, met deze uitkomst. Elk plan staat op precies één plek.", SITE),
    ("wensen.thema", "Thema", "tekst", "Het eerste thema dat de maker koos.", SITE),
    ("wensen.wijk", "Wijk", "tekst", "De wijk waar het plan over gaat.", SITE),
    ("wensen.plannen", "Plannen", "aantal", "Plannen die iedereen kan lezen. Niet: ingetrokken, samengevoegd of niet gepubliceerd.", SITE),
    ("wensen.likes", "Likes", "aantal", "Likes op deze plannen, ook die op papier.", SITE),
    ("wensen.gevraagd_centen", "Gevraagd", "euro cent", "Wat de plannen samen kosten: de prijs op het stembiljet, en anders de begroting van de maker. Zonder plannen die de gemeente zelf oppakt.", SITE),
    ("wensen.stembiljet", "Op het stembiljet", "aantal", "Plannen waarop bewoners konden stemmen.", SITE),
    ("wensen.stemmen", "Stemmen", "aantal", "Hoe vaak deze plannen op een geteld stembiljet stonden. 0 zolang er geen uitslag is.", COUNT),
    ("wensen.gekozen", "Gekozen", "aantal", "Plannen die in de telling geld kregen.", COUNT),
    ("wensen.toegekend_centen", "Toegekend", "euro cent", "Wat de gekozen plannen samen krijgen.", COUNT),
    ("opkomst.naar", "Verdeling", "tekst", "WIJK of LEEFTIJD: waarnaar de groepen zijn ingedeeld. Leeftijd op de eerste dag van de stemming.", ROLL),
    ("opkomst.groep", "Groep", "tekst", "De wijken of leeftijden. Groepen waarin minder dan tien mensen wel of juist niet stemden, zijn samengenomen.", ROLL),
    ("opkomst.mochten", "Mochten stemmen", "aantal", "Mensen van deze groep in het kiezersbestand.", ROLL),
    ("opkomst.stemden", "Stemden", "aantal", "Mensen van deze groep van wie de stemcode gebruikt is.", ROLL),
    ("fasen.fase", "Fase", "tekst", "De vaste naam van de fase.", PLANNING),
    ("fasen.label", "Naam van de fase", "tekst", "De fase in woorden.", PLANNING),
    ("fasen.gepland_van", "Gepland van", "datum", "Begin van de fase in de planning, met tijd en tijdzone (UTC).", PLANNING),
    ("fasen.gepland_tot", "Gepland tot", "datum", "Einde van de fase in de planning (dat moment hoort er niet meer bij).", PLANNING),
    ("fasen.gepland_dagen", "Gepland", "dagen", "Lengte van de fase in de planning, in hele dagen.", PLANNING),
    ("fasen.echt_van", "Begon", "datum", "Het moment waarop de fase echt begon.", LOG),
    ("fasen.echt_tot", "Eindigde", "datum", "Het moment waarop de fase echt eindigde. Leeg: de fase loopt nog, of dit is niet opgeschreven.", LOG),
    ("fasen.echt_dagen", "Duurde", "dagen", "Tijd tussen begin en einde, in hele dagen.", LOG),
    ("kosten.brieven", "Stembrieven", "aantal", "Stembrieven met een code, ook de nieuwe brieven van de balie.", "de stapels met stembrieven"),
    ("kosten.prijs_brief_centen", "Prijs van een brief", "euro cent", "Drukken, vullen en porto van één brief.", ENTERED),
    ("kosten.brieven_centen", "Kosten van de brieven", "euro cent", "Aantal brieven keer de prijs van een brief.", ENTERED),
    ("kosten.uurtarief_centen", "Uurtarief", "euro cent", "Wat een uur werk van de gemeente kost, gemiddeld.", ENTERED),
    ("kosten.uren_kwartieren", "Gewerkte tijd", "kwartier", "Uren van medewerkers voor deze ronde, in kwartieren. Zonder het werk van vrijwilligers.", ENTERED),
    ("kosten.uren.werk", "Soort werk", "tekst", "Waaraan is gewerkt.", ENTERED),
    ("kosten.uren.kwartieren", "Tijd per soort werk", "kwartier", "Gewerkte tijd aan dit werk.", ENTERED),
    ("kosten.uren.centen", "Kosten per soort werk", "euro cent", "Gewerkte tijd keer het uurtarief.", ENTERED),
    ("kosten.uren_centen", "Kosten van de uren", "euro cent", "Alle gewerkte tijd keer het uurtarief.", ENTERED),
    ("kosten.overig.waarvoor", "Andere kosten: waarvoor", "tekst", "Wat er verder is uitgegeven aan de ronde zelf.", ENTERED),
    ("kosten.overig.centen", "Andere kosten per post", "euro cent", "Wat deze post kostte.", ENTERED),
    ("kosten.overig_centen", "Andere kosten", "euro cent", "Alle andere kosten bij elkaar.", ENTERED),
    ("kosten.totaal_centen", "Kosten van de ronde", "euro cent", "Brieven, uren en andere kosten samen. Niet het geld voor de plannen. Leeg zolang een prijs niet bekend is.", ENTERED),
    ("kosten.per_stemmer_centen", "Kosten per stemmer", "euro cent", "Kosten van de ronde gedeeld door het aantal getelde stembiljetten.", ENTERED),
    ("enquete.antwoorden", "Ingevulde enquêtes", "aantal", "Mensen die de enquête invulden. Pas te zien vanaf vijf, daarna in stappen van vijf: zo is van niemand het antwoord af te leiden.", ASKED),
    ("enquete.vragen.vraag", "Vraag", "tekst", "De vaste naam van de vraag.", ASKED),
    ("enquete.vragen.label", "Stelling", "tekst", "De zin waar men het mee eens is of niet.", ASKED),
    ("enquete.vragen.cijfers", "Antwoorden", "cijfers", "Hoe vaak elk antwoord is gegeven, van 1 (helemaal niet mee eens) tot en met 5 (helemaal mee eens).", ASKED),
    ("eerder.editie", "Editie", "tekst", "De naam van de ronde.", SITE),
    ("plannen.nummer", "Nummer", "aantal", "Het vaste nummer van het plan, ook in het adres van de pagina.", SITE),
    ("plannen.titel", "Titel", "tekst", "De titel van het plan.", SITE),
    ("plannen.thema", "Thema", "tekst", "Het eerste thema dat de maker koos.", SITE),
    ("plannen.wijk", "Wijk", "tekst", "De wijk waar het plan over gaat.", SITE),
    ("plannen.status", "Status", "tekst", "Wat er van het plan werd.", SITE),
    ("plannen.likes", "Likes", "aantal", "Likes toen de likes sloten, ook die op papier.", SITE),
    ("plannen.begroting_centen", "Begroting", "euro cent", "Wat het plan kost volgens de maker.", SITE),
    ("plannen.stembiljet_centen", "Prijs op het stembiljet", "euro cent", "De prijs waarmee het plan op het stembiljet stond. Leeg: het stond er niet op.", SITE),
    ("plannen.stemmen", "Stemmen", "aantal", "Getelde stembiljetten waar het plan op stond. Leeg: het stond niet op het stembiljet.", COUNT),
    ("plannen.toegekend_centen", "Toegekend", "euro cent", "Wat het plan krijgt. 0: niet gekozen.", COUNT),
    ("plannen.uitgegeven_centen", "Uitgegeven", "euro cent", "Wat de maker tot nu toe als uitgave opschreef. Leeg: niet gekozen.", SITE),
    ("plannen.stand", "Stand van de uitvoering", "tekst", "Hoe ver een gekozen plan is. Leeg: niet gekozen.", SITE),
)  # fmt: skip
DEFINITIONS: Mapping[str, Definition] = {row[0]: Definition(*row) for row in _ROWS}

# Figures that are the same as others, counted for another group.
SAME_AS = {"themas": "wensen", "wijken": "wensen", "eerder": "kern"}


def definition(key: str) -> Definition:
    """The definition of a figure. Raises KeyError when it has none."""
    if key in DEFINITIONS:
        return DEFINITIONS[key]
    part, _, rest = key.partition(".")
    return DEFINITIONS[f"{SAME_AS[part]}.{rest}"]


def keys_of(figures: Any, path: str = "") -> Iterator[str]:
    """The key of every figure in what is kept; the roles of the survey are groups, as lists are."""
    if isinstance(figures, Mapping):
        for name, value in figures.items():
            here = path if name in QUESTIONS else f"{path}.{name}".lstrip(".")
            yield from keys_of(value, here)
    elif isinstance(figures, list) and any(isinstance(each, Mapping) for each in figures):
        for each in figures:
            yield from keys_of(each, path)
    elif not (isinstance(figures, list) and not figures):
        yield path
