"""Home, editions, a plan's own page, and what everybody should be able to read."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import public
from editions.access import edition_public, roles_in
from editions.models import Edition
from editions.queries import home_edition, visible_editions
from execution.queries import follow_up_of, plan_progress, plan_story
from feasibility.queries import public_verdict
from feasibility.queries.connections import chances_of
from feasibility.queries.costs import is_shared, public_costs
from plans.counter.queries import form_until
from plans.discussion.forms import CommentForm
from plans.discussion.queries import WHOLE, discussion
from plans.models import Plan
from plans.pairs import public_rivals
from plans.queries import history, merged_plans, plan_for_page
from plans.status import Status
from plans.together.queries import help_of
from plans.triage.queries import referrals_of
from report.permissions import survey_ways
from report.queries.reports import has_public_report
from voting.queries import plan_result
from voting.queries.rules import public_rules
from website.queries import edition_overview, home_overview


@public
def home(request: HttpRequest) -> HttpResponse:
    edition = home_edition()
    context = home_overview(edition) if edition else {}
    return render(request, "website/home.html", {"edition": edition, **context})


@public
def edition_list(request: HttpRequest) -> HttpResponse:
    return render(request, "website/edition_list.html", {"editions": visible_editions()})


@edition_public
def edition_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    overview = {
        **edition_overview(edition),
        "paper_until": form_until(edition),
        "has_report": has_public_report(edition),
        "survey_ways": survey_ways(request.user, edition),
    }
    context = {"edition": edition, "roles": roles_in(request.user, edition), **overview}
    return render(request, "website/edition_page.html", context)


@edition_public
def plan_page(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    try:
        plan = plan_for_page(edition, number, request.user)
    except (Plan.DoesNotExist, OverflowError):
        raise Http404("Dit plan is er niet.") from None
    if plan.pk != number:
        return redirect(f"{reverse('plan_page', args=[edition.slug, plan.pk])}?samen={number}")
    prefetch_related_objects([plan], "changes")
    joined = merged_plans(plan)
    context = {
        "edition": edition,
        "plan": plan,
        "talk": discussion(plan, request.user, whole=request.GET.get("reacties") == WHOLE),
        "joined": joined,
        "came_from": next((each for each in joined if str(each.pk) == request.GET.get("samen")), None),
        "comment_form": CommentForm(),
        "referrals": referrals_of(plan),
        "verdict": (verdict := public_verdict(plan)),
        "costs": public_costs(plan) if verdict else None,
        "estimate_shared": plan.rights.is_maker and plan.state is Status.IN_CHECK and is_shared(plan),
        "chances": chances_of(plan, request.user),
        "rivals": public_rivals(plan),
        "result": plan_result(plan),
        "progress": (going := plan_progress(plan)),
        "story": plan_story(going.agreement, request.user) if going else None,
        "follow_up": follow_up_of(plan),
        "history": history(plan),
        "help": help_of(plan, request.user),
    }
    return render(request, "website/plan_page.html", context)


@public
def rules(request: HttpRequest) -> HttpResponse:
    edition = home_edition()
    context = {"edition": edition, "rules": public_rules(edition) if edition else None}
    return render(request, "website/rules.html", context)


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "website/accessibility.html", {"edition": home_edition()})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "website/privacy.html", {"edition": home_edition()})
