"""The terms themselves. docs/privacy.md says the same in Dutch for whoever must check it; a test holds them together.

Order matters within a term: rows that others point to come last.
"""

from collections.abc import Mapping

from retention.terms.execution import EXECUTION
from retention.terms.grounds import AGREED, BLANK, DELETE, ELSEWHERE, FILES, GONE, PUBLIC_TASK, WEEKS_6, YEAR
from retention.terms.shape import Deed, Holding, Start, Term

DRAFT = {"plan__status": "DRAFT"}
# Never on a ballot: what was voted on stays with its result.
TAKEN_BACK = {"plan__status": "WITHDRAWN", "plan__ballot_cents__isnull": True}
# A voter of whom the term of the roll left the line alone.
EMPTIED = {"name_line": "", "set_apart__isnull": True}

VOTE = (
    Term(
        "roll",
        "Kiezersbestand",
        "Stembrieven sturen, een kwijtgeraakte brief vervangen aan de balie, opkomst per wijk en leeftijd.",
        PUBLIC_TASK,
        Start.POSTED,
        30,
        14,
        180,
        (
            Holding("voting.SetApart", DELETE),
            Holding("voting.RejectedRow", DELETE, edition="roll_import__edition"),
            Holding("voting.RollImport", BLANK, ("heading", "mapping", "heading_key", "failure")),
            Holding(
                "voting.Voter",
                BLANK,
                (
                    *("name_line", "salutation", "form_of_address", "address_line", "postcode", "town"),
                    *("birth_date", "by_post", "person_key"),
                ),
            ),
            # Whoever's code is gone already: when the roll stays longer than the codes.
            Holding("voting.Voter", DELETE, where={**EMPTIED, "codes__isnull": True}),
        ),
        early=True,
        note="Van iedereen blijft één lege regel met de wijk over, tot ook de codes weg zijn.",
    ),
    Term(
        "codes",
        "Stembrieven en stemcodes",
        "Bezwaar: nagaan of een code bestond, gebruikt of vervangen is.",
        PUBLIC_TASK,
        Start.RESULT,
        WEEKS_6,
        WEEKS_6,
        YEAR,
        (
            Holding("voting.LetterRun", FILES),
            Holding("voting.Reissue", DELETE),
            Holding("voting.ReturnedLetter", DELETE),
            Holding("voting.WrongDate", DELETE),
            Holding("voting.Proposal", DELETE, where={"kind": "REISSUE"}),
            Holding("voting.VotingCode", DELETE),
            Holding("voting.Voter", DELETE, where=EMPTIED),
        ),
        note="Zes weken is de termijn om bezwaar te maken (Awb art. 6:7): korter kan niet.",
    ),
)

