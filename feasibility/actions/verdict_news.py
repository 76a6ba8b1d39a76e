"""What makers hear from their verdict until the vote. Part of the action that makes it so, never on its own.

Never a rejection: a "nee" comes with its way on, and every mail says what to do now.
"""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from editions.dates import closing_text
from editions.phases import Phase
from feasibility.models import Condition, Reconsideration, TableRules, Verdict
from feasibility.quick_test import Outcome
from mail.actions import in_the_sites_language, notify
from mail.kinds import Kind
from plans.models import Plan
from theme.money import euro

HEADINGS = {
    Outcome.YES: gettext_noop("Uw plan ‘%(title)s’ kan"),
    Outcome.YES_PROVIDED: gettext_noop("Uw plan ‘%(title)s’ kan, met voorwaarden"),
    Outcome.NO: gettext_noop("Zo kunt u verder met uw plan ‘%(title)s’"),
}


@in_the_sites_language
def tell_verdict(plan: Plan, verdict: Verdict, until: datetime, silence: str) -> None:
    """The verdict is public: what it says, what to do now and until when. `silence` is of TableRules.Silence."""
    lines = [*_about(plan, verdict, until, silence), _letter(plan), *_again(until), _help(plan)]
    _tell(plan, "verdict", _heading(plan, verdict), lines)


@in_the_sites_language
def tell_looked_again(plan: Plan, verdict: Verdict, request: Reconsideration, until: datetime, silence: str) -> None:
    """Somebody looked at the verdict again: it stays, or it is another one."""
    title = {"title": plan.title}
    lines = [_("U vroeg ons om nog eens naar uw plan te kijken. Iemand anders deed dat. Dit is wat wij zagen:")]
    lines.append(request.explanation)
    if request.outcome == Reconsideration.Outcome.KEPT:
        heading = _("Wij keken opnieuw naar uw plan ‘%(title)s’") % title
        lines.append(_("Het oordeel blijft zoals het was. U leest het bij uw plan."))
    else:
        heading = _("Uw plan ‘%(title)s’ heeft een nieuw oordeel") % title
        lines += [_heading(plan, verdict) + ".", *_about(plan, verdict, until, silence), _letter(plan)]
    _tell(plan, "verdict-again", heading, [*lines, _help(plan)])


@in_the_sites_language
def tell_answer_due(plan: Plan, which: str, until: datetime, silence: str) -> None:
    """The makers did not say yet what they think of their conditions."""
    lines = [_("Bij uw plan horen voorwaarden. Laat ons weten of u akkoord bent, of wat u aanpast.")]
    lines += [_until(until), _if_silent(silence), _help(plan)]
    heading = _("Antwoord nog op de voorwaarden bij ‘%(title)s’") % {"title": plan.title}
    _tell(plan, f"answer-{which}:{until.date().isoformat()}", heading, lines, Kind.CONDITIONS)


@in_the_sites_language
def tell_silence(plan: Plan, off_ballot: bool) -> None:
    """The term is over without an answer; what was agreed on beforehand now holds."""
    lines = [_("Wij kregen geen antwoord op de voorwaarden bij uw plan.")]
    if off_ballot:
        heading = _("Zo kunt u verder met uw plan ‘%(title)s’") % {"title": plan.title}
        lines += [
            _("Daarom staat uw plan deze keer niet op het stembiljet. Uw idee hoeft niet te stoppen:"),
            plan.way_on,
        ]
    else:
        heading = _("Uw plan ‘%(title)s’ gaat door naar de stemming") % {"title": plan.title}
        lines.append(_("Dat geldt als akkoord. Uw plan staat op het stembiljet, met deze voorwaarden:"))
        lines += [f"- {condition.text}" for condition in plan.conditions.all()]
    _tell(plan, "answer-silent", heading, [*lines, _help(plan)], Kind.CONDITIONS)


def _heading(plan: Plan, verdict: Verdict) -> str:
    return _(HEADINGS[Outcome(verdict.outcome)]) % {"title": plan.title}


def _about(plan: Plan, verdict: Verdict, until: datetime, silence: str) -> list[str]:
    if verdict.outcome == Outcome.NO:
        start = [_("Uw plan kan nu nog niet. Dat zegt niets over uw inzet, en het is niet het einde van uw idee.")]
        return [*start, verdict.explanation, _("Zo kan het verder:"), verdict.way_on]
    opening = _("Gefeliciteerd! Uw plan kan, en het komt op het stembiljet.")
    if verdict.outcome == Outcome.YES_PROVIDED:
        opening = _("Gefeliciteerd! Uw plan kan, met voorwaarden.")
    lines = [opening, verdict.explanation, _amount(verdict)]
    if verdict.outcome == Outcome.YES_PROVIDED:
        conditions = Condition.objects.filter(plan=plan)
        lines += [_("Wel horen er voorwaarden bij:"), *(f"- {each.text}" for each in conditions)]
        lines += [
            _("Laat ons weten of u akkoord bent, of wat u aan uw plan aanpast."),
            _until(until),
            _if_silent(silence),
        ]
    return [*lines, _vote(plan)]


def _amount(verdict: Verdict) -> str:
    amount = {"amount": euro(verdict.ballot_cents), "reason": verdict.ballot_reason}
    if verdict.ballot_reason:
        return _("Op het stembiljet staat %(amount)s. Dat is een ander bedrag dan u vroeg: %(reason)s") % amount
    return _("Op het stembiljet staat %(amount)s.") % amount


def _until(until: datetime) -> str:
    return _("Antwoorden kan %(days)s.") % {"days": closing_text(until)}


def _if_silent(silence: str) -> str:
    if silence == TableRules.Silence.OFF_BALLOT:
        return _("Horen wij niets? Dan komt uw plan niet op het stembiljet.")
    return _("Horen wij niets? Dan geldt dat als akkoord.")


def _again(until: datetime) -> list[str]:
    days = {"days": closing_text(until)}
    return [
        _("Bent u het er niet mee eens? Dan kijkt iemand anders nog eens, als u dat vraagt. Dat kan %(days)s.") % days
    ]


def _vote(plan: Plan) -> str:
    vote = plan.edition.schedule().get(Phase.VOTING)
    days = {"days": closing_text(vote.ends_at)} if vote else {}
    return (
        _("De wijk stemt %(days)s. Vertel uw buren over uw plan: bij uw plan staat een poster klaar.") % days
        if vote
        else ""
    )


def _letter(plan: Plan) -> str:
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('verdict_letter', args=[plan.edition.slug, plan.pk])}"
    return _("Alles op één blad, om te bewaren of te printen: %(address)s") % {"address": address}


def _help(plan: Plan) -> str:
    phone = plan.edition.help_phone
    return _("Wilt u hulp of overleggen? Bel %(phone)s.") % {"phone": phone} if phone else ""


def _tell(plan: Plan, what: str, heading: str, lines: list[str], kind: Kind = Kind.VERDICT) -> None:
    notify(
        plan.maker_ids,
        kind,
        f"plan:{plan.pk}:{what}",
        heading=heading,
        text="\n".join(line for line in lines if line),
        path=reverse("maker_answer", args=[plan.edition.slug, plan.pk]),
        label=_("Lees het oordeel en wat u kunt doen"),
    )
