from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """What is kept how long, and what happens when its term is over."""

    name = "retention"
    verbose_name = "Bewaartermijnen"
