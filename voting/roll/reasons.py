"""What can become of a row, and why somebody is set apart. Plain Python."""

from enum import StrEnum


class Outcome(StrEnum):
    """What a row turns out to be. TWICE is found by comparing rows, the others by looking at one."""

    VOTER = "VOTER"
    APART = "APART"
    TWICE = "TWICE"
    DECEASED = "DECEASED"
    YOUNG = "YOUNG"
    OUTSIDE = "OUTSIDE"
    REJECTED = "REJECTED"


class Apart(StrEnum):
    """Why somebody may vote and gets no letter: a desk decides. In order of weight, the first that holds counts."""

    SECRET = "SECRET"  # noqa: S105 - a reason
    ELSEWHERE = "ELSEWHERE"
    INVESTIGATED = "INVESTIGATED"
    ABROAD = "ABROAD"
    NO_ADDRESS = "NO_ADDRESS"
    NO_NAME = "NO_NAME"
    BIRTH_DATE = "BIRTH_DATE"


APART_TEXTS = {
    Apart.SECRET: "de gegevens zijn geheim",
    Apart.ELSEWHERE: "woont niet op het adres dat bekend is",
    Apart.INVESTIGATED: "het adres wordt onderzocht",
    Apart.ABROAD: "een adres in het buitenland",
    Apart.NO_ADDRESS: "er is geen adres bekend",
    Apart.NO_NAME: "de naam is niet bekend",
    Apart.BIRTH_DATE: "de geboortedatum is niet helemaal bekend",
}
