"""Turns a page of a PDF, or a picture, into a small picture; runs as a process of its own.

Strangers' files meet decoders written in C here. Whatever they do to them ends with this process:
it has little memory, a few seconds, and opens no file for writing. It is started by path and
imports nothing of the application.

Reads the file from standard input; arguments: ``pdf`` or ``picture``, and the number of the page
from 1. Writes the count of pages in ten digits, then the picture. Ends with a code of ``ENDS``.
"""

import resource
import sys
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image, ImageOps

ENDS: Final = {"encrypted": 11, "broken": 12, "missing": 13, "large": 14}
MEMORY: Final = 768 * 1024 * 1024
"""Bytes of address space."""
SECONDS: Final = 6
"""Of computing time."""
WIDTH, HEIGHT = 1100, 1600
"""The most that a page has, in pixels."""
LONGEST_SIDE: Final = 1600
"""Of a picture, in pixels."""
MOST_PIXELS: Final = 60_000_000

_PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD


class NoPicture(Exception):
    """Why there is none: a key of ``ENDS``."""


def page_picture(content: bytes, page: int) -> tuple[int, bytes]:
    """How many pages a PDF has, and one of them as PNG."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == _PASSWORD_ERROR
        raise NoPicture("encrypted" if locked else "broken") from error
    pages = len(document)
    if not pages:
        raise NoPicture("broken")
    if not 1 <= page <= pages:
        raise NoPicture("missing")
    try:
        leaf = document[page - 1]
        width, height = leaf.get_size()
        scale = min(WIDTH / max(width, 1), HEIGHT / max(height, 1))
        picture = leaf.render(scale=scale, draw_annots=True).to_pil().convert("RGB")
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise NoPicture("broken") from error
    return pages, _as(picture, "PNG")


def small_picture(content: bytes) -> bytes:
    """A picture upright, at most ``LONGEST_SIDE`` wide and high, as JPEG without what it says of
    the place and the camera.
    """
    try:
        with Image.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoPicture("large")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise NoPicture("broken") from error
    paper = Image.new("RGBA", upright.size, "white")
    return _as(Image.alpha_composite(paper, upright).convert("RGB"), "JPEG")


def _as(picture: Image.Image, kind: str) -> bytes:
    written = BytesIO()
    picture.save(written, kind, quality=82)
    return written.getvalue()


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(kind: str, page: int) -> int:
    """Run once; the code to end with."""
    _limit()
    Image.MAX_IMAGE_PIXELS = None  # small_picture asks before it decodes
    content = sys.stdin.buffer.read()
    try:
        pages, picture = (
            page_picture(content, page) if kind == "pdf" else (1, small_picture(content))
        )
    except NoPicture as error:
        return ENDS[str(error)]
    except MemoryError:
        return ENDS["large"]
    sys.stdout.buffer.write(f"{pages:010}".encode() + picture)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
