"""A real browser, a real Redis and a real Celery worker, around Django's live server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery.contrib.testing.worker import start_worker
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings

from haarlem_nd.celery import app
from tests.e2e.people import Person

# Playwright's synchronous interface runs a loop in this thread; Django would refuse the ORM there without this.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def worker(transactional_db: None, settings: Settings) -> Iterator[None]:
    """A Celery worker of our own on the real Redis, in a queue that no other run uses."""
    queue = f"e2e-{os.getpid()}"
    before = {key: app.conf[key] for key in ("task_always_eager", "task_default_queue")}
    app.conf.update(task_always_eager=False, task_default_queue=queue)
    with start_worker(app, perform_ping_check=False, pool="threads", concurrency=1, queues=queue):
        yield
    app.conf.update(before)


@pytest.fixture
def person(browser: Browser, live_server: Any) -> Iterator[Callable[[str], Person]]:
    """Opens a browser window for somebody; every window has cookies of its own, and watches for script errors."""
    opened: list[Page] = []

    def come_in(name: str, width: int = 1280, javascript: bool = True) -> Person:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            locale="nl-NL",
            reduced_motion="reduce",
            bypass_csp=False,
        )
        if not javascript:
            # No script of ours arrives (none stands in a page); axe, which comes in past the page, still runs.
            context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(10_000)
        opened.append(page)
        return Person(name, page)

    yield come_in
    for page in opened:
        page.context.close()
