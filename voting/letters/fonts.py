"""Letters as shapes: how wide a line is, how letters are joined, and the font as a PDF holds it. Plain Python.

Only what names, addresses and codes need: letters one by one, pairs moved together (kerning), and the few joined
letters of the font (ff, ft, fft). What needs more, as a letter with two accents on it, `Typeface.can_set` refuses.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

# Latin letters with everything that European languages and Vietnamese put on them; digits and signs.
REPERTOIRE = frozenset(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x1E00, 0x1F00)])) | set("‘’‚“”–—…•€ʼ")


@dataclass(frozen=True)
class Run:
    """Glyphs of one font in a row: their numbers, and by how much (1/1000 em) the next stands closer."""

    face: "Face"
    glyphs: tuple[tuple[int, int], ...]


class Face:
    """One weight of one font file, cut down to the repertoire."""

    def __init__(self, name: str, file: bytes, weight: int, characters: Iterable[str] = REPERTOIRE) -> None:
        self.name = name  # in a PDF
        font = TTFont(io.BytesIO(file), recalcTimestamp=False)
        self._cut(font, characters)
        font = instancer.instantiateVariableFont(font, {"wght": weight})
        self._order: list[str] = font.getGlyphOrder()
        self.numbers = {name: number for number, name in enumerate(self._order)}
        self.names = {chr(point): name for point, name in font.getBestCmap().items()}
        self._scale = 1000 / font["head"].unitsPerEm
        self.advances = [round(font["hmtx"][name][0] * self._scale) for name in self._order]
        self.ascent, self.descent = font["hhea"].ascent * self._scale, -font["hhea"].descent * self._scale
        self._pairs = list(_lookups(font, "GPOS", "kern"))
        self._ligatures = {
            (first, *each.Component): each.LigGlyph
            for table in _lookups(font, "GSUB", "liga")
            for first, all_of in table.ligatures.items()
            for each in all_of
        }
        self._firsts = {parts[0] for parts in self._ligatures}
        self._kerned: dict[tuple[str, str], int] = {}
        self._font = font

    @staticmethod
    def _cut(font: TTFont, characters: Iterable[str]) -> None:
        options = subset.Options(layout_features=["kern", "liga"], hinting=False, notdef_outline=True)
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(characters))
        cutter.subset(font)

    def kerning(self, left: str, right: str) -> int:
        """By how much two glyphs stand closer (below 0) or further apart, in 1/1000 em."""
        pair = (left, right)
        if pair not in self._kerned:
            self._kerned[pair] = round(_kerning(self._pairs, left, right) * self._scale)
        return self._kerned[pair]

    def shape(self, text: str) -> tuple[tuple[int, int], ...]:
        """Every glyph of a text with the kerning behind it."""
        names = self._joined([self.names[character] for character in text])
        kerning = [self.kerning(left, right) for left, right in pairwise(names)]
        return tuple(zip([self.numbers[name] for name in names], [*kerning, 0], strict=True))

    def _joined(self, names: list[str]) -> list[str]:
        if not any(first in names for first in self._firsts):
            return names
        for length in (3, 2):
            for start in range(len(names) - length, -1, -1):
                if ligature := self._ligatures.get(tuple(names[start : start + length])):
                    names[start : start + length] = [ligature]
        return names

    @cached_property
    def file(self) -> bytes:
        """The font as TrueType, without what only shaping needs."""
        for table in ("GPOS", "GSUB", "GDEF", "BASE", "STAT", "DSIG"):
            if table in self._font:
                del self._font[table]
        made, self._font.flavor = io.BytesIO(), None
        self._font.save(made)
        return made.getvalue()

    @cached_property
    def box(self) -> list[int]:
        head = self._font["head"]
        return [round(each * self._scale) for each in (head.xMin, head.yMin, head.xMax, head.yMax)]

    @cached_property
    def meanings(self) -> dict[int, str]:
        """What each glyph stands for, so that text can be copied out of a PDF."""
        letters = {self.numbers[name]: character for character, name in reversed(self.names.items())}
        joined = {
            self.numbers[glyph]: "".join(letters[self.numbers[part]] for part in parts)
            for parts, glyph in self._ligatures.items()
        }
        return joined | letters


class Typeface:
    """Fonts in order of preference: each letter comes from the first that has it."""

    def __init__(self, *faces: Face) -> None:
        self.faces = faces
        self._face_of = {character: face for face in reversed(faces) for character in face.names}
        self._characters = frozenset(self._face_of)
        # A line is measured, and then set: the last few are remembered.
        self.runs = lru_cache(maxsize=64)(self._runs)

    def can_set(self, text: str) -> bool:
        return self._characters.issuperset(text)

    def _runs(self, text: str) -> tuple[Run, ...]:
        """The text cut where the font changes; a space never changes it."""
        made: list[Run] = []
        start, face = 0, None
        for place, character in enumerate(text):
            wanted = face if character == " " and face and " " in face.names else self._face_of[character]
            if face is not wanted:
                if face is not None:
                    made.append(Run(face, face.shape(text[start:place])))
                start, face = place, wanted
        if face is not None:
            made.append(Run(face, face.shape(text[start:])))
        return tuple(made)

    def width(self, text: str) -> float:
        """How wide a line is, in em."""
        thousandths: int = sum(
            run.face.advances[glyph] + kerning for run in self.runs(text) for glyph, kerning in run.glyphs
        )
        return thousandths / 1000


def _lookups(font: TTFont, table: str, feature: str) -> Iterable[Any]:
    """The tables of one feature, in order."""
    if table not in font:
        return
    layout = font[table].table
    wanted = {
        number
        for record in layout.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for number in record.Feature.LookupListIndex
    }
    for number in sorted(wanted):
        for part in layout.LookupList.Lookup[number].SubTable:
            yield getattr(part, "ExtSubTable", part)


def _kerning(tables: list[Any], left: str, right: str) -> int:
    """The first table that speaks of this pair decides, as OpenType has it (GPOS, lookup type 2)."""
    for table in tables:
        if left not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            found = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
            for record in found:
                if record.SecondGlyph == right:
                    return _advance(record.Value1)
        else:
            first, second = table.ClassDef1.classDefs.get(left, 0), table.ClassDef2.classDefs.get(right, 0)
            return _advance(table.Class1Record[first].Class2Record[second].Value1)
    return 0


def _advance(value: Any) -> int:
    return getattr(value, "XAdvance", 0) or 0
