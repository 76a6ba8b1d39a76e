"""Pabulib's files: read tolerantly, written so that nothing is lost."""

import pytest

from voting.counting.pabulib import NotPabulib, cents, read, show_amount, write

FILE = '''META
key;value
description;"Stemming; van het dorp"
budget;1000.50
vote_type;{vote_type}
rule;greedy
min_project_score_threshold;2
max_length;3
special;x
PROJECTS
project_id;cost;name;category;selected;votes
A-2;500.25;"Bank; in het ""park""";groen,sport;1;3
10;600;Speeltuin;None;0;2
9;400;Bomen;groen;1;2
VOTES
voter_id;vote;{more}age
{votes}
'''


def text(vote_type: str = "approval", more: str = "", votes: str = "1;A-2,10;33\n2;A-2;\n3;;20") -> str:
    return FILE.format(vote_type=vote_type, more=more, votes=votes)


def ballots(content: str) -> list[list[str]]:
    return list(read(content.encode()).ballots())


def test_budget_prices_and_winners_are_read_to_the_cent() -> None:
    election = read(text().encode())
    assert (election.budget, election.minimum_votes) == (100_050, 2)
    assert election.prices() == {"A-2": 50_025, "10": 60_000, "9": 40_000}
    assert election.selected() == ["A-2", "9"]


def test_an_approval_counts_a_plan_once_and_an_empty_vote_stays_a_vote() -> None:
    assert ballots(text()) == [["A-2", "10"], ["A-2"], []]
    assert ballots(text(votes="1;9,9,A-2, 9;1")) == [["9", "A-2"]]
    assert ballots(text("choose-1", votes="1;9;1")) == [["9"]]


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_points_count_as_so_many_votes(vote_type: str) -> None:
    assert ballots(text(vote_type, "points;", "1;9,A-2;3,1;44\n2;;;")) == [["9", "9", "9", "A-2"], []]


def test_an_ordinal_vote_gives_points_by_rank_as_borda_does() -> None:
    assert ballots(text("ordinal", votes="1;10,9;1")) == [["10", "10", "10", "9", "9"]]


def test_a_project_that_is_not_in_the_file_gets_nothing_and_is_told() -> None:
    election = read(text(votes="1;9,77;1").encode())
    assert list(election.ballots()) == [["9"]]
    assert election.strangers() == 1


def test_what_is_written_says_everything_that_was_read() -> None:
    election = read(text().encode())
    again = "".join(write(election))
    assert again == text()
    assert read(again.encode()) == election


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_encodings_and_line_ends_do_not_matter(codec: str, ends: str) -> None:
    content = text().replace("Speeltuin", "Spéëltuin").replace("\n", ends).encode(codec)
    assert "Spéëltuin" in read(content).projects.rows[1]


def test_spaces_blank_lines_and_a_missing_header_of_meta_do_not_matter() -> None:
    assert read(text().replace("key;value\n", "").encode()).budget == 100_050
    assert read(text().replace(";", " ; ").replace('" ; ', '";').encode()).budget == 100_050
    assert read(text().replace("PROJECTS\n", "\n\nPROJECTS\n").encode()).prices()


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        *[("12345.67", 1_234_567), ("12345,67", 1_234_567), ("12 345", 1_234_500), ("1e3", 100_000), ("5.0", 500)],
        *[("1000.500", 100_050), ("1,000", 100_000), ("1,234,567", 123_456_700), ("1,234.50", 123_450), ("0,5", 50)],
    ],
)
def test_amounts_become_cents(amount: str, expected: int) -> None:
    assert cents(amount, "budget") == expected


@pytest.mark.parametrize("amount", ["", "x", "-1", "NaN", "Infinity", "1.005"])
def test_what_is_no_amount_in_cents_is_refused(amount: str) -> None:
    with pytest.raises(NotPabulib, match="budget"):
        cents(amount, "budget")


def test_amounts_are_shown_as_they_are_read() -> None:
    assert [show_amount(each) for each in (0, 100, 1_234_567, 5)] == ["0", "1", "12345.67", "0.05"]


LOOSE = text(votes="1;A-2,10;33\n2;A-2;").replace("Speeltuin;", '"Speeltuin" in park;')


def test_a_quote_inside_a_title_swallows_no_rows() -> None:
    """As people write: a quote that opens a title and closes nowhere."""
    loose = LOOSE.replace('"Speeltuin" in park', '"Speeltuin').replace('"Bank; in het ""park"""', "Bank")
    loose = loose.replace("special;x", "num_projects;3\nnum_votes;2")
    election = read(loose.encode())
    assert list(election.prices()) == ["A-2", "10", "9"]
    assert list(election.ballots()) == [["A-2", "10"], ["A-2"]]
    assert read("".join(write(election)).encode()) == election


def test_votes_may_be_quoted_spaced_empty_and_end_in_blank_lines() -> None:
    assert ballots(text(votes='1;"A-2, 10";33\n2; 9 ,10 ;\n3;;\n\n\n')) == [["A-2", "10"], ["9", "10"], []]


def test_the_columns_and_keys_of_real_files_come_in_any_order() -> None:
    """As in Amsterdam, Warsaw and the elections of Stanford: more columns, the vote last, decimals, capitals."""
    content = (
        "\ufeffMETA\r\nkey;value\r\nrule;Greedy\r\nmax_sum_cost;500000.0\r\nmax_length;3.0\r\nvote_type;Approval\r\n"
        "budget;500000.0\r\nnum_votes;2\r\nnum_projects;2\r\ndate_begin;2020\r\nneighborhoods;Oost,West\r\nPROJECTS\r\n"
        "name;target;category;latitude;longitude;cost;votes;project_id;selected\r\n"
        "Bomen;None;groen,sport;52.37;4.89;1000.50;2;46-1;1\r\nBank;children,seniors;None;52.3;4.8;1000.0;1;46-2;1\r\n"
        "VOTES\r\nvoter_id;age;sex;voting_method;neighborhood;vote\r\n1;33;F;internet;Oost;46-1\r\n"
        "2;;;paper;;46-2,46-1\r\n\r\n\r\n"
    )
    election = read(content.encode())
    assert (election.budget, election.rule, election.vote_type) == (50_000_000, "greedy", "approval")
    assert election.prices() == {"46-1": 100_050, "46-2": 100_000}
    assert list(election.ballots()) == [["46-1"], ["46-2", "46-1"]]
    assert election.selected() == ["46-1", "46-2"]


def look_at_all(content: str) -> None:
    election = read(content.encode())
    election.prices()
    list(election.ballots())


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "hallo",
        "META\nkey;value\nbudget;1\n",
        text().replace("approval", "telepathy"),
        text("cumulative", "points;", "1;9,10;3;1"),
        text("cumulative", "points;", "1;9;-3;1"),
        text("cumulative", "points;", "1;9;0.5;1"),
        text("cumulative", "points;", "1;9;999999;1"),
        text().replace("10;600", "9;600"),
        text().replace("10;600", ";600"),
    ],
)
def test_a_file_that_is_no_election_is_refused(broken: str) -> None:
    with pytest.raises(NotPabulib):
        look_at_all(broken)
