"""Uploaded files are what they claim, or they are refused with a sentence."""

from pathlib import PurePath
from typing import TYPE_CHECKING

import puremagic
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sabang_kinerja.common.errors import Incomplete

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MEGABYTE = 1024 * 1024
EVIDENCE_LIMIT = 10 * MEGABYTE

_TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".webp": ("image/webp", (b"RIFF",)),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
    ),
    ".xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (b"PK\x03\x04",),
    ),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        (b"PK\x03\x04",),
    ),
}
_KINDS: dict[str, "StrOrPromise"] = {
    ".pdf": "PDF",
    ".png": gettext_lazy("Gambar"),
    ".jpg": gettext_lazy("Gambar"),
    ".webp": gettext_lazy("Gambar"),
    ".docx": "Word",
    ".xlsx": "Excel",
    ".pptx": "PowerPoint",
}
_PROGRAMS = {".exe", ".dll", ".elf", ".sh", ".js", ".jar", ".bat", ".apk", ".msi", ".htm", ".html"}


def checked_type(file: "UploadedFile[bytes]", limit: int = EVIDENCE_LIMIT) -> str:
    """Content type of an upload whose content fits its name; ``limit`` in bytes.

    Raises ``Incomplete`` for a file that is too large, empty, of a kind that is not taken, or
    whose content is something else than its name says.
    """
    size = file.size or 0
    if size > limit:
        raise Incomplete(
            _(
                "Berkas berukuran %(size)s MB, melebihi batas %(max)s MB. "
                "Perkecil berkas atau gunakan tautan."
            )
            % {"size": -(-size // MEGABYTE), "max": limit // MEGABYTE}
        )
    if size == 0:
        raise Incomplete(_("Berkas ini kosong. Pilih berkas lain."))
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in _TYPES:
        raise Incomplete(
            _("Jenis berkas ini tidak diterima. Gunakan PDF, gambar, Word, Excel, atau PowerPoint.")
        )
    content_type, signatures = _TYPES[suffix]
    head = file.read(4096)
    file.seek(0)
    if not head.startswith(signatures) or _looks_like_program(head):
        raise Incomplete(
            _(
                "Isi berkas tidak sesuai dengan namanya (%(suffix)s). "
                "Simpan ulang, lalu unggah lagi."
            )
            % {"suffix": suffix}
        )
    return content_type


def file_kind(content_type: str) -> str:
    """What people call a kind of file that is taken: PDF, Gambar, Word …"""
    for suffix, words in _KINDS.items():
        if _TYPES[suffix][0] == content_type:
            return str(words)
    return str(_("Berkas"))


def _looks_like_program(head: bytes) -> bool:
    """Whether the first bytes belong to a program or a page, whatever the name says."""
    try:
        found = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        return False
    return found in _PROGRAMS
