"""The five demo editions, one in each phase, brought where they are by the real steps wherever there is one."""

from random import Random
from typing import Any

from accounts.models import User
from demo.cast import CAST
from demo.load import (
    counter,
    discussion,
    execution,
    making,
    meetings,
    merging,
    news,
    paper,
    plans,
    report,
    schedule,
    support,
    table,
    talk,
    together,
    triage,
    voting,
)
from demo.load.content import read
from demo.load.looks import ICONS, LOOKS
from editions.models import Area, Edition, EditionRole, Neighbourhood, Theme
from editions.phases import Phase
from execution.actions import open_follow_ups
from execution.queries import today
from feasibility.actions import lay_table
from feasibility.models import Seat
from lifecycle.actions import advance
from plans.models import Plan
from plans.status import Status
from voting.actions import count_votes
from voting.actions.deciding import confirm_result, propose_result

HAND_IN_AT = "De balie van de bibliotheek in Schalkwijk"
# The plan of one of the cast among those that gather likes.
OF_THE_CAST = "Warme wolk: samen haken"
VOTERS_2020, VOTERS, EVENING = 2_400, 2_000, 640


class Loader:
    """Loads the editions one after the other; `dice` makes them the same each time."""

    def __init__(self, cast: dict[str, User], crowd: list[User]) -> None:
        self.cast, self.crowd = cast, crowd
        self.dice = Random(2020)
        self.leader = cast["projectleider"]

    def _edition(
        self, name: str, days: dict[Phase, schedule.Days], phase: Phase, area: str
    ) -> tuple[Edition, list[Any]]:
        content = read(name)
        where, _ = Area.objects.get_or_create(name=area)
        for wijk, (colour, motif) in LOOKS.items():
            facts = {"colour": colour, "motif": motif, **read("neighbourhoods")["neighbourhoods"][wijk]}
            Neighbourhood.objects.get_or_create(area=where, name=wijk, defaults=facts)
        told = {
            key: content[key] for key in ("slug", "name", "intro", "note", "budget_cents", "threshold", "voting_age")
        }
        edition = Edition.objects.create(area=where, phase=phase, hand_in_at=HAND_IN_AT, **told)
        Theme.objects.bulk_create(Theme(edition=edition, name=t, icon=ICONS.get(t, "heart")) for t in content["themes"])
        schedule.lay(edition, days)
        self._give_roles(edition)
        return edition, content["plans"]

    def _give_roles(self, edition: Edition) -> None:
        for member in CAST:
            user = self.cast[member.key]
            EditionRole.objects.bulk_create(EditionRole(edition=edition, user=user, role=r) for r in member.roles)
            Seat.objects.bulk_create(Seat(edition=edition, user=user, discipline=d) for d in member.disciplines)

    def _plans(self, edition: Edition, entries: list[Any], makers: list[User]) -> list[Plan]:
        loaded = plans.load_plans(edition, entries, makers, self.dice)
        plans.load_likes(loaded, entries, self.crowd, self.dice)
        support.spread_likes(edition)
        discussion.load_comments(loaded, self.crowd, self.cast["wijkraad"], self.dice)
        plans.load_changes(loaded)
        return loaded

    def execution(self) -> None:
        """Schalkwijk aan Zet 2020: 94 plans, 73 past the threshold, 53 feasible, 13 chosen; now being carried out."""
        days = schedule.of_2020(today())
        edition, entries = self._edition("schalkwijk-2020", days, Phase.FEASIBILITY, "Schalkwijk")
        on_ballot = [{**e, "outcome": "ON_BALLOT"} if e["outcome"] in ("CHOSEN", "NOT_CHOSEN") else e for e in entries]
        makers = [self.cast["maker"], *self.crowd[:93]]
        loaded = self._plans(edition, on_ballot, makers)
        table.load_verdicts(edition, loaded, entries, self.cast, self.dice)
        self._open_vote(edition, VOTERS_2020)
        votes = {p.pk: e["votes"] for p, e in zip(loaded, entries, strict=True) if p.state is Status.ON_BALLOT}
        prices = {plan.pk: plan.ballot_cents or 0 for plan in loaded}
        number = max(max(votes.values()) + 400, sum(votes.values()) // 4)
        choices = voting.ballots_with_votes(edition, votes, prices, number, self.dice)
        voting.load_ballots(edition, choices, self.dice)
        self._step(edition, Phase.VOTING)
        count_votes(edition.pk, self.leader.pk)
        propose_result(edition.pk, self.leader.pk)
        confirm_result(edition.pk, self.cast["voorzitter"].pk)
        self._step(edition, Phase.COUNTING)
        edition.refresh_from_db()
        execution.load_execution(edition, self.cast, self.dice)
        report.load_report(edition, self.cast)

    def voting(self) -> list[str]:
        """An edition in which people vote; returns five voting codes that work."""
        days = schedule.around(today(), Phase.VOTING, 5)
        edition, entries = self._edition("schalkwijk-2026-stemmen", days, Phase.FEASIBILITY, "Schalkwijk")
        loaded = self._plans(edition, entries, self.crowd[100:160])
        table.load_verdicts(edition, loaded, entries, self.cast, self.dice)
        open_follow_ups(edition, None)
        talk.load_pair(edition, self.cast["voorzitter"])
        live = self._open_vote(edition, VOTERS)
        ballot = [plan for plan in loaded if plan.state is Status.ON_BALLOT]
        voting.load_ballots(edition, voting.invented_evening(edition, ballot, EVENING, self.dice), self.dice)
        paper.load_paper(edition, self.cast["stembureau"], self.cast["stembureau2"])
        return live

    def table(self) -> None:
        """An edition at the ja-mits table: some questions answered; a small roll to make letters for."""
        days = schedule.around(today(), Phase.FEASIBILITY, 16)
        edition, entries = self._edition("schalkwijk-2026-tafel", days, Phase.FEASIBILITY, "Schalkwijk-Oost")
        loaded = self._plans(edition, entries, self.crowd[200:250])
        open_follow_ups(edition, None)
        lay_table(edition, None)
        at_table = [(p, e) for p, e in zip(loaded, entries, strict=True) if p.state is Status.IN_CHECK]
        table.load_conditions(at_table[:9], self.cast["checker"])
        table.load_answers(edition, at_table[:6], self.cast["checker"], self.dice)
        table.load_answers(edition, at_table[6:14], self.cast["checker2"], self.dice, share=0.6)
        meetings.load_meetings(edition, self.cast)
        table.load_clocks(edition, [plan for plan, _ in at_table], self.cast)
        talk.load_talk(edition, self.cast)
        voting.load_roll(edition, 300, self.leader, self.dice, voting.ODDITIES)

    def likes(self) -> None:
        days = schedule.around(today(), Phase.LIKES, 3, likes_together=True)
        edition, entries = self._edition("schalkwijk-2027-likes", days, Phase.LIKES, "Schalkwijk")
        makers = [self.cast["bewoner"] if entry["title"] == OF_THE_CAST else None for entry in entries]
        loaded = self._plans(edition, entries, [maker or self.crowd[300 + n] for n, maker in enumerate(makers)])
        discussion.load_reports(loaded, self.crowd)
        support.load_support(edition, self.cast["wijkraad"])
        together.load_together(edition, self.cast, self.crowd[400:420])
        news.load_news(edition, self.cast)
        merging.load_merging(edition, self.cast, self.crowd[331:345])

    def submission(self) -> None:
        days = schedule.around(today(), Phase.SUBMISSION, 9)
        edition, entries = self._edition("schalkwijk-2027-plannen", days, Phase.SUBMISSION, "Schalkwijk-West")
        self._plans(edition, entries, [*self.crowd[350:365]])
        making.load_making(edition, self.cast, self.crowd[367])
        triage.load_triage(edition, self.cast, self.crowd[366])
        counter.load_counter(edition, self.cast["wijkraad"])
        together.load_together(edition, self.cast, self.crowd[420:440])

    def _open_vote(self, edition: Edition, voters: int) -> list[str]:
        edition.verdicts_published_at = edition.schedule()[Phase.FEASIBILITY].ends_at
        edition.save(update_fields=["verdicts_published_at"])
        table.load_maker_answers(edition)
        voting.load_roll(edition, voters, self.leader, self.dice)
        live = voting.load_printed_letters(edition, self.leader)
        self._step(edition, Phase.FEASIBILITY)
        return live

    def _step(self, edition: Edition, source: Phase) -> None:
        """Makes a step, and dates it by the schedule: the story of a plan then reads as it would have gone."""
        change = advance(edition.pk, source, self.leader.pk, "Demo")
        days = edition.schedule()
        if change:
            to = Phase(change.to_phase)
            change.at = days[to].starts_at if to in days else days[Phase.VOTING].ends_at
            change.save(update_fields=["at"])
