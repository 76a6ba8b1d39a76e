"""'Dit vraagt nu aandacht': what the project leader must look at today, most urgent first."""

from dataclasses import dataclass

from django.urls import reverse

from editions.models import Edition
from editions.phases import Phase
from execution.queries import late_agreements
from feasibility.queries import unjudged_count
from lifecycle.actions import is_due
from lifecycle.steps import next_step
from plans.models import Plan
from plans.status import Status
from voting.queries import count_state, letters_state


@dataclass(frozen=True)
class Item:
    """One line: what, and where to go. `urgent` items stand out."""

    text: str
    url: str
    link: str
    urgent: bool = False


def attention(edition: Edition) -> list[Item]:
    """All items for `edition`, the urgent ones first."""
    items = [*_overdue(edition), *_by_phase(edition)]
    return sorted(items, key=lambda item: not item.urgent)


def _overdue(edition: Edition) -> list[Item]:
    step = next_step(edition.current_phase)
    if step is None or not is_due(edition):
        return []
    why = " ".join(step.reasons(edition)) or "De volgende stap wordt zo gezet."
    return [
        Item(f"De geplande datum is voorbij. {why}", reverse("schedule_edit", args=[edition.slug]), "Planning", True)
    ]


def _by_phase(edition: Edition) -> list[Item]:
    makers = {
        Phase.SUBMISSION: _submitted,
        Phase.LIKES: _submitted,
        Phase.FEASIBILITY: _before_the_vote,
        Phase.COUNTING: _counting,
        Phase.EXECUTION: _execution,
    }
    maker = makers.get(edition.current_phase)
    return maker(edition) if maker else []


def _submitted(edition: Edition) -> list[Item]:
    waiting = Plan.objects.of(edition).filter(status=Status.SUBMITTED).count()
    return [Item(f"{waiting} ingediende plannen.", reverse("plan_list", args=[edition.slug]), "Bekijk de plannen")]


def _before_the_vote(edition: Edition) -> list[Item]:
    items = []
    unjudged = unjudged_count(edition)
    table = reverse("table", args=[edition.slug])
    if unjudged:
        items.append(Item(f"{unjudged} plannen zijn nog niet beoordeeld.", table, "Naar de tafel", True))
    elif not edition.verdicts_published_at:
        items.append(
            Item(
                "Alle plannen zijn beoordeeld. Maak de oordelen bekend.",
                reverse("verdicts_publish", args=[edition.slug]),
                "Bekendmaken",
                True,
            )
        )
    return items + _letters(edition)


def _letters(edition: Edition) -> list[Item]:
    state = letters_state(edition)
    letters = reverse("letters", args=[edition.slug])
    if not state.voters:
        return [Item("Lees het kiezersbestand in.", reverse("roll", args=[edition.slug]), "Kiezersbestand")]
    if not state.run:
        return [Item(f"Maak {state.voters} stembrieven.", letters, "Stembrieven")]
    if state.run.printed_at:
        return []
    return [Item(f"{state.letters_ready} van {state.run.total} stembrieven zijn klaar.", letters, "Stembrieven")]


def _counting(edition: Edition) -> list[Item]:
    count = count_state(edition)
    here = reverse("count", args=[edition.slug])
    if count is None:
        return [Item("De stemming is gesloten. Tel de stemmen.", here, "Tellen", True)]
    if count.needs_lot:
        return [Item("Er is gelijk gestemd. Voer de loting in.", here, "Loting", True)]
    return [Item("De stemmen zijn geteld. Kijk de telling na en maak de uitslag bekend.", here, "Telling", True)]


def _execution(edition: Edition) -> list[Item]:
    late = len(late_agreements(edition))
    here = reverse("execution_overview", args=[edition.slug])
    if late:
        return [Item(f"{late} plannen lopen achter.", here, "Wie loopt achter?", True)]
    return [Item("Alle gekozen plannen liggen op schema.", here, "Uitvoering")]
