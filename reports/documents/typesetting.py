"""What is printed for a character that the two families of our papers do not have.

A strange font would break the look and a missing glyph the PDF/A promise, on some machines only.
So signs are written as on a typewriter, foreign accents fall off, pictures are left out.
"""

import unicodedata
from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

_TYPEWRITTEN: Final = {
    "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "→": "->", "←": "<-", "⇒": "=>", "✓": "v", "✔": "v",
    "√": "akar ", "Σ": "jumlah ", "∞": "tak hingga", "‑": "-", "‐": "-", "―": "—", "●": "•",
    "▪": "•", "■": "•", "◦": "•", "○": "•", "➢": "•",
}  # fmt: skip
_KEPT: Final = "\n\r\t"
_UNKNOWN: Final = "?"
_PICTURES: Final = {"So", "Sk", "Cf", "Cc", "Co", "Cs", "Cn", "Mn", "Me"}


class Typesetting(dict[int, str]):
    """A table for ``str.translate`` that fills itself: code point → what our fonts can print."""

    def __init__(self, fonts: Iterable[Path]) -> None:
        super().__init__()
        coverage = (frozenset(TTFont(font, lazy=True).getBestCmap()) for font in fonts)
        self._printable = reduce(frozenset.intersection, coverage)

    def __missing__(self, code_point: int) -> str:
        self[code_point] = text = self._set(chr(code_point))
        return text

    def _set(self, letter: str) -> str:
        if letter in _KEPT or ord(letter) in self._printable:
            return letter
        typewritten = _TYPEWRITTEN.get(letter)
        if typewritten is not None:
            # the markup is already escaped when it is translated
            return typewritten.replace("<", "&lt;").replace(">", "&gt;")
        base = "".join(
            part
            for part in unicodedata.normalize("NFKD", letter)
            if part != letter and ord(part) in self._printable and not unicodedata.combining(part)
        )
        if base:
            return base
        return "" if unicodedata.category(letter) in _PICTURES else _UNKNOWN
