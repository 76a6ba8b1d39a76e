"""What makers and people who react hear about a plan. Part of the action that makes it so, never on its own."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from editions.dates import closing_text
from editions.phases import Phase, Window
from mail.actions import in_the_sites_language, notify, take_back
from mail.kinds import Kind
from plans.models import Comment, HelpOffer, Plan
from plans.names import first_name
from plans.status import Status


def key_of(plan_id: int, what: str) -> str:
    """Under which something is told about a plan once."""
    return f"plan:{plan_id}:{what}"


@in_the_sites_language
def tell_received(plan: Plan) -> None:
    """The plan came in. One that the team reads first says so."""
    if plan.state is Status.HELD:
        lines = [_("Het team leest uw plan eerst. Daarna komt het op de website. U krijgt daar bericht van.")]
    else:
        lines = [_("Uw plan staat nu op de website. Iedereen kan het lezen en erop reageren.")]
    likes = plan.edition.schedule().get(Phase.LIKES)
    if likes:
        days, needed = closing_text(likes.ends_at), _likes(plan.likes_needed)
        text = _("Verzamel likes in uw buurt: dat kan %(days)s. Met %(needed)s gaat uw plan door.")
        lines.append(text % {"days": days, "needed": needed})
    lines.append(_("Wilt u nog iets veranderen? Dat kan op de pagina van uw plan."))
    heading = _("Uw plan ‘%(title)s’ is binnen") % {"title": plan.title}
    _tell_makers(plan, Kind.RECEIVED, "received", heading, lines)


@in_the_sites_language
def tell_held(plan: Plan, moment: datetime) -> None:
    """The team took the plan off the site at `moment`, or said again why it is not on it."""
    lines = [
        _("Het team schrijft waarom:"),
        plan.held_reason,
        _("Verander uw plan, en vraag het team daarna om opnieuw te kijken. Likes en reacties blijven bewaard."),
        _help(plan),
    ]
    heading = _("Uw plan ‘%(title)s’ staat nu niet op de website") % {"title": plan.title}
    _tell_makers(plan, Kind.HELD, f"held:{moment.isoformat()}", heading, lines)


@in_the_sites_language
def tell_published(plan: Plan, moment: datetime) -> None:
    """The team let everybody read the plan at `moment`."""
    lines = [_("Het team las uw plan. Iedereen kan het nu lezen en erop reageren.")]
    heading = _("Uw plan ‘%(title)s’ staat op de website") % {"title": plan.title}
    _tell_makers(plan, Kind.PUBLISHED, f"published:{moment.isoformat()}", heading, lines)


@in_the_sites_language
def tell_merged(plan: Plan, title: str, number: int) -> None:
    """Plan `number`, called `title`, went on in `plan`, whose makers now are the makers of both."""
    lines = [
        _("De plannen ‘%(other)s’ en ‘%(title)s’ gaan samen verder als één plan. U bent samen maker.")
        % {"other": title, "title": plan.title},
        _("Likes en reacties gaan mee. Wie beide plannen steunde, telt één keer. Het oude adres wijst naar dit plan."),
        _help(plan),
    ]
    heading = _("Uw plan gaat samen verder: ‘%(title)s’") % {"title": plan.title}
    _tell_makers(plan, Kind.MERGED, f"merged:{number}", heading, lines)


@in_the_sites_language
def tell_reaction(comment: Comment) -> None:
    """The makers hear of a reaction to their plan, and whoever is answered of the answer; nobody of their own."""
    plan, author = comment.plan, str(comment.author)
    makers, path = plan.maker_ids, _page(plan)
    key = f"comment:{comment.pk}"
    notify(
        makers - {comment.author_id},
        Kind.REACTION,
        key,
        heading=_("Reactie op uw plan ‘%(title)s’") % {"title": plan.title},
        text=_("%(name)s reageerde op uw plan.") % {"name": author},
        path=path,
        label=_("Lees wat er staat en antwoord"),
    )
    if comment.reply_to is None:
        return
    notify(
        {comment.reply_to.author_id} - makers - {comment.author_id},
        Kind.ANSWER,
        key,
        heading=_("Antwoord op uw reactie bij ‘%(title)s’") % {"title": plan.title},
        text=_("%(name)s antwoordde op wat u schreef.") % {"name": author},
        path=path,
        label=_("Lees het antwoord"),
    )


def forget_reaction(comment: Comment) -> None:
    """A reaction that is gone before the mail of that day is not told."""
    take_back(f"comment:{comment.pk}")


@in_the_sites_language
def tell_offer(offer: HelpOffer) -> None:
    """The makers hear that somebody wants to help; what they wrote stands on the page of the plan."""
    facts = {"name": first_name(str(offer.by)), "title": offer.plan.title}
    heading = _("%(name)s wil helpen met ‘%(title)s’") % facts
    lines = [_("Lees op de pagina van uw plan wat %(name)s kan doen, en spreek samen af.") % facts]
    _tell_makers(offer.plan, Kind.HELP, _offer(offer), heading, lines, label=_("Lees het aanbod"))


def forget_offer(offer: HelpOffer) -> None:
    """An offer that is gone before the mail of that day is not told."""
    take_back(key_of(offer.plan_id, _offer(offer)))


def _offer(offer: HelpOffer) -> str:
    return f"offer:{offer.pk}"


@in_the_sites_language
def tell_joined(plan: Plan, newcomer: User) -> None:
    """The other makers hear who makes the plan with them from now on."""
    facts = {"name": str(newcomer), "title": plan.title}
    notify(
        plan.maker_ids - {newcomer.pk},
        Kind.JOINED,
        key_of(plan.pk, f"joined:{newcomer.pk}"),
        heading=_("%(name)s maakt ‘%(title)s’ nu samen met u") % facts,
        text=_("%(name)s nam de uitnodiging aan, en kan het plan nu ook aanpassen.") % facts,
        path=_page(plan),
        label=_("Bekijk uw plan"),
    )


@in_the_sites_language
def tell_near(plan: Plan, likes: Window) -> None:
    """For the first time near the threshold; `plan` comes with its figures."""
    facts = {"likes": _likes(plan.like_count), "needed": _likes(plan.likes_needed), "to_go": plan.likes_to_go}
    text = _("Uw plan heeft nu %(likes)s. Bij %(needed)s gaat het door: nog %(to_go)d te gaan.")
    lines = [text % facts, _("Likes geven kan %(days)s.") % {"days": closing_text(likes.ends_at)}]
    heading = _("Uw plan ‘%(title)s’ is er bijna") % {"title": plan.title}
    _tell_makers(plan, Kind.NEAR, "threshold-near", heading, lines)


@in_the_sites_language
def tell_reached(plan: Plan, likes: Window) -> None:
    """For the first time past the threshold, while people can still take a like back."""
    lines = [
        _("Gefeliciteerd! Uw plan heeft nu %(likes)s. Nodig is %(number)d.")
        % {"likes": _likes(plan.like_count), "number": plan.likes_needed},
        _("Het aantal aan het einde telt. Likes geven en terugnemen kan %(days)s. Daarna hoort u of uw plan door is.")
        % {"days": closing_text(likes.ends_at)},
    ]
    heading = _("Uw plan ‘%(title)s’ heeft genoeg likes") % {"title": plan.title}
    take_back(key_of(plan.pk, "threshold-near"))
    _tell_makers(plan, Kind.REACHED, "threshold-reached", heading, lines)


@in_the_sites_language
def tell_outcome(plan: Plan, passed: bool, likes: int) -> None:
    """The likes are counted: on to the check, or a way on without it."""
    facts = {"title": plan.title, "likes": _likes(likes), "number": plan.likes_needed}
    if passed:
        kind, heading = Kind.PASSED, _("Uw plan ‘%(title)s’ gaat door naar de haalbaarheidscheck") % facts
        lines = [
            _("Gefeliciteerd! Uw plan kreeg %(likes)s. Dat is genoeg.") % facts,
            _("Deskundigen bekijken nu samen met de buurt hoe uw plan kan. Hebben zij vragen, dan bellen wij u."),
        ]
    else:
        kind, heading = Kind.FELL, _("Uw plan ‘%(title)s’ heeft te weinig likes") % facts
        lines = [
            _("Uw plan kreeg %(likes)s. Nodig was %(number)d. Daarom gaat het deze ronde niet door.") % facts,
            _("Dat is jammer, maar uw idee hoeft hier niet te stoppen. Dit kunt u doen:"),
            "- " + _("Zoek een partner die mee wil doen, zoals een school, een vereniging of de woningcorporatie."),
            "- " + _("Vraag geld bij een ander fonds. Wij denken mee welk fonds past."),
            "- " + _("Breng uw idee in bij de Wijk-Top 3 van uw wijkraad."),
            "- " + _("Begin zelf, klein, met de buren die u al steunen."),
            _help(plan),
        ]
    _tell_makers(plan, kind, "threshold", heading, lines)


@in_the_sites_language
def tell_draft_waits(plan: Plan, submission: Window) -> None:
    """Submission closes soon, and the draft still waits."""
    lines = [
        _("Uw plan is nog niet ingediend. Alleen u kunt het zien."),
        _("Indienen kan %(days)s. Maak uw plan af en dien het in.") % {"days": closing_text(submission.ends_at)},
        _help(plan),
    ]
    heading = _("Dien uw plan ‘%(title)s’ op tijd in") % {"title": plan.title}
    path = reverse("plan_edit", args=[plan.edition.slug, plan.pk])
    _tell_makers(plan, Kind.CLOSING, "closing-submission", heading, lines, path, _("Ga verder met uw plan"))


@in_the_sites_language
def tell_likes_close(plan: Plan, likes: Window) -> None:
    """The likes close soon, and the plan, which comes with its figures, is short of some."""
    facts = {"count": plan.like_count, "number": plan.likes_needed, "to_go": plan.likes_to_go}
    lines = [
        _("Uw plan heeft nu %(count)d van de %(number)d likes. Nog %(to_go)d te gaan.") % facts,
        _("Likes geven kan %(days)s. Vraag uw buren om een like.") % {"days": closing_text(likes.ends_at)},
    ]
    heading = _("Nog een paar dagen likes voor ‘%(title)s’") % {"title": plan.title}
    path = reverse("plan_campaign", args=[plan.edition.slug, plan.pk])
    _tell_makers(plan, Kind.CLOSING, "closing-likes", heading, lines, path, _("Zo vraagt u om steun"))


def forget_plan(plan: Plan) -> None:
    """What still waits to be told about a plan that is withdrawn."""
    take_back(f"plan:{plan.pk}")


def _tell_makers(
    plan: Plan, kind: Kind, what: str, heading: str, lines: list[str], path: str = "", label: str = ""
) -> None:
    notify(
        plan.maker_ids,
        kind,
        key_of(plan.pk, what),
        heading=heading,
        text="\n".join(lines),
        path=path or _page(plan),
        label=label or _("Bekijk uw plan"),
    )


def _likes(number: int) -> str:
    return ngettext("%(number)d like", "%(number)d likes", number) % {"number": number}


def _page(plan: Plan) -> str:
    return reverse("plan_page", args=[plan.edition.slug, plan.pk])


def _help(plan: Plan) -> str:
    phone = plan.edition.help_phone
    return _("Wilt u hulp of overleggen? Bel %(phone)s.") % {"phone": phone} if phone else ""
