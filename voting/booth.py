"""What the voter's own browser keeps while somebody votes: one encrypted cookie, and nothing on our side.

The cookie holds the edition, the hash of the code (nothing yet for who looks first), the plans chosen so far, a seed
for the order of the plans and the number of the receipt to come. Only the server can read or make it, it goes no
further than /stemmen/, it is refused after half an hour without a click, and it is taken away after the vote. It never
reaches the database, the session, the cache or a log.
"""

import json
import secrets
import time
from collections.abc import Container
from dataclasses import dataclass, replace

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from voting.keys import fernet_key
from voting.queries import held

BOOTH_COOKIE = "stemhokje"
RECEIPT_COOKIE = "stembewijs"
IDLE_SECONDS = 30 * 60
RECEIPT_SECONDS = 10 * 60
# What a cookie of an older version of this file raises: it counts as none.
OLDER_SHAPE = (ValueError, TypeError, KeyError)


@dataclass(frozen=True)
class Booth:
    """A voter at work. `choice` holds plan ids in the order in which they were chosen.

    `code_hash` is empty for who chooses first and gives the code last.
    """

    edition_id: int
    code_hash: bytes
    seed: str
    receipt: str
    choice: tuple[int, ...] = ()

    @property
    def knows_code(self) -> bool:
        return bool(self.code_hash)

    def adding(self, plan_id: int) -> "Booth":
        return self if plan_id in self.choice else replace(self, choice=(*self.choice, plan_id))

    def keeping(self, plan_ids: Container[int]) -> "Booth":
        """This booth with only those of its plans that still stand on the ballot."""
        kept = tuple(each for each in self.choice if each in plan_ids)
        return self if kept == self.choice else replace(self, choice=kept)

    def removing(self, plan_id: int) -> "Booth":
        return replace(self, choice=tuple(each for each in self.choice if each != plan_id))


@dataclass(frozen=True)
class Voted:
    """What is left after a vote: where, whether the code came last, and the receipt ("" when it was shown already)."""

    edition_id: int
    number: str
    code_last: bool


def new_booth(edition_id: int, receipt: str, code_hash: bytes = b"") -> Booth:
    """An empty booth with an order of plans of its own."""
    return Booth(edition_id, code_hash, secrets.token_hex(8), receipt)


def booth_for_code(before: Booth | None, edition_id: int, receipt: str, code_hash: bytes) -> Booth:
    """A booth for this code. It takes over the basket of somebody who looked first, never that of another code.

    The receipt is always new: two who vote on one telephone never share a number.
    """
    if before and not before.knows_code and before.edition_id == edition_id:
        return replace(before, code_hash=code_hash, receipt=receipt)
    return new_booth(edition_id, receipt, code_hash)


def read_booth(request: HttpRequest) -> Booth | None:
    """The booth in this browser, or None when there is none, when it is not ours or when it stood idle too long."""
    text = _open(request.COOKIES.get(BOOTH_COOKIE, ""), IDLE_SECONDS, "booth cookie")
    if text is None:
        return None
    try:
        edition_id, code_hash, seed, receipt, choice = json.loads(text)
        return Booth(edition_id, bytes.fromhex(code_hash), seed, receipt, tuple(choice))
    except OLDER_SHAPE:
        return None


def keep_booth(response: HttpResponse, booth: Booth) -> None:
    """Puts the booth in the voter's browser; the half hour starts again."""
    facts = [booth.edition_id, booth.code_hash.hex(), booth.seed, booth.receipt, list(booth.choice)]
    _set(response, BOOTH_COOKIE, _close(json.dumps(facts), "booth cookie"), _booth_path())


def leave_booth(response: HttpResponse) -> None:
    """Takes the booth out of the voter's browser."""
    response.delete_cookie(BOOTH_COOKIE, path=_booth_path(), samesite="Strict")


def read_voted(request: HttpRequest) -> Voted | None:
    """What to show after a vote; None when nobody just voted in this browser."""
    text = _open(request.COOKIES.get(RECEIPT_COOKIE, ""), RECEIPT_SECONDS, "receipt cookie")
    if text is None:
        return None
    try:
        edition_id, number, code_last = json.loads(text)
        return Voted(edition_id, number, code_last)
    except OLDER_SHAPE:
        return None


def keep_voted(response: HttpResponse, voted: Voted) -> None:
    """Takes the receipt along to the last page, and after that only (without the number) that there was one."""
    text = json.dumps([voted.edition_id, voted.number, voted.code_last])
    _set(response, RECEIPT_COOKIE, _close(text, "receipt cookie"), _booth_path())


def leave_voted(response: HttpResponse) -> None:
    response.delete_cookie(RECEIPT_COOKIE, path=_booth_path(), samesite="Strict")


def _booth_path() -> str:
    return reverse("vote_start")


def _set(response: HttpResponse, name: str, value: str, path: str) -> None:
    """Without an end date, so that closing the browser ends it too: people vote on the library's computers."""
    response.set_cookie(name, value, path=path, secure=settings.HTTPS, httponly=True, samesite="Strict")


def _close(text: str, use: str) -> str:
    return Fernet(fernet_key(use)).encrypt_at_time(text.encode(), _seconds()).decode("ascii")


def _open(token: str, seconds: int, use: str) -> str | None:
    if not token:
        return None
    try:
        opened = Fernet(fernet_key(use)).decrypt_at_time(token.encode(), seconds, _seconds())
    except (InvalidToken, ValueError):
        return None
    return opened.decode()


def _seconds() -> int:
    """Now; by this machine's clock while the database is gone, so that the last page still shows that a vote is in."""
    try:
        return int(held.now().timestamp())
    except (OperationalError, InterfaceError):
        return int(time.time())
