"""Evidence of the demo: mostly links, and a few small files that are what they say."""

import hashlib
import random
import struct
import zlib
from datetime import datetime
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from appraisal.models import Evidence
from sabang_kinerja.demo.content import wordings
from sabang_kinerja.demo.outcomes import Outcome
from sabang_kinerja.demo.sampling import between
from sabang_kinerja.demo.tables import Tables

MOST_FILES: Final = 60
LINK_HOST: Final = "https://berkas.sabang.invalid"
"""A name that no network resolves."""

_HOW_MANY: Final = {0: 30, 1: 40, 2: 22, 3: 8}
_PNG_SIDE: Final = 96


class EvidenceWriter:
    """Writes evidence; the first evaluations that may have a file get one."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._files: dict[str, bytes] = {}

    def write(
        self,
        outcome: Outcome,
        evaluation_id: int,
        first: datetime,
        last: datetime,
        chance: random.Random,
        *,
        with_file: bool,
    ) -> None:
        """Some pieces of evidence, added between two moments."""
        titles = wordings()["evidence_titles"][outcome.spec.span.post.family]
        counts = list(_HOW_MANY)
        wanted = max(
            chance.choices(counts, list(_HOW_MANY.values()))[0],
            int(with_file and len(self._files) < MOST_FILES),
        )
        for place, title in enumerate(chance.sample(titles, min(wanted, len(titles)))):
            added = between(chance, first, last)
            is_file = with_file and place == 0 and len(self._files) < MOST_FILES
            result = chance.choice(outcome.spec.results)
            row = self._file(title, added, chance) if is_file else _link(added, chance)
            self._tables[Evidence].add(
                evaluation_id=evaluation_id,
                result_id=result.id,
                title=title,
                added_by_id=outcome.spec.person.user_id,
                added_at=added,
                **row,
            )

    def store_files(self) -> int:
        """Put the files into the storage, each where its row says; returns how many there are."""
        for name, content in self._files.items():
            if not default_storage.exists(name):
                default_storage.save(name, ContentFile(content))
        return len(self._files)

    def _file(self, title: str, added: datetime, chance: random.Random) -> dict[str, object]:
        picture = chance.random() < 0.35
        words = f"{title} - {added:%d-%m-%Y} - {len(self._files) + 1}"
        content = png(len(self._files)) if picture else pdf(words)
        suffix, kind = (".png", "image/png") if picture else (".pdf", "application/pdf")
        digest = hashlib.sha256(content).hexdigest()
        name = f"evidence/{added:%Y/%m}/{digest[:32]}{suffix}"
        self._files[name] = content
        return {
            "file": name,
            "file_name": f"{title[:80]}{suffix}",
            "content_type": kind,
            "size": len(content),
            "sha256": digest,
        }


def _link(added: datetime, chance: random.Random) -> dict[str, object]:
    return {"url": f"{LINK_HOST}/bukti/{added:%Y/%m}/{chance.randrange(16**8):08x}"}


def pdf(words: str) -> bytes:
    """A page of paper with one line on it."""
    plain = words.encode("ascii", "replace").decode().replace("(", "").replace(")", "")
    drawing = f"BT /F1 14 Tf 60 760 Td ({plain}) Tj ET".encode()
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    document, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        offsets.append(len(document))
        document += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(document)
    document += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    document += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    document += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(parts) + 1)
    document += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(document)


def png(number: int) -> bytes:
    """A small picture of two fields, a little different for each number."""
    side = _PNG_SIDE
    sky, sea = (number * 37 % 256, 180, 220), (20, 90 + number % 100, 120)
    border = side // 3 + number % (side // 3)
    rows = (b"\0" + bytes(sky if y < border else sea) * side for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"".join(rows), 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
