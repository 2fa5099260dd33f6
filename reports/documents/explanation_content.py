"""What the written explanation says: whose result it is, and what the page says of it."""

from dataclasses import dataclass
from datetime import date, datetime

from appraisal.selectors.explanation import Explanation
from reports.documents.canonical import canonical_json, fingerprint, plain_values
from reports.documents.people import PersonLines


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationContent:
    """Everything on paper; ``explanation`` is in Indonesian. ``as_of`` has a zone.

    ``predicate`` is the word of the predicate; ``served_on`` None while it was not handed over.
    """

    institution: str
    agency: str
    period_label: str
    starts: date
    ends: date
    employee: PersonLines
    predicate: str
    served_on: date | None
    recommendation: str
    self_assessment: str
    explanation: Explanation
    as_of: datetime

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file."""
        return canonical_json(plain_values(self))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())
