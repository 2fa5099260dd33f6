"""What one cell says: text, employee number, date, sex, education, status."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from openpyxl.utils.datetime import from_excel

from personnel.enums import LegalStatus, Sex
from personnel.imports.reasons import RowCode
from personnel.imports.sheets import BLANKS, Unknown, Value
from personnel.rules.dates import InvalidDate, parse_date

_NOTHING: Final = frozenset(
    {"", "-", "--", "–", "—", ".", "n/a", "#n/a", "null", "none", "nan", "(kosong)", "(blank)"}
)
_NO_DATE: Final = frozenset({"0", "00-00-0000", "00/00/0000", "0000-00-00", "0000-00-00 00:00:00"})
_INVISIBLE: Final = str.maketrans(dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES: Final = "'’‘`´\"“”"
_NUMBER_WORD: Final = re.compile(r"(?:N\.?I\.?P\.?(?:PPPK|P3K)?|NI ?P(?:PPK|3K))[ .:]*", re.I)
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+?1[5-9]", re.I)
_COMPACT_DATE: Final = re.compile(r"(19|20)\d{6}")
_DATE_INSIDE: Final = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ][\d:.]+Z?)?|\d{1,2}[-/. ]+(?:\d{1,2}|[A-Za-z]{3,9}\.?)[-/. ]+\d{4}"
)
_SERIALS: Final = range(7_000, 75_000)
"""Days since 1900 that a cell without a date format may hold: 1919 to 2105."""
_EXACT_FLOAT: Final = 2.0**53
OTHER_IDENTITY: Final = re.compile(r"(?<!\d)\d{16}(?!\d)")
"""Sixteen digits are a NIK; they are never kept, wherever they stand."""


class UnreadableDate(ValueError):
    """The cell is filled with something that is no date of the calendar."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """Digits of an employee number as far as they can be read, or why not."""

    digits: str = ""
    problem: RowCode | None = None


def text_of(value: Value | None) -> str:
    """A cell as one line of text; empty for blanks, dashes and the words programs put for them."""
    if value is None or isinstance(value, Unknown):
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT_FLOAT else str(value)
    text = " ".join(str(value).translate(_INVISIBLE).strip(BLANKS).split())
    text = text.removeprefix("'").strip()
    return "" if text.lower() in _NOTHING else text


def read_number(value: Value | None) -> NumberReading:
    """Read an employee number, however it was grouped or stored.

    A number cell that lost digits is told from one that never had eighteen.
    """
    if value is Unknown.FORMULA:
        return NumberReading(problem=RowCode.FORMULA_NO_VALUE)
    if isinstance(value, float):
        lost = abs(value) >= _EXACT_FLOAT
        return NumberReading(problem=RowCode.NIP_ROUNDED if lost else RowCode.NIP_FORMAT)
    if isinstance(value, int):
        digits = str(value)
        lost = len(digits) == 18 and digits.endswith("000")
        return NumberReading(digits, RowCode.NIP_ROUNDED if lost else None)
    text = text_of(value).strip(_QUOTES + " ")
    text = _NUMBER_WORD.sub("", text, count=1) if _NUMBER_WORD.match(text) else text
    if not text:
        return NumberReading(problem=RowCode.NIP_MISSING)
    if _SCIENTIFIC.fullmatch(text.replace(" ", "")):
        return NumberReading(problem=RowCode.NIP_ROUNDED)
    return NumberReading("".join(c for c in text if not (c.isspace() or c in "." + _QUOTES)))


def split_name_and_number(value: Value | None) -> tuple[str, Value | None]:
    """Take a cell with a name and an employee number apart, whichever comes first."""
    text = text_of(value)
    found = re.search(r"(?:NIP|NI ?PPPK)?[ .:]*'?\d[\d .]{10,30}\d", text, re.I)
    if found is None:
        return text, None
    name = (text[: found.start()] + " " + text[found.end() :]).strip(" /,;:-")
    return " ".join(name.split()), found[0]


def read_date(value: Value | None) -> dt.date | None:
    """Read a date; ``None`` for an empty cell.

    Raises: UnreadableDate.
    """
    if value is None or value is Unknown.FORMULA:
        return None
    if isinstance(value, int) and value in _SERIALS:
        moment = from_excel(value)
        return moment.date() if isinstance(moment, dt.datetime) else None
    if isinstance(value, dt.datetime):
        return _parsed(value)
    text = text_of(value)
    if not text or text in _NO_DATE:
        return None
    if text.isdecimal() and int(text) in _SERIALS:
        return read_date(int(text))
    if _COMPACT_DATE.fullmatch(text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    return _parsed(text.lstrip(_QUOTES))


def read_birth_date(value: Value | None) -> dt.date | None:
    """Read a date of birth, also behind a place of birth ("Langsa, 18-02-1976").

    Raises: UnreadableDate.
    """
    if not isinstance(value, str):
        return read_date(value)
    text = text_of(value)
    found = _DATE_INSIDE.search(text)
    if found is not None:
        return read_date(found[0])
    return read_date(text) if any(character.isdigit() for character in text) else None


def exchanged(value: Value | None) -> dt.date | None:
    """The date that a cell would mean with day and month exchanged; ``None`` if it means none."""
    text = text_of(value)
    found = re.search(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$", text)
    try:
        if found:
            return dt.date(int(found[3]), int(found[1]), int(found[2]))
        day = read_birth_date(value)
        return day and dt.date(day.year, day.day, day.month)
    except ValueError:
        return None


def read_sex(text: str, woman_is_w: bool = False) -> Sex | None:
    """Read a sex; ``P`` is *perempuan*, but *pria* in a column that calls women ``W``."""
    word = text.strip(" .").lower()
    if word in {"l", "m", "lk", "male", "pria", "laki", "laki-laki", "laki laki", "lelaki", "1"}:
        return Sex.MALE
    if word == "p" and woman_is_w:
        return Sex.MALE
    if word in {"p", "f", "w", "pr", "female", "wanita", "perempuan", "2"}:
        return Sex.FEMALE
    return None


def calls_women_w(texts: Iterable[str]) -> bool:
    """Whether a column of sexes is written P/W (*pria*, *wanita*) and not L/P."""
    letters = {text.strip(" .").lower() for text in texts}
    return bool(letters & {"w", "wanita"}) and not letters & {"l", "f", "laki-laki", "perempuan"}


_EDUCATION_CODES: Final = {
    **{"05": "SD", "5": "SD", "10": "SMP", "12": "SMP", "15": "SMA", "17": "SMA", "18": "SMA"},
    **{"20": "D1", "25": "D2", "30": "D3", "35": "D4", "40": "S1", "45": "S2", "50": "S3"},
}
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_DIPLOMA: Final = re.compile(r"\b(?:diploma|dipl?|d)[ .\-]*(iv|i{1,3}|[1-4])\b")
_STRATA: Final = re.compile(r"\b(?:strata|s)[ .\-]*(i{1,3}|[1-3])\b")
_EDUCATION_WORDS: Final = (
    ("S3", r"\bdoktor|\bph\.?d"),
    ("S2", r"\bmagister|\bmaster\b|pasca ?sarjana|\bspesialis|\bsp\.?[ -]?[12]?\b"),
    ("D4", r"sarjana (sains )?terapan"),
    ("D3", r"sarjana muda|\bakademi"),
    ("S1", r"\bsarjana|\bprofesi|\bners\b"),
    ("SMA", r"\bslta|\bsm[aku]\b|\bsmea\b|\bstm\b|\bspk\b|\bman?\b|menengah (atas|kej|umum)"),
    ("SMP", r"\bsltp|\bsmp\b|\bmts|menengah pertama|lanjutan tingkat pertama"),
    ("SD", r"\bsd\b|\bsekolah dasar|\bmi\b|\bmin\b|\bsdn\b"),
)


def read_education(text: str, code: str = "") -> str:
    """The level of education: SD, SMP, SMA, D1–D4, S1–S3; empty when none can be read."""
    words = text.lower()
    if found := _DIPLOMA.search(words):
        return f"D{_ROMAN.get(found[1], found[1])}"
    if found := _STRATA.search(words):
        return f"S{_ROMAN.get(found[1], found[1])}"
    for level, pattern in _EDUCATION_WORDS:
        if re.search(pattern, words):
            return level
    return _EDUCATION_CODES.get(code) or _EDUCATION_CODES.get(text, "")


_STATUS_WORDS: Final = (
    (LegalStatus.ACTIVE, r"i[jz]in belajar"),
    (LegalStatus.STUDY, r"tugas belajar"),
    (LegalStatus.UNPAID_LEAVE, r"\bcltn\b|luar tanggungan"),
    (LegalStatus.PRE_RETIREMENT, r"persiapan pensiun|\bmpp\b|bebas tugas"),
    (LegalStatus.SUSPENDED, r"sementara|skors|non[- ]?job"),
    (LegalStatus.SECONDED, r"diperkerjakan|dipekerjakan|diperbantukan|penugasan"),
    (
        LegalStatus.LEFT,
        r"pensiun|berhenti|diberhentikan|pemberhentian|meninggal|wafat|tewas|pindah|mutasi keluar"
        r"|mengundurkan|hilang|(tidak|non)[- ]?aktif",
    ),
)


def read_status(text: str) -> LegalStatus:
    """Read a *kedudukan hukum*; words that name no special status mean that a person serves."""
    words = text.lower()
    for status, pattern in _STATUS_WORDS:
        if re.search(pattern, words):
            return status
    return LegalStatus.ACTIVE


def without_identity(text: str) -> str:
    """Text with any NIK inside blotted out."""
    return OTHER_IDENTITY.sub("•" * 16, text)


def _parsed(value: str | dt.datetime) -> dt.date:
    try:
        return parse_date(value)
    except InvalidDate:
        raise UnreadableDate(value) from None
