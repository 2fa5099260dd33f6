"""What the first page of a report says: figures of one unit and period at one moment."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

from appraisal.rules.distribution import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from reports.documents.canonical import canonical_json, fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitProgress:
    """How far one unit is, counted in people who owe a plan in the period.

    ``good`` of those evaluated are Baik or better; ``unit`` is the id of the unit, if it has one.
    """

    name: str
    employees: int
    plans_fixed: int
    evaluated: int
    good: int = 0
    unit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySummaryContent:
    """Everything that the first page shows; no names of people.

    ``agency_lines`` is the name as the letterhead breaks it, ``agency`` as running text. A report
    ``of_city`` has agencies for units and no predicate of its own, so no pattern either.
    ``counts`` gives people per predicate among those evaluated; ``as_of`` has a zone.
    Below ``small_unit`` people no pattern is held beside the figures.
    Raises: ``ValueError`` when predicates and evaluated people do not add up.
    """

    government: str
    agency_lines: tuple[str, ...]
    address: str
    agency: str
    period_label: str
    starts: date
    ends: date
    as_of: datetime
    organisation_predicate: OrganisationPredicate | None
    organisation_fixed_on: date | None
    deviation_reason: str
    counts: Mapping[Predicate, int]
    units: tuple[UnitProgress, ...]
    open_objections: int
    small_unit: int = SMALL_UNIT
    of_city: bool = False

    def __post_init__(self) -> None:
        if sum(self.counts.values()) != self.evaluated:
            raise ValueError("people per predicate and people evaluated differ")

    @property
    def employees(self) -> int:
        """People who owe a plan."""
        return sum(unit.employees for unit in self.units)

    @property
    def plans_fixed(self) -> int:
        """People whose plan both have signed."""
        return sum(unit.plans_fixed for unit in self.units)

    @property
    def evaluated(self) -> int:
        """People whose predicate is fixed."""
        return sum(unit.evaluated for unit in self.units)

    def count(self, *predicates: Predicate) -> int:
        """People with one of ``predicates``."""
        return sum(self.counts.get(predicate, 0) for predicate in predicates)

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file."""
        values = asdict(self)
        values["agency_lines"] = list(self.agency_lines)
        values["counts"] = {str(predicate): self.count(predicate) for predicate in Predicate}
        organisation, fixed_on = self.organisation_predicate, self.organisation_fixed_on
        values["organisation_predicate"] = str(organisation) if organisation else None
        values["organisation_fixed_on"] = fixed_on.isoformat() if fixed_on else None
        values["starts"], values["ends"] = self.starts.isoformat(), self.ends.isoformat()
        values["as_of"] = self.as_of.astimezone(UTC).isoformat()
        return canonical_json(values)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote. Raises: ``KeyError`` or ``TypeError`` on another shape."""
        values: dict[str, Any] = json.loads(text)
        organisation, fixed_on = values["organisation_predicate"], values["organisation_fixed_on"]
        return cls(
            **{
                **values,
                "agency_lines": tuple(values["agency_lines"]),
                "starts": date.fromisoformat(values["starts"]),
                "ends": date.fromisoformat(values["ends"]),
                "as_of": datetime.fromisoformat(values["as_of"]),
                "organisation_predicate": (
                    OrganisationPredicate(organisation) if organisation else None
                ),
                "organisation_fixed_on": date.fromisoformat(fixed_on) if fixed_on else None,
                "counts": {Predicate(name): n for name, n in values["counts"].items()},
                "units": tuple(UnitProgress(**unit) for unit in values["units"]),
            }
        )