RESIDENTS = (
    Term(
        "likes",
        "Wie een like gaf of op papier tekende",
        "Elk mens één keer tellen. Na de uitslag zijn de aantallen genoeg.",
        PUBLIC_TASK,
        Start.RESULT,
        WEEKS_6,
        0,
        YEAR,
        (
            Holding("plans.Like", DELETE, edition="plan__edition"),
            Holding("plans.Signature", DELETE, edition="plan__edition"),
        ),
        early=True,
        note="Hoeveel likes een plan had, blijft bij het plan staan.",
    ),
    Term(
        "drafts",
        "Concepten die niet zijn ingediend",
        "De maker kan nog iets uit het concept halen.",
        PUBLIC_TASK,
        Start.SUBMITTED,
        90,
        30,
        YEAR,
        (
            Holding("plans.PlanPhoto", DELETE, edition="plan__edition", where=DRAFT),
            Holding("plans.PlanChange", DELETE, edition="plan__edition", where=DRAFT),
            Holding("plans.Plan", DELETE, where={"status": "DRAFT"}),
        ),
    ),
    Term(
        "withdrawn",
        "Plannen die zijn ingetrokken",
        "Vragen van de maker beantwoorden.",
        PUBLIC_TASK,
        Start.RESULT,
        WEEKS_6,
        0,
        YEAR,
        (
            Holding("plans.PlanPhoto", DELETE, edition="plan__edition", where=TAKEN_BACK),
            Holding("plans.PlanChange", DELETE, edition="plan__edition", where=TAKEN_BACK),
            Holding("plans.CostLine", DELETE, edition="plan__edition", where=TAKEN_BACK),
            Holding("plans.Comment", DELETE, edition="plan__edition", where=TAKEN_BACK),
            Holding(
                "plans.Plan",
                BLANK,
                ("summary", "body", "place", "latitude", "longitude", "held_reason", "way_on"),
                where={"status": "WITHDRAWN", "ballot_cents__isnull": True},
                words={"title": "Ingetrokken plan"},
            ),
        ),
        early=True,
        note="Een plan dat op het stembiljet stond, blijft bij de uitslag staan.",
    ),
    Term(
        "offers",
        "Uitnodigingen en aangeboden hulp",
        "Makers en helpers met elkaar in contact brengen.",
        PUBLIC_TASK,
        Start.CLOSED,
        30,
        0,
        YEAR,
        (
            Holding("plans.MakerInvitation", DELETE, edition="plan__edition"),
            Holding("plans.HelpOffer", DELETE, edition="plan__edition"),
            Holding("feasibility.Connection", DELETE, edition="plan__edition", where={"kind": "CONTACT"}),
            Holding("feasibility.Connection", BLANK, ("reach",), edition="plan__edition"),
            Holding("execution.AdoptionOffer", DELETE, edition="follow_up__plan__edition"),
        ),
        early=True,
    ),
    Term(
        "following",
        "Wie een gekozen plan volgt",
        "Laten weten hoe het met het plan gaat.",
        PUBLIC_TASK,
        Start.CLOSED,
        30,
        0,
        YEAR,
        (Holding("execution.Following", DELETE, edition="plan__edition"),),
        early=True,
        note="Wie een like gaf aan een plan dat gekozen is, volgt het vanzelf. Stoppen kan op de pagina van het plan.",
    ),
    Term(
        "survey",
        "Vragenlijst na de stemming",
        "Iedereen één keer tellen, en een antwoord kunnen veranderen.",
        PUBLIC_TASK,
        Start.CLOSED,
        30,
        7,
        YEAR,
        (Holding("report.SurveyAnswer", DELETE),),
        note="Hoe vaak elk antwoord gegeven is, blijft in het verslag staan.",
    ),
    Term(
        "care",
        "Triage en meldingen",
        "Uitleggen wat het team deed: gesprekken met makers, gemelde en verborgen reacties.",
        PUBLIC_TASK,
        Start.CLOSED,
        YEAR,
        90,
        730,
        (
            # Reactions stay for years, and can be reported as long: what waits for the team waits on.
            Holding(
                "plans.CommentReport", DELETE, edition="comment__plan__edition", where={"handled_at__isnull": False}
            ),
            Holding("plans.ContactNote", DELETE, edition="plan__edition"),
            Holding("plans.TriageFlag", DELETE, edition="plan__edition"),
            Holding("plans.TriageLook", DELETE),
            Holding("plans.Referral", BLANK, ("note",), edition="plan__edition"),
            Holding("plans.Plan", BLANK, ("held_reason",)),
            Holding(
                "plans.Comment",
                BLANK,
                ("text",),
                edition="plan__edition",
                where={"hidden_at__isnull": False},
                words={"hidden_reason": GONE},
            ),
            Holding("plans.Comment", BLANK, ("text",), edition="plan__edition", where={"withdrawn_at__isnull": False}),
        ),
    ),
)

TABLE = (
    Term(
        "table",
        "Gesprek en stukken van de ja-mits-tafel",
        "Uitleggen hoe een oordeel tot stand kwam.",
        PUBLIC_TASK,
        Start.CLOSED,
        YEAR,
        90,
        1826,
        (
            Holding("feasibility.Mention", DELETE, edition="remark__plan__edition"),
            Holding("feasibility.Remark", DELETE, edition="plan__edition", where={"reply_to__isnull": False}),
            Holding("feasibility.Remark", DELETE, edition="plan__edition"),
            Holding("feasibility.TableFile", DELETE, edition="plan__edition"),
            Holding("feasibility.Reminder", DELETE, edition="plan__edition"),
            Holding("feasibility.Attendee", DELETE, edition="meeting__edition"),
            Holding("feasibility.Meeting", BLANK, ("notes",)),
            Holding("feasibility.Answer", BLANK, ("remark",), edition="plan__edition"),
            Holding("feasibility.Parking", DELETE, edition="plan__edition"),
            Holding("feasibility.ClockPause", DELETE, edition="plan__edition"),
            Holding("feasibility.Reconsideration", BLANK, ("text",), edition="plan__edition"),
            Holding("feasibility.CostDossier", BLANK, ("explanation", "reply", "second_look"), edition="plan__edition"),
            Holding("feasibility.Assignment", DELETE, edition="plan__edition"),
            Holding("feasibility.Seat", DELETE),
        ),
        note="De oordelen, voorwaarden en adviezen zelf blijven openbaar.",
    ),
)

