from django.apps import AppConfig


class ReportConfig(AppConfig):
    """An edition told in figures: funnel, wishes, turnout, costs of the round, and open data."""

    name = "report"
    verbose_name = "Verslag"
