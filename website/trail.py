"""The audit trail in words: what the English keys of entries mean to the people who read the log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import User
from audit.models import Entry
from editions.models import Edition
from editions.phases import LABELS as PHASES
from execution.models import FollowUpKind
from execution.states import LABELS as STATES
from feasibility.models import MakerAnswer, Reconsideration
from feasibility.quick_test import Discipline, Outcome, Value
from plans.models import Comment, CommentReport, Plan
from plans.status import LABELS as STATUSES
from theme.money import euro
from voting.models import Completion, Method, Misfit, ProposalKind, ReissueKind, Tie
from voting.paper.entries import AsideReason

ACTIONS = {
    "schedule_set": "Planning veranderd",
    "rules_set": "Instellingen veranderd",
    "phase_changed": "Naar een andere fase",
    "plan_started": "Plan begonnen",
    "plan_entered": "Plan ingevoerd voor een bewoner",
    "plan_edited": "Plan veranderd",
    "cost_line_added": "Kosten toegevoegd",
    "cost_line_changed": "Kosten veranderd",
    "cost_line_removed": "Kosten weggehaald",
    "checklist_kept": "Lijst van de maker bijgehouden",
    "scope_answered": "Maker: dit is geen taak van de gemeente",
    "plan_passed_on": "Idee doorgegeven aan de gemeente",
    "topics_laid": "Taken van de gemeente klaargezet",
    "plan_submitted": "Plan ingediend",
    "plan_withdrawn": "Plan ingetrokken",
    "plan_liked": "Like gegeven",
    "plan_unliked": "Like teruggenomen",
    "signatures_entered": "Handtekeningen ingevoerd",
    "signature_removed": "Handtekening weggehaald",
    "signature_doubled": "Handtekening telt niet meer: dezelfde persoon gaf een like",
    "signature_counts_again": "Handtekening telt weer mee",
    "details_set": "Gegevens van een account veranderd",
    "plan_status": "Plan kreeg een andere status",
    "comment_added": "Reactie geplaatst",
    "comment_withdrawn": "Reactie ingetrokken",
    "comment_reported": "Reactie gemeld",
    "comment_kept": "Gemelde reactie blijft staan",
    "comment_hidden": "Reactie weggehaald door het team",
    "comment_restored": "Reactie teruggezet",
    "photo_added": "Foto geplaatst",
    "photo_described": "Beschrijving van een foto veranderd",
    "photo_moved": "Foto's in een andere volgorde gezet",
    "photo_removed": "Foto weggehaald",
    "maker_invited": "Iemand uitgenodigd om mee te maken",
    "invitation_revoked": "Uitnodiging ingetrokken",
    "co_maker_joined": "Maker erbij",
    "co_maker_left": "Maker gestopt",
    "co_maker_removed": "Maker weggehaald",
    "help_asked": "Oproep om hulp geplaatst",
    "help_found": "Hulp gevonden",
    "help_still_wanted": "Oproep om hulp weer open",
    "help_no_longer_asked": "Oproep om hulp weggehaald",
    "help_offered": "Hulp aangeboden",
    "help_withdrawn": "Aanbod van hulp ingetrokken",
    "triage_flag_set": "Vlag gezet bij een plan",
    "triage_flag_cleared": "Vlag weggehaald bij een plan",
    "triage_seen": "Nieuwe plannen bekeken",
    "contact_noted": "Contact met de maker vastgelegd",
    "plan_referred": "Plan doorverwezen",
    "referral_updated": "Doorverwijzing bijgewerkt",
    "plans_merged": "Plannen samengevoegd",
    "plan_published": "Plan openbaar gemaakt",
    "plan_held": "Plan van de site gehaald",
    "review_asked": "Maker vroeg om opnieuw te kijken",
    "mail_chosen": "Mailkeuze veranderd",
    "mail_sent_again": "Mail opnieuw verstuurd",
    "threshold_applied": "Likes geteld",
    "table_laid": "Vragen klaargelegd voor de tafel",
    "flow_drafted": "Nieuwe versie van de sneltoets begonnen",
    "flow_discarded": "Concept van de sneltoets weggegooid",
    "flow_taken_in_use": "Sneltoets in gebruik genomen",
    "question_added": "Vraag toegevoegd aan de sneltoets",
    "question_changed": "Vraag van de sneltoets veranderd",
    "question_moved": "Vraag van de sneltoets verplaatst",
    "question_removed": "Vraag uit de sneltoets gehaald",
    "answer_saved": "Vraag beantwoord",
    "condition_added": "Voorwaarde toegevoegd",
    "condition_removed": "Voorwaarde weggehaald",
    "cost_estimated": "Kosten geraamd",
    "cost_estimate_removed": "Raming weggehaald",
    "cost_explained": "Verschil in kosten uitgelegd",
    "cost_shared": "Raming gedeeld met de maker",
    "cost_answered": "Maker antwoordde op de raming",
    "second_look_asked": "Tweede blik op de kosten gevraagd",
    "second_look_given": "Tweede blik op de kosten gegeven",
    "advice_given": "Advies gegeven",
    "verdict_confirmed": "Oordeel bevestigd",
    "verdict_reopened": "Oordeel weer geopend",
    "verdict_seconded": "‘Nee’ bevestigd door een tweede",
    "conditions_answered": "Antwoord op de voorwaarden",
    "answer_missed": "Geen antwoord op de voorwaarden",
    "condition_ticked": "Voorwaarde afgevinkt",
    "reconsideration_asked": "Gevraagd om opnieuw te kijken",
    "reconsideration_handled": "Opnieuw gekeken naar het oordeel",
    "plan_parked": "Plan even apart gezet",
    "remark_added": "Opmerking aan tafel geschreven",
    "table_file_added": "Bestand op tafel gelegd",
    "table_file_removed": "Bestand van tafel gehaald",
    "connection_added": "Kans in de buurt toegevoegd",
    "connection_removed": "Kans in de buurt weggehaald",
    "conflict_marked": "Plannen gemarkeerd: niet allebei",
    "conflict_unmarked": "Markering ‘niet allebei’ weggehaald",
    "table_rules_set": "Afspraken van de tafel gemaakt",
    "plan_assigned": "Plan verdeeld",
    "clock_paused": "Termijn van plan stilgezet",
    "clock_resumed": "Termijn van plan loopt weer",
    "checkers_reminded": "Checkers herinnerd",
    "plan_unparked": "Plan weer op tafel",
    "step_proposed": "Voorgesteld: stap voor twee mensen",
    "step_confirmed": "Bevestigd door een tweede",
    "step_withdrawn": "Voorstel teruggenomen",
    "publication_proposed": "Bekendmaken voorgesteld",
    "publication_withdrawn": "Voorstel om bekend te maken teruggenomen",
    "verdicts_published": "Oordelen bekendgemaakt",
    "roll_uploaded": "Kiezersbestand klaargezet",
    "roll_emptied": "Kiezersbestand leeggemaakt",
    "roll_imported": "Kiezersbestand ingelezen",
    "letter_design_saved": "Stembrief aangepast",
    "letter_proof_fetched": "Proefpagina van de stembrief opgehaald",
    "roll_cancelled": "Inlezen gestopt",
    "voter_admitted": "Aan de balie toegelaten tot het kiezersbestand",
    "letters_started": "Codes uitgegeven, brieven gestart",
    "letters_fetched": "Brieven opgehaald",
    "letters_printed": "Drukken bevestigd, codes gewist",
    "paper_received": "Papieren stembiljetten in ontvangst genomen",
    "paper_set_aside": "Papieren stembiljet apart gelegd",
    "paper_numbers_taken_back": "Nummers van papieren stembiljetten teruggenomen",
    "desk_looked": "Iemand uit het kiezersbestand bekeken aan de balie",
    "paper_taken_back": "Papieren stembiljet weer in behandeling",
    "desk_searched": "In het kiezersbestand gezocht",
    "desk_wrong_date": "Andere geboortedatum genoemd dan in het kiezersbestand",
    "code_reissued": "Nieuwe stemcode uitgegeven aan de balie",
    "code_fetched": "Nieuwe stemcode opgehaald om af te drukken",
    "letter_returned": "Stembrief kwam onbestelbaar terug",
    "desk_limit_set": "Grens voor nieuwe stemcodes veranderd",
    "box_sealed": "Stembus gesloten",
    "box_disagrees": "Aantallen van de stembus verschillen",
    "voting_rules_set": "Spelregels van de stemming veranderd",
    "vote_archived": "Stemming van elders ingelezen",
    "rules_frozen": "Spelregels van de stemming vastgelegd",
    "rules_frozen_late": "Spelregels pas na het openen vastgelegd, met de hand",
    "plan_off_ballot": "Plan van het stembiljet gehaald",
    "votes_counted": "Stemmen geteld",
    "result_published": "Uitslag bekendgemaakt",
    "agreement_opened": "Afspraak klaargezet",
    "agreement_changed": "Afspraak veranderd",
    "agreement_confirmed": "Afspraak bevestigd",
    "agreement_state": "Stand van een gekozen plan",
    "update_posted": "Bericht van de maker geplaatst",
    "milestone_done": "Stap van een plan afgevinkt",
    "follow_ups_opened": "Nazorg klaargezet",
    "follow_up_set": "Nazorg vastgelegd",
    "edition_archived": "Editie afgerond en bewaard",
    "data_destroyed": "Gegevens vernietigd",
    "term_changed": "Bewaartermijn veranderd",
    "hold_set": "Vernietigen stilgezet",
    "hold_lifted": "Vernietigen mag weer",
    "account_emptied": "Account leeggemaakt",
}
FACTS = {
    "term": "termijn",
    "invitations": "uitnodigingen gesloten",
    "days": "dagen",
    "files": "bestanden",
    "ground": "waarom",
    "reason": "reden",
    "source": "van",
    "target": "naar",
    "before": "van",
    "after": "naar",
    "note": "notitie",
    "referral": "doorverwijzing",
    "cents": "bedrag",
    "ballot_cents": "op het stembiljet",
    "passed": "door",
    "fell": "afgevallen",
    "until": "tot",
    "low_cents": "ten minste",
    "high_cents": "ten hoogste",
    "plan": "ander plan",
    "merged_into_id": "samengevoegd met",
    "people": "mensen",
    "discipline": "vakgebied",
    "checker": "checker",
    "deputy": "vervanger",
    "term_days": "termijn in dagen",
    "working_days": "alleen werkdagen",
    "cost_gap_percent": "uitleg bij verschil boven, in procenten",
    "answer_days": "dagen om te antwoorden",
    "silence": "bij geen antwoord",
    "both": "steunden beide",
    "likes_at_close": "likes",
    "paper_at_close": "op papier",
    "needed_at_close": "nodig",
    "plans": "plannen",
    "voters": "stemgerechtigden",
    "feasible": "haalbaar",
    "questions": "vragen",
    "question": "vraag",
    "flow": "versie",
    "value": "antwoord",
    "outcome": "oordeel",
    "condition": "voorwaarde",
    "off_ballot": "van het stembiljet",
    "met": "klaar",
    "verdict": "oordeel",
    "remark": "opmerking",
    "file": "bestand",
    "connection": "kans",
    "pair": "paar",
    "first": "eerste plan",
    "second": "tweede plan",
    "first_code": "eerste code",
    "comment": "reactie",
    "voice": "als",
    "stance": "standpunt",
    "rows": "rijen",
    "new": "nieuw",
    "known": "al bekend",
    "counted": "meegeteld",
    "unreadable": "niet te lezen",
    "rejected": "afgewezen",
    "apart": "apart gezet",
    "apart_new": "nieuw apart gezet",
    "twice": "dubbel in het bestand",
    "deceased": "overleden",
    "young": "te jong",
    "outside": "buiten het gebied",
    "letters": "brieven",
    "ballots": "stembiljetten",
    "codes_used": "gebruikte codes",
    "receipts": "ontvangstbewijzen",
    "signature": "handtekening",
    "address": "met adres",
    "sha256": "vingerafdruk",
    "lot": "loting",
    "needs_lot": "nog te loten",
    "rules": "vingerafdruk van de spelregels",
    "rule_min_plans": "plannen op een stembiljet, ten minste",
    "rule_max_plans": "plannen op een stembiljet, ten hoogste",
    "rule_method": "telmethode",
    "rule_misfit": "een plan past niet",
    "rule_minimum_votes": "minimum aan stemmen",
    "rule_tie": "gelijke stand",
    "rule_completion": "geld over",
    "rule_pairs_exclude": "plannen sluiten elkaar uit",
    "number": "aantal",
    "late": "te laat",
    "after_close": "na het sluiten ingevoerd",
    "side": "kant",
    "fields": "velden",
    "plan_min_cents": "een plan kost ten minste",
    "plan_max_cents": "een plan kost ten hoogste",
    "threshold": "likes die nodig zijn",
    "threshold_inclusive": "precies dit aantal is genoeg",
    "review_first": "nieuwe plannen eerst bekijken",
    "help_phone": "telefoon voor hulp",
    "hand_in_at": "inleverplek voor papier",
    "photo": "foto",
    "invitation": "uitnodiging",
    "call": "oproep",
    "user": "gebruiker",
    "milestone": "stap",
    "kind": "soort",
}
# The order in which facts are told, where it matters to the eye.
FIRST = ("source", "before", "target", "after")
VALUES: dict[str, str] = {
    **{phase.value: label for phase, label in PHASES.items()},
    **{status.value: label for status, label in STATUSES.items()},
    **{state.value: label for state, label in STATES.items()},
    **{value.value: value.label for value in Value},
    **{outcome.value: outcome.label for outcome in Outcome},
    **{discipline.value: discipline.label for discipline in Discipline},
    **{
        kind.value: str(kind.label)
        for kind in (*FollowUpKind, *MakerAnswer.Kind, *Reconsideration.Outcome, *ProposalKind, *ReissueKind)
    },
    **{each.value: each.label for each in AsideReason},
    **{each.value: str(each.label) for each in (*Comment.Stance, *Comment.Voice)},
    **{each.value: str(each.label) for each in (*CommentReport.Reason, *Comment.HiddenFor)},
}
# What a setting of the vote stands for: the same key means different things to different settings.
RULES = {"rule_method": Method, "rule_misfit": Misfit, "rule_tie": Tie, "rule_completion": Completion}
SUBJECTS = {
    "roll": "bestand",
    "letters": "brieven",
    "batch": "stapel",
    "paper": "papieren stembiljet",
    "voter": "stemgerechtigde",
    "reissue": "nieuwe code",
    "proposal": "voorstel",
}
USER = "gebruiker:"


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it. `plan` is there when the entry is about a plan of this edition."""

    entry: Entry
    who: str
    what: str
    about: str
    plan: Plan | None
    facts: list[tuple[str, str]]