PLATFORM = (
    Term(
        "accounts",
        "Accounts",
        "Inloggen, en weten van wie een plan of reactie is.",
        AGREED,
        Start.UNUSED,
        730,
        YEAR,
        1826,
        (
            Holding("account.EmailAddress", DELETE),
            Holding("mfa.Authenticator", DELETE),
            Holding("mail.MailChoice", DELETE),
            Holding("mail.Notice", DELETE),
            Holding("mail.Mail", DELETE),
            Holding("editions.EditionRole", DELETE),
            Holding("feasibility.Seat", DELETE),
            Holding("plans.HelpOffer", DELETE),
            Holding("plans.CommentReport", DELETE),
            Holding("plans.Like", DELETE),
            Holding("plans.CoMaker", DELETE),
            Holding("execution.Following", DELETE),
            Holding("execution.AdoptionOffer", DELETE),
            Holding("report.SurveyAnswer", DELETE),
            Holding("retention.UnusedWarning", DELETE),
            Holding(
                "accounts.User",
                Deed.ANONYMISE,
                ("email", "name", "postcode", "house_number", "last_login", "is_active"),
            ),
        ),
        note="30 dagen ervoor gaat er een mail. Wie in een lopende editie meedoet, blijft. Openbare plannen blijven "
        "leesbaar, zonder naam.",
    ),
    Term(
        "mails",
        "Verstuurde mail",
        "Nagaan of een mail is aangekomen.",
        PUBLIC_TASK,
        Start.OWN,
        YEAR,
        30,
        730,
        (Holding("mail.Mail", DELETE, where={"wiped_at__isnull": False}, moment="created_at"),),
    ),
    Term(
        "admin_log",
        "Logboek van het beheer",
        "Zien wie wat veranderde in het beheer.",
        PUBLIC_TASK,
        Start.OWN,
        YEAR,
        90,
        730,
        (
            Holding("admin.LogEntry", DELETE, moment="action_time"),
            Holding("account.EmailConfirmation", DELETE, moment="created"),
        ),
    ),
)

# What the rooms that keep it wipe by themselves, sooner than anything above; here so that the table is whole.
BY_ITSELF = (
    Term(
        "words",
        "Wat al eerder vanzelf leeg raakt",
        "Niets langer bewaren dan het van nut is.",
        PUBLIC_TASK,
        Start.ELSEWHERE,
        0,
        0,
        0,
        (
            Holding("mail.Mail", ELSEWHERE, ("subject", "text", "html")),
            Holding("mail.Notice", ELSEWHERE, ("heading", "text")),
            Holding("voting.VotingCode", ELSEWHERE, ("sealed",)),
            Holding("voting.RollImport", ELSEWHERE, ("file",)),
            Holding("voting.RejectedRow", ELSEWHERE, ("raw",)),
            Holding("plans.Like", ELSEWHERE, ("network_hash", "person_hash")),
            Holding("plans.Signature", ELSEWHERE, ("name", "postcode", "house_number")),
            Holding("sessions.Session", ELSEWHERE, ("session_data",)),
        ),
        note="Mail na 30 dagen, berichten na een jaar, leesbare codes na het drukken, het kiezersbestand na het "
        "inlezen, afgewezen rijen na 30 dagen, netwerk en naam bij likes zodra de haalbaarheidscheck begint, "
        "inloggen na 12 uur.",
    ),
)

TERMS: tuple[Term, ...] = (*VOTE, *RESIDENTS, *TABLE, *EXECUTION, *PLATFORM, *BY_ITSELF)
BY_KEY: Mapping[str, Term] = {term.key: term for term in TERMS}
