"""The demo's votes: an invented roll, read by the real import, codes, and ballots from an invented evening."""

import csv
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO
from random import Random

from accounts.models import User
from common import clock
from demo.load.content import read
from demo.load.looks import LOOKS
from demo.load.people import invented_name
from editions.models import Edition
from editions.phases import Phase
from plans.models import Plan
from voting.actions import import_roll, issue_codes
from voting.codes import show_code
from voting.models import Ballot, CodeState, LetterRun, Receipt, VotingCode
from voting.receipts import new_receipt_number
from voting.roll import COLUMNS
from voting.sealing import Sealer

LIVE_CODES = 5


# What also stands in an extract: people who get no letter and rows that nobody can use, by what is odd about them.
ODDITIES: tuple[dict[str, str], ...] = (
    *({"indicatie geheim": str(number)} for number in (1, 3, 7)),
    {"aanduiding in onderzoek": "080000"},
    {"aanduiding in onderzoek": "089999"},
    *({"wijk": "Centrum"} for _ in range(6)),
    {"wijk": "Europawyk"},
    *({"geboortedatum": f"2019-0{month}-11"} for month in range(1, 6)),
    *({"datum overlijden": f"2026-0{month}-03"} for month in range(1, 4)),
    {"huisnummer": ""},
    {"huisnummer": "12B"},
    {"postcode": "2034"},
    {"geboortedatum": "31-02-1970"},
)
EXTRA = ("indicatie geheim", "aanduiding in onderzoek", "datum overlijden")


def roll_csv(edition: Edition, number: int, dice: Random, oddities: Sequence[dict[str, str]] = ()) -> bytes:
    """An invented extract of `number` people who may vote and some odd rows, as a municipality would upload it."""
    out = StringIO()
    table = csv.DictWriter(out, (*COLUMNS, *EXTRA), restval="", delimiter=";")
    table.writeheader()
    odd = iter(oddities)
    vote = edition.schedule()[Phase.VOTING]
    streets = [(wijk, street) for wijk in LOOKS for street in read("streets")["neighbourhoods"][wijk]]
    for turn in range(number + len(oddities)):
        first, particle, last, gender = invented_name(dice)
        wijk, street = dice.choice(streets)
        born = date(vote.starts_at.year - dice.randrange(19, 90), dice.randrange(1, 13), dice.randrange(1, 28))
        table.writerow(
            {
                "voorletters": f"{first[0]}.",
                "tussenvoegsel": particle,
                "achternaam": last,
                "geslacht": {"M": "M", "F": "V"}.get(gender, ""),
                "geboortedatum": born.isoformat(),
                "straat": street["name"],
                "huisnummer": str(dice.randint(street["first_number"], street["last_number"])),
                "huisletter": "",
                "toevoeging": dice.choice(("", "", "", "2", "hs")),
                "postcode": street["postcode"],
                "woonplaats": "Haarlem",
                "wijk": wijk,
                # The odd ones stand among the others, every ninth row.
                **(next(odd, {}) if turn % 9 == 5 else {}),
            }
        )
    return out.getvalue().encode()


def load_roll(
    edition: Edition, number: int, leader: User, dice: Random, oddities: Sequence[dict[str, str]] = ()
) -> None:
    """Reads an invented roll, with the real import."""
    import_roll(edition.pk, BytesIO(roll_csv(edition, number, dice, oddities)), leader.pk)


def load_printed_letters(edition: Edition, leader: User) -> list[str]:
    """Codes for everybody; five are kept to try, and the letters count as printed: nobody waits for 2,000 pages."""
    issue_codes(edition.pk)
    sealer = Sealer(edition.pk)
    kept = VotingCode.objects.filter(edition=edition).order_by("pk")[:LIVE_CODES]
    live = [show_code(sealer.open(bytes(code.sealed or b""))) for code in kept]
    codes = VotingCode.objects.filter(edition=edition)
    codes.update(sealed=None)
    LetterRun.objects.create(
        edition=edition,
        total=codes.count(),
        started_by=leader,
        started_at=clock.now(),
        printed_by=leader,
        printed_at=clock.now(),
    )
    return live


def load_ballots(edition: Edition, choices: list[list[int]], dice: Random) -> None:
    """Puts ballots in the box, with as many receipts and used codes; the five codes to try stay unused."""
    dice.shuffle(choices)
    free = VotingCode.objects.filter(edition=edition).order_by("pk").values_list("pk", flat=True)
    used = list(free)[LIVE_CODES : LIVE_CODES + len(choices)]
    if len(used) < len(choices):
        raise RuntimeError("The demo's roll is too small for its ballots.")
    Ballot.objects.bulk_create(Ballot(edition=edition, choice=sorted(choice)) for choice in choices)
    Receipt.objects.bulk_create(Receipt(edition=edition, number=new_receipt_number()) for _ in choices)
    VotingCode.objects.filter(pk__in=used).update(state=CodeState.USED)


def ballots_with_votes(
    edition: Edition, votes: dict[int, int], prices: dict[int, int], number: int, dice: Random
) -> list[list[int]]:
    """`number` ballots within the budget in which every plan has exactly its votes; ballots left empty are dropped."""
    left = [edition.budget_cents] * number
    choices: list[list[int]] = [[] for _ in range(number)]
    for plan, wanted in sorted(votes.items(), key=lambda pair: -prices[pair[0]]):
        able = [each for each in range(number) if left[each] >= prices[plan]]
        for each in dice.sample(able, wanted):
            choices[each].append(plan)
            left[each] -= prices[plan]
    return [choice for choice in choices if choice]


def invented_evening(edition: Edition, plans: list[Plan], number: int, dice: Random) -> list[list[int]]:
    """Ballots of `number` people who each fill a basket with what they like."""
    weights = {plan.pk: dice.uniform(0.2, 1.0) for plan in plans}
    choices = []
    for _ in range(number):
        left = edition.budget_cents
        basket: list[int] = []
        for plan in dice.sample(plans, len(plans)):
            if len(basket) < 7 and plan.ballot_cents and plan.ballot_cents <= left and dice.random() < weights[plan.pk]:
                basket.append(plan.pk)
                left -= plan.ballot_cents
        choices.append(basket or [plans[0].pk])
    return choices
