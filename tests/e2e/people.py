"""Somebody behind a browser: goes to pages, logs in by mail, and every page they see is checked for accessibility."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# What sticks out of the window, when the page can be scrolled sideways.
TOO_WIDE = """() => {
  const root = document.documentElement
  if (root.scrollWidth <= root.clientWidth) return []
  const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > root.clientWidth)
  return out.slice(-3).map(e => e.outerHTML.slice(0, 120)).concat(`${root.scrollWidth} > ${root.clientWidth}`)
}"""


def second_step(secret: str) -> str:
    """What an authenticator app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


@dataclass
class Person:
    """One person in one browser window. `complaints` collects what the browser's console reports."""

    name: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def goes_to(self, path: str) -> None:
        """Opens a page and looks at it with axe."""
        self.page.goto(path)
        self.looks()

    def looks(self) -> None:
        """No axe violations on the present page, no wider than the window, and nothing on the console."""
        found = check_accessibility(self.page)
        assert not found, f"{self.name} on {self.page.url}:\n" + "\n".join(found)
        wide = self.page.evaluate(TOO_WIDE)
        assert not wide, f"{self.page.url} is too wide: {wide}"
        assert not self.complaints, f"{self.page.url}: {self.complaints}"

    def clicks(self, name: str, role: Any = "button", exact: bool = False) -> None:
        self.page.get_by_role(role, name=name, exact=exact).first.click()

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def signs_up(self, email: str) -> None:
        """Makes an account and confirms it with the code from the mail."""
        self.goes_to("/account/signup/")
        self.fills("Uw naam", self.name)
        self.page.locator("input[name=email]").fill(email)
        self.clicks("Maak mijn account")
        self._types_code(email)

    def logs_in(self, email: str, totp_secret: str = "") -> None:
        """Logs in with the code from the mail and, for staff, the second step."""
        self.goes_to("/account/login/")
        self.page.locator("input[name=login]").fill(email)
        self.clicks("Stuur mij een code")
        self._types_code(email)
        if totp_secret:
            self.page.wait_for_url("**/2fa/**")
            self.looks()
            self.page.locator("input[name=code]").fill(second_step(totp_secret))
            self.page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
        self.page.wait_for_url(lambda url: "/account/" not in url)

    def _types_code(self, email: str) -> None:
        field = self.page.locator("input[name=code]")
        field.wait_for()
        self.looks()
        letter = next(m for m in reversed(mail.outbox) if email in m.to)
        field.fill(re.findall(r"^\d{6}$", str(letter.body), re.MULTILINE)[0])
        self.clicks("Ga verder")
        self.page.wait_for_load_state()


def check_accessibility(page: Page) -> list[str]:
    """What axe-core finds on a page: rule and place. Its script comes in through the debugger, past the page's CSP."""
    session = page.context.new_cdp_session(page)
    try:
        session.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    finally:
        session.detach()
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    violations = page.evaluate("options => axe.run(document, options).then(r => r.violations)", options)
    return [f"{each['id']}: {node['html'][:160]}" for each in violations for node in each["nodes"]]
