"""Three performance years with periods and deadlines, and the holidays between them."""

from dataclasses import dataclass
from datetime import date, datetime, time

from personnel.enums import HolidayKind, PeriodKind, YearState
from personnel.models import Deadline, Holiday, PerformanceYear, Period
from personnel.rules.calendar import WIB
from personnel.rules.year import PeriodKind as RuleKind
from personnel.rules.year import deadlines_of, periods_of
from sabang_kinerja.demo.content import holidays
from sabang_kinerja.demo.tables import Tables

_HOLIDAY_KINDS = {
    "national": HolidayKind.NATIONAL,
    "collective_leave": HolidayKind.COLLECTIVE,
    "regional": HolidayKind.REGIONAL,
}


@dataclass(frozen=True, slots=True)
class CityPeriod:
    """A period with its id."""

    id: int
    kind: str
    sequence: int
    starts: date
    ends: date

    @property
    def is_annual(self) -> bool:
        """Whether it is the whole year."""
        return self.kind == PeriodKind.ANNUAL

    @property
    def label(self) -> str:
        """As in running text: "triwulan II", "tahun 2025"."""
        if self.is_annual:
            return f"tahun {self.starts.year}"
        return f"triwulan {('I', 'II', 'III', 'IV')[self.sequence - 1]}"


@dataclass(frozen=True, slots=True)
class CityYear:
    """A year with its quarters in order, the annual period last."""

    id: int
    year: int
    periods: tuple[CityPeriod, ...]

    @property
    def quarters(self) -> tuple[CityPeriod, ...]:
        """The four quarters."""
        return self.periods[:-1]

    @property
    def annual(self) -> CityPeriod:
        """The whole year."""
        return self.periods[-1]


def write_years(today: date, tables: Tables) -> list[CityYear]:
    """Write the years, oldest first, the running one last.

    The year before stays open until the end of April, while the last of its results end.
    """
    return [_write_year(year, today, tables) for year in range(today.year - 2, today.year + 1)]


def closing_day(year: int) -> date:
    """When BKPSDM closes a year."""
    return date(year + 1, 5, 1)


def _write_year(year: int, today: date, tables: Tables) -> CityYear:
    closing = closing_day(year)
    is_closed = closing <= today
    year_id = tables[PerformanceYear].add(
        year=year,
        state=YearState.CLOSED if is_closed else YearState.OPEN,
        rhythm=PeriodKind.QUARTER,
        opened_at=_morning(date(year - 1, 12, 1)),
        closed_at=_morning(closing) if is_closed else None,
    )
    periods = tuple(
        CityPeriod(
            tables[Period].add(
                year_id=year_id,
                kind=span.kind.value,
                sequence=span.sequence,
                starts=span.starts,
                ends=span.ends,
            ),
            span.kind.value,
            span.sequence,
            span.starts,
            span.ends,
        )
        for span in periods_of(year, RuleKind.QUARTER)
    )
    for day in deadlines_of(year, RuleKind.QUARTER):
        tables[Deadline].add(
            year_id=year_id, key=day.name, due=day.due, legal_basis=day.legal_basis
        )
    return CityYear(year_id, year, periods)


def write_holidays(tables: Tables) -> frozenset[date]:
    """Write holidays and collective leave; returns the certain ones, which move deadlines."""
    rows = holidays()
    for row in rows:
        tables[Holiday].add(
            day=date.fromisoformat(row["date"]),
            name=row["name"],
            kind=_HOLIDAY_KINDS[row["kind"]],
            certain=row["certain"] == "yes",
            legal_basis=row["source"],
        )
    return frozenset(date.fromisoformat(r["date"]) for r in rows if r["certain"] == "yes")


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 0), WIB)
