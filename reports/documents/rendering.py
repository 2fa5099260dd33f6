"""From markup to PDF/A-3a: one parsed sheet and one set of fonts per process, no network.

The sheet names its fonts as ``font:FILE``; the fetcher below turns such a name into a file of the
installed font packages and refuses every other address but pictures that the page itself holds.
"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.documents.typesetting import Typesetting

PDF_VARIANT: Final = "pdf/a-3a"
"""Archival, tagged, with the data it shows attached."""

SHEETS: Final = (
    "print.css",
    "forms.css",
    "credit.css",
    "certificate.css",
    "report.css",
    "stickers.css",
    "survey.css",
)
"""The parts of the one sheet, in the order of the cascade."""

FONT_FILES: Final = {
    "source-sans-3-latin-400-normal.woff2": "source-sans-3",
    "source-sans-3-latin-400-italic.woff2": "source-sans-3",
    "source-sans-3-latin-600-normal.woff2": "source-sans-3",
    "source-serif-4-latin-400-normal.woff2": "source-serif-4",
    "source-serif-4-latin-600-normal.woff2": "source-serif-4",
}
"""Font file → package; both families are under the SIL Open Font License."""

_GENERATION_0: Final = 50_000

_ONE_AT_A_TIME: Final = Lock()
"""Threads of a web process share sheet and fonts, and the text library is not made for that."""


class FontsMissing(RuntimeError):
    """The front-end packages are not installed, so a letter would come out in a strange type."""


class AddressRefused(ValueError):
    """A document asked for something outside itself and its fonts."""


class PrintFetcher(URLFetcher):  # type: ignore[misc]  # the base has no types
    """Opens the fonts of the sheet and the pictures inside a page; never a file, never the net."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"font", "data"}, allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what stands at ``url``. Raises: ``AddressRefused``."""
        scheme, _, name = url.partition(":")
        if scheme == "font" and name in FONT_FILES:
            return URLFetcherResponse(url, font_path(name).read_bytes())
        if scheme == "data" and name.startswith("image/"):
            return super().fetch(url, headers)
        raise AddressRefused(url[:80])


def font_path(name: str) -> Path:
    """Where the package manager put a font file of ``FONT_FILES``."""
    return Path(settings.BASE_DIR) / "node_modules/@fontsource" / FONT_FILES[name] / "files" / name


@dataclass(frozen=True, slots=True)
class _Press:
    """What every document of a process shares."""

    sheet: CSS
    fonts: FontConfiguration
    fetcher: PrintFetcher
    typeset: Typesetting


def sheet_text() -> str:
    """The one sheet of all papers."""
    folder = Path(settings.BASE_DIR) / "static/print"
    return "\n".join((folder / name).read_text() for name in SHEETS)


@cache
def _press() -> _Press:
    missing = [name for name in FONT_FILES if not font_path(name).is_file()]
    if missing:
        raise FontsMissing(f"Run npm ci: {', '.join(missing)} not found")
    fonts, fetcher = FontConfiguration(), PrintFetcher()
    sheet = CSS(string=sheet_text(), font_config=fonts, url_fetcher=fetcher)
    return _Press(sheet, fonts, fetcher, Typesetting(font_path(name) for name in FONT_FILES))


def print_markup(template: str, context: dict[str, object]) -> str:
    """Fill a template of ``reports/print``: always Indonesian, as paper leaves the house."""
    with translation.override("id"):
        return render_to_string(f"reports/print/{template}", context)


def lay_out(markup: str) -> Document:
    """Break ``markup`` into pages without writing them yet.

    Letters that the fonts lack are set as ``Typesetting`` says; attached data keeps them.
    """
    with _ONE_AT_A_TIME:
        press = _press()
        text = markup.translate(press.typeset)
        return HTML(string=text, url_fetcher=press.fetcher).render(
            stylesheets=[press.sheet],
            font_config=press.fonts,
            pdf_variant=PDF_VARIANT,
            pdf_tags=True,
        )


@dataclass(frozen=True, slots=True)
class AttachedData:
    """The figures that a document shows, as canonical JSON, with the moment they were frozen."""

    payload: bytes
    frozen_at: datetime


def write_pdf(document: Document, data: AttachedData | None = None) -> bytes:
    """Write laid-out pages as PDF/A-3a, with ``data`` attached as ``data.json`` (AF: Data)."""
    with _ONE_AT_A_TIME:
        pdf: bytes = document.write_pdf(
            attachments=_attachments(data), pdf_variant=PDF_VARIANT, pdf_tags=True
        )
    return pdf


def _attachments(data: AttachedData | None) -> Sequence[Attachment]:
    if data is None:
        return ()
    moment = data.frozen_at.astimezone(UTC)
    return (
        Attachment(
            string=data.payload,
            name="data.json",
            description="Data dokumen",
            created=moment,
            modified=moment,
            relationship="Data",
        ),
    )


def warm() -> None:
    """Load sheet and fonts once, then keep the collector away from them.

    For the start of a worker process: saves about a third of every letter's time.
    Raises: ``FontsMissing``.
    """
    words = '<!doctype html><html lang="id"><title>-</title><p>-<b>-</b><i>-</i>'
    serif = '<h1 class="heading">-</h1>'
    write_pdf(lay_out(words + serif))
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GENERATION_0, 20, 20)
