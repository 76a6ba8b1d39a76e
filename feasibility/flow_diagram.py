"""Where everything stands in the picture of a flow, in pixels: from left to right, every branch on rows of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from feasibility.quick_test import Branch, Question, Value, is_broken

BOX_WIDTH, BOX_HEIGHT, GAP, ROW = 200, 92, 56, 104
COLUMN = BOX_WIDTH + GAP
HEADING = 40
# What fits on one line of a box in the smallest type that is used, and how many lines fit.
LETTERS, LINES = 27, 4
LINE_HEIGHT = 17
WORDS = {Value.YES: "ja", Value.PROVIDED: "mits", Value.NO: "nee", Value.NOT_APPLICABLE: "n.v.t."}


@dataclass(frozen=True, slots=True)
class Box:
    """One question: its corner, its number in the flow, and its text in lines with their baselines."""

    question: Question
    number: int
    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    broken: bool

    @property
    def tag(self) -> str:
        """Number and discipline, above the text."""
        return f"{self.number} · {self.question.discipline.label.partition(' ')[0]}"


@dataclass(frozen=True, slots=True)
class Link:
    """A line from a question to one behind it, with the answers that open that one, one on a line of its own."""

    path: str
    x: int
    words: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Words between the parts of the picture, on their baseline."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class Diagram:
    """A whole picture."""

    width: int
    height: int
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Branching:
    """A question with the questions behind it. What cannot be placed stands on its own."""

    question: Question
    number: int
    broken: bool
    behind: tuple["Branching", ...]

    @property
    def when(self) -> str:
        """The answers with which it is asked, in words; empty for a question that is always asked."""
        return words_of(self.question.only_if) if self.question.only_if else ""


def words_of(branch: Branch) -> str:
    """Return the answers of a branch in short: "ja", "mits/nee"."""
    return "/".join(word for value, word in WORDS.items() if value in branch.values)


def tree_of(questions: Sequence[Question]) -> list[Branching]:
    """Return the questions as trees, in their own order; every question is in there once."""
    by_key = {question.key: question for question in questions}
    broken = {question.key for question in questions if is_broken(question, by_key)}
    numbers = {question.key: number for number, question in enumerate(questions, start=1)}

    def grow(question: Question) -> Branching:
        behind = [q for q in questions if q.only_if and q.only_if.key == question.key and q.key not in broken]
        alone = question.key in broken
        return Branching(question, numbers[question.key], alone, tuple(grow(q) for q in behind))

    return [grow(question) for question in by_key.values() if question.only_if is None or question.key in broken]


def diagram_of(questions: Sequence[Question]) -> Diagram:
    """Return the picture: first the questions that others stand behind, then those that every plan gets as well."""
    trees = tree_of(questions)
    drawing = _Drawing()
    drawing.trees("Deze antwoorden bepalen wat er nog gevraagd wordt", [tree for tree in trees if tree.behind])
    drawing.grid("Deze vragen krijgt elk plan", [tree for tree in trees if not tree.behind and not tree.broken])
    drawing.grid("Deze vragen komen nooit aan bod", [tree for tree in trees if not tree.behind and tree.broken])
    return drawing.finished()


class _Drawing:
    """Fills a picture from top to bottom."""

    def __init__(self) -> None:
        self.y = 0
        self.columns = 1
        self.headings: list[Heading] = []
        self.boxes: list[Box] = []
        self.links: list[Link] = []

    def trees(self, heading: str, trees: Sequence[Branching]) -> None:
        if trees:
            self._head(heading)
        for tree in trees:
            self._draw(tree, 0)

    def grid(self, heading: str, trees: Sequence[Branching]) -> None:
        """Questions on their own lie side by side, so that the picture stays short."""
        if not trees:
            return
        self._head(heading)
        across = max(self.columns, 3)
        for place, tree in enumerate(trees):
            self._box(tree, place % across, self.y + place // across * ROW)
        self.y += -(-len(trees) // across) * ROW

    def finished(self) -> Diagram:
        width = self.columns * COLUMN - GAP + 2
        return Diagram(width, self.y, tuple(self.headings), tuple(self.boxes), tuple(self.links))

    def _head(self, text: str) -> None:
        self.headings.append(Heading(text, self.y + 24))
        self.y += HEADING

    def _draw(self, tree: Branching, depth: int) -> int:
        """Draws a tree from the present row on; its first branch goes on beside it. Returns where its root stands."""
        top = self.y
        self._box(tree, depth, top)
        for place, child in enumerate(tree.behind):
            at = self._draw(child, depth + 1)
            self._link(depth, top, at, child.when, straight=place == 0)
        if not tree.behind:
            self.y += ROW
        return top

    def _box(self, tree: Branching, column: int, y: int) -> None:
        self.columns = max(self.columns, column + 1)
        x = column * COLUMN + 1
        lines = wrap(tree.question.text, LETTERS)
        if len(lines) > LINES:
            lines = [*lines[: LINES - 1], f"{lines[LINES - 1][: LETTERS - 1]}…"]
        placed = tuple((y + 36 + n * LINE_HEIGHT, line) for n, line in enumerate(lines))
        self.boxes.append(Box(tree.question, tree.number, x, y + 1, placed, tree.broken))

    def _link(self, depth: int, top: int, at: int, words: str, *, straight: bool) -> None:
        start, end = depth * COLUMN + BOX_WIDTH + 1, (depth + 1) * COLUMN + 1
        middle, half = start + 10, BOX_HEIGHT // 2
        path = f"M{start} {top + half}H{end}" if straight else f"M{middle} {top + half}V{at + half}H{end}"
        stack = words.split("/")
        placed = tuple((at + half - 6 - LINE_HEIGHT * (len(stack) - 1 - n), word) for n, word in enumerate(stack))
        self.links.append(Link(path, middle + 5, placed))
