"""What stays. A model that tells of people and stays says here why; one that does not stands in NOTHING.

"Tells of people" is what `retention.queries.walking` sees: a link to a person, or text that somebody typed.
"""

from collections.abc import Mapping

PLAN = "openbaar: hoort bij het plan, dat jaren leesbaar blijft; de naam gaat met het account"
TABLE = "openbaar: hoort bij het oordeel; wie het gaf gaat met het account"
RESULT = "openbaar: hoort bij de uitslag; wie het deed gaat met het account"
SETTING = "instelling van de editie, door het team geschreven"

KEPT: Mapping[str, str] = {
    "audit.Entry": "logboek: wie wat deed, met nummers en nooit met namen; blijft zolang het archief",
    "editions.Area": SETTING,
    "editions.Neighbourhood": SETTING,
    "editions.Edition": SETTING,
    "editions.Theme": SETTING,
    "editions.PhaseChange": "verantwoording van de fasen: wie de stap zette en waarom",
    "plans.Plan": PLAN,
    "plans.PlanChange": PLAN,
    "plans.CostLine": PLAN,
    "plans.PlanPhoto": PLAN,
    "plans.Comment": "openbaar: hoort bij het gesprek onder het plan; de naam gaat met het account",
    "plans.CoMaker": PLAN,
    "plans.HelpWanted": PLAN,
    "plans.Referral": PLAN,
    "plans.ConflictPair": PLAN,
    "plans.ScopeTopic": SETTING,
    "feasibility.TableRules": SETTING,
    "feasibility.Publication": TABLE,
    "feasibility.MakerAnswer": TABLE,
    "feasibility.Reconsideration": TABLE,
    "feasibility.Connection": TABLE,
    "feasibility.CostEstimate": TABLE,
    "feasibility.CostDossier": TABLE,
    "feasibility.Meeting": "waar en wanneer de tafel bij elkaar kwam",
    "feasibility.AgendaItem": "wat de tafel vond, zoals het in het verslag staat",
    "feasibility.Flow": SETTING,
    "feasibility.Question": SETTING,
    "feasibility.Answer": TABLE,
    "feasibility.Condition": TABLE,
    "feasibility.Verdict": TABLE,
    "feasibility.Advice": TABLE,
    "voting.ArchivedVote": "ingelezen uit openbare gegevens van elders",
    "voting.ArchivedPlan": "ingelezen uit openbare gegevens van elders",
    "voting.ArchivedRow": "ingelezen uit openbare gegevens van elders",
    "voting.Ballot": "geheim: een keuze zonder weg terug naar een mens (docs/stemgeheim.md)",
    "voting.IntakeBallot": "geheim: leeg zodra de stembus dicht is",
    "voting.Receipt": "openbare lijst met nummers, zonder weg terug naar een mens",
    "voting.IntakeReceipt": "leeg zodra de stembus dicht is",
    "voting.Count": RESULT,
    "voting.RollImport": "aantallen per bestand, en wie het inlas",
    "voting.LetterDesign": SETTING,
    "voting.LetterRun": "aantallen, en wie ze liet drukken",
    "voting.PaperBallot": "nummers van papieren stembiljetten: zonder de codes wijzen ze niemand aan",
    "voting.Proposal": RESULT,
    "voting.VotingRules": SETTING,
    "voting.TurnoutGroup": RESULT,
    "voting.CountRecord": "proces-verbaal: wie opende, sloot, telde, lootte en bekendmaakte, met naam",
    "execution.Agreement": "het bedrag, de datum en de stand blijven openbaar; het andere gaat na zeven jaar",
    "execution.AgreementCondition": "openbaar: hoort bij het plan",
    "execution.Milestone": "openbaar: hoort bij het plan",
    "execution.Instalment": "hoort bij de afspraak: bedragen en dagen",
    "execution.Spending": "wat er samen is uitgegeven blijft openbaar; aan wie, waarvoor en de bon gaan na zeven jaar",
    "execution.Extension": "hoort bij het plan: van wanneer tot wanneer; waarom gaat eerder",
    "execution.Stop": "openbaar: de zin die bewoners lezen; waarom gaat eerder",
    "execution.UpdatePhoto": "openbaar: nieuws van makers over het plan",
    "execution.FollowUp": "openbaar: hoort bij het plan",
    "execution.Update": "openbaar: nieuws van makers over het plan; de naam gaat met het account",
    "report.Report": "openbaar: cijfers van de ronde, zonder namen",
    "report.StaffHours": "kosten van de ronde: functies en uren, geen namen",
    "report.OtherCost": "kosten van de ronde, geen namen",
    "retention.TermChoice": "verantwoording: wie een termijn veranderde",
    "retention.LegalHold": "verantwoording: wie het vernietigen stilzette, met het nummer van de zaak",
    "retention.Destruction": "het bewijs dat er vernietigd is: aantallen, geen namen",
}

# No link to a person and no text that anybody typed.
NOTHING = frozenset(
    {
        *("editions.PhaseWindow", "plans.Plan_more_themes"),
        "feasibility.Dossier",
        *("voting.CountLine", "voting.LetterBatch", "voting.DeskRules", "voting.AssistedVotes", "voting.WrongCodes"),
        # Django's own lists of rights; groups are not used.
        *("accounts.User_groups", "accounts.User_user_permissions"),
        *("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"),
    }
)
