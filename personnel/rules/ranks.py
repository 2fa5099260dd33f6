"""Ranks: golongan I/a to IV/e with their names for PNS, I to XVII without names for PPPK.

A rank is kept as its symbol: "III/a" or "IX". Source: regulation 7.4; docs/legal.md#ranks.
"""

import re
from dataclasses import dataclass
from typing import Final

from personnel.rules.kinds import EmployeeKind


@dataclass(frozen=True, slots=True)
class CivilServantRank:
    """One golongan ruang of a PNS; ``code`` is SIASN's two digits."""

    symbol: str
    code: str
    title: str


CIVIL_SERVANT_RANKS: Final = (
    CivilServantRank("I/a", "11", "Juru Muda"),
    CivilServantRank("I/b", "12", "Juru Muda Tingkat I"),
    CivilServantRank("I/c", "13", "Juru"),
    CivilServantRank("I/d", "14", "Juru Tingkat I"),
    CivilServantRank("II/a", "21", "Pengatur Muda"),
    CivilServantRank("II/b", "22", "Pengatur Muda Tingkat I"),
    CivilServantRank("II/c", "23", "Pengatur"),
    CivilServantRank("II/d", "24", "Pengatur Tingkat I"),
    CivilServantRank("III/a", "31", "Penata Muda"),
    CivilServantRank("III/b", "32", "Penata Muda Tingkat I"),
    CivilServantRank("III/c", "33", "Penata"),
    CivilServantRank("III/d", "34", "Penata Tingkat I"),
    CivilServantRank("IV/a", "41", "Pembina"),
    CivilServantRank("IV/b", "42", "Pembina Tingkat I"),
    CivilServantRank("IV/c", "43", "Pembina Utama Muda"),
    CivilServantRank("IV/d", "44", "Pembina Utama Madya"),
    CivilServantRank("IV/e", "45", "Pembina Utama"),
)
"""Lowest first."""

CONTRACT_RANKS: Final = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"),
    *("X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
"""Lowest first."""

_BY_SYMBOL: Final = {rank.symbol: rank for rank in CIVIL_SERVANT_RANKS}
_BY_CODE: Final = {rank.code: rank.symbol for rank in CIVIL_SERVANT_RANKS}
_BY_TITLE: Final = {rank.title.lower(): rank.symbol for rank in CIVIL_SERVANT_RANKS}

_SYMBOL_AT_END: Final = re.compile(r"(?<![a-z])(iv|i{1,3})\s*[/.\- ]?\s*([a-e])$")
_WORD_GOLONGAN: Final = re.compile(r"\b(golongan|gol)\b\.?")
_STEP: Final = re.compile(r"\b(?:tk|tkt|tingkat)\b\.?\s*(?:i|1)\b")


class InvalidRank(ValueError):
    """There is no such rank, or it is one of the other kind of employee."""


def ranks_of(kind: EmployeeKind) -> tuple[str, ...]:
    """Symbols that a kind of employee may hold, lowest first."""
    if kind.is_contract:
        return CONTRACT_RANKS
    return tuple(_BY_SYMBOL)


def rank_title(symbol: str) -> str:
    """Name of the pangkat ("Penata Muda"); empty for a golongan of PPPK, which has none."""
    rank = _BY_SYMBOL.get(symbol)
    return rank.title if rank else ""


def rank_label(symbol: str) -> str:
    """As forms print it: "Penata Muda / III/a" for a PNS, "IX" for a PPPK."""
    title = rank_title(symbol)
    return f"{title} / {symbol}" if title else symbol


def parse_rank(text: str, kind: EmployeeKind) -> str:
    """Read a rank as spreadsheets write it and return its symbol.

    For PNS: ``III/A``, ``III a``, ``Penata (III/c)``, ``Penata Tk. I``, the code ``33``; for
    PPPK: ``IX``, ``Golongan IX``.
    Raises: ``InvalidRank`` for no rank, one of the other kind, or a name that contradicts its
    symbol.
    """
    words = " ".join(
        _WORD_GOLONGAN.sub(" ", text.lower().replace("(", " ").replace(")", " ")).split()
    )
    symbol = words.upper() if kind.is_contract else _civil_servant_symbol(words)
    if symbol not in ranks_of(kind):
        raise InvalidRank(text)
    return symbol


def _civil_servant_symbol(words: str) -> str:
    if words in _BY_CODE:
        return _BY_CODE[words]
    words = _STEP.sub("tingkat i", words)
    if words in _BY_TITLE:
        return _BY_TITLE[words]
    found = _SYMBOL_AT_END.search(words)
    if found is None:
        return ""
    symbol = f"{found[1].upper()}/{found[2]}"
    title = words[: found.start()].strip(" ,/-")
    if _BY_TITLE.get(title, symbol) != symbol:
        return ""
    return symbol
