"""What a Dokumen Evaluasi Kinerja Pegawai says, frozen as values when its number is taken.

Source: the national form (regulation 4.6); see docs/legal.md#document.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

from appraisal.rules.predicate import OrganisationPredicate, Predicate
from personnel.enums import PeriodKind
from reports.documents.canonical import canonical_json, fingerprint
from reports.documents.people import PersonLines
from reports.documents.signing import Signing, frozen_signing


class EmployeeAnswer(StrEnum):
    """How item 7 came to its date: signed, the window passed, or an objection was decided."""

    SIGNED = "signed"
    LAPSED = "lapsed"
    OBJECTION_DECIDED = "objection_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDocumentContent:
    """Everything that the page says, frozen when its number is taken.

    ``institution`` are the lines on the left above the table; ``employee_answered_on`` is the day
    of signing, of the lapsed deadline, or of the decision, as ``employee_answer`` tells. A draft
    may lack number, code, dates and predicates. ``verification_address`` is the address of the
    verification page without a final slash; ``frozen_at`` has a zone. ``signing`` tells how the
    supervisor's signature came about, if not in the own name and post.
    """

    period_kind: PeriodKind
    period_sequence: int
    starts: date
    ends: date
    institution: tuple[str, ...]
    employee: PersonLines
    supervisor: PersonLines
    reviewing_superior: PersonLines | None
    organisation_predicate: OrganisationPredicate | None
    predicate: Predicate | None
    recommendation: str
    place: str
    supervisor_signed_on: date | None
    employee_answer: EmployeeAnswer | None
    employee_answered_on: date | None
    number: str
    verification_code: str
    verification_address: str
    frozen_at: datetime
    signing: Signing | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain values for a JSON column: dates as ISO text, lists for tuples."""
        values = asdict(self)
        values["institution"] = list(self.institution)
        for key in ("period_kind", "organisation_predicate", "predicate", "employee_answer"):
            values[key] = str(values[key]) if values[key] is not None else None
        for key in ("starts", "ends", "supervisor_signed_on", "employee_answered_on"):
            values[key] = values[key].isoformat() if values[key] is not None else None
        values["frozen_at"] = self.frozen_at.astimezone(UTC).isoformat()
        return frozen_signing(values)

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file and fingerprinted."""
        return canonical_json(self.as_dict())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what ``to_json`` wrote."""
        return cls.from_dict(json.loads(text))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what ``as_dict`` wrote. Raises: ``KeyError`` or ``TypeError`` on another shape."""
        superior = values["reviewing_superior"]
        organisation, predicate = values["organisation_predicate"], values["predicate"]
        answer, signing = values["employee_answer"], values.get("signing")
        return cls(
            **{
                **values,
                "period_kind": PeriodKind(values["period_kind"]),
                "starts": date.fromisoformat(values["starts"]),
                "ends": date.fromisoformat(values["ends"]),
                "institution": tuple(values["institution"]),
                "employee": PersonLines(**values["employee"]),
                "supervisor": PersonLines(**values["supervisor"]),
                "reviewing_superior": PersonLines(**superior) if superior else None,
                "organisation_predicate": (
                    OrganisationPredicate(organisation) if organisation else None
                ),
                "predicate": Predicate(predicate) if predicate else None,
                "supervisor_signed_on": _day(values["supervisor_signed_on"]),
                "employee_answer": EmployeeAnswer(answer) if answer else None,
                "employee_answered_on": _day(values["employee_answered_on"]),
                "frozen_at": datetime.fromisoformat(values["frozen_at"]),
                "signing": Signing.from_dict(signing) if signing else None,
            }
        )

    @property
    def may_leave_the_house(self) -> bool:
        """Whether everything is there that a document in force must show."""
        return all(
            (
                self.number,
                self.verification_code,
                self.predicate,
                self.organisation_predicate,
                self.supervisor_signed_on,
                self.employee_answer,
                self.employee_answered_on,
            )
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
