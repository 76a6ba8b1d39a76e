"""The menu of the staff pages: every role sees the pages that it may open, and no others."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from editions.access import roles_here
from editions.models import Edition, Role

register = template.Library()

TABLE = frozenset({Role.CHECKER, Role.CHAIR, Role.PARTNER, Role.LEADER})
LEADER = frozenset({Role.LEADER})
DESK = LEADER | {Role.CLERK}
PAPERS = frozenset({"paper_receive", "paper_numbers_back", "paper_find"})
ONE_PAPER = frozenset({"paper_enter", "paper_settle"})
SUPPORT = LEADER | {Role.PARTNER}

BELOW_TRIAGE = frozenset({"triage_plan", "plan_hold", "merge_choose", "merge_confirm"})


@dataclass(frozen=True)
class Entry:
    """One line of the menu. `more` names the pages below it, on which it stays marked."""

    name: str
    label: str
    icon: str
    roles: frozenset[Role]
    more: frozenset[str] = frozenset()


FLOW_PAGES = frozenset({"flow_page", "flow_diagram", "flow_walk", "flow_use", "question_add", "question_change"})
TABLE_PAGES = frozenset(
    {
        *("table_plan", "answer_save", "condition_add", "verdict_confirm", "maker_answers", "reconsider"),
        *("meeting_list", "meeting_plan", "meeting_page", "meeting_board"),
        *("clock_overview", "clock_pause", "table_rules", "assignments"),
        *("table_talk", "remark_add", "connection_add", "pair_add"),
        *("table_costs", "estimate_set", "costs_explain", "second_look"),
    }
)
COUNT_PAGES = frozenset({"count_run", "count_lot", "count_result", "count_take_back", "count_off_ballot"})
ROLL_PAGES = frozenset({"roll_import", "roll_columns", "roll_preview"})
EXECUTION_PAGES = frozenset(
    {
        *("agreement_edit", "instalment_paid", "gate_decide", "change_answer"),
        *("pulse_staff", "help_answer", "extension_enter", "extension_decide", "plan_stop", "stop_decline"),
    }
)
COST_PAGES = frozenset({"hours_add", "prices_set", "other_cost_add"})
MENU = (
    Entry("cockpit", "Cockpit", "layout-dashboard", LEADER, frozenset({"phase_advance"})),
    Entry("schedule_edit", "Planning", "calendar", LEADER),
    Entry("edition_settings", "Instellingen", "settings", LEADER),
    Entry("triage", "Triage", "flag", LEADER | {Role.PARTNER}, BELOW_TRIAGE),
    Entry("moderation", "Reacties", "message-circle", SUPPORT, frozenset({"moderation_hidden", "comment_hide"})),
    Entry("counter", "Balie", "file-text", SUPPORT | {Role.CLERK}, frozenset({"counter_new"})),
    Entry("signatures", "Handtekeningen", "pencil", SUPPORT, frozenset({"signatures_plan"})),
    Entry("like_report", "Likes", "heart", LEADER),
    Entry("threshold", "De grens", "chart-bar", LEADER),
    Entry("table", "Ja-mits-tafel", "scale", TABLE, TABLE_PAGES),
    Entry("flow_list", "Sneltoets", "list-check", LEADER | {Role.CHAIR}, FLOW_PAGES),
    Entry("verdicts_publish", "Oordelen bekendmaken", "speakerphone", LEADER | {Role.CHAIR}),
    Entry("roll", "Kiezersbestand", "users", LEADER, ROLL_PAGES),
    Entry("set_apart", "Apart gezet", "user-check", LEADER | {Role.CLERK}),
    Entry("letters", "Stembrieven", "mail", LEADER, frozenset({"letters_printed", "letter_design"})),
    Entry("voting_rules", "Spelregels stemming", "scale", LEADER),
    Entry(
        "paper",
        "Papieren stemmen",
        "ticket",
        DESK,
        frozenset({*PAPERS, *ONE_PAPER}),
    ),
    Entry("desk", "Stembrief kwijt", "mailbox", DESK, frozenset({"desk_search", "desk_person", "desk_issued"})),
    Entry("assist", "Hulp bij stemmen", "accessible", DESK),
    Entry("count", "Telling", "list-check", LEADER, COUNT_PAGES),
    Entry("count_confirm", "Telling bevestigen", "check", LEADER | {Role.CHAIR}, frozenset({"desk_limit_confirm"})),
    Entry("turnout", "Opkomst", "chart-bar", LEADER),
    Entry("follow_ups", "Nazorg", "heart-handshake", LEADER, frozenset({"follow_up_edit", "follow_up_end"})),
    Entry("execution_overview", "Uitvoering", "hammer", LEADER, EXECUTION_PAGES),
    Entry("updates_manage", "Berichten van makers", "news", LEADER | {Role.PARTNER}),
    Entry("report_staff", "Verslag", "report-money", LEADER, frozenset({"survey_results"})),
    Entry("round_costs", "Kosten van de ronde", "pig-money", LEADER, COST_PAGES),
    Entry("retention", "Bewaartermijnen", "hourglass", LEADER, frozenset({"retention_term", "retention_hold"})),
    Entry("audit_log", "Logboek", "history", LEADER),
)


@register.simple_tag(takes_context=True)
def staff_menu(context: Context, edition: Edition) -> list[dict[str, Any]]:
    """The lines for whoever asks: `url`, `label`, `icon` and whether it is `current`. At most one query."""
    request = context["request"]
    roles = roles_here(request, edition)
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        {
            "url": reverse(entry.name, args=[edition.slug]),
            "label": entry.label,
            "icon": entry.icon,
            "current": here == entry.name or here in entry.more,
        }
        for entry in MENU
        if roles & entry.roles
    ]
