"""The name of an agency in the lines of a letterhead, where nobody has entered them."""

from textwrap import wrap
from typing import Final

MOST_LETTERS: Final = 36
"""Capitals that a line of the letterhead holds."""


def name_lines(name: str) -> tuple[str, ...]:
    """``name`` in capitals, in as few lines as hold it, and these as even as words allow."""
    words = name.upper()

    def broken(width: int) -> list[str]:
        return wrap(words, width, break_long_words=False, break_on_hyphens=False)

    fewest = len(broken(MOST_LETTERS))
    widths = range(1, MOST_LETTERS + 1)
    return next(tuple(lines) for width in widths if len(lines := broken(width)) == fewest)
