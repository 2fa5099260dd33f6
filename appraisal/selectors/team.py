"""The team of a supervisor in one period: a row for each person, and the year of one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from appraisal.enums import CoreValue, EvaluationState, Predicate
from appraisal.models import Evaluation, OrganisationPredicate, WorkResult
from appraisal.models.evaluations import RATED, RATING_OPEN, EvaluationQuerySet
from appraisal.regulation import HEAD_RESULTS
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import head_results_rating, performance_predicate
from appraisal.rules.ratings import Rating
from appraisal.selectors.explanation import short_rating
from appraisal.selectors.organisation import leads_its_unit
from personnel.models import Period
from personnel.rules.regulation import Regulation
from sabang_kinerja.common.words import of_total


def given_by(raters: frozenset[int], rater: int | None) -> EvaluationQuerySet:
    """Evaluations of the supervisors ``raters``, without the one of ``rater`` who acts for them."""
    return Evaluation.objects.filter(supervisor__in=raters).exclude(plan__employee=rater or 0)


def team_evaluations(given: EvaluationQuerySet, period: Period) -> EvaluationQuerySet:
    """Of the evaluations that a person gives those of a period, by name, with what a row shows."""
    return (
        given.for_period(period)
        .with_list_columns()
        .prefetch_related(
            Prefetch("plan__results", WorkResult.objects.only("pk", "plan")),
            "result_ratings",
            "behaviour_ratings",
        )
        .order_by("plan__employee__name", "pk")
    )


@dataclass(frozen=True, slots=True)
class TeamPeriod:
    """A period in which a person rates others: how many, and what waits."""

    period: Period
    total: int
    to_rate: int
    to_serve: int


def team_periods(given: EvaluationQuerySet, year_id: int | None = None) -> list[TeamPeriod]:
    """Periods in which a person rates others (of one year, or of all), newest first."""
    rows = given if year_id is None else given.filter(period__year=year_id)
    counted = (
        rows.values("period")
        .annotate(
            total=Count("pk"),
            to_rate=Count("pk", filter=Q(state=EvaluationState.IN_RATING)),
            to_serve=Count("pk", filter=Q(state=EvaluationState.FIXED)),
        )
        .order_by("-period__ends", "period__starts")
    )
    periods = Period.objects.select_related("year").in_bulk([row["period"] for row in counted])
    return [
        TeamPeriod(periods[row["period"]], row["total"], row["to_rate"], row["to_serve"])
        for row in counted
    ]


@dataclass(frozen=True, slots=True)
class Overall:
    """One overall rating beside its proposal; both empty while single ratings are missing."""

    rating: str
    proposed: str

    @property
    def differs(self) -> bool:
        """Whether the choice is not the proposal."""
        return bool(self.rating) and self.rating != self.proposed


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One direct report as the grid shows it.

    ``predicate`` is what the table makes of the two ratings now; it counts only when ``is_fixed``.
    ``leads_unit``: the rating of results follows from the predicate of the unit led.
    """

    evaluation: Evaluation
    results: Overall
    behaviour: Overall
    predicate: str
    results_missing: int
    values_missing: int
    leads_unit: bool = False

    @property
    def name(self) -> str:
        """Name without titles, for buttons and sentences."""
        return self.evaluation.plan.employee.name

    @property
    def predicate_label(self) -> str:
        """The predicate in words, also while it is only a preview."""
        return str(Predicate(self.predicate).label) if self.predicate else ""

    @property
    def is_fixed(self) -> bool:
        """Whether the predicate has been fixed."""
        return self.evaluation.state in RATED

    @property
    def is_rated(self) -> bool:
        """Whether both overall ratings are there."""
        return bool((self.results.rating or self.leads_unit) and self.behaviour.rating)

    @property
    def can_be_rated(self) -> bool:
        """Whether the evaluation is open for the supervisor's ratings."""
        return self.evaluation.state in RATING_OPEN and self.evaluation.state != (
            EvaluationState.OBJECTED
        )

    @property
    def is_complete(self) -> bool:
        """Whether the evaluation could be fixed as far as ratings go."""
        return self.can_be_rated and self.is_rated

    @property
    def waits_to_be_served(self) -> bool:
        """Whether the result is fixed and the employee has not got it yet."""
        return self.evaluation.state == EvaluationState.FIXED

    @property
    def differs(self) -> bool:
        """Whether one of the two ratings leaves its proposal."""
        return self.results.differs or self.behaviour.differs


