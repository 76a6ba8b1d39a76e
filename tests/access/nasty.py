"""What people and machines send that no page asked for, and how to find every form that a page shows."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

SCRIPT = "<script>alert('x')</script>"
HUGE = str(2**70)
NUMBERS = ["0", "999999", str(2**31), str(2**63), HUGE, "9" * 400]
SLUGS = ["bestaat-niet", "a" * 5000, "-", "0"]
QUERIES = [
    "page=-1&thema=-1&wijk=-1",
    "page=x&thema=abc&wijk=abc&status=x&volgorde=x&wat=x&sort=x&mijn=x",
    f"page={HUGE}&thema={HUGE}&wijk={HUGE}&status={HUGE}",
    "page=%00&thema=%00&wijk=%00&status=%00&volgorde=%00&zoek=%00&wat=%00&sort=%00&next=%00",
    "zoek='%20OR%201=1--&volgorde=title;drop&thema='&wijk=1%20OR%201=1",
    "page=%ff&thema=%ff&wijk=%ff&zoek=%ff%fe&volgorde=%c0%af&wat=%ff&next=%ff&%ff=1",
    "zoek=%ed%a0%80&thema=%ed%a0%80&next=//kwaad.example",
    "zoek=" + "a" * 10_000 + "&page=" + "9" * 5000 + "&thema=" + "9" * 5000,
    "zoek=%3Cscript%3Ealert('x')%3C/script%3E&thema=%3Cscript%3Ealert('x')%3C/script%3E",
    "zoek=a&zoek=b&thema=1&thema=2&page=1&page=2&zoek[]=1&zoek[$gt]=1",
    "&&==&%&%zz&page=1e5&page=NaN",
]
VALUES = [
    "",
    "\x00",
    # NUL inside words is worth a try of its own: a field may strip it at the ends.
    "a\x00b",
    "-1",
    "1e999",
    "NaN",
    str(2**63),
    HUGE,
    "9" * 5000,
    "👩🏽‍🌾 ١٢ ²",
    SCRIPT,
    "9999-12-31",
    "\r\n\t\u202e\ufffe\udc80".encode("utf-8", "surrogatepass"),
    b"\xff\xfe\xc0\xaf",
    "a" * 100_000,
]
# What somebody types in an empty field of this type; "1" in others. A file field takes words for no file.
TYPED = {"email": "nieuw@example.org", "date": "2030-01-01", "hidden": ""}
# What nobody may set by adding it to a form.
EXTRA = {
    "id": "1",
    "pk": "1",
    "status": "CHOSEN",
    "maker": "1",
    "maker_id": "1",
    "edition": "1",
    "phase": "CLOSED",
    "ballot_cents": "1",
    "budget_cents": "99999999",
    "like_count": "999",
    "is_staff": "1",
    "is_superuser": "1",
    "is_active": "0",
    "role": "LEADER",
    "user": "1",
    "grant_cents": "9",
    "submitted_at": "2000-01-01",
    "verified": "1",
}


@dataclass(frozen=True)
class FoundForm:
    """A form with method POST on a page: where it goes to, and something good for every field of it."""

    action: str
    fields: dict[str, list[str]] = field(hash=False)

    @property
    def kind(self) -> tuple[str, tuple[str, ...]]:
        return self.action, tuple(sorted(self.fields))


class FormFinder(HTMLParser):
    """Collects the POST forms of a page, with buttons that have a name, and fields that stand outside their form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[FoundForm] = []
        self._by_id: dict[str, FoundForm] = {}
        self._open: FoundForm | None = None
        self._options: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = None
            if given.get("method", "").lower() == "post":
                self._open = FoundForm((given.get("action") or self.page).split("#")[0], {})
                self.found.append(self._open)
                self._by_id[given.get("id", "")] = self._open
        elif tag == "option" and self._options is not None:
            if given.get("value") and ("selected" in given or not self._options):
                self._options[:] = [given["value"]]
        elif tag in ("input", "select", "textarea", "button") and given.get("name") not in (
            None,
            "",
            "csrfmiddlewaretoken",
        ):
            target = self._by_id.get(given["form"]) if "form" in given else self._open
            if target is not None:
                self._keep(target, tag, given)

    def _keep(self, target: FoundForm, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", tag)
        values = target.fields.setdefault(name, [])
        self._options = values if tag == "select" else None
        if tag == "select" or (values and kind in ("radio", "submit", "button") and "checked" not in given):
            return
        if kind == "radio":
            values.clear()  # the first is taken, unless a later one is chosen
        values.append(given.get("value") or TYPED.get(kind, "1"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def forms_of(page: str, html: str) -> list[FoundForm]:
    finder = FormFinder(page)
    finder.feed(html)
    return finder.found
