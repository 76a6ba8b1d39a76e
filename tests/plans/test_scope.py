"""Which of the city's own duties a text touches: Dutch words, and no false alarms."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plans.default_topics import DEFAULT_TOPICS
from plans.scope import Topic, Touch, fingerprint, lines, matches, touched


def finds(words: str, text: str) -> tuple[str, ...]:
    found = touched(text, [Topic(1, lines(words))])
    return found[0].found if found else ()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("drempel", "Er moet een drempel komen."),
        ("drempel", "DREMPELS, overal!"),
        ("drempel", "twee verkeersdrempels"),
        ("zebrapad", "een zebra-pad bij de school"),
        ("zebrapad", "drie zebrapaden"),
        ("lantaarnpaal", "alle lantaarnpalen"),
        ("buslijn", "de buslijnen"),
        ("bus", "de bussen"),
        ("brief", "brieven"),
        ("huis", "huizen"),
        ("politie", "de politïe belt"),
        ("parkeer*", "parkeervergunning"),
        ("veilig oversteken", "Zodat kinderen hier veilig kunnen oversteken."),
        ("Oversteken veilig", "Veilig oversteken"),
        ("overlast", "geluidsoverlast"),
    ],
)
def test_a_word_is_found_in_all_its_simple_shapes(word: str, text: str) -> None:
    assert finds(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("drempel", "een laagdrempelige plek"),
        ("drempel", "drempelvrees"),
        ("huur", "verhuur van fietsen"),
        ("huur", "de buurt huurt"),
        ("pad", "het hoofdpad en de padvinders"),
        ("bus", "de brievenbus en business"),
        ("riool", "een briool"),
        ("gunning", "een vergunning"),
        ("parkeer*", "fietsparkeerplek"),
        ("veilig oversteken", "Het is hier veilig. Wij oversteken niet."),
        ("veilig oversteken", "veilig spelen"),
        ("drempel", ""),
        ("", "drempel"),
        ("***", "drempel"),
    ],
)
def test_a_piece_of_another_word_is_no_alarm(word: str, text: str) -> None:
    assert finds(word, text) == ()


def test_what_was_found_is_told_as_it_was_written() -> None:
    text = "Een Verkeersdrempel. En zebrapaden. En een verkeersdrempel."
    assert finds("zebrapad\ndrempel", text) == ("Verkeersdrempel", "zebrapaden")


def test_topics_come_in_their_own_order() -> None:
    topics = [Topic(7, ("drempel",)), Topic(3, ("huur",)), Topic(5, ("zebrapad",))]
    assert [touch.key for touch in touched("zebrapad en drempel", topics)] == [7, 5]


def test_an_answer_holds_for_one_text_and_its_topics() -> None:
    touch = [Touch(1, ("drempel",))]
    kept = fingerprint("een drempel", touch)
    assert kept == fingerprint("een drempel", touch)
    assert kept != fingerprint("een drempel!", touch)
    assert kept != fingerprint("een drempel", [*touch, Touch(2, ("een",))])


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_text_and_no_list_breaks_the_check(text: str, words: str) -> None:
    found = touched(text, [Topic(1, lines(words))])
    assert all(word in text.replace("-", "") or word for touch in found for word in touch.found)
    assert len(fingerprint(text, found)) == 64


@given(st.from_regex(r"[a-z]{6,12}", fullmatch=True), st.from_regex(r"[a-z]{1,5}", fullmatch=True))
def test_a_word_in_the_middle_of_another_is_never_found(word: str, more: str) -> None:
    assume(not f"xq{more}q".endswith(word))  # then it stands at the end of one, where it may be found
    assert not matches(f"{more}x{word}xq{more}q", word)


DUTIES = [
    ("Er moet een drempel komen in onze straat.", "Veilig verkeer"),
    ("De straatverlichting doet het niet.", "Onderhoud van straat en stoep"),
    ("De ondergrondse container zit altijd vol.", "Afval ophalen"),
    ("Er moet een nieuwe bushalte komen.", "Openbaar vervoer"),
    ("De huurprijzen zijn te hoog.", "Woningen en huur"),
    ("Wij willen meer parkeerplaatsen.", "Parkeren en vergunningen"),
    ("Meer politie op straat tegen inbraken.", "Overlast, politie en veiligheid"),
    ("Een hogere uitkering voor iedereen.", "Zorg, uitkeringen en schulden"),
    ("Het schoolgebouw is oud.", "Scholen en lesgeven"),
]


@pytest.mark.parametrize(("text", "name"), DUTIES)
def test_the_usual_duties_are_found(text: str, name: str) -> None:
    topics = [Topic(number, lines(topic.words)) for number, topic in enumerate(DEFAULT_TOPICS)]
    assert [DEFAULT_TOPICS[touch.key].name for touch in touched(text, topics)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Tien fruitbomen waar iedereen van mag plukken.",
        "Wij ruimen samen het zwerfafval op rond de Molenplas.",
        "Een laagdrempelige inloop, met verhuur van een bakfiets.",
        "Een bankje bij de bushalte, geschilderd door kinderen.",
        "Een groene gevel voor de parkeergarage.",
        "Een volkstuin op de rotonde.",
        "Een straatfeest op de stoep.",
    ],
)
def test_plans_of_residents_are_left_in_peace(text: str) -> None:
    topics = [Topic(number, lines(topic.words)) for number, topic in enumerate(DEFAULT_TOPICS)]
    assert touched(text, topics) == []