def team_rows(
    evaluations: Iterable[Evaluation],
    organisations: Mapping[int, OrganisationPredicate | None],
    regulation: Regulation,
) -> list[TeamRow]:
    """A row for each evaluation, from what was prefetched and its organisation predicate."""
    version = regulation.choice(HEAD_RESULTS)
    return [_team_row(row, organisations[row.pk], version) for row in evaluations]


def _team_row(
    evaluation: Evaluation, organisation: OrganisationPredicate | None, head_version: str
) -> TeamRow:
    results = Overall(evaluation.results_rating, evaluation.results_proposed)
    behaviour = Overall(evaluation.behaviour_rating, evaluation.behaviour_proposed)
    leads = leads_its_unit(evaluation, organisation)
    if leads and evaluation.state not in RATED:
        follows = _unit_rating(organisation, head_version)
        results = Overall(follows, follows)
    missing = len(evaluation.plan.results.all()) - len(evaluation.result_ratings.all())
    return TeamRow(
        evaluation=evaluation,
        results=results,
        behaviour=behaviour,
        predicate=_preview(evaluation, results, behaviour),
        results_missing=0 if leads else missing,
        values_missing=len(CoreValue) - len(evaluation.behaviour_ratings.all()),
        leads_unit=leads,
    )


def _unit_rating(organisation: OrganisationPredicate | None, version: str) -> str:
    if organisation is None or not organisation.is_fixed:
        return ""
    return head_results_rating(OrganisationValue(organisation.predicate), version)


def _preview(evaluation: Evaluation, results: Overall, behaviour: Overall) -> str:
    if evaluation.state in RATED:
        return evaluation.predicate
    return preview(results.rating, behaviour.rating)


def preview(results: str, behaviour: str) -> str:
    """What the table says of two ratings; empty while one is missing."""
    if not results or not behaviour:
        return ""
    return performance_predicate(Rating(results), Rating(behaviour))


@dataclass(frozen=True, slots=True)
class TeamCounts:
    """How far a team is: people, those with both ratings, fixed, fixed but not served."""

    total: int
    rated: int
    fixed: int
    to_serve: int


def team_counts(rows: Sequence[TeamRow]) -> TeamCounts:
    """Count the rows of a team."""
    return TeamCounts(
        total=len(rows),
        rated=sum(row.is_rated for row in rows),
        fixed=sum(row.is_fixed for row in rows),
        to_serve=sum(row.waits_to_be_served for row in rows),
    )


def next_to_rate(rows: Sequence[TeamRow], after: int) -> TeamRow | None:
    """The next person in the list that still lacks a rating, coming round to the beginning."""
    place = next((i for i, row in enumerate(rows) if row.evaluation.pk == after), -1)
    order = [*rows[place + 1 :], *rows[: max(place, 0)]]
    return next((row for row in order if row.can_be_rated and not row.is_rated), None)


def proposal_words(ratings: Sequence[str], proposed: str) -> str:
    """What a proposal rests on, or what it still waits for. Empty ratings are missing ones."""
    missing = sum(not rating for rating in ratings)
    if missing or not proposed:
        return _("Usulan sistem muncul setelah semuanya diberi rating; %(n)s lagi.") % {
            "n": missing
        }
    return _("%(share)s di atas ekspektasi; usulan sistem: %(proposed)s.") % {
        "share": of_total(list(ratings).count(Rating.ABOVE), len(ratings)),
        "proposed": short_rating(proposed),
    }
