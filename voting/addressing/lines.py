"""Address lines after NEN 5825, as the State writes them, and what the register says against using an address."""

from dataclasses import dataclass

UNKNOWN_STREETS = frozenset({"", "."})
UNKNOWN_COUNTRIES = frozenset({"", "0", "0000"})
_BESIDE = {"by": "bij", "to": "t/o"}
# Which of the three lines an investigation (83.10) concerns: by the whole category, by group, or by element.
_INVESTIGATED = {
    "080000": (1, 2, 3),
    "080900": (2,),
    "080910": (2,),
    "081100": (1, 2),
    "081110": (1,),
    "081120": (1,),
    "081130": (1,),
    "081140": (1,),
    "081150": (1,),
    "081160": (2,),
    "081170": (2,),
    "081200": (1,),
    "081210": (1,),
    "081300": (1, 2, 3),
    "081330": (1,),
    "081340": (2,),
    "081350": (3,),
    "089999": (1, 2),
}
_COUNTRY = frozenset({"080000", "081300", "081310"})
_ELSEWHERE = "089999"
_NO = frozenset({"", "0", "n", "nee", "nee.", "false", "onwaar"})


@dataclass(frozen=True)
class Address:
    """Where somebody lives, as the register has it: an address, a described place, or lines of an address abroad."""

    street: str = ""
    number: str = ""
    letter: str = ""
    addition: str = ""
    beside: str = ""  # aanduiding bij huisnummer (11.50): "by" or "to"
    place: str = ""  # locatiebeschrijving (12.10)
    postcode: str = ""
    town: str = ""
    municipality: str = ""
    country: str = ""
    abroad: tuple[str, str, str] = ("", "", "")

    @property
    def is_abroad(self) -> bool:
        return bool(self.country not in UNKNOWN_COUNTRIES or any(self.abroad))

    @property
    def is_known(self) -> bool:
        """Whether there is a first line: a street and a number that are not the register's "unknown", or a place."""
        housed = self.street not in UNKNOWN_STREETS and self.number.lstrip("0") != ""
        return housed or self.place not in UNKNOWN_STREETS


def address_lines(address: Address) -> tuple[str, str, str]:
    """The three lines below the name; empty where there is none."""
    if address.is_abroad:
        return address.abroad if address.country not in UNKNOWN_COUNTRIES else ("", "", "")
    if address.is_known or not (address.street or address.number or address.place):
        return _first_line(address), postcode_line(address.postcode, address.town or address.municipality), ""
    return "", "", ""


def _first_line(address: Address) -> str:
    if address.street in UNKNOWN_STREETS:
        return address.place
    return address_line(address.street, address.number, address.letter, address.addition, address.beside)


def address_line(street: str, number: str, letter: str, addition: str, beside: str = "") -> str:
    """Street and house number: "Laan 12 A2", "Laan 12-2", "Laan 12 III", "Laan bij 12", "Laan t/o 12"."""
    if letter:
        tail = f" {letter}{addition}"
    elif addition:
        tail = f"{'-' if addition[0].isdigit() else ' '}{addition}"
    else:
        tail = ""
    words = [street, _BESIDE.get(beside, ""), f"{number}{tail}"]
    return " ".join(part for part in words if part)


def postcode_line(postcode: str, town: str) -> str:
    """The last line on the envelope, as the post asks: two spaces and the town in capitals."""
    code = postcode.replace(" ", "")
    shown = f"{code[:4]} {code[4:]}" if code else ""
    return "  ".join(part for part in (shown, town.upper()) if part)


def in_investigation(code: str) -> frozenset[int]:
    """Which of the three address lines an investigation (83.10) concerns; none when it is about something else."""
    return frozenset(_INVESTIGATED.get(code, ()))


def country_in_investigation(code: str) -> bool:
    return code in _COUNTRY


def lives_elsewhere(code: str) -> bool:
    """Whether it was established that somebody does not live at the address on record (089999)."""
    return code == _ELSEWHERE


def is_secret(indication: str) -> bool:
    """Whether data are kept secret (70.10): 0 is no, 1 to 7 keep them from some or all who may ask."""
    return indication.strip().casefold() not in _NO
