"""What must be true before an edition may make a step. A guard returns Dutch reasons; an empty list opens the way."""

from editions.models import Edition
from editions.phases import check_schedule
from execution.queries.ending import open_follow_ups_count, open_help_requests, running_agreements
from execution.queries.follow_up import open_offers
from feasibility.queries import unjudged_count
from feasibility.queries.after import reasons_to_wait
from plans.queries import ballot_plans
from report.queries.reports import has_public_report
from voting.counting.rules import impossible
from voting.queries import count_state, letters_state, present_rules, signed_result


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def schedule_is_complete(edition: Edition) -> list[str]:
    return check_schedule(edition.schedule())


def has_themes_and_neighbourhoods(edition: Edition) -> list[str]:
    reasons = []
    if not edition.themes.exists():
        reasons.append("Er zijn nog geen thema's.")
    if not edition.area.neighbourhoods.exists():
        reasons.append("Er zijn nog geen wijken.")
    return reasons


def verdicts_are_published(edition: Edition) -> list[str]:
    unjudged = unjudged_count(edition)
    if unjudged:
        return [f"{_plural(unjudged, 'plan is', 'plannen zijn')} nog niet beoordeeld."]
    return [] if edition.verdicts_published_at else ["De oordelen zijn nog niet bekendgemaakt."]


def makers_had_their_term(edition: Edition) -> list[str]:
    return reasons_to_wait(edition)


def ballot_has_plans(edition: Edition) -> list[str]:
    return [] if ballot_plans(edition).exists() else ["Er staat nog geen plan op het stembiljet."]


def rules_can_be_met(edition: Edition) -> list[str]:
    """Somebody must be able to cast a valid ballot."""
    reason = impossible(present_rules(edition)) if ballot_plans(edition).exists() else ""
    return [reason] if reason else []


def letters_are_printed(edition: Edition) -> list[str]:
    state = letters_state(edition)
    if not state.voters:
        return ["Het kiezersbestand is nog niet ingelezen."]
    if not state.run:
        return ["De stembrieven zijn nog niet gemaakt."]
    return [] if state.run.printed_at else ["Nog niemand heeft bevestigd dat de stembrieven gedrukt zijn."]


def votes_are_counted(edition: Edition) -> list[str]:
    count = count_state(edition)
    if count is None:
        return ["De stemmen zijn nog niet geteld."]
    return ["Twee of meer plannen staan gelijk: voer eerst de loting in."] if count.needs_lot else []


def result_has_two_signatures(edition: Edition) -> list[str]:
    """One proposes to publish this very count, another confirms."""
    count = count_state(edition)
    if count is None or count.needs_lot or signed_result(count):
        return []
    return ["Nog geen twee mensen hebben deze telling gecontroleerd. Dat doet u op de pagina Telling."]


def plans_have_ended(edition: Edition) -> list[str]:
    """Of a plan that goes on somebody must say first that it was realised or stopped: after the close nobody can."""
    going = running_agreements(edition)
    if not going:
        return []
    names = ", ".join(f"‘{title}’" for title in going[:3]) + (" en andere" if len(going) > 3 else "")
    verb = _plural(len(going), "gekozen plan loopt nog", "gekozen plannen lopen nog")
    return [f"{verb}: {names}. Zet elk op gerealiseerd of gestopt."]


def help_was_given(edition: Edition) -> list[str]:
    """A maker who asked for help hears something: after the close nobody can answer."""
    waiting = open_help_requests(edition)
    return [f"{_plural(waiting, 'hulpvraag wacht', 'hulpvragen wachten')} nog op antwoord."] if waiting else []


def everybody_has_a_way_on(edition: Edition) -> list[str]:
    """No guard: a plan may go its own way without anybody writing down how."""
    still = open_follow_ups_count(edition)
    return [f"Van {_plural(still, 'plan', 'plannen')} staat nog niet in de nazorg hoe het verdergaat."] if still else []


def offers_are_answered(edition: Edition) -> list[str]:
    """No guard: an answer may come for some weeks after the close, until the offers go."""
    waiting = open_offers(edition)
    verb = _plural(waiting, "aanbod om een plan over te nemen wacht", "aanbiedingen om een plan over te nemen wachten")
    return [f"{verb} nog op antwoord."] if waiting else []


def report_is_public(edition: Edition) -> list[str]:
    """No guard: a report can be published after the close too, but its survey is over then."""
    return [] if has_public_report(edition) else ["Het verslag is nog niet openbaar."]
