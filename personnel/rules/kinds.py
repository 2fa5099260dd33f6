"""Kinds of civil servants and how spreadsheets write them.

Source: UU ASN (PNS and PPPK); the part-time kind exists since 2025 (regulation 7.4).
"""

import re
from enum import StrEnum
from typing import Final


class EmployeeKind(StrEnum):
    """Jenis pegawai of somebody who is appraised."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPPK_PART_TIME = "PPPK_PART_TIME"

    @property
    def is_contract(self) -> bool:
        """Whether the person serves by work agreement: other number, other ranks."""
        return self in {EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME}


class UnknownKind(ValueError):
    """The text names no kind of civil servant."""


_CONTRACT: Final = re.compile(r"\b(pppk|p3k|perjanjian kerja)\b")
_PART_TIME: Final = re.compile(r"\bparuh waktu\b|\bpart[ _-]?time\b")
_CANDIDATE: Final = re.compile(r"\b(cpns|calon (pns|pegawai negeri sipil))\b")
_PERMANENT: Final = re.compile(r"\b(pns|pegawai negeri sipil)\b")


def parse_kind(text: str, status: str = "") -> EmployeeKind:
    """Read a kind as offices and SIASN write it ("PNS Daerah", "PPPK Paruh Waktu", "Calon PNS").

    ``status`` is SIASN's *STATUS CPNS PNS*: "C" makes a PNS a CPNS; anything else is ignored.
    Raises: ``UnknownKind``.
    """
    words = " ".join(text.replace("_", " ").lower().split())
    if _CONTRACT.search(words):
        return EmployeeKind.PPPK_PART_TIME if _PART_TIME.search(words) else EmployeeKind.PPPK
    if _CANDIDATE.search(words):
        return EmployeeKind.CPNS
    if _PERMANENT.search(words):
        candidate = status.strip().upper() in {"C", "CPNS"}
        return EmployeeKind.CPNS if candidate else EmployeeKind.PNS
    raise UnknownKind(text)
