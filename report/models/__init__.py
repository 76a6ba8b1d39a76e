"""The report of an edition, what its round cost, and what people said about it."""

from report.models.costs import OtherCost, RoundPrices, StaffHours, Work
from report.models.kept import Report
from report.models.survey import SurveyAnswer, SurveyRole

__all__ = ["OtherCost", "Report", "RoundPrices", "StaffHours", "SurveyAnswer", "SurveyRole", "Work"]
