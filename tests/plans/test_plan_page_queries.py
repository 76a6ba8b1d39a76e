"""A plan's own page asks the database no more than twelve times, whatever stands on it."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.models import CoMaker, Comment, HelpOffer, HelpWanted, PlanChange, Referral
from tests import make
from tests.plans.browsing import url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [0, 1, 5])
def test_a_visitor_reads_a_plan_in_twelve_queries(
    client: Client, number: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make.plan(make.edition(), latitude=Decimal("52.355"), longitude=Decimal("4.645"))
    make.likes(plan, number)
    make.signatures(plan, number)
    for each in range(number):
        comment = Comment.objects.create(plan=plan, author=make.user(), text="Mooi", stance="FOR")
        Comment.objects.create(plan=plan, author=plan.maker, text="Dank u", voice="MAKER", reply_to=comment)
        CoMaker.objects.create(plan=plan, user=make.user("Noor"))
        make.photo(plan)
        call = HelpWanted.objects.create(plan=plan, text="iemand met een aanhanger")
        HelpOffer.objects.create(plan=plan, by=make.user(), text="Ik help", wanted=call)
        Referral.objects.create(plan=plan, department=f"Afdeling {each}")
        PlanChange.objects.create(plan=plan, by=plan.maker, changes={"title": {"before": "a", "after": "b"}})
    with django_assert_max_num_queries(12):
        assert client.get(url("plan_page", plan)).status_code == 200
