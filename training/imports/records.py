"""A list of completed trainings: who, which form, what, when, how many hours, which certificate."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from personnel.imports.cells import UnreadableDate, read_date, read_number
from personnel.imports.tables import Table, columns_by, same_words
from sabang_kinerja.common.numbers import parse_decimal
from training.enums import Scope, TrainingForm

NEEDED: Final = (
    "nip|nomor induk",
    "bentuk|jenis|kode",
    "nama (?:kegiatan|diklat|pelatihan|kursus)|kegiatan|diklat|pelatihan",
    "selesai|tanggal|tgl",
)
HEADINGS: Final = {
    "nip": "nip|nomor induk",
    "form": "kode bentuk|kode|bentuk|jenis",
    "title": "nama (?:kegiatan|diklat|pelatihan|kursus)|kegiatan|diklat|pelatihan",
    "organiser": "penyelenggara|institusi|lembaga",
    "starts_on": "mulai",
    "ends_on": "selesai|akhir|tanggal|tgl",
    "days": "jumlah hari|hari",
    "programme_hours": "jp program|jumlah jam|jam|jp",
    "certificate_number": "nomor sertifikat|no sertifikat|nomor|sertifikat",
    "scope": "tingkat|lingkup",
}
_MOST_HOURS: Final = 1500
_MOST_DAYS: Final = 400


class RowProblem(StrEnum):
    """Why a row is refused."""

    NIP = "nip_invalid"
    FORM = "form_unknown"
    TITLE = "title_missing"
    DATE = "date_invalid"
    ORDER = "dates_reversed"
    FUTURE = "date_ahead"
    NUMBER = "number_invalid"
    TWICE = "certificate_twice"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A training to be written once its employee is known; fields as in ``TrainingRecord``."""

    row: int
    nip: str
    form: TrainingForm
    scope: Scope
    title: str
    organiser: str
    starts_on: date
    ends_on: date
    days: int | None
    programme_hours: Decimal | None
    certificate_number: str


class _Refused(ValueError):
    def __init__(self, problem: RowProblem, value: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.value = value


Refusals = list[tuple[int, RowProblem, str]]


def read_records(table: Table, today: date) -> tuple[list[RecordRow], Refusals]:
    """Rows of a table as trainings, and those refused with the reason and what stood there.

    The same certificate of the same employee twice in a file is refused the second time.
    """
    columns = columns_by(table.headings, HEADINGS)
    found: list[RecordRow] = []
    refused: Refusals = []
    seen: set[tuple[str, str]] = set()
    for number, cells in table.rows:
        texts = {name: cells[column] for name, column in columns.items()}
        try:
            row = _row(number, texts, today)
            key = (row.nip, row.certificate_number.upper())
            if row.certificate_number and key in seen:
                raise _Refused(RowProblem.TWICE, row.certificate_number)  # noqa: TRY301  told below
        except _Refused as refusal:
            refused.append((number, refusal.problem, refusal.value))
        else:
            seen.add(key)
            found.append(row)
    return found, refused


def _row(number: int, texts: dict[str, str], today: date) -> RecordRow:
    nip = read_number(texts["nip"]).digits
    if len(nip) != 18:
        raise _Refused(RowProblem.NIP, texts["nip"])
    if not texts["title"]:
        raise _Refused(RowProblem.TITLE)
    ends_on = _day(texts["ends_on"])
    starts_on = _day(texts["starts_on"]) if texts.get("starts_on") else ends_on
    if ends_on < starts_on:
        raise _Refused(RowProblem.ORDER, texts["ends_on"])
    if ends_on > today:
        raise _Refused(RowProblem.FUTURE, texts["ends_on"])
    days = _number(texts.get("days", ""), _MOST_DAYS)
    return RecordRow(
        row=number,
        nip=nip,
        form=form_of(texts["form"]),
        scope=Scope.INTERNATIONAL
        if same_words(texts.get("scope", "")).startswith(("inter", "luar negeri"))
        else Scope.NATIONAL,
        title=texts["title"][:200],
        organiser=texts.get("organiser", "")[:120] or "–",
        starts_on=starts_on,
        ends_on=ends_on,
        days=int(days) if days else (ends_on - starts_on).days + 1,
        programme_hours=_number(texts.get("programme_hours", ""), _MOST_HOURS),
        certificate_number=texts.get("certificate_number", "")[:80],
    )


def _day(text: str) -> date:
    try:
        day = read_date(text)
    except UnreadableDate:
        day = None
    if day is None:
        raise _Refused(RowProblem.DATE, text)
    return day


def _number(text: str, most: int) -> Decimal | None:
    if not text:
        return None
    bare = re.sub(r"\s*(?:jp|jam|hari)\b.*", "", text, flags=re.I)
    try:
        number = parse_decimal(bare)
    except ValueError:
        raise _Refused(RowProblem.NUMBER, text) from None
    if not 0 <= number <= most:
        raise _Refused(RowProblem.NUMBER, text)
    return number or None


def form_of(text: str) -> TrainingForm:
    """The form that a cell names by its code or in words.

    Raises: a refusal of the row for words that are no form.
    """
    bare = text.strip().upper().replace(" ", "").replace(".", "")
    if bare in TrainingForm.values:
        return TrainingForm(bare)
    words = same_words(text)
    for form in TrainingForm:
        if words and same_words(str(form.label)) == words:
            return form
    for form, patterns in _WORDS.items():
        if any(re.search(rf"\b{one}\b", words) for one in patterns):
            return form
    raise _Refused(RowProblem.FORM, text)


_WORDS: Final[dict[TrainingForm, tuple[str, ...]]] = {
    TrainingForm.LEADERSHIP: ("struktural", "kepemimpinan", "pkn", "pka", "pkp"),
    TrainingForm.MANAGERIAL: ("manajerial",),
    TrainingForm.TECHNICAL_GUIDANCE: ("bimbingan teknis", "bimtek"),
    TrainingForm.TECHNICAL: ("teknis",),
    TrainingForm.FUNCTIONAL: ("fungsional",),
    TrainingForm.SOCIO_CULTURAL: ("sosial kultural", "sosio kultural"),
    TrainingForm.SEMINAR: ("seminar", "konferensi", "sarasehan"),
    TrainingForm.WORKSHOP: ("workshop", "lokakarya"),
    TrainingForm.COURSE: ("kursus",),
    TrainingForm.UPGRADING: ("penataran",),
    TrainingForm.SOCIALISATION: ("sosialisasi",),
    TrainingForm.COACHING: ("coaching",),
    TrainingForm.MENTORING: ("mentoring",),
    TrainingForm.E_LEARNING: ("e learning", "elearning", "daring"),
    TrainingForm.DISTANCE_LEARNING: ("jarak jauh",),
    TrainingForm.SECONDMENT: ("detasering",),
    TrainingForm.BENCHMARKING: ("patok banding", "benchmarking"),
    TrainingForm.SELF_STUDY: ("belajar mandiri",),
    TrainingForm.LEARNING_COMMUNITY: ("komunitas belajar",),
    TrainingForm.APPRENTICESHIP: ("magang", "praktik kerja"),
}
