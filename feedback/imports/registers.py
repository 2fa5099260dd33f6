"""A file of margins: frame, unit, period, dimension, category, number, source, date.

Lines of one frame, unit and period are one register. Reasons are codes; their sentences stand
where they are shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from feedback.enums import AgeGroup, Dimension, EducationGroup, Frame, RespondentSex, SubDistrict
from feedback.rules.periods import read_period
from personnel.imports.cells import UnreadableDate, read_date, read_sex
from personnel.imports.sheets import Sheet
from personnel.imports.tables import Table, columns_by, find_table, same_words

HEADINGS: Final = {
    "frame": "kerangka",
    "unit": "unit|perangkat daerah|instansi",
    "period": "periode|masa",
    "dimension": "dimensi|sebaran",
    "category": "kategori",
    "count": "jumlah|banyaknya",
    "dated": "tanggal data|tanggal|tgl",
    "source": "sumber|asal",
}
NEEDED: Final = ("kerangka", "unit", "periode", "dimensi", "kategori", "jumlah")

_FRAMES: Final = {
    "service register": Frame.SERVICE_REGISTER,
    "service_register": Frame.SERVICE_REGISTER,
    "register layanan": Frame.SERVICE_REGISTER,
    "layanan": Frame.SERVICE_REGISTER,
    "residents": Frame.RESIDENTS,
    "penduduk": Frame.RESIDENTS,
}
_DIMENSIONS: Final = {
    "layanan": Dimension.SERVICE,
    "jenis layanan": Dimension.SERVICE,
    "kecamatan": Dimension.SUB_DISTRICT,
    "jenis kelamin": Dimension.SEX,
    "kelompok umur": Dimension.AGE_GROUP,
    "umur": Dimension.AGE_GROUP,
    "pendidikan": Dimension.EDUCATION,
}
_CATEGORIES: Final = {
    Dimension.SUB_DISTRICT: SubDistrict,
    Dimension.AGE_GROUP: AgeGroup,
    Dimension.EDUCATION: EducationGroup,
}


class RowProblem(StrEnum):
    """Why a line is refused."""

    FRAME = "frame_unknown"
    UNIT = "unit_missing"
    PERIOD = "period_invalid"
    DIMENSION = "dimension_unknown"
    CATEGORY = "category_unknown"
    COUNT = "count_invalid"
    DATE = "date_invalid"
    SOURCE = "source_missing"
    TWICE = "category_twice"
    MIXED = "frames_mixed"
    RESIDENTS_SERVICE = "residents_have_no_service"


@dataclass(slots=True)
class RegisterGroup:
    """Lines of one register; a service category keeps its name until the unit is known."""

    frame: Frame
    unit: str
    starts: date
    ends: date
    first_row: int
    source: str = ""
    dated: date = date.min
    margins: dict[Dimension, dict[str, int]] = field(default_factory=dict)

    @property
    def population(self) -> int:
        """Sum of the most important margin (statistics A3)."""
        first = next(one for one in Dimension if one in self.margins)
        return sum(self.margins[first].values())


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """Registers of a file, and the lines that belong to none with the reason."""

    groups: list[RegisterGroup]
    refused: list[tuple[int, RowProblem, str]]


class _Bad(ValueError):
    def __init__(self, problem: RowProblem, value: str = "") -> None:
        super().__init__(problem)
        self.problem, self.value = problem, value


def read_registers(sheets: Iterable[Sheet]) -> RegisterFile:
    """Read a file of margins. Raises: ``NoTable``.

    Where frames are mixed in one unit and period, all its lines are refused.
    """
    table = find_table(list(sheets), NEEDED)
    columns = columns_by(table.headings, HEADINGS)
    groups: dict[tuple[Frame, str, date, date], RegisterGroup] = {}
    refused: list[tuple[int, RowProblem, str]] = []
    mixed = _mixed(table, columns)
    for number, cells in table.rows:
        texts = {name: cells[column] for name, column in columns.items()}
        try:
            _take(groups, number, texts, mixed)
        except _Bad as error:
            refused.append((number, error.problem, error.value))
    return RegisterFile([one for one in groups.values() if one.margins], refused)


def _mixed(table: Table, columns: dict[str, int]) -> set[tuple[str, str]]:
    """Units and periods for which the file holds lines of both frames."""
    frames: dict[tuple[str, str], set[Frame]] = {}
    for _number, cells in table.rows:
        frame = _FRAMES.get(same_words(cells[columns["frame"]]))
        key = (same_words(cells[columns["unit"]]), same_words(cells[columns["period"]]))
        if frame:
            frames.setdefault(key, set()).add(frame)
    return {key for key, found in frames.items() if len(found) > 1}


def _take(
    groups: dict[tuple[Frame, str, date, date], RegisterGroup],
    number: int,
    texts: dict[str, str],
    mixed: set[tuple[str, str]],
) -> None:
    frame = _FRAMES.get(same_words(texts["frame"]))
    if frame is None:
        raise _Bad(RowProblem.FRAME, texts["frame"])
    if not texts["unit"]:
        raise _Bad(RowProblem.UNIT)
    if (same_words(texts["unit"]), same_words(texts["period"])) in mixed:
        raise _Bad(RowProblem.MIXED, texts["unit"])
    try:
        span = read_period(texts["period"])
    except ValueError:
        span = None
    if span is None:
        raise _Bad(RowProblem.PERIOD, texts["period"])
    dimension = _DIMENSIONS.get(same_words(texts["dimension"].replace("_", " ")))
    if dimension is None:
        raise _Bad(RowProblem.DIMENSION, texts["dimension"])
    if frame is Frame.RESIDENTS and dimension is Dimension.SERVICE:
        raise _Bad(RowProblem.RESIDENTS_SERVICE, texts["category"])
    category = _category(dimension, texts["category"])
    digits = texts["count"].replace(".", "").replace(" ", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 7:
        raise _Bad(RowProblem.COUNT, texts["count"])
    source, dated = texts.get("source", ""), _date(texts.get("dated", ""))
    if not source:
        raise _Bad(RowProblem.SOURCE)
    if frame is Frame.SERVICE_REGISTER and dated < span[0]:
        raise _Bad(RowProblem.DATE, texts.get("dated", ""))
    key = (frame, same_words(texts["unit"]), *span)
    group = groups.setdefault(key, RegisterGroup(frame, texts["unit"], *span, number))
    counts = group.margins.setdefault(dimension, {})
    if category in counts:
        raise _Bad(RowProblem.TWICE, texts["category"])
    counts[category] = int(digits)
    group.source, group.dated = source[:200], max(group.dated, dated)


def _category(dimension: Dimension, text: str) -> str:
    if dimension is Dimension.SERVICE:
        if not text:
            raise _Bad(RowProblem.CATEGORY)
        return text
    if dimension is Dimension.SEX:
        sex = {"male": RespondentSex.MALE, "female": RespondentSex.FEMALE}.get(
            getattr(read_sex(text), "name", "").lower()
        )
        if sex is None:
            raise _Bad(RowProblem.CATEGORY, text)
        return sex.value
    for code, label in _CATEGORIES[dimension].choices:
        if same_words(text) in (same_words(code), same_words(str(label))):
            return str(code)
    raise _Bad(RowProblem.CATEGORY, text)


def _date(text: str) -> date:
    try:
        day = read_date(text)
    except UnreadableDate:
        day = None
    if day is None:
        raise _Bad(RowProblem.DATE, text)
    return day
