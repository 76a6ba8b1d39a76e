"""The ten questions with which an edition's quick test starts. Plain Dutch (B1).

Each asks what is possible, never why not: "ja" means it can, "ja, mits" that it can on a condition, "nee"
that the table sees no way yet. `provided_text` is the condition that most often makes it possible,
ready to be used.
"""

from feasibility.quick_test import Discipline, Question, Value

DEFAULT_QUESTIONS: tuple[Question, ...] = (
    Question(
        key="regels",
        discipline=Discipline.LEGAL,
        text="Kan dit plan binnen de wet en de regels van de gemeente?",
        help=(
            "Denk aan het omgevingsplan, de plaatselijke regels, veiligheid en privacy. "
            "Past het nog niet? Wat kan er wél, met een kleine aanpassing?"
        ),
        provided_text="De plannenmaker past het plan met de gemeente aan, zodat het binnen de regels past.",
    ),
    Question(
        key="toestemming",
        discipline=Discipline.LEGAL,
        text="Kan het plan zonder vergunning, of zijn alle vergunningen en toestemmingen er al?",
        help=(
            "Denk aan een vergunning of melding, en aan de eigenaar van de grond of het gebouw. "
            "Moet er nog iets geregeld worden? Kies ‘ja, mits’."
        ),
        provided_text="De vergunning en de toestemming van de eigenaar zijn er voordat de uitvoering begint.",
    ),
    Question(
        key="toestemming_op_tijd",
        discipline=Discipline.LEGAL,
        text="Zijn de vergunning en de toestemming op tijd te krijgen?",
        help=(
            "Op tijd is: zo vroeg dat het plan binnen een jaar klaar kan zijn. "
            "Duurt het te lang? Wat kan er wél zonder vergunning?"
        ),
        only_if=("toestemming", Value.PROVIDED),
        provided_text="De gemeente helpt bij de aanvraag, en de plannenmaker dient die binnen een maand in.",
    ),
    Question(
        key="begroting",
        discipline=Discipline.FINANCIAL,
        text="Kan het plan voor het bedrag dat in de begroting staat?",
        help=(
            "Kijk of alle kosten erin staan, ook btw, vergunning, plaatsing en verzekering. "
            "Is het te weinig? Wat kan er wél voor dit bedrag?"
        ),
        provided_text="De plannenmaker vult de begroting aan met de kosten die nog ontbreken.",
    ),
    Question(
        key="kosten_later",
        discipline=Discipline.FINANCIAL,
        text="Is duidelijk wie de kosten na het eerste jaar betaalt?",
        help=(
            "Het wijkbudget betaalt één keer. Denk aan huur, stroom en reparaties in de jaren daarna. "
            "Zijn er geen kosten na het eerste jaar? Kies ‘niet van toepassing’."
        ),
        provided_text="De plannenmaker en een partner spreken af wie de kosten na het eerste jaar betaalt.",
    ),
    Question(
        key="plek",
        discipline=Discipline.PRACTICAL,
        text="Kan het plan op deze plek?",
        help=(
            "Kijk naar ruimte, kabels en leidingen, bomen, bereikbaarheid en veiligheid. "
            "Kan het hier niet? Welke plek in de buurt kan wél?"
        ),
        provided_text="Plannenmaker en gemeente kiezen samen een plek in de buurt waar het wél kan.",
    ),
    Question(
        key="binnen_een_jaar",
        discipline=Discipline.PRACTICAL,
        text="Kunnen de plannenmakers het plan binnen een jaar uitvoeren?",
        help=(
            "Denk aan tijd, hulp en kennis, en aan wat de gemeente of een partner moet doen. "
            "Is het te veel voor een jaar? Welk deel kan er wél?"
        ),
        provided_text="De plannenmaker begint met het deel dat binnen een jaar klaar kan zijn.",
    ),
    Question(
        key="beheer",
        discipline=Discipline.MAINTENANCE,
        text="Kan het plan goed worden onderhouden als het klaar is?",
        help=(
            "Wie houdt het schoon, heel en veilig, en hoe lang? Bewoners kunnen zelf ook onderhoud doen. "
            "Komt er niets dat onderhoud nodig heeft? Kies ‘niet van toepassing’."
        ),
        provided_text="Voor de start staat op papier wie het onderhoud doet: bewoners of een partner.",
    ),
    Question(
        key="voor_iedereen",
        discipline=Discipline.SOCIAL,
        text="Kan iedereen voor wie het plan bedoeld is, ook echt meedoen?",
        help=(
            "Denk aan jong en oud, mensen met een beperking, mensen met weinig geld en mensen die "
            "nog Nederlands leren. Wie valt er nu buiten? Hoe kan het wél?"
        ),
        provided_text="De plannenmaker zorgt dat ook mensen meedoen die nu nog buiten de boot vallen.",
    ),
    Question(
        key="buurt",
        discipline=Discipline.NEIGHBOURHOOD,
        text="Past het plan bij de buurt en bij wat er al is?",
        help=(
            "Weten de buren ervan, en wat vinden zij? Bestaat er al zoiets in de wijk? "
            "Met wie kan de plannenmaker samen optrekken?"
        ),
        provided_text="De plannenmaker praat eerst met de buren en gebruikt wat zij zeggen in het plan.",
    ),
)
