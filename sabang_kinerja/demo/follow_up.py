"""What follows the results of the demo city: plans, awards, potential, measures, attendance."""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from json import dumps
from typing import Any, Final

from appraisal.enums import AwardKind, MeasureLevel, Potential
from appraisal.enums import Predicate as PredicateWord
from appraisal.models import (
    AttendanceFactor,
    Award,
    DisciplinaryMeasure,
    Evaluation,
    PotentialAssessment,
)
from appraisal.regulation import ALLOWANCE_BASE, AWARD_PREDICATE, AWARD_YEARS
from appraisal.rules.improvement import months_later
from personnel.enums import EmployeeKind, LegalStatus, PeriodKind
from personnel.models import RegulationSetting
from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.content import follow_up_texts
from sabang_kinerja.demo.improvement import write_improvement_plans
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import pick, sometimes, stream
from sabang_kinerja.demo.tables import Tables

ASSESSED: Final = 0.65
MEASURED: Final = 0.006
WITH_ATTENDANCE: Final = 0.9
AWARDED: Final = 0.12
BASIS: Final = "Angka contoh untuk peragaan, bukan ketetapan kota"
_POTENTIAL: Final = {Potential.HIGH: 0.2, Potential.MEDIUM: 0.55, Potential.LOW: 0.25}
_LEVELS: Final = {MeasureLevel.LIGHT: 0.6, MeasureLevel.MEDIUM: 0.32, MeasureLevel.HEAVY: 0.08}
_MONTHS_OF: Final = {MeasureLevel.LIGHT: 6, MeasureLevel.MEDIUM: 9, MeasureLevel.HEAVY: 12}


def write_follow_up(
    city: City, population: Population, seed: int, now: datetime, tables: Tables
) -> None:
    """Write everything that follows a result; results must be in the database already."""
    admin = demo_people(city, population)["bkpsdm"].user_id
    people = [
        person
        for person in population.people
        if person.kind != EmployeeKind.STATE_OFFICIAL and person.status == LegalStatus.ACTIVE
    ]
    by = {"imported_by_id": admin, "imported_at": now}
    _write_allowance_base(admin, now, tables)
    _write_potential(people, seed, now.date(), by, tables)
    _write_attendance(people, seed, now.date(), by, tables)
    _write_measures(people, seed, now.date(), tables)
    _write_awards(admin, seed, now, tables)
    write_improvement_plans(admin, seed, now, tables)


def _write_allowance_base(admin: int, now: datetime, tables: Tables) -> None:
    amounts = {key: str(value) for key, value in follow_up_texts()["allowance_base"].items()}
    tables[RegulationSetting].add(
        key=ALLOWANCE_BASE,
        value=dumps(amounts),
        legal_basis=BASIS,
        valid_from=date(now.year - 1, 1, 1),
        decided_by_id=admin,
        decided_at=now,
    )


def _write_potential(
    people: Iterable[Person], seed: int, today: date, by: dict[str, Any], tables: Tables
) -> None:
    day = date(today.year - 1, 11, 18)
    for person in people:
        chance = stream(seed, "potential", person.nip)
        if sometimes(chance, ASSESSED):
            tables[PotentialAssessment].add(
                employee_id=person.id,
                potential=pick(chance, _POTENTIAL),
                assessed_on=day,
                source=chance.choice(follow_up_texts()["sources"]),
                **by,
            )


def _write_attendance(
    people: Iterable[Person], seed: int, today: date, by: dict[str, Any], tables: Tables
) -> None:
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    for person in people:
        chance = stream(seed, "attendance", person.nip, month)
        if sometimes(chance, WITH_ATTENDANCE):
            tables[AttendanceFactor].add(
                employee_id=person.id,
                month=month,
                factor=_factor(chance),
                source="Presensi elektronik (data contoh)",
                **by,
            )


def _factor(chance: random.Random) -> Decimal:
    lost = 0 if sometimes(chance, 0.6) else chance.randint(1, 12)
    return Decimal(100 - lost) / 100


def _write_measures(people: Iterable[Person], seed: int, today: date, tables: Tables) -> None:
    number = 0
    for person in people:
        chance = stream(seed, "measure", person.nip)
        if not sometimes(chance, MEASURED):
            continue
        number += 1
        level = pick(chance, _LEVELS)
        starts = today - timedelta(days=chance.randint(10, 420))
        tables[DisciplinaryMeasure].add(
            employee_id=person.id,
            level=level,
            decree_number=f"800.1.6/{number:03}/{starts.year}",
            effective_from=starts,
            effective_until=months_later(starts, _MONTHS_OF[level]),
        )


def _write_awards(admin: int, seed: int, now: datetime, tables: Tables) -> None:
    """Some of those who were very good in both of the last two finished years."""
    rows = Evaluation.objects.filter(
        period__kind=PeriodKind.ANNUAL,
        state="final",
        predicate__in=[PredicateWord.VERY_GOOD, PredicateWord.GOOD],
    ).values_list("plan__employee", "period__year", "period__year__year", "predicate")
    good: dict[int, dict[int, tuple[int, str]]] = {}
    for employee, year_id, year, predicate in rows.order_by("plan__starts", "plan__version"):
        good.setdefault(employee, {})[year] = (year_id, predicate)
    day = min(now.date(), date(now.year, 8, 17))
    number = 0
    for employee, years in sorted(good.items()):
        year_id, predicate = years.get(now.year - 1, (0, ""))
        chance = stream(seed, "award", employee)
        if predicate != PredicateWord.VERY_GOOD or now.year - 2 not in years:
            continue
        if sometimes(chance, AWARDED):
            number += 1
            tables[Award].add(
                employee_id=employee,
                year_id=year_id,
                kind=chance.choice([AwardKind.CERTIFICATE, AwardKind.DEVELOPMENT]),
                decree_number=f"800.1.11/{number:03}/{now.year}",
                decree_date=day,
                versions=dumps({AWARD_PREDICATE: "default", AWARD_YEARS: "default"}),
                decided_by_id=admin,
                decided_at=now,
            )
