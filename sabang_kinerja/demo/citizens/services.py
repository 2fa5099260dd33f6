"""Services of the city with their counters, the officers there, and registers of recipients."""

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from feedback.enums import Dimension, Frame
from feedback.models import Counter, CounterDuty, MarginCount, Register, Service
from feedback.rules.samples import minimum_sample
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.citizens.draws import Profile
from sabang_kinerja.demo.content import citizen_cases, city_services, organisation
from sabang_kinerja.demo.organisation import CITY, City, CityUnit
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import apportion
from sabang_kinerja.demo.tables import Tables

OFFICE_NETWORK: Final = "10.20.0.0/16"
YOUNGEST: Final = "0-16"
"""Residents of this age are asked nothing."""

Margins = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Span:
    """Days that a survey or a register is about, with the share of a year's recipients in them."""

    starts: date
    ends: date
    share_of: tuple[int, ...]
    """The quarters (0 to 3) that it covers."""


@dataclass(slots=True, eq=False)
class CityService:
    """One service; margins are those of a year."""

    row: Mapping[str, Any]
    unit: CityUnit
    agency: CityUnit
    id: int = 0
    counter_id: int = 0
    profile: Profile = field(init=False)

    def __post_init__(self) -> None:
        self.profile = Profile.read(self.row["quality_profile"])

    @property
    def code(self) -> str:
        """The service's own word, as addresses and registers have it."""
        return str(self.row["code"]).replace("_", "-")

    def margins(self, span: Span) -> Margins:
        """Recipients in a span by dimension and category; every dimension sums to the same."""
        share = sum(self.row["quarterly_share"][quarter] for quarter in span.share_of)
        total = round(self.row["yearly_recipients"] * share)
        return {
            dimension: dict(zip(counts, apportion(total, list(counts.values())), strict=True))
            for dimension, counts in self.row["margins"].items()
        }

    def wanted(self, span: Span) -> int:
        """Answers by which the span shows the quality that the year is designed to show."""
        people = recipients(self.margins(span))
        sample = minimum_sample(people) / minimum_sample(self.row["yearly_recipients"])
        target: int = self.row["sampling"]["target_responses"]
        return min(people, round(target * sample))


def recipients(margins: Margins) -> int:
    """How many a register counts."""
    return sum(next(iter(margins.values())).values())


def write_services(
    city: City, population: Population, first: Person, now: datetime, tables: Tables
) -> list[CityService]:
    """Write services, counters and duties.

    A service of a unit that a smaller city lacks is given by the nearest one above; ``first`` is
    the officer of the first counter of the own unit.
    """
    found: list[CityService] = []
    names = service_names()
    counters: dict[tuple[int, str], int] = {}
    officers: dict[int, list[Person]] = {}
    for row in city_services()["services"]:
        agency = city.by_code.get(row["agency"])
        if agency is None:
            continue
        service = CityService(row, _nearest(city, row["unit"], agency), agency)
        service.id = tables[Service].add(
            unit_id=service.unit.id,
            code=service.code,
            name=names[row["code"]],
            service_class=citizen_cases()["service_classes"][row["service_class"]],
            has_fee=row["fee"],
        )
        place = (service.unit.id, row["counter"])
        if place not in counters:
            counters[place] = tables[Counter].add(
                unit_id=service.unit.id, name=row["counter"], networks=OFFICE_NETWORK
            )
            if service.unit.id not in officers:
                officers[service.unit.id] = _officers(city, population, service.unit, first)
            _write_duty(counters[place], officers[service.unit.id], now, tables)
        service.counter_id = counters[place]
        found.append(service)
    tables.flush()
    return found


def service_names() -> dict[str, str]:
    """The name of each service by its code; what several units of an agency give names its unit."""
    rows = city_services()["services"]
    units = {unit["code"]: unit["name"] for unit in organisation()["units"]}
    often = Tally((row["agency"], row["name"]) for row in rows)
    return {
        row["code"]: f"{row['name']}, {units[row['unit']]}"
        if often[row["agency"], row["name"]] > 1
        else row["name"]
        for row in rows
    }


def _nearest(city: City, code: str, agency: CityUnit) -> CityUnit:
    unit = city.by_code.get(code)
    return unit if unit is not None and agency in unit.lineage() else agency


def _officers(city: City, population: Population, unit: CityUnit, first: Person) -> list[Person]:
    """Staff of the unit, each for one counter."""
    staff = [
        holder
        for post in city.posts
        if post.unit is unit and not post.is_head
        for holder in population.holders(post)
    ]
    return sorted(staff, key=lambda one: one is not first)


def _write_duty(counter: int, officers: list[Person], now: datetime, tables: Tables) -> None:
    if not officers:
        return
    officer = officers.pop(0)
    tables[CounterDuty].add(
        counter_id=counter,
        employee_id=officer.id,
        effective_from=max(date(now.year - 1, 1, 1), officer.career[-1].starts),
    )


def write_registers(
    services: Sequence[CityService],
    span: Span,
    *,
    without: AbstractSet[str],
    by: int,
    today: date,
    tables: Tables,
) -> None:
    """Write the registers of a span: of every service, and of each agency their sum.

    Agencies in ``without`` (by code) have not handed theirs in.
    """
    month_end = today.replace(day=1) - timedelta(days=1)
    dated = max(span.starts, min(span.ends, month_end))
    agencies: dict[CityUnit, dict[str, Tally[str]]] = {}
    for service in services:
        if service.agency.code in without:
            continue
        margins = service.margins(span)
        whole = agencies.setdefault(service.agency, {Dimension.SERVICE.value: Tally()})
        whole[Dimension.SERVICE.value][service.code] = recipients(margins)
        for dimension, counts in margins.items():
            whole.setdefault(dimension, Tally()).update(counts)
        _write_register(margins, service.unit, service.id, span, dated, by, today, tables)
    for agency, margins in agencies.items():
        _write_register(margins, agency, None, span, dated, by, today, tables)


def _write_register(
    margins: Margins,
    unit: CityUnit,
    service: int | None,
    span: Span,
    dated: date,
    by: int,
    today: date,
    tables: Tables,
) -> None:
    register = tables[Register].add(
        unit_id=unit.id,
        service_id=service,
        starts=span.starts,
        ends=span.ends,
        population=recipients(margins),
        source="Register pelayanan (rekaan)",
        dated=dated,
        entered_by_id=by,
        entered_at=_noon(min(today, dated + timedelta(days=4))),
    )
    _write_counts(register, margins, tables)


def write_residents(city: City, by: int, tables: Tables) -> None:
    """Write the counts of residents: another frame, which no survey of a service may use."""
    rows = city_services()["residents"]
    day = date.fromisoformat(rows["reference_date"])
    margins = {
        dimension: {
            category: count
            for category, count in rows["margins"][dimension]["counts"].items()
            if category != YOUNGEST
        }
        for dimension in ("sub_district", "sex", "age_group", "education")
    }
    register = tables[Register].add(
        frame=Frame.RESIDENTS,
        unit_id=city.by_code[CITY].id,
        starts=date(day.year, 1, 1),
        ends=date(day.year, 12, 31),
        population=rows["total"],
        source=f"Penduduk pertengahan {day.year} (sebaran rekaan)",
        dated=day,
        entered_by_id=by,
        entered_at=_noon(day + timedelta(days=30)),
    )
    _write_counts(register, margins, tables)


def _write_counts(register: int, margins: Margins, tables: Tables) -> None:
    for dimension, counts in margins.items():
        for category, count in counts.items():
            tables[MarginCount].add(
                register_id=register, dimension=dimension, category=category, count=count
            )


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=WIB)
