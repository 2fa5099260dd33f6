"""What in a text could tell who wrote it, before its writer sends it.

Word lists, shown to the writer alone; the writer decides. Source: statistics C1 ("could this
identify you?").
"""

import re
from enum import StrEnum
from typing import Final

from feedback.rules.moderation import NAME


class Trace(StrEnum):
    """What may give a writer away."""

    NUMBER = "number"
    DAY = "day"
    NAME = "name"
    ALONE = "alone"
    PLACE = "place"
    ROLE = "role"


_PATTERNS: Final = {
    Trace.NUMBER: re.compile(r"\d{5,}"),
    Trace.DAY: re.compile(
        r"\b(?:kemarin|tadi pagi|minggu lalu|bulan lalu|hari (?:senin|selasa|rabu|kamis|jumat|"
        r"sabtu|minggu)|\d{1,2}[-/ ](?:\d{1,2}|januari|februari|maret|april|mei|juni|juli|agustus|"
        r"september|oktober|november|desember))\b",
        re.IGNORECASE,
    ),
    Trace.NAME: re.compile(rf"\b(?:[Bb]apak|[Ii]bu|[Pp]ak|[Bb]u|[Bb]ang|[Kk]ak)\s+{NAME}"),
    Trace.ALONE: re.compile(
        r"\b(?:hanya saya|saya sendiri(?:an)?|satu-satunya|cuma saya|saya dan (?:beliau|dia))\b",
        re.IGNORECASE,
    ),
    Trace.PLACE: re.compile(
        r"\b(?:ruang(?:an)? saya|meja saya|seruangan|sebelah saya|kantor saya|bidang saya|"
        r"seksi saya|sekolah saya)\b",
        re.IGNORECASE,
    ),
    Trace.ROLE: re.compile(
        r"\b(?:sebagai|selaku)\s+(?:atasan|bawahan|bendahara|sekretaris|operator|ketua|kepala|"
        r"pengelola|ajudan|sopir|guru|perawat)\w*",
        re.IGNORECASE,
    ),
}


def traces(text: str) -> list[tuple[Trace, str]]:
    """Places in ``text`` by which its writer could be recognised, each with its words."""
    return [
        (trace, found.group().strip())
        for trace, pattern in _PATTERNS.items()
        for found in pattern.finditer(text)
    ]
