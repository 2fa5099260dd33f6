"""One person in the drawer: evidence beside each rating, the two overall ones, their effect."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import CoreValue, Predicate, Rating
from appraisal.forms.ratings import RatingForm, Stops
from appraisal.models import ActionPlan, Evaluation
from appraisal.regulation import NOTE_FROM
from appraisal.selectors.action_plans import steps_by_result
from appraisal.selectors.annual import (
    AnnualGap,
    PeriodicResult,
    annual_gap,
    by_result,
    periodic_rows,
    year_by_result,
)
from appraisal.selectors.citizens import citizen_voice, peers_beside
from appraisal.selectors.continuous_feedback import feedback_for
from appraisal.selectors.evaluations import (
    ResultRow,
    ValueRating,
    evaluations_for_page,
    result_rows,
    value_ratings,
)
from appraisal.selectors.explanation import short_rating
from appraisal.selectors.given_ratings import unit_words
from appraisal.selectors.link_checks import link_checks
from appraisal.selectors.measures import measure_warning
from appraisal.selectors.numeric_aid import aid_of
from appraisal.selectors.reviews import open_review
from appraisal.selectors.segments import year_segments
from appraisal.selectors.team import TeamRow, next_to_rate, preview, proposal_words
from appraisal.views.evaluation_buttons import serve_button
from appraisal.views.signed_in import SignedInRequest
from personnel.enums import PeriodKind
from personnel.models import Period


@dataclass(frozen=True, slots=True)
class RatingLine:
    """The rating line of one result or value in the drawer, with its words."""

    key: str
    stops: Stops
    field: BoundField
    feedback: BoundField

    @property
    def errors(self) -> list[str]:
        """What is wrong with the rating, as sentences."""
        return [str(error) for error in self.field.errors]

    @property
    def error_id(self) -> str:
        """Id of the sentence that says so; empty while nothing is wrong."""
        return f"salah-{self.key}" if self.errors else ""


@dataclass(frozen=True, slots=True)
class DrawerResult:
    """One result in the drawer: what was reached, the rating line, and the year so far."""

    row: ResultRow
    line: RatingLine
    year: list[PeriodicResult]
    steps: list[ActionPlan]


@dataclass(frozen=True, slots=True)
class DrawerValue:
    """One of the seven values in the drawer."""

    row: ValueRating
    line: RatingLine
    expectation: str


def _line(form: RatingForm, key: str, legend: str) -> RatingLine:
    return RatingLine(key, form.stops(key, legend), form[f"rating-{key}"], form[f"feedback-{key}"])


def drawer_context(
    request: SignedInRequest,
    period: Period,
    rows: list[TeamRow],
    pk: int,
    form: RatingForm | None,
    now: datetime,
) -> dict[str, Any]:
    """One person with all the evidence; ``form`` is one that was refused, as it was typed."""
    evaluation = evaluations_for_page(
        Evaluation.objects.filter(period=period).prefetch_related("plan__expectations")
    ).get(pk=pk)
    form = form or RatingForm(evaluation=evaluation)
    periodic = periodic_rows(evaluation)
    years = by_result(list(evaluation.plan.results.all()), periodic)
    steps = steps_by_result(evaluation.plan, evaluation.period)
    expectations = {row.core_value: row.text for row in evaluation.plan.expectations.all()}
    row = next(row for row in rows if row.evaluation.pk == pk)
    is_annual = evaluation.period.kind == PeriodKind.ANNUAL
    return {
        "selected": row,
        "evaluation": evaluation,
        "form": form,
        "can_rate": permissions.can_rate(request.user, evaluation, now),
        "results": [
            DrawerResult(
                one,
                _line(form, str(one.result.pk), _("Hasil %(n)s") % {"n": one.number}),
                years.get(one.result.pk, []),
                steps.get(one.result.pk, []),
            )
            for one in result_rows(evaluation)
        ],
        "values": [
            DrawerValue(
                one,
                _line(form, one.guide.value, one.guide.name),
                expectations.get(one.guide.value, ""),
            )
            for one in value_ratings(evaluation)
        ],
        "citizens": citizen_voice(evaluation),
        "peers": peers_beside(evaluation, request.user.employee_id),
        "remarks": feedback_for(evaluation),
        "checks": link_checks(piece.url for piece in evaluation.evidence.all()),
        "short": {level: short_rating(level) for level in Rating.values},
        "sides": _sides(evaluation, form),
        "effect": _effect(form),
        "aid": aid_of(evaluation, form.grounds.regulation),
        "measure_warning": measure_warning(evaluation),
        "periodic": periodic,
        "year_by_result": year_by_result(evaluation, periodic),
        "segments": year_segments(evaluation) if is_annual else [],
        "gap": _gap(evaluation, form),
        "review": open_review(evaluation),
        "following": next_to_rate(rows, pk),
        "serve_one": serve_button(request.user, evaluation, now),
    }


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two overall ratings: what the proposal rests on, the choice, its reason.

    ``is_given``: it follows from the unit led and cannot be chosen.
    """

    key: str
    title: str
    words: str
    stops: Stops
    rating: BoundField
    reason: BoundField
    is_given: bool


def _sides(evaluation: Evaluation, form: RatingForm) -> list[Side]:
    results = [str(form[f"rating-{row.pk}"].value() or "") for row in evaluation.plan.results.all()]
    values = [str(form[f"rating-{value}"].value() or "") for value in CoreValue.values]
    return [
        Side(
            key,
            title,
            _unit_words(form)
            if key == "results" and form.grounds.unit is not None
            else _proposal_words(form, ratings, key),
            form.overall_stops(key),
            form[f"{key}_rating"],
            form[f"{key}_reason"],
            is_given=key == "results" and form.grounds.unit is not None,
        )
        for key, title, ratings in (
            ("results", _("Hasil kerja, seluruhnya"), results),
            ("behaviour", _("Perilaku kerja, seluruhnya"), values),
        )
    ]


def _unit_words(form: RatingForm) -> str:
    unit, proposed = form.grounds.unit, form.proposed["results"]
    return unit_words(unit, short_rating(proposed) if proposed else "") if unit else ""


def _proposal_words(form: RatingForm, ratings: list[str], key: str) -> str:
    words = proposal_words(ratings, form.proposed[key])
    if form.grounds.earlier and form.proposed[key]:
        words += " " + _("Usulan ini sudah menimbang bagian tahun sebelumnya menurut bulannya.")
    return words


def _gap(evaluation: Evaluation, form: RatingForm) -> AnnualGap | None:
    """How far the chosen annual predicate is from the periodic ones, while it may still change."""
    chosen = {
        key: str(form[f"{key}_rating"].value() or form.proposed[key]) for key in form.proposed
    }
    predicate = preview(chosen["results"], chosen["behaviour"])
    return annual_gap(evaluation, predicate, form.grounds.regulation.whole(NOTE_FROM))


def _effect(form: RatingForm) -> list[tuple[str, str, str]]:
    """What the table makes of the proposals, and of the choices: title, predicate, its word."""
    proposed = form.proposed
    chosen = {key: str(form[f"{key}_rating"].value() or proposed[key]) for key in proposed}
    pairs = ((_("Dengan usulan"), proposed), (_("Dengan rating Anda"), chosen))
    found = [(title, preview(pair["results"], pair["behaviour"])) for title, pair in pairs]
    return [(title, one, str(Predicate(one).label) if one else "") for title, one in found]
