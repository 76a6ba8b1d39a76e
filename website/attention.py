"""'Dit vraagt nu aandacht': what the project leader must look at today, most urgent first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from common import clock
from editions.models import Edition
from editions.phases import Phase
from execution.attention import LOOKS, Signal
from execution.models import FollowUpKind
from execution.queries import agreement_work, follow_ups, late_agreements
from execution.queries.follow_up import late_ways_on, open_offers
from execution.queries.pulse import open_signals
from feasibility.queries import unjudged_count
from feasibility.queries.after import open_requests, unanswered, unmet_before_the_vote
from lifecycle.actions import is_due
from lifecycle.steps import next_step
from plans.discussion.reports import number_reported
from plans.models import Plan
from plans.status import Status
from voting.models import ProposalKind
from voting.queries import count_state, letters_state, turnout, unfinished_paper
from voting.queries.count import box_numbers
from voting.queries.deciding import signed_result, waiting
from voting.queries.receipts import has_receipts
from voting.wrong_codes import guessing_now

NEW = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One line: what, and where to go. `urgent` items stand out."""

    text: str
    url: str
    link: str
    urgent: bool = False


def attention(edition: Edition) -> list[Item]:
    """All items for `edition`, the urgent ones first."""
    items = [*_overdue(edition), *_reported(edition), *BY_PHASE[edition.current_phase](edition)]
    return sorted(items, key=lambda item: not item.urgent)


