"""The calibration room: an agency's ratings of one period on one screen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from appraisal.enums import EvaluationState, Predicate, ResultKind
from appraisal.models import (
    Calibration,
    Evaluation,
    OrganisationPredicate,
    ResultRating,
    ReviewRequest,
)
from appraisal.models.evaluations import RATED, SHOWN_TO_EMPLOYEE, EvaluationQuerySet
from appraisal.regulation import BEHAVIOUR_PROPOSAL, RESULTS_PROPOSAL, SMALL_UNIT
from appraisal.rules.boundary import Flip, Standing, flips
from appraisal.rules.ratings import Rating, ResultRatings
from appraisal.rules.segments import SEGMENTS_PROPOSAL
from appraisal.selectors.boundary_words import flip_words
from appraisal.selectors.organisation import applicable_predicates
from appraisal.selectors.patterns import Pattern, pattern_of
from appraisal.selectors.reviews import reviews_of
from appraisal.selectors.team import TeamRow, team_rows
from personnel.models import Employee, Period, Unit
from personnel.rules.regulation import Regulation

BEST_FIRST = tuple(Predicate.values)


@dataclass(frozen=True, slots=True)
class NearBoundary:
    """The predicate beyond the line, and in words how far the line is."""

    predicate: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class CalibrationPerson:
    """One person of the agency.

    ``is_hidden``: the reader's own result, which is not served yet. ``near`` is the nearest line
    that one step of one single rating crosses.
    """

    row: TeamRow
    evidence: int
    near: NearBoundary | None
    reviews: list[ReviewRequest]
    is_hidden: bool

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation behind the row."""
        return self.row.evaluation

    @property
    def open_review(self) -> ReviewRequest | None:
        """The request that waits for the supervisor."""
        return next((row for row in self.reviews if row.is_open), None)


@dataclass(frozen=True, slots=True)
class SupervisorRow:
    """How one supervisor rates: people, those with a predicate, and how many of each."""

    supervisor: Employee | None
    people: int
    rated: int
    counts: list[int]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the calibration of one agency and period shows."""

    agency: Unit
    period: Period
    pattern: Pattern
    people: list[CalibrationPerson]
    supervisors: list[SupervisorRow]

    @property
    def near(self) -> list[CalibrationPerson]:
        """People near a line who can still be reviewed; those of unmet conditions first."""
        touched = self.pattern.touched
        found = [
            one for one in self.people if one.near and not one.is_hidden and one.row.can_be_rated
        ]
        return sorted(
            found,
            key=lambda one: (
                not touched or one.row.predicate not in touched,
                one.row.name,
            ),
        )

    @property
    def waiting(self) -> list[CalibrationPerson]:
        """People whose supervisor owes an answer."""
        return [one for one in self.people if one.open_review]

    @property
    def not_rated(self) -> int:
        """People who have handed in and lack a rating."""
        return sum(one.row.can_be_rated and not one.row.is_rated for one in self.people)

    @property
    def not_handed_in(self) -> int:
        """People whose evaluation is still being filled in."""
        states = (EvaluationState.NOT_OPEN, EvaluationState.IN_PROGRESS)
        return sum(one.evaluation.state in states for one in self.people)


def calibration_room(
    agency: Unit, period: Period, reader: int | None, regulation: Regulation
) -> Room:
    """Read the room in a constant number of queries; ``reader`` is the reader's employee id."""
    evaluations = list(_evaluations(agency, period))
    organisations = applicable_predicates(evaluations)
    reviews = reviews_of(row.pk for row in evaluations)
    people = [
        _person(row, reviews.get(row.evaluation.pk, []), reader, regulation)
        for row in team_rows(evaluations, organisations, regulation)
    ]
    organisation = OrganisationPredicate.objects.filter(unit=agency, period=period).first()
    pattern = pattern_of(
        organisation,
        [one.row.predicate for one in people],
        regulation.whole(SMALL_UNIT),
        of_agency=True,
    )
    return Room(agency, period, pattern, people, _supervisors(people))


def _evaluations(agency: Unit, period: Period) -> EvaluationQuerySet:
    return (
        Evaluation.objects.for_period(period)
        .filter(plan__assignment__post__unit__agency=agency)
        .with_list_columns()
        .prefetch_related(
            "plan__results",
            Prefetch("result_ratings", ResultRating.objects.select_related("result")),
            "behaviour_ratings",
        )
        .annotate(evidence_count=Count("evidence"))
        .order_by("plan__employee__name", "pk")
    )


