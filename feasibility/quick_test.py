"""The quick test (sneltoets): pure. NOTE for its builder: keep these three enums as they are, the models use them."""

from enum import Enum


class _Labelled(str, Enum):
    label: str

    def __new__(cls, value: str, label: str) -> "_Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    def __str__(self) -> str:
        return self.value


class Discipline(_Labelled):
    LEGAL = "LEGAL", "juridisch"
    FINANCIAL = "FINANCIAL", "financieel"
    PRACTICAL = "PRACTICAL", "praktisch en openbare ruimte"
    MAINTENANCE = "MAINTENANCE", "beheer en onderhoud"
    SOCIAL = "SOCIAL", "sociaal"
    NEIGHBOURHOOD = "NEIGHBOURHOOD", "wijkkennis"


class Value(_Labelled):
    """An answer."""

    YES = "YES", "ja"
    PROVIDED = "PROVIDED", "ja, mits"
    NO = "NO", "nee"
    NOT_APPLICABLE = "NOT_APPLICABLE", "niet van toepassing"


class Outcome(_Labelled):
    """A verdict."""

    YES = "YES", "ja"
    YES_PROVIDED = "YES_PROVIDED", "ja, mits"
    NO = "NO", "nee"
