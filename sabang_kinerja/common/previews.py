"""Pictures of attached files, made in a process that a bad file can only bring down itself."""

import subprocess
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from django.core.cache import cache
from django.db.models.fields.files import FieldFile

PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
PDF: Final = "application/pdf"
PATIENCE: Final = 10
"""Seconds until the process is ended, waiting for the processor included."""
KEPT: Final = 120
"""Seconds for which what was made is kept: the page asks first, then its picture."""

_PROCESS: Final = Path(__file__).with_name("preview_process.py")
_DIGITS: Final = 10


class PreviewProblem(StrEnum):
    """Why a file cannot be shown in place."""

    NO_KIND = "no_kind"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    MISSING = "missing"
    LARGE = "large"
    SLOW = "slow"


_PROBLEMS: Final = {
    11: PreviewProblem.ENCRYPTED,
    12: PreviewProblem.BROKEN,
    13: PreviewProblem.MISSING,
    14: PreviewProblem.LARGE,
    -6: PreviewProblem.LARGE,  # the decoder gives up where memory ends
    -9: PreviewProblem.SLOW,  # the system ends what used up its computing time
    -24: PreviewProblem.SLOW,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """One page as a picture, or why there is none. ``pages`` is 0 with a problem."""

    picture: bytes = b""
    content_type: str = ""
    pages: int = 0
    problem: PreviewProblem | None = None


def can_preview(content_type: str) -> bool:
    """Whether files of a kind can be shown in place."""
    return content_type == PDF or content_type in PICTURES


def preview_of(file: FieldFile, *, sha256: str, content_type: str, page: int = 1) -> Preview:
    """A page, from 1, of a stored file with the fingerprint ``sha256``; made once in ``KEPT``.

    Never raises for what a file contains. A file that is gone is ``FileNotFoundError``.
    """
    if not can_preview(content_type):
        return Preview(problem=PreviewProblem.NO_KIND)
    key = f"preview:{sha256}:{page}"
    found: Preview | None = cache.get(key)
    if found is None:
        with file.open("rb") as opened:
            content = opened.read()
        found = _made(content, content_type, page)
        cache.set(key, found, KEPT)
    return found


def _made(content: bytes, content_type: str, page: int) -> Preview:
    kind = "pdf" if content_type == PDF else "picture"
    try:
        done = subprocess.run(  # noqa: S603  our own program and two words of ours
            [sys.executable, "-I", str(_PROCESS), kind, str(page)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Preview(problem=PreviewProblem.SLOW)
    if done.returncode or len(done.stdout) <= _DIGITS:
        return Preview(problem=_PROBLEMS.get(done.returncode, PreviewProblem.BROKEN))
    pages, picture = int(done.stdout[:_DIGITS]), done.stdout[_DIGITS:]
    return Preview(picture, "image/png" if kind == "pdf" else "image/jpeg", pages)
