"""The attendance sheet of a socialisation: No, Nama, NIP, Jabatan, Unit, TTD (feedback C.5).

A sheet is no letter: it has no number, and it is printed anew as often as somebody needs it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings

from personnel.rules.nip import group_nip
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.rendering import lay_out, print_markup, write_pdf
from reports.documents.standing import VALID

EMPTY_LINES: Final = 10
"""Lines at the end for people who come without an invitation."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One person; ``mark`` stands in the place of a signature when presence is on record."""

    name: str
    nip: str
    post: str
    unit: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What stands above the list."""

    title: str
    when: str
    where: str
    facilitator: str


def render_sheet(
    head: SheetHead, lines: Sequence[SheetLine], *, now: datetime, emblem: Emblem | None = None
) -> bytes:
    """Print the list, with some empty lines for walk-ins."""
    context: dict[str, object] = {
        "title": f"Daftar hadir: {head.title}",
        "author": settings.GOVERNMENT_NAME.title(),
        "created": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "sheet",
        "standing": VALID,
        "running": f"Daftar hadir: {head.title}",
        "emblem": emblem or region_emblem(),
        "government": settings.GOVERNMENT_NAME,
        "head": head,
        "lines": [(line, group_nip(line.nip) if line.nip else "") for line in lines],
        "empty": range(len(lines) + 1, len(lines) + 1 + EMPTY_LINES),
    }
    return write_pdf(lay_out(print_markup("attendance_sheet.html", context)))