def _person(
    row: TeamRow, reviews: list[ReviewRequest], reader: int | None, regulation: Regulation
) -> CalibrationPerson:
    evaluation = row.evaluation
    own = reader is not None and evaluation.plan.employee_id == reader
    return CalibrationPerson(
        row=row,
        evidence=evaluation.evidence_count,  # type: ignore[attr-defined]  # annotated
        near=_near(row, regulation),
        reviews=reviews,
        is_hidden=own and evaluation.state not in SHOWN_TO_EMPLOYEE,
    )


def standing_of(row: TeamRow) -> Standing | None:
    """Single and overall ratings as the rule takes them; ``None`` while something is missing."""
    if not row.results.rating or not row.behaviour.rating or row.values_missing:
        return None
    evaluation = row.evaluation
    rated = [(one.result.kind, Rating(one.rating)) for one in evaluation.result_ratings.all()]
    in_segments = evaluation.results_algorithm == SEGMENTS_PROPOSAL
    return Standing(
        singles=ResultRatings(
            tuple(rating for kind, rating in rated if kind == ResultKind.MAIN),
            tuple(rating for kind, rating in rated if kind != ResultKind.MAIN),
        ),
        values=tuple(Rating(one.rating) for one in evaluation.behaviour_ratings.all()),
        results=Rating(row.results.rating),
        behaviour=Rating(row.behaviour.rating),
        results_held=row.leads_unit or row.results.differs or in_segments or not rated,
        behaviour_held=row.behaviour.differs or in_segments,
    )


def _near(row: TeamRow, regulation: Regulation) -> NearBoundary | None:
    standing = standing_of(row)
    if standing is None:
        return None
    versions = regulation.choice(RESULTS_PROPOSAL), regulation.choice(BEHAVIOUR_PROPOSAL)
    found = next((flip for flip in flips(standing, *versions) if flip.steps == 1), None)
    return _in_words(found) if found else None


def _in_words(flip: Flip) -> NearBoundary:
    return NearBoundary(flip.predicate, str(Predicate(flip.predicate).label), flip_words(flip))


def _supervisors(people: Iterable[CalibrationPerson]) -> list[SupervisorRow]:
    groups: dict[int | None, list[CalibrationPerson]] = {}
    for one in people:
        groups.setdefault(one.evaluation.supervisor_id, []).append(one)
    rows = [
        SupervisorRow(
            supervisor=group[0].evaluation.supervisor,
            people=len(group),
            rated=sum(bool(one.row.predicate) for one in group),
            counts=[sum(one.row.predicate == word for one in group) for word in BEST_FIRST],
        )
        for group in groups.values()
    ]
    return sorted(
        rows, key=lambda row: (-row.people, row.supervisor.name if row.supervisor else "")
    )


@dataclass(frozen=True, slots=True)
class AgencyCalibration:
    """One agency in the list of a period."""

    agency: Unit
    people: int
    rated: int
    fixed: int
    organisation: OrganisationPredicate | None
    calibration: Calibration | None


def agency_calibrations(agencies: Sequence[Unit], period: Period) -> list[AgencyCalibration]:
    """Agencies of a period, those that are not finished first (three queries)."""
    place = "plan__assignment__post__unit__agency"
    counted = {
        row[place]: row
        for row in Evaluation.objects.filter(period=period, **{f"{place}__in": agencies})
        .values(place)
        .annotate(
            people=Count("pk"),
            rated=Count("pk", filter=~Q(behaviour_rating="") & ~Q(results_rating="")),
            fixed=Count("pk", filter=Q(state__in=RATED)),
        )
        .order_by()
    }
    organisations = {
        row.unit_id: row
        for row in OrganisationPredicate.objects.filter(period=period, unit__in=agencies)
    }
    calibrations = {
        row.agency_id: row
        for row in Calibration.objects.filter(period=period, agency__in=agencies).select_related(
            "finished_by"
        )
    }
    rows = [
        AgencyCalibration(
            agency,
            counted[agency.pk]["people"],
            counted[agency.pk]["rated"],
            counted[agency.pk]["fixed"],
            organisations.get(agency.pk),
            calibrations.get(agency.pk),
        )
        for agency in agencies
        if agency.pk in counted
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.calibration is not None and row.calibration.finished_at is not None,
            row.agency.name,
        ),
    )
