"""A small flow for tests: ten judging questions from every discipline, one of them behind another."""

from feasibility.quick_test import Discipline, Question, Value, after


def _judges(key: str, discipline: Discipline, text: str, provided: str) -> Question:
    only_if = after("toestemming", Value.PROVIDED) if key == "toestemming_op_tijd" else None
    return Question(
        key,
        discipline,
        text,
        "Wat kan er wél?",
        only_if,
        yes_text=f"Dit kan: {key}.",
        provided_text=provided,
        no_text=f"Zo kan het verder met {key}.",
    )


TEN_QUESTIONS = (
    _judges(
        "regels",
        Discipline.LEGAL,
        "Kan dit plan binnen de wet en de regels van de gemeente?",
        "De plannenmaker past het plan met de gemeente aan, zodat het binnen de regels past.",
    ),
    _judges(
        "toestemming",
        Discipline.LEGAL,
        "Kan het plan zonder vergunning, of zijn alle vergunningen en toestemmingen er al?",
        "De vergunning en de toestemming van de eigenaar zijn er voordat de uitvoering begint.",
    ),
    _judges(
        "toestemming_op_tijd",
        Discipline.LEGAL,
        "Zijn de vergunning en de toestemming op tijd te krijgen?",
        "De gemeente helpt bij de aanvraag, en de plannenmaker dient die binnen een maand in.",
    ),
    _judges(
        "begroting",
        Discipline.FINANCIAL,
        "Kan het plan voor het bedrag dat in de begroting staat?",
        "De plannenmaker vult de begroting aan met de kosten die nog ontbreken.",
    ),
    _judges(
        "kosten_later",
        Discipline.FINANCIAL,
        "Is duidelijk wie de kosten na het eerste jaar betaalt?",
        "De plannenmaker en een partner spreken af wie de kosten na het eerste jaar betaalt.",
    ),
    _judges(
        "plek",
        Discipline.PRACTICAL,
        "Kan het plan op deze plek?",
        "Plannenmaker en gemeente kiezen samen een plek in de buurt waar het wél kan.",
    ),
    _judges(
        "binnen_een_jaar",
        Discipline.PRACTICAL,
        "Kunnen de plannenmakers het plan binnen een jaar uitvoeren?",
        "De plannenmaker begint met het deel dat binnen een jaar klaar kan zijn.",
    ),
    _judges(
        "beheer",
        Discipline.MAINTENANCE,
        "Kan het plan goed worden onderhouden als het klaar is?",
        "Voor de start staat op papier wie het onderhoud doet: bewoners of een partner.",
    ),
    _judges(
        "voor_iedereen",
        Discipline.SOCIAL,
        "Kan iedereen voor wie het plan bedoeld is, ook echt meedoen?",
        "De plannenmaker zorgt dat ook mensen meedoen die nu nog buiten de boot vallen.",
    ),
    _judges(
        "buurt",
        Discipline.NEIGHBOURHOOD,
        "Past het plan bij de buurt en bij wat er al is?",
        "De plannenmaker praat eerst met de buren en gebruikt wat zij zeggen in het plan.",
    ),
)
