"""What things cost, roughly, so that a maker can begin. Indicative amounts of our own, in euro cents."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Price:
    """A usual post: what it is called on a plan, and between which amounts it mostly lies, in euro cents."""

    key: str
    label: Any
    low_cents: int
    high_cents: int


@dataclass(frozen=True)
class Group:
    label: Any
    prices: tuple[Price, ...]


GROUPS = (
    Group(
        _("Buiten"),
        (
            Price("bankje", _("Bankje met plaatsing"), 80_000, 150_000),
            Price("picknicktafel", _("Picknicktafel met plaatsing"), 120_000, 220_000),
            Price("boom", _("Boom planten"), 25_000, 60_000),
            Price("plantenbak", _("Plantenbak met planten"), 15_000, 40_000),
            Price("geveltuin", _("Geveltuintje aanleggen"), 7_500, 20_000),
            Price("speeltoestel", _("Speeltoestel met ondergrond"), 500_000, 1_500_000),
            Price("schildering", _("Muurschildering"), 150_000, 500_000),
        ),
    ),
    Group(
        _("Samenkomen"),
        (
            Price("zaalhuur", _("Zaalhuur per dagdeel"), 5_000, 15_000),
            Price("maaltijd", _("Eten en drinken per persoon"), 600, 1_250),
            Price("tent", _("Huur van tent, tafels en stoelen"), 25_000, 60_000),
            Price("muziek", _("Muziek of optreden"), 20_000, 75_000),
            Price("vergunning", _("Vergunning voor een evenement"), 5_000, 25_000),
        ),
    ),
    Group(
        _("Mensen"),
        (
            Price("vrijwilliger", _("Vrijwilligersvergoeding per dagdeel"), 1_500, 2_500),
            Price("begeleider", _("Workshop of begeleider per dagdeel"), 20_000, 45_000),
            Price("verzekering", _("Verzekering voor een activiteit"), 7_500, 20_000),
        ),
    ),
    Group(
        _("Materiaal en bekendmaken"),
        (
            Price("flyers", _("Flyers, 1.000 stuks"), 6_000, 15_000),
            Price("spandoek", _("Spandoek"), 5_000, 12_500),
            Price("schoonmaak", _("Materiaal om schoon te maken"), 10_000, 30_000),
            Price("gereedschap", _("Tuingereedschap"), 15_000, 40_000),
            Price("verf", _("Verf en kwasten"), 10_000, 35_000),
        ),
    ),
)
PRICES = {price.key: price for group in GROUPS for price in group.prices}
