"""The State's own cases of how people are written to: every one of them, to the letter."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from voting.addressing import (
    Address,
    Name,
    address_lines,
    form_of_address,
    in_investigation,
    initials,
    is_secret,
    lives_elsewhere,
    name_line,
    salutation,
)
from voting.addressing.lines import country_in_investigation

Case = dict[str, str]
with Path(__file__).with_name("brp_letter_cases.csv").open(encoding="utf-8-sig", newline="") as file:
    CASES: list[Case] = list(csv.DictReader(file))
# The specification gives this row of the State's table of municipalities with its cases.
MUNICIPALITIES = {"0518": "'s-Gravenhage"}


def name_of(case: Case) -> Name:
    return Name(
        surname=case["geslachtsnaam (02.40)"],
        particle=case["voorvoegsel (02.30)"],
        initials=initials(case["voornamen (02.10)"]),
        title=case["adellijke titel of predicaat (02.20)"],
        sex=case["geslachtsaanduiding (04.10)"],
        usage=case["aanduiding naamgebruik (61.10)"],
        partner_surname=case["partner.geslachtsnaam (02.40)"],
        partner_particle=case["partner.voorvoegsel (02.30)"],
        partner_title=case["partner.adellijke titel of predicaat (02.20)"],
        partner_ended=bool(case["partner.datum ontbinding huwelijk/geregistreerd partnerschap (07.10)"]),
    )


def address_of(case: Case) -> Address:
    return Address(
        street=case["straatnaam (11.10)"],
        number=case["huisnummer (11.20)"],
        letter=case["huisletter (11.30)"],
        addition=case["huisnummertoevoeging (11.40)"],
        beside=case["aanduiding bij huisnummer (11.50)"],
        place=case["locatiebeschrijving (12.10)"],
        postcode=case["postcode (11.60)"],
        town=case["woonplaats (11.70)"],
        municipality=MUNICIPALITIES.get(case["gemeente van inschrijving (09.10)"], ""),
        country=case["land (13.10)"],
        abroad=(
            case["regel 1 adres buitenland (13.30)"],
            case["regel 2 adres buitenland (13.40)"],
            case["regel 3 adres buitenland (13.50)"],
        ),
    )


def answers(case: Case) -> dict[str, str]:
    """Everything that we would write about the person of a case, under the names of the specification."""
    name, lines = name_of(case), address_lines(address_of(case))
    code = case["aanduiding in onderzoek (83.10)"]
    asked = in_investigation(code)
    since = datetime.strptime(case["datum ingang onderzoek (83.20)"] or "20000101", "%Y%m%d").date()
    return {
        "aanhef": salutation(name),
        "aanschrijfwijze.naam": name_line(name),
        "aanschrijfwijze.aanspreekvorm": form_of_address(name),
        "voorletters": name.initials,
        **{f"adresregel{number}": lines[number - 1] for number in (1, 2, 3)},
        **{f"inOnderzoek.adresregel{number}": "true" if number in asked else "" for number in (1, 2, 3)},
        "inOnderzoek.land": "true" if country_in_investigation(code) else "",
        "inOnderzoek.datumIngangOnderzoekVerblijfplaats.datum": since.isoformat(),
        "indicatieVastgesteldVerblijftNietOpAdres": "true" if lives_elsewhere(code) else "",
        "geheimhoudingPersoonsgegevens": "true" if is_secret(case["indicatie geheim (70.10)"]) else "",
    }


# What an answer of the State's own service has beside this: a number to look people up by, and a date in words.
NOT_OURS = {
    "burgerservicenummer",
    "inOnderzoek.datumIngangOnderzoekVerblijfplaats.langFormaat",
    "inOnderzoek.datumIngangOnderzoekVerblijfplaats.type",
}


def wanted(case: Case) -> dict[str, str]:
    asked = {column.removeprefix("EXPECT "): value for column, value in case.items() if column.startswith("EXPECT ")}
    return {column: value for column, value in asked.items() if value and column not in NOT_OURS}


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['case'][:60]}" for n, case in enumerate(CASES)])
def test_a_case_of_the_state(case: Case) -> None:
    made = answers(case)
    expected = wanted(case)
    assert expected, "a case that asks nothing shows nothing"
    assert {column: made[column] for column in expected} == expected
    if "aanschrijfwijze.naam" in expected and "aanschrijfwijze.aanspreekvorm" not in expected:
        assert made["aanschrijfwijze.aanspreekvorm"] == ""


def test_there_are_79_of_them() -> None:
    assert len(CASES) == 79
