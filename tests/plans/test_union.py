"""Who supports two plans together: every person once, however they are known."""

from itertools import permutations

import pytest

from plans.union import Support, union


def like(number: int, account: int, person: str = "", *, target: bool = False) -> Support:
    return Support(number, target, account, person)


def paper(number: int, person: str, *, target: bool = False) -> Support:
    return Support(number, target, None, person)


@pytest.mark.parametrize(
    ("supports", "people"),
    [
        ([], 0),
        ([like(1, 1, target=True), like(2, 2)], 2),
        ([like(1, 1, target=True), like(2, 1)], 1),
        ([paper(1, "a", target=True), paper(2, "a")], 1),
        ([paper(1, "a", target=True), paper(2, "b")], 2),
        ([like(1, 1, "a", target=True), paper(1, "a")], 1),
        ([like(1, 1, "a", target=True), paper(1, "b")], 2),
        ([like(1, 1, "", target=True), paper(1, "a")], 2),
        ([like(1, 1, "a", target=True), like(2, 2, "a")], 1),
        ([like(1, 1, "", target=True), like(2, 1, "a"), paper(1, "a", target=True)], 1),
        ([like(1, 1, "a", target=True), like(2, 1, "b"), paper(1, "b", target=True), paper(2, "a")], 1),
    ],
    ids=[
        "nobody",
        "two accounts",
        "one account on both",
        "one signature on both",
        "two signatures",
        "a like and a signature of one person",
        "a like and a signature of two people",
        "an account without an address is nobody on paper",
        "two accounts of one person",
        "known through another like",
        "a person who moved",
    ],
)
def test_every_person_counts_once(supports: list[Support], people: int) -> None:
    for order in permutations(supports):
        found = union(order)
        assert len(found) == people
        assert sorted(map(repr, supports)) == sorted(
            repr(each) for person in found for each in (person.stays, *person.goes)
        )


def test_a_like_stays_rather_than_a_signature_and_the_targets_rather_than_the_other() -> None:
    [person] = union([paper(1, "a", target=True), like(2, 1, "a")])
    assert person.stays == like(2, 1, "a")
    [person] = union([like(2, 1), like(9, 1, target=True)])
    assert person.stays == like(9, 1, target=True)


def test_what_stays_is_known_by_the_address_of_what_goes() -> None:
    [person] = union([like(1, 1, target=True), like(2, 1, "a")])
    assert (person.stays.number, person.known_as) == (1, "a")
    [person] = union([like(1, 1, "mine", target=True), like(2, 1, "other")])
    assert person.known_as == "mine"
    [person] = union([like(1, 1)])
    assert person.known_as == ""
