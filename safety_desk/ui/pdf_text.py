"""PDF whose text can be searched and copied: the right codes for signs that a font shows in one shape.

Some fonts have one shape for an ideograph and for the radical it is made of (文 U+6587, ⽂ U+2F42). Qt notes the lower
code, the radical, and who searches the PDF for 文书 finds nothing. The note is plain text in the file, four digits each.
"""

import re
from collections.abc import Iterable

from PySide6.QtGui import QFont, QRawFont

_RADICALS = "".join(map(chr, range(0x2E80, 0x2FE0)))


def searchable(pdf: bytes, text: str, families: Iterable[str]) -> bytes:
    """The PDF, of the same length, with the codes of the signs that stand in `text` and are set in these faces."""
    codes = {f"{ord(radical):04X}".encode(): f"{ord(sign):04X}".encode() for radical, sign in _twins(text, families)}

    def mended(note: re.Match[bytes]) -> bytes:
        return re.sub(rb"(?<=<)[0-9A-F]{4}(?=>)", lambda code: codes.get(code[0], code[0]), note[0])

    return re.sub(rb"begincmap.*?endcmap", mended, pdf, flags=re.DOTALL)


def _twins(text: str, families: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Radicals, each with the sign of the text that has the same shape."""
    signs = "".join(sorted({sign for sign in text if "\u3400" <= sign <= "\u9fff"}))
    for family in dict.fromkeys(families):
        face = QRawFont.fromFont(QFont(family))
        shapes = dict(zip(face.glyphIndexesForString(_RADICALS), _RADICALS, strict=True))
        for sign, shape in zip(signs, face.glyphIndexesForString(signs), strict=True):
            if shape and shape in shapes:
                yield shapes[shape], sign
