"""The terms of what came after the vote: agreements and money, and how it went."""

from retention.terms.grounds import AGREED, BLANK, DELETE, GONE, LAW, YEAR, YEARS_7
from retention.terms.shape import Holding, Start, Term

OF_THE_AGREEMENT = "agreement__plan__edition"
OF_AN_UPDATE = f"update_of__{OF_THE_AGREEMENT}"

EXECUTION = (
    Term(
        "agreements",
        "Afspraken over gekozen plannen",
        "Verantwoorden waaraan het geld is besteed.",
        LAW,
        Start.CLOSED,
        YEARS_7,
        YEAR,
        3653,
        (
            Holding("execution.AgreementVersion", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.Instalment", BLANK, ("when",), edition=OF_THE_AGREEMENT),
            Holding(
                "execution.Milestone",
                BLANK,
                ("decider",),
                edition=OF_THE_AGREEMENT,
                where={"decision": "NO_GO"},
                words={"reason": GONE},
            ),
            Holding(
                "execution.Milestone",
                BLANK,
                ("decider", "reason"),
                edition=OF_THE_AGREEMENT,
                where={"decision__in": ("", "GO")},
            ),
            Holding("execution.Spending", DELETE, edition=OF_THE_AGREEMENT, where={"withdrawn_at__isnull": False}),
            Holding("execution.Spending", BLANK, ("payee", "receipt"), edition=OF_THE_AGREEMENT, words={"what": GONE}),
            Holding(
                "execution.Agreement",
                BLANK,
                ("contact_person", "contact_email", "contact_phone", "terms"),
                edition="plan__edition",
            ),
        ),
        note="Het toegekende bedrag, de stappen en wat er samen is uitgegeven blijven openbaar.",
    ),
    Term(
        "pulse",
        "Hoe het ging met de uitvoering",
        "Makers helpen, en uitleggen waarom een plan meer tijd kreeg of stopte.",
        AGREED,
        Start.CLOSED,
        YEAR,
        90,
        1826,
        (
            Holding("execution.CheckIn", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.HelpRequest", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.ChangeRequest", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.EndReminder", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.Pulse", DELETE, edition=OF_THE_AGREEMENT),
            Holding("execution.Extension", BLANK, ("reason", "answer"), edition=OF_THE_AGREEMENT),
            Holding("execution.Stop", BLANK, ("reason", "answer"), edition=OF_THE_AGREEMENT),
            Holding(
                "execution.UpdatePhoto", DELETE, edition=OF_AN_UPDATE, where={"update_of__hidden_at__isnull": False}
            ),
            Holding(
                "execution.UpdatePhoto", DELETE, edition=OF_AN_UPDATE, where={"update_of__withdrawn_at__isnull": False}
            ),
            Holding(
                "execution.Update",
                BLANK,
                ("text",),
                edition=OF_THE_AGREEMENT,
                where={"hidden_at__isnull": False},
                words={"hidden_reason": GONE},
            ),
            Holding(
                "execution.Update", BLANK, ("text",), edition=OF_THE_AGREEMENT, where={"withdrawn_at__isnull": False}
            ),
        ),
        note="Wat bewoners over een gestopt plan lezen, blijft staan; net als berichten die niet zijn weggehaald.",
    ),
)