def action_label(action: str) -> str:
    """In Dutch; an action without a label shows its key, so that nothing is hidden."""
    return ACTIONS.get(action, action)


def actions_in(edition: Edition) -> list[tuple[str, str]]:
    """The actions that this edition's log holds, as (key, label) by label."""
    found = Entry.objects.of_edition(edition.slug).order_by().values_list("action", flat=True).distinct()
    return sorted(((key, action_label(key)) for key in found), key=lambda pair: pair[1])


def kept_from(user: User, edition: Edition) -> Q:
    """What the table did with this person's own plans, until the verdicts are public. One query."""
    if edition.verdicts_published_at:
        return Q(pk__in=[])
    mine = Q(maker=user) | Q(co_makers__user=user)
    plans = Plan.objects.of(edition).filter(mine, check_started_at__isnull=False).distinct()
    kept = Q(pk__in=[])
    for plan_id, since in plans.values_list("pk", "check_started_at"):
        kept |= Q(subject=f"plan:{plan_id}", at__gte=since)
    return kept


def tell(entries: Iterable[Entry], edition: Edition) -> list[Line]:
    """The entries in words, in two queries. Names only of people with a role in the edition: they answer for it."""
    rows = list(entries)
    staff = {f"{USER}{user.pk}": str(user) for user in User.objects.filter(edition_roles__edition=edition).distinct()}
    numbers = [int(row.subject[5:]) for row in rows if row.subject.startswith("plan:") and row.subject[5:].isdigit()]
    plans = {f"plan:{plan.pk}": plan for plan in Plan.objects.of(edition).public().filter(pk__in=numbers)}
    return [_line(row, staff, plans) for row in rows]


def _line(entry: Entry, staff: dict[str, str], plans: dict[str, Plan]) -> Line:
    kind, _, number = entry.subject.partition(":")
    about = f"{SUBJECTS[kind]} {number}" if kind in SUBJECTS else entry.subject.replace(":", " ")
    keys = sorted(entry.data, key=lambda key: (FIRST.index(key) if key in FIRST else len(FIRST), key))
    facts = [(FACTS.get(key, key), _value(key, entry.data[key])) for key in keys if entry.data[key] not in ("", [])]
    who = staff.get(entry.actor, entry.actor.replace(USER, "bewoner "))
    return Line(entry, who, action_label(entry.action), about, plans.get(entry.subject), facts)


def _value(key: str, value: Any) -> str:
    if key.endswith("cents"):
        return euro(value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(FACTS.get(str(each), str(each)) for each in value)
    if value is None:
        return "geen"
    if key in RULES and value in RULES[key]:
        return str(RULES[key](value).label)
    return VALUES.get(str(value), str(value))
