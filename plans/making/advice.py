"""What a checker will ask later, in the words of makers: to think about now, not to be held against anybody."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Advice:
    """A question of the check, and how to find out the answer."""

    key: str
    question: Any
    tip: Any


ADVICE = (
    Advice(
        "ground",
        _("Ik weet van wie de grond of het gebouw is, en dat het daar mag."),
        _("Bel de gemeente of vraag het aan de gebiedsverbinder. Is het van een ander? Vraag een mailtje met ‘ja’."),
    ),
    Advice(
        "upkeep",
        _("Ik weet wie het onderhoudt, ook na het eerste jaar."),
        _("Spreek af wie water geeft, schoonmaakt of iets maakt dat stuk is. Schrijf de namen in uw plan."),
    ),
    Advice(
        "permit",
        _("Ik weet of er een vergunning nodig is."),
        _("Voor een feest op straat of een bouwwerk vaak wel. De gemeente zegt u wat nodig is en hoe lang het duurt."),
    ),
    Advice(
        "neighbours",
        _("De mensen die er vlakbij wonen, weten ervan."),
        _("Bel aan bij de huizen eromheen. Vraag wat zij ervan vinden, en pas uw plan daarop aan."),
    ),
    Advice(
        "everybody",
        _("Iedereen kan meedoen."),
        _("Denk aan mensen met een rolstoel, met weinig geld of die weinig Nederlands spreken."),
    ),
    Advice(
        "year",
        _("Het kan binnen een jaar klaar zijn."),
        _("Maak een lijstje: wat doet u in welke maand? Planten gaan bijvoorbeeld in het najaar de grond in."),
    ),
    Advice(
        "helpers",
        _("Ik doe het niet alleen."),
        _("Zoek twee of drie mensen die meedoen. Dan gaat het door als u een keer ziek bent."),
    ),
    Advice(
        "prices",
        _("De bedragen kloppen ongeveer."),
        _("Zoek de prijs op in een webwinkel, of vraag een bedrijf wat het kost. Een mailtje met een prijs is genoeg."),
    ),
    Advice(
        "safe",
        _("Het is veilig voor kinderen, buren en wie er werkt."),
        _("Denk aan scherpe randen, water, verkeer en een verzekering voor vrijwilligers."),
    ),
)
KEYS = tuple(each.key for each in ADVICE)
