"""Emblems at the head of a document: the official drawing that was uploaded, or a plain place.

No official drawing comes with the application: the city names the files of the state's and its
own in two settings, read once per process; an agency uploads its own with its letterhead.
"""

import base64
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException, ElementTree
from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from PIL import Image

from sabang_kinerja.common.errors import Incomplete

EMBLEM_LIMIT: Final = 300 * 1024
"""Bytes. Every letter carries the drawing, so a large one makes every letter large."""

EMBLEM_SIDE: Final = 4000
"""Pixels. A small file may unpack to a picture that fills the memory of a worker."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_ACTIVE: Final = {"script", "foreignObject", "iframe", "image"}
_REPEATING: Final = {"use", "pattern", "symbol", "marker", "filter", "feImage"}
"""Elements that draw others again: a few lines of them could keep the printing busy for hours."""

_MOST_ELEMENTS: Final = 5000
"""Of one drawing; an emblem of the state in all its lines has fewer."""
_OUTSIDE: Final = re.compile(r"@import|url\(\s*[\"']?(?!#)[^\"'#\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Emblem:
    """A drawing as markup, already safe to stand in a document."""

    markup: SafeString


def placeholder(first: str, second: str) -> Emblem:
    """Neutral frame with two words, until the official drawing is uploaded."""
    words = (
        '<text x="30" y="{y}" font-family="Source Sans 3" font-size="{size}" font-weight="{weight}"'
        ' text-anchor="middle" fill="#111" letter-spacing=".4">{word}</text>'
    )
    name = escape(f"Tempat {first.lower()} {second.lower()}")
    return Emblem(
        SafeString(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 66" role="img" '
            f'aria-label="{name}"><title>{name}</title>'
            '<path d="M17.5 2.5h25L57.5 18v30L42.5 63.5h-25L2.5 48V18Z" fill="none" stroke="#111" '
            'stroke-width="1.3"/><path d="M19 6h22L54 19.4v27.2L41 60H19L6 46.6V19.4Z" fill="none" '
            'stroke="#111" stroke-width=".45"/>'
            '<path d="M13 26.5h34M13 40.5h34" stroke="#111" stroke-width=".45"/>'
            + words.format(y=32.6, size=5.4, weight=600, word=escape(first))
            + words.format(y=38.2, size=4.2, weight=400, word=escape(second))
            + "</svg>"
        )
    )


STATE_PLACEHOLDER: Final = placeholder("LAMBANG", "NEGARA")
REGION_PLACEHOLDER: Final = placeholder("LAMBANG", "DAERAH")


def require_small(size: int) -> None:
    """Refuse a file of so many bytes before it is read. Raises: ``Incomplete``."""
    if size > EMBLEM_LIMIT:
        raise Incomplete(_("Berkas lambang melebihi 300 KB. Perkecil gambar, lalu unggah lagi."))


def uploaded_emblem(data: bytes, name: str) -> Emblem:
    """Take an uploaded SVG or PNG; ``name`` is read aloud instead of the drawing.

    Raises: ``Incomplete`` with a sentence when it is too large, of another kind, or an SVG that
    does or loads something.
    """
    require_small(len(data))
    if _is_picture(data):
        kind = "image/png"
    elif _is_still_drawing(data):
        kind = "image/svg+xml"
    else:
        raise Incomplete(
            _(
                "Lambang harus berupa gambar SVG atau PNG tanpa skrip, tanpa tautan ke luar, dan "
                "tanpa bagian yang diulang (use, pattern)."
            )
        )
    source = f"data:{kind};base64,{base64.b64encode(data).decode()}"
    return Emblem(format_html('<img src="{}" alt="{}">', source, name))


def state_emblem() -> Emblem:
    """Garuda Pancasila from ``STATE_EMBLEM_FILE``, or its place."""
    return _configured(settings.STATE_EMBLEM_FILE, "Lambang negara") or STATE_PLACEHOLDER


def region_emblem() -> Emblem:
    """The city's emblem from ``REGION_EMBLEM_FILE``, or its place."""
    return _configured(settings.REGION_EMBLEM_FILE, "Lambang daerah") or REGION_PLACEHOLDER


@cache
def _configured(path: str, name: str) -> Emblem | None:
    return uploaded_emblem(Path(path).read_bytes(), name) if path else None


def file_ending(data: bytes) -> str:
    """Ending of the file's name for a drawing that was taken: "png" or "svg"."""
    return "png" if data.startswith(_PNG) else "svg"


def _is_picture(data: bytes) -> bool:
    if not data.startswith(_PNG):
        return False
    try:
        with Image.open(BytesIO(data), formats=["PNG"]) as picture:
            fits = max(picture.size) <= EMBLEM_SIDE
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return fits


def _is_still_drawing(data: bytes) -> bool:
    try:
        root = ElementTree.fromstring(data)
    except (ParseError, DefusedXmlException, ValueError):
        return False
    elements = list(root.iter())
    return (
        _local(root.tag) == "svg"
        and len(elements) <= _MOST_ELEMENTS
        and not any(_acts(element) for element in elements)
    )


def _acts(element: Element) -> bool:
    if _local(element.tag) in _ACTIVE | _REPEATING:
        return True
    if _OUTSIDE.search(element.text or ""):
        return True
    return any(
        _local(key).startswith("on")
        or (_local(key) == "href" and not value.startswith("#"))
        or _OUTSIDE.search(value) is not None
        for key, value in element.items()
    )


def _local(name: str) -> str:
    return name.rpartition("}")[2]
