"""Invented extracts of any size, the same each time: 90 % good rows, 10 % with every oddity that files have."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

HEADING = (
    "bsn", "voornamen (02.10)", "voorvoegsel (02.30)", "geslachtsnaam (02.40)", "geslachtsaanduiding (04.10)",
    "geboortedatum (03.10)", "straatnaam (11.10)", "huisnummer (11.20)", "huisletter (11.30)",
    "huisnummertoevoeging (11.40)", "postcode (11.60)", "woonplaats (11.70)", "wijk", "indicatie geheim (70.10)",
    "datum overlijden (08.10)",
)  # fmt: skip
SURNAMES = ("Jong", "Vries", "Berg", "Yılmaz", "El Amrani", "Kowalski", "Brûlé", "O'Neill", "Bakker", "Nguyễn", "Smit")
GIVEN = ("Johanna Maria", "Fatima", "Anne-Fleur Belle", "Jan", "Özlem", "Willem", "Zofia", "Ali bin Mohammed")
STREETS = ("Italiëlaan", "Bernadottelaan", "Amerikaweg", "Engelandlaan", "Boerhaavelaan", "Kleine Houtweg")
DISTRICTS = ("Europawijk", "Boerhaavewijk", "Meerwijk", "Molenwijk")
ODD_SHARE = 0.1


def write(path: Path, rows: int, seed: int = 5) -> None:
    """An extract of `rows` people in UTF-8 with semicolons."""
    dice = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter=";", lineterminator="\r\n")
        out.writerow(HEADING)
        for number in range(rows):
            fields = _good(dice, number)
            out.writerow(_odd(dice, fields) if dice.random() < ODD_SHARE else fields)


def _good(dice: Random, number: int) -> list[str]:
    born = date(1935, 1, 1) + timedelta(days=dice.randrange(27_000))
    addition = dice.choice(("", "", "", "2", "hs"))
    return [
        str(100_000_000 + number), dice.choice(GIVEN), dice.choice(("", "van der", "de", "'t")),
        dice.choice(SURNAMES), dice.choice("MVO"), f"{born:%Y%m%d}", dice.choice(STREETS),
        str(dice.randrange(1, 400)), dice.choice(("", "", "A")), addition, f"203{dice.randrange(3, 8)}"
        + dice.choice(("AB", "CD", "EF")), "Haarlem", dice.choice(DISTRICTS), "0", "",
    ]  # fmt: skip


def _odd(dice: Random, fields: list[str]) -> list[str]:
    """One of the oddities: it makes a row rejected, left out, set apart or a double."""
    at, text = dice.choice(
        (
            (0, ""), (0, "100000000"), (3, "x" * 300), (3, ""), (5, "20010231"), (5, "20150101"), (7, ""), (7, "12A"),
            (10, "2034"), (12, "Centrum"), (13, str(dice.randrange(1, 8))), (14, "20250101"),
        )
    )  # fmt: skip
    fields[at] = text
    return fields
