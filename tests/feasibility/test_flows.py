"""The versions of the quick test: drafting, changing, taking in use, and which plan keeps which version."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from common.errors import Refused
from editions.phases import Phase
from feasibility import quick_test
from feasibility.actions import (
    OtherQuestions,
    QuestionRefused,
    add_question,
    change_question,
    confirm_verdict,
    discard_draft,
    draft_flow,
    lay_table,
    move_question,
    remove_question,
    save_answer,
    take_flow_in_use,
)
from feasibility.default_questions import DEFAULT_QUESTIONS
from feasibility.models import Answer, Dossier, Flow, FlowState, Question
from feasibility.queries.flow import as_flow, as_plain, questions_of
from feasibility.queries.versions import flows_of, plans_that_move
from feasibility.quick_test import Discipline, Outcome, Value, after
from plans.status import Status
from tests import make
from tests.feasibility.people import Who, chair, chair_elsewhere, lawyer, leader, partner, resident
from tests.feasibility.table import Table, answer_all, judge, laid, publish

pytestmark = pytest.mark.django_db

SECRET = "Geheim woord"


def drafted(table: Table) -> Flow:
    return draft_flow(table.edition.pk, table.chair.pk)


def judges(text: str = "Kan het?", **extra: object) -> quick_test.Question:
    return quick_test.Question("", Discipline.SOCIAL, text, **extra)  # type: ignore[arg-type]


def answered(table: Table) -> Answer:
    return save_answer(table.plan.pk, table.question("regels").pk, table.lawyer.pk, value=Value.YES)


def keys(flow: Flow) -> list[str]:
    return [question.key for question in flow.questions.all()]


def used(flow: Flow) -> Flow:
    return Flow.objects.get(pk=flow.pk)


# Drafts


def test_a_draft_is_a_copy_of_the_version_in_use() -> None:
    table = laid()
    draft = drafted(table)
    assert (draft.number, draft.state, draft.made_by) == (2, FlowState.DRAFT, table.chair)
    assert as_flow(draft.questions.all()) == as_flow(table.flow.questions.all())


def test_before_there_is_a_table_a_draft_starts_with_the_default_questions() -> None:
    edition = make.edition(Phase.SUBMISSION)
    by = make.staff(edition, "LEADER")  # type: ignore[arg-type]
    draft = draft_flow(edition.pk, by.pk)
    assert tuple(as_flow(draft.questions.all())) == DEFAULT_QUESTIONS
    take_flow_in_use(edition.pk, draft.pk, by.pk)
    assert lay_table(edition, None) == 0
    assert Flow.objects.in_use(edition) == draft


def test_a_draft_that_nobody_took_in_use_stays_one_when_the_table_is_laid() -> None:
    edition = make.edition(Phase.SUBMISSION)
    draft = draft_flow(edition.pk, make.staff(edition, "LEADER").pk)  # type: ignore[arg-type]
    assert lay_table(edition, None) == len(DEFAULT_QUESTIONS)
    in_use = Flow.objects.in_use(edition)
    assert in_use
    assert (in_use.number, used(draft).state) == (2, FlowState.DRAFT)


def test_an_edition_drafts_one_version_at_a_time() -> None:
    table = laid()
    drafted(table)
    with pytest.raises(Refused, match="al een concept"):
        drafted(table)
    with pytest.raises(IntegrityError), transaction.atomic():
        Flow.objects.filter(number=1).update(state=FlowState.DRAFT)


def test_a_draft_is_thrown_away_and_a_version_in_use_is_not() -> None:
    table = laid()
    draft = drafted(table)
    discard_draft(table.edition.pk, draft.pk, table.leader.pk)
    assert Flow.objects.get() == table.flow
    with pytest.raises(Refused, match="geen concept"):
        discard_draft(table.edition.pk, table.flow.pk, table.leader.pk)
    with pytest.raises(Refused, match="niet meer"):
        discard_draft(table.edition.pk, draft.pk, table.leader.pk)


@pytest.mark.parametrize("who", [chair, leader])
def test_the_chair_and_the_leader_change_the_quick_test(who: Who) -> None:
    table = laid()
    by = who(table).pk
    draft = draft_flow(table.edition.pk, by)
    assert add_question(draft.pk, by, judges())
    assert take_flow_in_use(table.edition.pk, draft.pk, by) == table.flow


@pytest.mark.parametrize("who", [lawyer, partner, resident, chair_elsewhere])
def test_nobody_else_does(who: Who) -> None:
    table = laid()
    draft = drafted(table)
    by, question = who(table).pk, draft.questions.all()[0]
    for act in (
        lambda: draft_flow(table.edition.pk, by),
        lambda: discard_draft(table.edition.pk, draft.pk, by),
        lambda: take_flow_in_use(table.edition.pk, draft.pk, by),
        lambda: add_question(draft.pk, by, judges()),
        lambda: change_question(draft.pk, question.pk, by, judges()),
        lambda: move_question(draft.pk, question.pk, by, up=False),
        lambda: remove_question(draft.pk, question.pk, by),
    ):
        with pytest.raises(Refused, match="Alleen de voorzitter en de projectleider"):
            act()
    assert table.flow.number == 1
    assert keys(draft) == keys(table.flow)


# Taking in use


def test_a_plan_without_answers_gets_the_new_version_and_one_with_answers_keeps_its_own() -> None:
    table = laid()
    other = make.plan(table.edition, Status.IN_CHECK)
    old = table.flow
    answered(table)
    draft = drafted(table)
    assert plans_that_move(table.edition) == 1
    take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    assert {q.flow for q in questions_of(table.plan)} == {old}
    assert {q.flow for q in questions_of(other)} == {draft}
    assert (used(old).state, used(draft).state) == (FlowState.RETIRED, FlowState.IN_USE)
    assert used(draft).taken_in_use_at


def test_a_plan_goes_on_with_its_own_version_to_its_verdict() -> None:
    table = laid()
    answered(table)
    draft = drafted(table)
    add_question(draft.pk, table.chair.pk, judges("Kan er nog meer?"))
    take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    answer_all(table)
    assert confirm_verdict(table.plan.pk, table.chair.pk, outcome=Outcome.YES, explanation="Ja.")
    assert Answer.objects.filter(plan=table.plan).count() == 9
    assert [getattr(flow, "plan_count", None) for flow in flows_of(table.edition)] == [0, 1]


def test_only_a_flow_without_problems_is_taken_in_use() -> None:
    table = laid()
    draft = drafted(table)
    remove_question(draft.pk, draft.questions.get(key="toestemming").pk, table.chair.pk)
    with pytest.raises(Refused, match="maar die is er niet"):
        take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    assert table.flow.number == 1


def test_a_version_is_taken_in_use_once_and_not_after_publication() -> None:
    table = laid()
    draft = drafted(table)
    take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    with pytest.raises(Refused, match="geen concept"):
        take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    judge(table)
    later = drafted(table)
    publish(table)
    with pytest.raises(Refused, match="bekendgemaakt"):
        take_flow_in_use(table.edition.pk, later.pk, table.chair.pk)


def test_a_version_of_another_edition_is_not_taken_in_use() -> None:
    table, other = laid(), laid()
    foreign = drafted(other)
    with pytest.raises(Refused, match="niet meer"):
        take_flow_in_use(table.edition.pk, foreign.pk, table.chair.pk)


# Freezing


def test_the_first_answer_freezes_the_version_and_keeps_the_plan_on_it() -> None:
    table = laid()
    assert table.flow.frozen_at is None
    answered(table)
    frozen = table.flow.frozen_at
    assert frozen
    assert Dossier.objects.get(plan=table.plan).flow == table.flow
    save_answer(table.plan.pk, table.question("toestemming").pk, table.lawyer.pk, value=Value.YES)
    assert table.flow.frozen_at == frozen


def test_a_refused_answer_freezes_nothing() -> None:
    table = laid()
    with pytest.raises(Refused, match="niet aan de orde"):
        save_answer(table.plan.pk, table.question("toestemming_op_tijd").pk, table.chair.pk, value=Value.YES)
    assert table.flow.frozen_at is None
    assert not Dossier.objects.exists()


def test_a_frozen_and_a_retired_version_do_not_change() -> None:
    table = laid()
    retired = table.flow
    take_flow_in_use(table.edition.pk, drafted(table).pk, table.chair.pk)
    frozen = table.flow
    answered(table)
    for flow in (retired, frozen):
        question = flow.questions.all()[0]
        for act in (
            lambda f=flow: add_question(f.pk, table.chair.pk, judges()),
            lambda f=flow, q=question: change_question(f.pk, q.pk, table.chair.pk, judges()),
            lambda f=flow, q=question: move_question(f.pk, q.pk, table.chair.pk, up=False),
            lambda f=flow, q=question: remove_question(f.pk, q.pk, table.chair.pk),
        ):
            with pytest.raises(Refused, match="ligt vast"):
                act()
        assert keys(flow) == keys(drafted(table) if flow is retired else flow)


def test_a_version_in_use_without_answers_changes_as_long_as_it_stays_good() -> None:
    table = laid()
    add_question(table.flow.pk, table.chair.pk, judges("Kan het echt?"))
    assert table.flow.questions.count() == 11
    with pytest.raises(QuestionRefused, match="maar die is er niet"):
        remove_question(table.flow.pk, table.question("toestemming").pk, table.chair.pk)
    assert table.flow.questions.count() == 11


# Questions


def test_a_question_goes_to_the_end_of_its_section_and_the_numbers_stay_whole() -> None:
    table = laid()
    draft = drafted(table)
    added = add_question(draft.pk, table.chair.pk, judges("Kan het sociaal?"))
    fact = add_question(draft.pk, table.chair.pk, judges("Is het buiten?", sorting=True))
    numbers = list(draft.questions.values_list("number", flat=True))
    assert numbers == list(range(1, 13))
    found = keys(draft)
    assert found[0] == fact.key
    assert found.index(added.key) == found.index("voor_iedereen") + 1


def test_a_question_moves_within_its_section_and_no_further() -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="toestemming")
    move_question(draft.pk, question.pk, table.chair.pk, up=True)
    assert keys(draft)[:3] == ["toestemming", "regels", "toestemming_op_tijd"]
    move_question(draft.pk, question.pk, table.chair.pk, up=True)
    assert keys(draft)[:3] == ["toestemming", "regels", "toestemming_op_tijd"]
    last = draft.questions.get(key="toestemming_op_tijd")
    move_question(draft.pk, last.pk, table.chair.pk, up=False)
    assert keys(draft)[2] == "toestemming_op_tijd"


def test_everything_of_a_question_changes_but_its_name() -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="buurt")
    wanted = quick_test.Question(
        "anders", Discipline.LEGAL, "Is het zo?", "Kijk.", after("regels", Value.YES, Value.NO), False, "A.", "B.", "C."
    )
    changed = as_plain(change_question(draft.pk, question.pk, table.chair.pk, wanted))
    assert changed == quick_test.Question(
        "buurt", Discipline.LEGAL, "Is het zo?", "Kijk.", after("regels", Value.YES, Value.NO), False, "A.", "B.", "C."
    )
    assert keys(draft).index("buurt") == 3


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (judges(only_if=after("toestemming_op_tijd", Value.YES)), "wacht via andere vragen op zichzelf"),
        (judges(only_if=after("toestemming", Value.YES)), "wacht via andere vragen op zichzelf"),
        (judges(only_if=after("nergens", Value.YES)), "maar die is er niet"),
        (judges(only_if=after("regels")), "bij geen enkel antwoord"),
        (judges(text=" "), "geen naam of geen tekst"),
    ],
)
def test_a_question_that_cannot_stand_in_its_flow_is_refused(wanted: quick_test.Question, reason: str) -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="toestemming")
    with pytest.raises(QuestionRefused, match=reason):
        change_question(draft.pk, question.pk, table.chair.pk, wanted)
    assert as_flow(draft.questions.all()) == as_flow(table.flow.questions.all())


def test_a_thirteenth_question_of_a_discipline_is_refused() -> None:
    table = laid()
    draft = drafted(table)
    for number in range(11):
        add_question(draft.pk, table.chair.pk, judges(f"Vraag {number}?"))
    with pytest.raises(QuestionRefused, match="hoogstens 12"):
        add_question(draft.pk, table.chair.pk, judges("Te veel?"))
    assert draft.questions.filter(discipline="SOCIAL").count() == 12


def test_a_draft_may_have_a_problem_behind_a_changed_question() -> None:
    table = laid()
    draft = drafted(table)
    question = draft.questions.get(key="toestemming")
    change_question(draft.pk, question.pk, table.chair.pk, judges("Is er een vergunning?", sorting=True))
    with pytest.raises(Refused, match="niemand antwoorden"):
        take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)


def test_a_question_of_another_version_is_not_changed() -> None:
    table = laid()
    draft = drafted(table)
    with pytest.raises(Refused, match="niet meer"):
        change_question(draft.pk, table.question("buurt").pk, table.chair.pk, judges())
    with pytest.raises(Refused, match="niet meer"):
        remove_question(draft.pk, table.question("buurt").pk, table.chair.pk)


# Answers and versions


@pytest.mark.parametrize("kept", [True, False])
def test_a_question_of_a_version_that_the_plan_does_not_use_is_not_answered(kept: bool) -> None:
    table = laid()
    old, new = table.flow, drafted(table)
    if kept:
        answered(table)
    take_flow_in_use(table.edition.pk, new.pk, table.chair.pk)
    wrong = (new if kept else old).questions.get(key="buurt")
    with pytest.raises(OtherQuestions, match="andere versie"):
        save_answer(table.plan.pk, wrong.pk, table.chair.pk, value=Value.YES)
    assert not Answer.objects.filter(question=wrong).exists()


@pytest.mark.parametrize("value", [Value.PROVIDED, Value.NOT_APPLICABLE])
def test_a_fact_is_answered_with_yes_or_no(value: Value) -> None:
    table = laid(questions=DEFAULT_QUESTIONS)
    question = table.question("openbare_ruimte")
    with pytest.raises(Refused, match="ja of nee"):
        save_answer(table.plan.pk, question.pk, table.chair.pk, value=value)
    assert save_answer(table.plan.pk, question.pk, table.chair.pk, value=Value.NO)


# The trail


def test_every_change_is_in_the_trail_without_what_was_typed() -> None:
    table = laid()
    draft = drafted(table)
    added = add_question(draft.pk, table.chair.pk, judges(SECRET, help=SECRET, no_text=SECRET))
    change_question(draft.pk, added.pk, table.chair.pk, judges(f"{SECRET}?"))
    move_question(draft.pk, added.pk, table.chair.pk, up=True)
    remove_question(draft.pk, added.pk, table.chair.pk)
    take_flow_in_use(table.edition.pk, draft.pk, table.chair.pk)
    discard_draft(table.edition.pk, drafted(table).pk, table.chair.pk)
    entries = Entry.objects.filter(actor=f"gebruiker:{table.chair.pk}").order_by("pk")
    assert [entry.action for entry in entries] == [
        "flow_drafted",
        "question_added",
        "question_changed",
        "question_moved",
        "question_removed",
        "flow_taken_in_use",
        "flow_drafted",
        "flow_discarded",
    ]
    assert all(set(entry.data) <= {"flow", "question", "questions"} for entry in entries)
    assert SECRET not in str([(entry.subject, entry.data) for entry in entries])


def test_a_question_keeps_one_name_in_its_version() -> None:
    table = laid()
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(flow=table.flow, key="regels", number=99, discipline="LEGAL", text="Nog eens?")
