"""Address lines: the rest of the State's specification."""

import pytest

from voting.addressing import Address, address_line, address_lines, in_investigation, is_secret, postcode_line


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("12", "", ""), "Laan 12"),
        (("103", "c", ""), "Laan 103 c"),
        (("555", "B", "73c"), "Laan 555 B73c"),
        (("12", "A", "2"), "Laan 12 A2"),
        (("9", "", "2"), "Laan 9-2"),
        (("35", "", "III"), "Laan 35 III"),
        (("35", "", "III", "by"), "Laan bij 35 III"),
        (("3", "L", "", "to"), "Laan t/o 3 L"),
        (("3", "", "1", "to"), "Laan t/o 3-1"),
    ],
)
def test_house_numbers(parts: tuple[str, ...], expected: str) -> None:
    assert address_line("Laan", *parts) == expected


@pytest.mark.parametrize(
    ("postcode", "town", "expected"),
    [
        ("2583XL", "Scheveningen", "2583 XL  SCHEVENINGEN"),
        ("2034 AB", "Haarlem", "2034 AB  HAARLEM"),
        ("", "'s-Gravenhage", "'S-GRAVENHAGE"),
        ("2584BZ", "", "2584 BZ"),
    ],
)
def test_the_last_line(postcode: str, town: str, expected: str) -> None:
    assert postcode_line(postcode, town) == expected


def test_without_a_town_the_municipality_stands_there() -> None:
    assert address_lines(Address("Laan", "1", postcode="2584BZ", municipality="'s-Gravenhage"))[1].endswith(
        "GRAVENHAGE"
    )


def test_a_described_place_is_a_line_of_its_own() -> None:
    place = Address(place="Woonboot tegenover de Grote Sloot", postcode="2584BZ", town="Den Haag")
    assert address_lines(place) == ("Woonboot tegenover de Grote Sloot", "2584 BZ  DEN HAAG", "")


@pytest.mark.parametrize("unknown", [Address(".", "88"), Address("Jonkheer van Riemsdijkln", "0")])
def test_an_unknown_street_or_number_gives_no_lines(unknown: Address) -> None:
    assert not unknown.is_known
    assert address_lines(unknown) == ("", "", "")


def test_lines_abroad_need_a_country() -> None:
    lines = ("Rue du pomme 26", "Bruxelles", "postcode 1000")
    assert address_lines(Address(country="5010", abroad=lines)) == lines
    assert address_lines(Address(country="0000", abroad=lines)) == ("", "", "")


@pytest.mark.parametrize(
    ("code", "lines"),
    [("080000", {1, 2, 3}), ("080910", {2}), ("081120", {1}), ("081160", {2}), ("081350", {3}), ("089999", {1, 2})],
)
def test_an_investigation_of_the_address(code: str, lines: set[int]) -> None:
    assert in_investigation(code) == lines


@pytest.mark.parametrize("code", ["", "080920", "081010", "081030", "081180", "088510", "010410"])
def test_an_investigation_of_something_else(code: str) -> None:
    assert not in_investigation(code)


@pytest.mark.parametrize("secret", ["1", "2", "3", "4", "5", "6", "7", "ja", "J"])
def test_indications_of_secrecy(secret: str) -> None:
    assert is_secret(secret)


@pytest.mark.parametrize("open_", ["0", "", "nee", "N", " 0 "])
def test_no_indication_of_secrecy(open_: str) -> None:
    assert not is_secret(open_)
