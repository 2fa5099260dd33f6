"""What several cells of a row say together: rank, kind, post, letters and dates in remarks."""

import datetime as dt
import re
from typing import Final

from personnel.imports import cells
from personnel.imports.fields import PersonField
from personnel.imports.match import KnownUnit, name_key
from personnel.imports.person_rows import PostDescription
from personnel.imports.rows import DataRow
from personnel.imports.sheets import Value
from personnel.rules.kinds import EmployeeKind, UnknownKind, parse_kind
from personnel.rules.posts import (
    Echelon,
    InvalidEchelon,
    PostClassification,
    PostKind,
    PostLevel,
    UnknownPost,
    classify_post,
    parse_echelon,
)
from personnel.rules.ranks import CONTRACT_RANKS, InvalidRank, parse_rank

HIGHEST_CLASS: Final = 17
_MONTHS: Final = frozenset(f"{month:02}" for month in range(1, 13))
_UNTIL: Final = re.compile(
    r"(?:s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|berakhir)[ :]*(?:tanggal |tgl\.? )?"
    r"(\d{1,2}[-/. ][\w]{1,9}[-/. ]\d{4}|\d{4}-\d\d-\d\d)",
    re.I,
)
_DECREE: Final = re.compile(r"^\W*((?:SPT|SK|SP|Keputusan|Nomor|No\.)\b[^,;()]{3,78})", re.I)
_EVERY_KIND: Final = frozenset({"ASN", "PEGAWAI ASN", "APARATUR SIPIL NEGARA"})
"""Words that name no kind; then the number tells."""
_NOT_A_SERVANT: Final = re.compile(r"\b(non|bukan)\b|honor|\bthl\b", re.I)
_RANK_SYMBOL: Final = re.compile(r"\b(IV|I{1,3})\s*[/.\- ]\s*([a-e])\b", re.I)


def read_rank(text: str, kind: EmployeeKind) -> str:
    """Read a rank, also where name, symbol and more stand in one cell.

    Raises: InvalidRank.
    """
    if kind.is_contract and text.isdigit() and 1 <= int(text) <= len(CONTRACT_RANKS):
        return CONTRACT_RANKS[int(text) - 1]
    try:
        return parse_rank(text, kind)
    except InvalidRank:
        found = _RANK_SYMBOL.search(text)
        if found is None or kind.is_contract:
            raise
    symbol = parse_rank(found[0], kind)
    rest = " ".join(re.sub(r"[^A-Za-z]+|\bTMT\b", " ", text.replace(found[0], " ")).split())
    if rest and parse_rank(rest, kind) != symbol:
        raise InvalidRank(text)
    return symbol


def decree_in(text: str) -> str:
    """The number of a letter at the beginning of a remark on an acting post."""
    found = _DECREE.match(text)
    return found[1].strip() if found else ""


def until_in(text: str) -> dt.date | None:
    """The last day that a remark on an acting post names ("berlaku s.d. 31-12-2026")."""
    found = _UNTIL.search(text)
    try:
        return cells.read_date(found[1]) if found else None
    except cells.UnreadableDate:
        return None


def name_and_number(row: DataRow) -> tuple[str, Value | None]:
    """The cells of name and number, also where both stand in one."""
    if PersonField.NAME_AND_NIP in row.mapped and PersonField.NIP not in row.mapped:
        return cells.split_name_and_number(row.cells.get(PersonField.NAME_AND_NIP))
    return row.text(PersonField.NAME), row.cells.get(PersonField.NIP)


def raw_name(row: DataRow, text: str) -> str:
    """The name as it stood in its cell, but for line breaks and the blanks around it."""
    value = row.cells.get(PersonField.NAME)
    if not isinstance(value, str):
        return text
    return re.sub(r"[\t\r\n]+", " ", value).strip(" '\u00a0\u200b\ufeff")


def read_kind(row: DataRow, digits: str, only_contract: bool) -> tuple[EmployeeKind | None, bool]:
    """The kind of employee, and whether the file tells it; ``None`` for a kind nobody knows.

    Without a column for it the number decides (digits 13 and 14), and the remarks tell
    candidates and part-time contracts.
    """
    text, candidate = row.text(PersonField.KIND), row.text(PersonField.CANDIDATE)
    if PersonField.KIND in row.mapped and text.upper() not in _EVERY_KIND:
        if not text and candidate.upper() in {"C", "P", "CPNS", "PNS"}:
            text = "PNS"
        try:
            return (None if _NOT_A_SERVANT.search(text) else parse_kind(text, candidate)), True
        except UnknownKind:
            return None, False
    note = row.text(PersonField.NOTE).lower()
    if only_contract or kind_by_number(digits).is_contract:
        part_time = "paruh waktu" in note
        return (EmployeeKind.PPPK_PART_TIME if part_time else EmployeeKind.PPPK), part_time
    is_candidate = candidate.upper() in {"C", "CPNS"} or re.search(r"\bcpns\b", note) is not None
    told = is_candidate or bool(candidate)
    return (EmployeeKind.CPNS if is_candidate else EmployeeKind.PNS), told


def kind_by_number(digits: str) -> EmployeeKind:
    """The kind to which a number belongs by its thirteenth and fourteenth digit."""
    contract = len(digits) == 18 and digits[12:14] not in _MONTHS
    return EmployeeKind.PPPK if contract else EmployeeKind.PNS


def describe_post(row: DataRow, title: str, unit: KnownUnit | None) -> PostDescription:
    """Kind, level, echelon and class of a post from all cells that speak of it."""
    kind_text, level_text = row.text(PersonField.POST_KIND), row.text(PersonField.POST_LEVEL)
    echelon = _echelon(row)
    if echelon is None and unit is not None and name_key(title) == name_key(unit.head_title):
        echelon = Echelon(unit.echelon) if unit.echelon else None
    found: PostClassification | None = None
    for words in (level_text, kind_text, ""):
        try:
            found = classify_post(words, title, echelon)
        except UnknownPost:
            continue
        if found.level is not PostLevel.NONE or words:
            break
    certain = found is not None and bool(kind_text or level_text or echelon)
    if found is None:
        found = PostClassification(PostKind.ADMINISTRATION, PostLevel.PELAKSANA)
    shown = row.text(PersonField.POST_CLASS)
    post_class = int(shown) if shown.isdigit() and 1 <= int(shown) <= HIGHEST_CLASS else None
    return PostDescription(
        title=title,
        kind=found.kind,
        level=found.level,
        echelon=echelon.value if echelon else "",
        post_class=post_class,
        is_certain=certain,
    )


def _echelon(row: DataRow) -> Echelon | None:
    try:
        text = row.text(PersonField.ECHELON) or row.text(PersonField.ECHELON_CODE)
        return parse_echelon(text)
    except InvalidEchelon:
        return None
