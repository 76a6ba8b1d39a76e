"""After votes nothing of them lies where it should not: logs of the web server, of PostgreSQL, of the site, Redis.

PostgreSQL logs no statement as it is delivered; the site writes addresses without codes. Searched for: every code as it
was typed and as it was printed, every receipt, and the choice.
"""

from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from audit.models import Entry
from tests.faults.web import Voter, web
from tests.voting.ballot_world import ballot_world
from voting.codes import make_code, show_code
from voting.models import WrongCodes

pytestmark = pytest.mark.django_db(transaction=True)

VOTES = 5


def test_no_code_receipt_or_choice_is_left_in_a_log_a_cache_or_a_session(tmp_path: Path) -> None:
    world = ballot_world(codes=VOTES)
    wrong = [make_code() for _ in range(25)]
    receipts = []
    log = tmp_path / "web.log"
    with log.open("wb") as file, web("--access-logfile", "-", "--capture-output", log=file) as site:
        for number, code in enumerate(world.codes):
            voter = Voter(site.port)
            if number % 2:
                voter.ready(code, world.ids[1])
                voter.confirm(world.ids[1])
            else:
                voter.post("/stemmen/kijken/", editie=str(world.edition.pk))
                voter.post("/stemmen/mandje/", plan=str(world.ids[1]), do="add")
                voter.post("/stemmen/vergelijken/", vergelijk=world.ids[:2])
                voter.post("/stemmen/code/", code=code, plan=[world.ids[1]])
            receipts.append(voter.receipt())
            voter.get("/stemmen/kiezen/")
            Voter(site.port).post("/stemmen/", code=code)
        for code in wrong:
            Voter(site.port).post("/stemmen/", code=code)
            Voter(site.port).post("/stemmen/code-gebruikt/", code=code)
    said = log.read_text()
    assert "/stemmen/bevestigen/" in said  # so the log does hold these requests
    assert all(receipts)
    secrets = [*world.codes, *map(show_code, world.codes), *receipts, *wrong, *map(show_code, wrong)]
    secrets += [code.lower() for code in secrets]
    for name, text in {
        "web log": said,
        "redis": _redis(),
        "sessions": _sessions(),
        "postgres log": _postgres(),
    }.items():
        assert not [secret for secret in secrets if secret in text], name
    assert f"plan={world.ids[1]}" not in said
    assert f"plan-{world.ids[1]}" not in said
    assert not Entry.objects.filter(edition=world.edition.slug).exists()
    assert WrongCodes.objects.count() == 2


def _redis() -> str:
    store = redis.Redis.from_url(settings.REDIS_URL)
    keys = list(store.scan_iter())
    texts = [store.get(key) for key in keys if store.type(key) == b"string"]
    return repr(keys) + repr(texts)


def _sessions() -> str:
    return repr([session.get_decoded() for session in Session.objects.all()])


def _postgres() -> str:
    """PostgreSQL's own log, when it lies where our private server puts it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        log = Path(cursor.fetchone()[0]).parent / "log" / "postgres.log"
    return log.read_text(errors="replace") if log.exists() else ""
