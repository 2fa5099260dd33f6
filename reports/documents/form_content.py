"""What the SKP form and the evaluation form say, as frozen values.

Source: the national forms (regulation 3.3 to 3.9 and 4.1); see docs/legal.md#forms.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from appraisal.enums import Approach, Aspect, Perspective, ResultKind
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from personnel.enums import PeriodKind
from reports.documents.canonical import canonical_json, fingerprint, plain_values
from reports.documents.people import PersonLines
from reports.documents.signing import Signing, frozen_signing


class FeedbackGiver(StrEnum):
    """Who gave a piece of continuous feedback; printed before it."""

    LEADER = "leader"
    TEAM_LEADER = "team_leader"
    COLLEAGUE = "colleague"
    SUBORDINATE = "subordinate"
    OTHER = "other"


GIVER_WORDS = {
    FeedbackGiver.LEADER: "Pimpinan",
    FeedbackGiver.TEAM_LEADER: "Ketua tim",
    FeedbackGiver.COLLEAGUE: "Rekan kerja",
    FeedbackGiver.SUBORDINATE: "Bawahan",
    FeedbackGiver.OTHER: "Pihak lain",
}


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """One remark with the role of its giver."""

    giver: FeedbackGiver
    text: str

    @property
    def giver_word(self) -> str:
        """As the form prefixes it: "Pimpinan"."""
        return GIVER_WORDS[self.giver]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """One indicator; ``achievement`` is the realisasi as it is printed, empty on a plan."""

    aspect: Aspect | None = None
    text: str = ""
    target: str = ""
    achievement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One work result in printed order within its kind.

    ``superior_text`` counts on the form of JA and JF, ``assigned_by`` and ``perspective`` on that
    of heads.
    """

    kind: ResultKind
    text: str
    indicators: tuple[IndicatorLine, ...]
    superior_text: str = ""
    assigned_by: str = ""
    perspective: Perspective | None = None
    feedback: tuple[FeedbackLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """What the leader expects of one core value, and what was remarked on it."""

    expectation: str = ""
    feedback: tuple[FeedbackLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """What stands at the head of every form (regulation 3.3), and its signatures.

    ``institution`` is the name of the government in capitals; a supervisor may be missing on a
    draft. ``signed_on`` is the day on which the supervisor signed, ``signing`` how that came
    about, if not in the own name and post.
    """

    approach: Approach
    uses_head_form: bool
    institution: str
    starts: date
    ends: date
    employee: PersonLines
    supervisor: PersonLines | None
    place: str
    signed_on: date | None
    signing: Signing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormContent:
    """What both forms share. ``values`` holds seven lines in the official order."""

    head: FormHead
    results: tuple[ResultLine, ...]
    values: tuple[ValueLine, ...]
    as_of: datetime

    def results_of(self, kind: ResultKind) -> tuple[ResultLine, ...]:
        """Block A or B of the form."""
        return tuple(result for result in self.results if result.kind == kind)

    def to_json(self) -> str:
        """Canonical JSON: the text that is attached to the file and fingerprinted."""
        values = plain_values(self)
        return canonical_json(values | {"head": frozen_signing(values["head"])})

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON."""
        return fingerprint(self.to_json())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFormContent(_FormContent):
    """A plan with its annex. ``annexes`` holds the lines of each of the three blocks in order.

    ``as_of`` is the moment of fixing, for a draft that of printing.
    """

    year: int
    version: int
    annexes: tuple[tuple[str, ...], ...]
    employee_signed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFormContent(_FormContent):
    """An evaluation. Ratings and predicates are None while they do not exist or must not show."""

    period_kind: PeriodKind
    period_sequence: int
    revision: int
    organisation_predicate: OrganisationPredicate | None
    results_rating: Rating | None
    behaviour_rating: Rating | None
    predicate: Predicate | None
    answered_on: date | None
