"""Sheets that forms are printed on."""

from enum import StrEnum


class Paper(StrEnum):
    """A4 (210 x 297 mm), or the folio of Indonesian offices (215 x 330 mm)."""

    A4 = "a4"
    F4 = "f4"

    def body_class(self, *, landscape: bool = False) -> str:
        """Class that the sheet of styles knows the page by."""
        return f"{self}-landscape" if landscape else str(self)

    def text_millimetres(self, *, landscape: bool = False) -> tuple[float, float]:
        """Width and height that the margins leave for text, as ``print.css`` sets them."""
        width, height = {Paper.A4: (210, 297), Paper.F4: (215, 330)}[self]
        if landscape:
            return height - 36, width - 43
        return width - 38, height - 44
