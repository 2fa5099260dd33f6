"""Rows of a tabulation of questionnaires as sheets, in the meaning that its columns were given."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from feedback.enums import Education, Occupation, RespondentSex, SubDistrict
from feedback.rules.margins import age_group
from feedback.rules.sheets import FilledSheet, SheetStanding, visit_time_of, with_cost
from personnel.imports.cells import UnreadableDate, read_date, read_education, read_sex
from personnel.imports.tables import same_words

_OCCUPATIONS: Final = {
    "asn": Occupation.CIVIL_SERVANT,
    "pns": Occupation.CIVIL_SERVANT,
    "pppk": Occupation.CIVIL_SERVANT,
    "polisi": Occupation.POLICE,
    "wiraswasta": Occupation.SELF_EMPLOYED,
    "wirausaha": Occupation.SELF_EMPLOYED,
    "pelajar": Occupation.STUDENT,
    "mahasiswa": Occupation.STUDENT,
    "petani": Occupation.FARMER_FISHER,
    "nelayan": Occupation.FARMER_FISHER,
    "karyawan swasta": Occupation.PRIVATE,
}


class RowProblem(StrEnum):
    """Why a row is refused."""

    RATING = "rating_invalid"
    DATE = "date_invalid"
    DATE_OUTSIDE = "date_outside"
    SERVICE = "service_unknown"
    NOTHING = "no_answers"


class RowWarning(StrEnum):
    """What is left empty in a row that is taken in."""

    AGE = "age_implausible"
    SEX = "sex_unknown"
    EDUCATION = "education_unknown"
    OCCUPATION = "occupation_unknown"
    SUB_DISTRICT = "sub_district_unknown"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something said about a row: the column's heading and what stood there."""

    row: int
    code: RowProblem | RowWarning
    heading: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class KnownService:
    """A service as a row may name it."""

    pk: int
    has_fee: bool


@dataclass(slots=True)
class Tabulation:
    """Rows of a file as sheets, and what is said about the others."""

    sheets: list[FilledSheet] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    @property
    def came_in(self) -> int:
        """Questionnaires of the file."""
        return len(self.sheets) + len(self.refused)

    @property
    def usable(self) -> int:
        """Sheets with enough answers to count."""
        return sum(sheet.standing == SheetStanding.USABLE for sheet in self.sheets)

    @property
    def unusable(self) -> int:
        """Sheets with too few answers."""
        return len(self.sheets) - self.usable


class _Bad(ValueError):
    def __init__(self, code: RowProblem, name: str, value: str = "") -> None:
        super().__init__(code)
        self.code, self.name, self.value = code, name, value


@dataclass(frozen=True, slots=True)
class TabulationReader:
    """Reads rows of a survey: its elements, services by name, and days."""

    codes: Sequence[str]
    services: Mapping[str, KnownService]
    first_day: date
    last_day: date

    def read(
        self,
        headings: Sequence[str],
        rows: Sequence[tuple[int, Sequence[str]]],
        meanings: Mapping[int, str],
    ) -> Tabulation:
        """Every row, in the meaning that the columns were given."""
        columns = {meaning: column for column, meaning in meanings.items()}
        found = Tabulation()
        for number, cells in rows:
            texts = {
                name: cells[column] if column < len(cells) else ""
                for name, column in columns.items()
            }
            try:
                sheet, warnings = self._sheet(texts)
            except _Bad as error:
                heading = headings[columns[error.name]] if error.name in columns else ""
                found.refused.append(Remark(number, error.code, heading, error.value))
                continue
            found.sheets.append(sheet)
            found.warnings += [
                Remark(number, code, headings[columns[name]], texts[name])
                for code, name in warnings
            ]
        return found

    def _sheet(self, texts: Mapping[str, str]) -> tuple[FilledSheet, list[tuple[RowWarning, str]]]:
        ratings = [_rating(code, texts.get(code, "")) for code in self.codes]
        if not any(ratings):
            raise _Bad(RowProblem.NOTHING, self.codes[0])
        day = self._day(texts.get("day", ""))
        service = self._service(texts)
        profile, warnings = _profile(texts)
        sheet = FilledSheet(
            day=day,
            service_id=service.pk,
            ratings=with_cost(ratings, self.codes, has_fee=service.has_fee),
            visit_time=_visit_time(texts.get("visit_time", "")),
            comment=texts.get("comment", "")[:2000],
            **profile,
        )
        return sheet, warnings

    def _day(self, text: str) -> date:
        try:
            day = read_date(text)
        except UnreadableDate:
            day = None
        if day is None:
            raise _Bad(RowProblem.DATE, "day", text)
        if not self.first_day <= day <= self.last_day:
            raise _Bad(RowProblem.DATE_OUTSIDE, "day", text)
        return day

    def _service(self, texts: Mapping[str, str]) -> KnownService:
        if "service" not in texts and len(self.services) == 1:
            return next(iter(self.services.values()))
        found = self.services.get(same_words(texts.get("service", "")))
        if found is None:
            raise _Bad(RowProblem.SERVICE, "service", texts.get("service", ""))
        return found


def _rating(code: str, text: str) -> int | None:
    if not text:
        return None
    digit = re.fullmatch(r"([1-4])(?:[.,]0+)?", text)
    if digit is None:
        raise _Bad(RowProblem.RATING, code, text)
    return int(digit[1])


def _visit_time(text: str) -> str:
    hour = re.match(r"\d{1,2}", text)
    return visit_time_of(int(hour[0])) if hour else ""


def _profile(texts: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[RowWarning, str]]]:
    """Codes of the profile; what is not known stays empty, with a warning."""
    readings = {
        "sex": (_sex, RowWarning.SEX, "sex"),
        "age_group": (_age_group, RowWarning.AGE, "age"),
        "education": (_education, RowWarning.EDUCATION, "education"),
        "occupation": (_occupation, RowWarning.OCCUPATION, "occupation"),
        "sub_district": (_sub_district, RowWarning.SUB_DISTRICT, "sub_district"),
    }
    profile: dict[str, str] = {}
    warnings = []
    for name, (read, warning, column) in readings.items():
        text = texts.get(column, "")
        profile[name] = read(text) if text else ""
        if text and not profile[name]:
            warnings.append((warning, column))
    return profile, warnings


def _sex(text: str) -> str:
    sex = read_sex(text)
    if sex is None:
        return ""
    return (RespondentSex.MALE if sex == "male" else RespondentSex.FEMALE).value


def _age_group(text: str) -> str:
    years = re.fullmatch(r"(\d{1,3})(?: *(?:th|thn|tahun))?\.?", text.lower())
    return (age_group(int(years[1])) or "") if years else ""


def _education(text: str) -> str:
    words = text.replace("–", "-").upper().replace(" ", "")
    if words in Education.values:
        return words
    level = read_education(text)
    if level in ("D1", "D2", "D3"):
        return Education.DIPLOMA.value
    return Education.BACHELOR.value if level == "D4" else level


def _occupation(text: str) -> str:
    words = same_words(text)
    if words in _OCCUPATIONS:
        return _OCCUPATIONS[words].value
    return next(
        (
            str(code)
            for code, label in Occupation.choices
            if words in (same_words(code), same_words(str(label)))
        ),
        "",
    )


def _sub_district(text: str) -> str:
    words = same_words(text).removeprefix("kecamatan ")
    return next(
        (
            str(code)
            for code, label in SubDistrict.choices
            if words in (same_words(code), same_words(str(label)))
        ),
        "",
    )
