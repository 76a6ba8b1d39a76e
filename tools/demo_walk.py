"""A walk over the demo's pages, each as the person it is meant for, over plain HTTP."""

from __future__ import annotations

import html
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from email.message import Message
from typing import IO, Any


class WalkError(Exception):
    """A page is not as it should be; the message names the page, the role and what was wrong."""


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A page that sends one elsewhere (to the log-in, say) is not the page that was asked for."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect())


def walk(address: str, pages: Sequence[Mapping[str, Any]], sessions: Mapping[str, str]) -> None:
    """Visit all pages and print each; raises WalkError with all that is wrong, or when there is no page."""
    faults = []
    for page in pages:
        fault = visit(address, page, sessions.get(page.get("email") or ""))
        print(f"  {'FAIL' if fault else 'ok  '} {page['role']:<24} {page['path']}", flush=True)
        if fault:
            faults.append(f"{page['path']} as {page['role']}: {fault}")
    if not pages:
        faults.append("demo_pages names no pages")
    if faults:
        raise WalkError("these pages are wrong:\n  " + "\n  ".join(faults))


def visit(address: str, page: Mapping[str, Any], session: str | None) -> str:
    """Get one page and return what is wrong with it; empty when nothing is."""
    status, body = fetch(address + page["path"], session)
    if status != 200:
        return f"status {status}"
    text = html.unescape(body)
    missing = [words for words in expected(page) if words not in text]
    return f"it does not say {missing[0]!r}" if missing else ""


def expected(page: Mapping[str, Any]) -> list[str]:
    """Return the words that must stand on the page: one text or a list of texts."""
    wanted = page["must_contain"]
    return [wanted] if isinstance(wanted, str) else list(wanted)


def fetch(url: str, session: str | None) -> tuple[int, str]:
    """Return the status and the text of a page, asked for with a session's cookie."""
    request = urllib.request.Request(url, headers={"Cookie": f"sessionid={session}"} if session else {})
    try:
        with OPENER.open(request, timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode(errors="replace")
    except OSError as problem:
        return 0, str(problem)
