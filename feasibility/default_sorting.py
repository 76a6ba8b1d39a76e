"""The facts with which an edition's quick test starts: what kind of plan is it, so what else to ask? Plain Dutch."""

from feasibility.quick_test import Branch, Discipline, Question, Value, after

LEGAL, FINANCIAL, PRACTICAL, MAINTENANCE, SOCIAL, NEIGHBOURHOOD = Discipline
YES = Value.YES


def _sorts(key: str, discipline: Discipline, text: str, help: str, only_if: Branch | None = None) -> Question:
    return Question(key, discipline, text, help, only_if, sorting=True)


SORTING_QUESTIONS: tuple[Question, ...] = (
    _sorts(
        "openbare_ruimte",
        PRACTICAL,
        "Is het in de openbare ruimte?",
        "Denk aan een straat, plein, stoep, park of oever. Daar mag iedereen altijd komen.",
    ),
    _sorts(
        "grond_gemeente",
        LEGAL,
        "Is de grond van de gemeente?",
        "Kijk op de kaart van eigendommen. Soms is de grond van een corporatie, een school of een VvE.",
        after("openbare_ruimte", YES),
    ),
    _sorts(
        "blijft_staan",
        MAINTENANCE,
        "Komt er iets dat blijft staan?",
        "Denk aan een bank, een speeltoestel, een kast, een kunstwerk of een muurschildering.",
    ),
    _sorts(
        "speeltoestel",
        MAINTENANCE,
        "Is het een speeltoestel of een sporttoestel?",
        "Een natuurlijke speelplek met boomstammen of een heuvel telt ook mee.",
        after("blijft_staan", YES),
    ),
    _sorts(
        "graven",
        PRACTICAL,
        "Wordt er gegraven of komt er iets in de grond?",
        "Een paal, een fundering of een boom telt ook mee.",
        after("blijft_staan", YES),
    ),
    _sorts(
        "groen",
        PRACTICAL,
        "Komen er bomen of planten, of staan er bomen in de buurt van het werk?",
        "Denk ook aan wortels van bomen die er al staan.",
    ),
    _sorts(
        "verkeer",
        PRACTICAL,
        "Verandert er iets aan de weg, de stoep of het parkeren?",
        "Ook voor een paar uur telt mee, zoals een straat die even dicht is.",
        after("openbare_ruimte", YES),
    ),
    _sorts(
        "activiteit",
        SOCIAL,
        "Is het een activiteit waar mensen samenkomen?",
        "Denk aan een cursus, een maaltijd, een club, een feest of een schoonmaakdag.",
    ),
    _sorts(
        "evenement",
        LEGAL,
        "Is het een evenement?",
        "Denk aan een feest, een markt, een optreden of een loop waar veel mensen op afkomen.",
        after("activiteit", YES),
    ),
    _sorts(
        "geluid",
        NEIGHBOURHOOD,
        "Komt er muziek of ander geluid dat de buren horen?",
        "Denk aan een band, een geluidsinstallatie of veel publiek in de avond.",
        after("evenement", YES),
    ),
    _sorts(
        "eten",
        SOCIAL,
        "Wordt er eten of drinken klaargemaakt voor anderen?",
        "Koffie met iets erbij uit de winkel telt niet mee.",
        after("activiteit", YES),
    ),
    _sorts(
        "kinderen",
        SOCIAL,
        "Begeleiden vrijwilligers kinderen of kwetsbare mensen?",
        "Denk aan huiswerkhulp, sport, een maatje of een uitje zonder ouders.",
        after("activiteit", YES),
    ),
    _sorts(
        "gegevens",
        LEGAL,
        "Worden er gegevens, foto’s of beelden van mensen bewaard?",
        "Denk aan een ledenlijst, een groepsapp, een camera of portretten in de wijk.",
    ),
    _sorts(
        "ander_geld",
        FINANCIAL,
        "Is er ook geld van een ander nodig?",
        "Denk aan subsidie, een fonds, een sponsor of een bijdrage van deelnemers.",
    ),
)
