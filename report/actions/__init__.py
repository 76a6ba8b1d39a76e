"""Every write of the report room, by subject."""

from report.actions.costs import add_hours, add_other_cost, remove_hours, remove_other_cost, set_prices
from report.actions.inviting import invite_all
from report.actions.keeping import keep_all, keep_figures
from report.actions.publishing import hide_report, publish_report, set_foreword
from report.actions.surveying import answer_survey

__all__ = [
    "add_hours",
    "add_other_cost",
    "answer_survey",
    "hide_report",
    "invite_all",
    "keep_all",
    "keep_figures",
    "publish_report",
    "remove_hours",
    "remove_other_cost",
    "set_foreword",
    "set_prices",
]
