"""What the Format Penetapan Predikat Kinerja says of one unit and period, as frozen values.

Source: SE MenPANRB 3/2023 (regulation 4.4); see docs/legal.md#forms.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from appraisal.rules.distribution import SMALL_UNIT
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from reports.documents.canonical import canonical_json, fingerprint, plain_values
from reports.documents.people import PersonLines
from reports.documents.signing import Signing, frozen_signing


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminedPerson:
    """One row of block B: a person whose predicate is fixed. ``nip`` is bare."""

    name: str
    nip: str | None
    post: str
    results: Rating
    behaviour: Rating
    predicate: Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class DeterminationContent:
    """Everything that the format shows.

    ``waiting`` counts people of the unit whose predicate is not fixed yet. ``leader`` is who fixed
    the organisation's predicate, on ``fixed_on``, or who will. ``as_of`` has a zone. Below
    ``small_unit`` people no pattern is held beside the figures. ``signing`` tells by what the
    leader signs, if not in the own post.
    """

    institution: str
    unit: str
    agency: str
    period_label: str
    starts: date
    ends: date
    agreement: Rating | None
    expectation: Rating | None
    organisation_predicate: OrganisationPredicate | None
    basis: str
    people: tuple[DeterminedPerson, ...]
    waiting: int
    deviation_reason: str
    leader: PersonLines | None
    place: str
    fixed_on: date | None
    as_of: datetime
    small_unit: int = SMALL_UNIT
    signing: Signing | None = None

    @property
    def counts(self) -> Mapping[Predicate, int]:
        """People per predicate."""
        return Counter(person.predicate for person in self.people)

    @property
    def evaluated(self) -> int:
        """People whose predicate is fixed."""
        return len(self.people)

    @property
    def is_complete(self) -> bool:
        """Whether the organisation and everybody in it has a predicate."""
        return bool(self.organisation_predicate and self.fixed_on and self.people) and not (
            self.waiting
        )

    def count(self, *predicates: Predicate) -> int:
        """People with one of ``predicates``."""
        return sum(self.counts.get(predicate, 0) for predicate in predicates)

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file."""
        return canonical_json(frozen_signing(plain_values(self)))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())
