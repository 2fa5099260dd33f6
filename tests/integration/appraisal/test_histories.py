"""What a history tells of a plan, an evaluation, an objection: in words, never column names."""

import pytest
from django.utils.text import capfirst

from appraisal.actions import segments
from appraisal.enums import EvaluationState, PlanState, Rating
from appraisal.models import (
    Achievement,
    BehaviourRating,
    Evaluation,
    OrganisationPredicate,
    Plan,
    ResultRating,
    Segment,
)
from appraisal.selectors import histories
from appraisal.selectors.plans import plan_history
from tests.factories.appraisal import APRIL, evaluation_at, make_office, objection_of, plan_at

pytestmark = pytest.mark.django_db


def labels(entries) -> set[str]:
    return {change.label for entry in entries for change in entry.changes}


def column_names(*models) -> set[str]:
    """How columns would be called that nobody gave a word."""
    return {
        str(capfirst(column.name.replace("_", " ")))
        for model in models
        for column in model._meta.concrete_fields
    } - {"Status", "Rating"}


def test_history_of_a_plan_is_told_in_words():
    plan = plan_at(PlanState.FIXED, make_office())

    told = labels(plan_history(plan))

    assert {"Status", "Disetujui pada", "Ditandatangani pegawai pada"} <= told
    assert not told & column_names(Plan)


def test_history_of_a_judged_year_is_told_in_words():
    evaluation = evaluation_at(EvaluationState.OBJECTED, make_office())

    told = labels(histories.evaluation_history(evaluation, shows_ratings=True))
    objection = labels(histories.objection_history(objection_of(evaluation)))
    unit = OrganisationPredicate.objects.get()

    assert {"Status", "Rating hasil kerja", "Predikat", "Indikator"} <= told
    names = column_names(Evaluation, Achievement, ResultRating, BehaviourRating)
    assert not told & names
    assert {"Predikat semula", "Diajukan pada"} <= objection
    assert not objection & column_names(type(objection_of(evaluation)))
    assert not labels(histories.organisation_history(unit)) & column_names(OrganisationPredicate)


def test_history_of_a_part_of_the_year_is_told_in_words():
    office = make_office()
    plan = plan_at(PlanState.FIXED, office)
    Segment.objects.create(
        plan=plan, supervisor=plan.supervisor, starts=plan.starts, ends=APRIL.date(), cause="move"
    )
    segment = segments.close_segment(
        segment_id=Segment.objects.get().pk,
        results_rating=Rating.MEETS,
        behaviour_rating=Rating.MEETS,
        note="Tercapai.",
        by=office.supervisor,
        now=APRIL,
    )

    assert not labels(histories.segment_history(segment)) & column_names(Segment)
