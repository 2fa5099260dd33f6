"""Predicates of the agencies: fixed by the mayor before any person's, some still awaited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from appraisal.enums import OrganisationState
from appraisal.models import OrganisationPredicate as OrganisationRow
from appraisal.rules.predicate import OrganisationPredicate
from appraisal.rules.ratings import Rating
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.content import wordings
from sabang_kinerja.demo.organisation import CityUnit
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import pick, stream
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.years import CityPeriod

CERTAINLY_GOOD: Final = "DUKCAPIL"
"""The agency of the demo accounts."""

_USUAL: Final = {
    OrganisationPredicate.GOOD: 0.70,
    OrganisationPredicate.EXCELLENT: 0.17,
    OrganisationPredicate.NEEDS_IMPROVEMENT: 0.13,
}
_COMPONENTS: Final = {
    OrganisationPredicate.EXCELLENT: (Rating.ABOVE, Rating.ABOVE),
    OrganisationPredicate.GOOD: (Rating.MEETS, Rating.MEETS),
    OrganisationPredicate.NEEDS_IMPROVEMENT: (Rating.BELOW, Rating.MEETS),
}


@dataclass(frozen=True, slots=True)
class AgencyPredicate:
    """What was fixed for an agency and when; ``fixed_at`` None: it is still awaited."""

    value: OrganisationPredicate
    fixed_at: datetime | None


def predicate_of(
    agency: CityUnit, year: int, period: CityPeriod, seed: int
) -> OrganisationPredicate:
    """How an agency did; its quarters mostly resemble its year."""
    if agency.code == CERTAINLY_GOOD:
        return OrganisationPredicate.GOOD
    yearly = pick(stream(seed, "organisation", agency.code, year), _USUAL)
    chance = stream(seed, "organisation", agency.code, year, period.kind, period.sequence)
    if period.is_annual or chance.random() < 0.8:
        return yearly
    return pick(chance, _USUAL)


def awaited(agencies: Iterable[CityUnit]) -> set[str]:
    """Codes of the agencies for which the mayor has not decided on the last quarter yet."""
    preferred = ("DINSOS", "BPBD", "SATPOLPPWH", "DPMG", "DISNAKER", "MPU")
    there = {agency.code for agency in agencies}
    found = [code for code in preferred if code in there]
    return set(found[: max(1, len(there) // 10)])


def write_predicate(
    agency: CityUnit,
    period: CityPeriod,
    found: AgencyPredicate,
    mayor: Person,
    *,
    recommended: bool,
    seed: int,
    tables: Tables,
) -> None:
    """Write the row of one agency and period."""
    value, fixed_at = found.value, found.fixed_at
    if fixed_at is None and not recommended:
        tables[OrganisationRow].add(unit_id=agency.id, period_id=period.id)
        return
    agreement, expectation = _COMPONENTS[value]
    chance = stream(seed, "basis", agency.code, period.id)
    tables[OrganisationRow].add(
        unit_id=agency.id,
        period_id=period.id,
        state=OrganisationState.FIXED if fixed_at else OrganisationState.RECOMMENDED,
        agreement=agreement.value,
        expectation=expectation.value,
        predicate=value.value,
        basis=chance.choice(wordings()["organisation_basis"][value.value]),
        fixed_by_id=mayor.id if fixed_at else None,
        fixed_at=fixed_at,
        row_version=3,
    )


def fixing_moment(agency: CityUnit, period: CityPeriod, seed: int) -> datetime:
    """When the mayor decided: up to the seventh day after a quarter, the tenth after a year."""
    chance = stream(seed, "decided", agency.code, period.id)
    latest = 9 if period.is_annual else 6
    day: date = period.ends + timedelta(days=chance.randint(4, latest))
    return datetime.combine(day, time(chance.randint(8, 11), chance.randint(0, 59)), WIB)
