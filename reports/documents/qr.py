"""QR codes as pictures that a printer keeps sharp: one bit deep, one pixel a module."""

import base64
from io import BytesIO
from typing import Final

import segno

QUIET_ZONE: Final = 2
"""Modules of white around the code; the page's own white does the rest."""


def qr_png(text: str) -> bytes:
    """Draw ``text`` with error level M (15 % may be damaged)."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    picture = BytesIO()
    code.save(picture, kind="png", scale=1, border=QUIET_ZONE)
    return picture.getvalue()


def qr_data_uri(text: str) -> str:
    """The same picture for the ``src`` of an image."""
    return "data:image/png;base64," + base64.b64encode(qr_png(text)).decode()