def _many(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _overdue(edition: Edition) -> list[Item]:
    step = next_step(edition.current_phase)
    if step is None or not is_due(edition):
        return []
    why = " ".join(step.reasons(edition)) or "De volgende stap wordt zo gezet."
    return [
        Item(f"De geplande datum is voorbij. {why}", reverse("schedule_edit", args=[edition.slug]), "Planning", True)
    ]


def _reported(edition: Edition) -> list[Item]:
    """In every phase: what stands there may hurt somebody today."""
    number = number_reported(edition)
    if not number:
        return []
    text = f"{_many(number, 'reactie is', 'reacties zijn')} gemeld. Lees en besluit wat blijft staan."
    return [Item(text, reverse("moderation", args=[edition.slug]), "Naar de meldingen", True)]


def _preparation(edition: Edition) -> list[Item]:
    step = next_step(edition.current_phase)
    reasons = step.reasons(edition) if step else []
    here = reverse("schedule_edit", args=[edition.slug])
    return [Item(reason, here, "Planning") for reason in reasons]


def _submission(edition: Edition) -> list[Item]:
    plans = Plan.objects.of(edition).filter(status=Status.SUBMITTED)
    held = _held(edition)
    new = plans.filter(submitted_at__gte=clock.now() - NEW).count()
    if not new:
        return held
    text = (
        f"{_many(new, 'nieuw plan', 'nieuwe plannen')} in de afgelopen zeven dagen. "
        "Lees ze en bel de maker als het beter kan."
    )
    return [*held, Item(text, reverse("plan_list", args=[edition.slug]), "Lees de plannen")]


def _held(edition: Edition) -> list[Item]:
    """Plans that nobody can read, as long as publishing them helps: people wait for the team."""
    number = Plan.objects.of(edition).filter(status=Status.HELD).count()
    if not number or edition.verdicts_published_at:
        return []
    text = f"{_many(number, 'plan staat', 'plannen staan')} nog niet openbaar."
    them = "dit plan" if number == 1 else "deze plannen"
    more = f" De likes sluiten zonder {them}." if edition.current_phase is Phase.LIKES else ""
    return [Item(text + more, reverse("triage", args=[edition.slug]), "Naar de triage", True)]


def _likes(edition: Edition) -> list[Item]:
    plans = Plan.objects.of(edition).filter(status=Status.SUBMITTED).with_figures()
    short = sum(not edition.passes_threshold(plan.like_count) for plan in plans)
    held = _held(edition)
    if not short:
        return held
    text = f"{_many(short, 'plan heeft', 'plannen hebben')} nog geen {edition.likes_needed} likes."
    return [*held, Item(text, reverse("threshold", args=[edition.slug]), "Bekijk de stand")]


def _feasibility(edition: Edition) -> list[Item]:
    return [*_held(edition), *_verdicts(edition), *_letters(edition), *_ways_on(edition)]


def _verdicts(edition: Edition) -> list[Item]:
    unjudged = unjudged_count(edition)
    if unjudged:
        text = f"{_many(unjudged, 'plan is', 'plannen zijn')} nog niet beoordeeld."
        return [Item(text, reverse("table", args=[edition.slug]), "Naar de tafel", True)]
    if edition.verdicts_published_at:
        return _after_the_verdicts(edition)
    here = reverse("verdicts_publish", args=[edition.slug])
    return [Item("Alle plannen zijn beoordeeld. Maak de oordelen bekend.", here, "Bekendmaken", True)]


def _after_the_verdicts(edition: Edition) -> list[Item]:
    """What can still go wrong before the vote: requests, makers who keep silent, conditions that are not met."""
    here = reverse("maker_answers", args=[edition.slug])
    asked, silent, unmet = open_requests(edition), unanswered(edition).count(), unmet_before_the_vote(edition)
    conditions = _many(unmet, "plan heeft", "plannen hebben")
    found = (
        (asked, f"{_many(asked, 'maker vraagt', 'makers vragen')} om een oordeel opnieuw te bekijken.", True),
        (silent, f"{_many(silent, 'plan wacht', 'plannen wachten')} op antwoord van de maker.", False),
        (
            unmet,
            f"{conditions} een voorwaarde die voor de stemming klaar moet.",
            False,
        ),
    )
    return [Item(text, here, "Na het oordeel", urgent) for number, text, urgent in found if number]


def _letters(edition: Edition) -> list[Item]:
    state = letters_state(edition)
    letters = reverse("letters", args=[edition.slug])
    if not state.voters:
        return [Item("Het kiezersbestand is nog leeg.", reverse("roll", args=[edition.slug]), "Lees het in")]
    if not state.run:
        text = f"{_many(state.voters, 'stembrief is', 'stembrieven zijn')} nog niet gemaakt."
        return [Item(text, letters, "Stembrieven")]
    if state.run.printed_at:
        return []
    if state.all_ready:
        ready = _many(state.run.total, "stembrief is klaar", "stembrieven zijn klaar")
        text = f"{ready}. Laat ze drukken en bevestig dat."
        return [Item(text, letters, "Stembrieven", True)]
    return [Item(f"{state.letters_ready} van {state.run.total} stembrieven zijn klaar.", letters, "Stembrieven")]


def _voting(edition: Edition) -> list[Item]:
    now = turnout(edition)
    verb = "stemde" if now.voted == 1 else "stemden"
    text = f"Tot nu toe {verb} {now.voted} van {now.eligible} mensen ({now.percentage}%)."
    box = Item(text, reverse("count", args=[edition.slug]), "De stembus")
    return [*_guessing(edition), *_box(edition), *_limit(edition), *_paper(edition), *_letters(edition), box]


def _limit(edition: Edition) -> list[Item]:
    if not waiting(edition, ProposalKind.LIMIT):
        return []
    text = "Een hogere grens voor nieuwe codes aan de balie wacht op een tweede persoon."
    return [Item(text, reverse("desk_limit_confirm", args=[edition.slug]), "Bekijk het voorstel", True)]


def _paper(edition: Edition) -> list[Item]:
    """Paper that waits for a clerk: urgent once the vote has closed, since nothing is counted before."""
    waiting = unfinished_paper(edition)
    text = f"{_many(waiting, 'papieren stembiljet is', 'papieren stembiljetten zijn')} nog niet verwerkt."
    closed = edition.current_phase is Phase.COUNTING
    return [Item(text, reverse("paper", args=[edition.slug]), "Papieren stemmen", closed)] if waiting else []


def _guessing(edition: Edition) -> list[Item]:
    tries = guessing_now()
    if not tries:
        return []
    text = f"Iemand raadt misschien stemcodes: {tries} verkeerde codes in tien minuten. Waarschuw de beheerder."
    return [Item(text, reverse("count", args=[edition.slug]), "De stembus", True)]


def _box(edition: Edition) -> list[Item]:
    if not has_receipts(edition):
        return []
    numbers = box_numbers(edition)
    if numbers.agree:
        return []
    text = (
        f"De stembus klopt niet: {numbers.codes_used} gebruikte codes, {numbers.receipts} ontvangstbewijzen, "
        f"{numbers.ballots} stembiljetten. Verander niets en laat het onderzoeken."
    )
    return [Item(text, reverse("count", args=[edition.slug]), "Bekijk de aantallen", True)]


def _counting(edition: Edition) -> list[Item]:
    return [*_box(edition), *_paper(edition), _count(edition)]


def _count(edition: Edition) -> Item:
    count = count_state(edition)
    here = reverse("count", args=[edition.slug])
    if count is None:
        return Item("De stemming is gesloten. Tel de stemmen.", here, "Tellen", True)
    if count.needs_lot:
        return Item(_lot(edition), here, "Loting", True)
    if signed_result(count):
        return Item("Twee mensen zijn het eens. U kunt de uitslag bekendmaken.", here, "Telling", True)
    text = "De stemmen zijn geteld. Kijk de telling na en stel de uitslag voor. Een tweede persoon bevestigt."
    return Item(text, here, "Telling", True)


def _lot(edition: Edition) -> str:
    if waiting(edition, ProposalKind.LOT):
        return "De loting wacht op een tweede persoon."
    return "Er is gelijk gestemd. Loot in het openbaar en voer de loting in."


def _execution(edition: Edition) -> list[Item]:
    here = reverse("execution_overview", args=[edition.slug])
    late = len(late_agreements(edition))
    items = []
    if late:
        items.append(Item(f"{_many(late, 'plan loopt', 'plannen lopen')} achter.", here, "Wie loopt achter?", True))
    return [*_asked_by_makers(edition), *items, *_agreements(edition), *_ways_on(edition)]


# What makers say or ask, and silence; that plans are late is told apart.
ASKING = {
    Signal.HELP: ("plan vraagt hulp.", "plannen vragen hulp."),
    Signal.SILENT: ("plan geeft geen antwoord meer. Bel de maker.", "plannen geven geen antwoord meer. Bel de makers."),
    Signal.STOP: ("maker wil stoppen.", "makers willen stoppen."),
    Signal.EXTENSION: ("plan vraagt meer tijd.", "plannen vragen meer tijd."),
    Signal.DONE: ("maker zegt: het plan is klaar.", "makers zeggen: het plan is klaar."),
}


def _asked_by_makers(edition: Edition) -> list[Item]:
    here, counted = reverse("execution_overview", args=[edition.slug]), open_signals(edition)
    return [
        Item(_many(counted[signal], *words), f"{here}?toon={signal}", "Bekijk", LOOKS[signal].colour == "red")
        for signal, words in ASKING.items()
        if signal in counted
    ]


def _agreements(edition: Edition) -> list[Item]:
    """What waits for maker or municipality: urgent after two weeks, and when a maker asks something."""
    work, both = agreement_work(edition), "door maker en gemeente bevestigd."
    young = work.unconfirmed - work.overdue
    late, new = ((number, "afspraak is", "afspraken zijn") for number in (work.overdue, young))
    changed = (work.changed, "gewijzigde afspraak wacht", "gewijzigde afspraken wachten")
    asked = (work.asked, "maker vraagt", "makers vragen")
    found = (
        (late, f"na twee weken nog niet {both}", "", True),
        (asked, "om een andere afspraak.", f"?toon={Signal.ASKED}", True),
        (new, f"nog niet {both}", "", False),
        (changed, "op akkoord van maker of gemeente.", f"?toon={Signal.CHANGE}", False),
    )
    here = reverse("execution_overview", args=[edition.slug])
    return [
        Item(f"{_many(*many)} {rest}", f"{here}{shown}", "Bekijk de afspraken", urgent)
        for many, rest, shown, urgent in found
        if many[0]
    ]


def _ways_on(edition: Edition) -> list[Item]:
    here, items = reverse("follow_ups", args=[edition.slug]), []
    if offered := open_offers(edition):
        text = f"Voor {_many(offered, 'plan', 'plannen')} wacht een aanbod van een organisatie op antwoord."
        items.append(Item(text, here, "Nazorg", True))
    if late := late_ways_on(edition):
        items.append(Item(f"{_many(late, 'plan wacht', 'plannen wachten')} op nazorg.", f"{here}?stand=laat", "Nazorg"))
    if unsettled := follow_ups(edition).filter(kind=FollowUpKind.OPEN).count():
        text = f"{_many(unsettled, 'plan heeft', 'plannen hebben')} nog geen weg verder."
        items.append(Item(text, f"{here}?stand=open", "Nazorg"))
    return items


def _nothing(edition: Edition) -> list[Item]:
    return []


BY_PHASE: dict[Phase, Callable[[Edition], list[Item]]] = {
    Phase.PREPARATION: _preparation,
    Phase.SUBMISSION: _submission,
    Phase.LIKES: _likes,
    Phase.FEASIBILITY: _feasibility,
    Phase.VOTING: _voting,
    Phase.COUNTING: _counting,
    Phase.EXECUTION: _execution,
    Phase.CLOSED: _nothing,
}
