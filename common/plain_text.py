"""What people type, as plain text that can be shown anywhere: no control characters, no floods of invisible ones."""

import re
import unicodedata

# Marks above and below letters that stand on one letter in real languages; more of them climb over the lines around.
MOST_MARKS = 4
CONTROL, INVISIBLE, MARKS = {"Cc", "Cs"}, "Cf", {"Mn", "Me"}
# Invisible, yet languages and emoji need them: joiners within a word, and marks of the direction.
JOINERS = "\u200c\u200d\u200e\u200f\u061c"
# Letters and signs that show nothing at all.
BLANKS = str.maketrans(dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", " "))
NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
LOOSE_JOINERS = re.compile(rf"(?<!\S)[{JOINERS}]+|[{JOINERS}]+(?!\S)|(?<=[{JOINERS}])[{JOINERS}]+")
SPACES_AT_THE_END = re.compile(r"[^\S\n]+$", re.MULTILINE)
EMPTY_LINES = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """`text` with its lines and its language kept and nothing that can't be seen; "" when there is nothing to read."""
    text = NEW_LINES.sub("\n", text).replace("\t", " ").translate(BLANKS)
    text = "".join(_without_towers(text))
    text = LOOSE_JOINERS.sub("", text)
    text = EMPTY_LINES.sub("\n\n", SPACES_AT_THE_END.sub("", text)).strip()
    return text if any(unicodedata.category(char)[0] in "LNPSC" for char in text if char not in JOINERS) else ""


def _without_towers(text: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        if char != "\n" and (kind in CONTROL or (kind == INVISIBLE and char not in JOINERS)):
            continue
        marks = marks + 1 if kind in MARKS else 0
        if marks <= MOST_MARKS:
            kept.append(char)
    return kept
