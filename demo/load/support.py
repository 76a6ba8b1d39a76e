"""When the likes of a demo edition came, and some support on paper."""

from datetime import timedelta

from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Mod

from accounts.models import User
from common import clock
from common.keyed import keyed_hash
from editions.models import Edition
from editions.phases import Phase
from plans.actions import enter_signatures
from plans.models import Like, Plan

# A step that goes round through all hours of the day.
STEP = 7_919
ON_PAPER = "Oud leert jong leert oud"
SIGNED = (
    "A. Bakker; 2037 AB; 14",
    "H. de Boer; 2037 AB; 16",
    "Nel Visser; 2037 AB; 16 A",
    "Yusuf Kaya; 2037 AC; 3",
    "Corrie van Leeuwen; 2037 AC; 21",
    "W. Smit; 2037 AD; 8-2",
)
# An evening on which the library helped people to give their like.
AT_THE_LIBRARY, EVENING = "De Boekentrap", 45


def spread_likes(edition: Edition) -> None:
    """Spreads the likes over the dates on which they could be given, up to now."""
    window = edition.schedule()[Phase.LIKES]
    seconds = int((min(window.ends_at, clock.now()) - window.starts_at).total_seconds())
    if seconds > 0:
        later = ExpressionWrapper(
            Mod(F("pk") * STEP, Value(seconds)) * Value(timedelta(seconds=1)), output_field=DurationField()
        )
        Like.objects.filter(plan__in=Plan.objects.of(edition)).update(created_at=Value(window.starts_at) + later)


def load_support(edition: Edition, team: User) -> None:
    """A list on paper, entered by the real action, and one evening with many likes of one network."""
    enter_signatures(edition.plans.get(title=ON_PAPER).pk, team, "\n".join(SIGNED))
    evening = (clock.now() - timedelta(days=4)).replace(hour=18, minute=5)
    likes = list(Like.objects.filter(plan__edition=edition, plan__title=AT_THE_LIBRARY).order_by("pk")[:EVENING])
    network = keyed_hash("network of a like", "demo", "library")
    for number, like in enumerate(likes):
        like.created_at, like.network_hash = evening + timedelta(seconds=70 * number), network
    Like.objects.bulk_update(likes, ["created_at", "network_hash"])
