"""Codes of the citizens' survey on sheets of stickers: A4, three across, eight down.

The pitch of 70 × 37,125 mm is that of ready-cut label sheets (24 on A4). A sheet is no letter: it
has no number, no content is kept, and its codes are nowhere once it is printed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from feedback.actions.receipts import IssuedCodes
from feedback.rules.codes import group_code, survey_url
from personnel.rules.dates import long_date
from reports.documents.qr import qr_data_uri
from reports.documents.rendering import lay_out, print_markup, write_pdf
from reports.documents.standing import VALID

ACROSS: Final = 3
DOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Sticker:
    """One code as a picture and as words."""

    qr: str
    code: str


def render_receipt_sheet(issued: IssuedCodes, *, now: datetime) -> bytes:
    """Print the codes of one batch; the last sheet may be partly empty."""
    stickers = [
        Sticker(qr_data_uri(survey_url(settings.SITE_URL, code)), group_code(code))
        for code in issued.codes
    ]
    counter = issued.counter.name if issued.counter else ""
    markup = print_markup(
        "receipt_sheet.html",
        {
            "title": f"Kode survei: {issued.service.name}, {counter}",
            "author": settings.GOVERNMENT_NAME.title(),
            "created": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "body_class": "stickers",
            "standing": VALID,
            "running": "",
            "sheets": [list(_rows(sheet)) for sheet in _cut(stickers, ACROSS * DOWN)],
            "unit": issued.service.unit.name,
            "service": issued.service.name,
            "counter": counter,
            "address": _shown_address(),
            "until": long_date(issued.expires_on),
        },
    )
    return write_pdf(lay_out(markup))


def _shown_address() -> str:
    return str(settings.SITE_URL).partition("://")[2] + "/survei"


def _rows(sheet: Sequence[Sticker]) -> Iterator[list[Sticker | None]]:
    for row in _cut(sheet, ACROSS):
        yield [*row, *[None] * (ACROSS - len(row))]


def _cut(stickers: Sequence[Sticker], size: int) -> Iterator[Sequence[Sticker]]:
    for start in range(0, len(stickers), size):
        yield stickers[start : start + size]
