"""The handbook of the first socialisation: the guide and the screens, to be printed (PDF/A-3a)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from personnel.rules.dates import long_date
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.rendering import lay_out, print_markup, write_pdf
from reports.documents.standing import VALID


@dataclass(frozen=True, slots=True)
class HandbookPart:
    """One guide in one version: its chapters as title and text."""

    title: str
    version: int
    chapters: Sequence[tuple[str, str]]


def render_handbook(
    parts: Sequence[HandbookPart], *, as_of: datetime, emblem: Emblem | None = None
) -> bytes:
    """Print the book: cover, contents with page numbers, a part for each guide."""
    title = "Buku panduan penilaian kinerja ASN Kota Sabang"
    context: dict[str, object] = {
        "title": title,
        "author": settings.GOVERNMENT_NAME.title(),
        "created": f"{as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "chapters handbook",
        "standing": VALID,
        "running": title,
        "emblem": emblem or region_emblem(),
        "government": settings.GOVERNMENT_NAME,
        "as_of": long_date(timezone.localtime(as_of).date()),
        "parts": parts,
    }
    return write_pdf(lay_out(print_markup("handbook.html", context)))
