"""The code on the room's screen: it changes every 30 seconds and nobody can work it out ahead.

Source: feedback and training C.5.
"""

import base64
import hashlib
import hmac
from typing import Final

STEP: Final = 30
"""Seconds for which one code is shown."""

LENGTH: Final = 10
"""Characters of a code: 50 bits, of which a guesser has 60 seconds."""

SCAN_COUNTS_FOR: Final = 600
"""Seconds after a scan in which presence can be confirmed: enough for signing in."""


def window_of(moment: float) -> int:
    """The number of the 30 seconds in which a moment (seconds since 1970) lies."""
    return int(moment) // STEP


def room_code(secret: bytes, event: int, window: int) -> str:
    """The code of one event in one window: letters and digits, ``LENGTH`` of them."""
    message = f"{event}:{window}".encode()
    digest = hmac.new(secret, message, hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:LENGTH].lower()


def is_current(code: str, secret: bytes, event: int, moment: float) -> bool:
    """Whether a code is the one shown at ``moment`` or the one before it.

    The one before holds because a code may change between the scan and the answer. An older one,
    such as a photograph, does not.
    """
    now = window_of(moment)
    return any(
        hmac.compare_digest(room_code(secret, event, window), code.lower())
        for window in (now, now - 1)
    )


def seconds_left(moment: float) -> int:
    """Seconds until the code changes, 1 to 30."""
    return STEP - int(moment) % STEP
