"""A font inside a PDF, so that its text can be printed, searched and copied (PDF 32000-1, 9.7 and 9.10). No Django."""

import pikepdf
from pikepdf import Array, Dictionary, Name

from voting.letters.fonts import Face

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MOST_AT_ONCE = 100  # the specification lets a block of a CMap hold no more


def embed(pdf: pikepdf.Pdf, face: Face) -> pikepdf.Object:
    """The font as an object of `pdf`, in which text is written by the numbers of its glyphs."""
    name = Name("/" + face.name)
    file = pdf.make_stream(face.file)
    file.Length1 = len(face.file)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,
        FontBBox=Array(face.box),
        ItalicAngle=0,
        Ascent=round(face.ascent),
        Descent=-round(face.descent),
        CapHeight=660,
        StemV=80,
        FontFile2=file,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        W=Array([0, Array(face.advances)]),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(face.meanings)),
        )
    )


def _to_unicode(meanings: dict[int, str]) -> bytes:
    rows = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(meanings.items())]
    blocks = [rows[start : start + _MOST_AT_ONCE] for start in range(0, len(rows), _MOST_AT_ONCE)]
    return _CMAP.format("".join(f"{len(each)} beginbfchar\n{''.join(each)}endbfchar\n" for each in blocks)).encode()
