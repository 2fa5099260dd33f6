"""Freeze what a letter says: the people, posts and predicates of one final evaluation."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from appraisal.enums import EvaluationState, ObjectionState
from appraisal.models import Evaluation, EvaluationTransition, Objection
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from personnel.enums import PeriodKind
from personnel.models import Assignment, Employee
from personnel.rules.ranks import rank_label
from reports.documents.evaluation_content import EmployeeAnswer, EvaluationDocumentContent
from reports.documents.people import NI_PPPK_LABEL, NIP_LABEL, PersonLines
from reports.documents.signing import Signing
from reports.selectors.letterheads import Stationery


def evaluations_to_freeze(rows: QuerySet[Evaluation]) -> QuerySet[Evaluation]:
    """Everything that freezing reads, for any number of evaluations (five queries)."""
    return rows.select_related(
        "plan__employee",
        "plan__assignment__post__unit__agency",
        "period__year",
        "supervisor",
        "reviewing_superior",
    ).prefetch_related(
        Prefetch(
            "objections",
            Objection.objects.filter(state=ObjectionState.DECIDED),
            to_attr="decided_objections",
        ),
        Prefetch(
            "transitions",
            EvaluationTransition.objects.filter(target=EvaluationState.LAPSED),
            to_attr="lapses",
        ),
        Prefetch(
            "transitions",
            EvaluationTransition.objects.filter(verb="fix").select_related("by__employee"),
            to_attr="fixings",
        ),
    )


def posts_on(people: set[int], day: date) -> Mapping[int, Assignment]:
    """Own post of each person on a day (one query), for superiors' lines."""
    rows = (
        Assignment.objects.on(day)
        .definitive()
        .filter(employee__in=people)
        .select_related("post__unit__agency")
    )
    return {row.employee_id: row for row in rows}


def freeze(
    evaluation: Evaluation,
    paper: Stationery,
    *,
    posts: Mapping[int, Assignment],
    signing: Signing | None = None,
) -> EvaluationDocumentContent:
    """The content of the official page of one final evaluation (regulation 4.6).

    ``signing`` is how the supervisor's signature came about, if not in the own name and post.
    """
    assignment = evaluation.plan.assignment
    answer, answered_on = _answer(evaluation)
    supervisor = evaluation.supervisor
    if supervisor is None:
        raise ValueError("a final evaluation has a supervisor")
    reviewer = evaluation.reviewing_superior
    return EvaluationDocumentContent(
        period_kind=PeriodKind(evaluation.period.kind),
        period_sequence=evaluation.period.sequence,
        starts=max(evaluation.period.starts, evaluation.plan.starts),
        ends=min(evaluation.period.ends, evaluation.plan.ends),
        institution=paper.institution,
        employee=person_lines(evaluation.plan.employee, assignment),
        supervisor=person_lines(supervisor, posts.get(supervisor.pk)),
        reviewing_superior=person_lines(reviewer, posts.get(reviewer.pk)) if reviewer else None,
        organisation_predicate=OrganisationPredicate(evaluation.organisation_predicate),
        predicate=Predicate(evaluation.predicate),
        recommendation=evaluation.recommendation,
        place=paper.place,
        supervisor_signed_on=day_of(evaluation.fixed_at),
        employee_answer=answer,
        employee_answered_on=answered_on,
        number=paper.number,
        verification_code=paper.code,
        verification_address=paper.verification_address,
        frozen_at=paper.now,
        signing=signing,
    )


def _answer(evaluation: Evaluation) -> tuple[EmployeeAnswer, date | None]:
    decided = getattr(evaluation, "decided_objections", [])
    if decided:
        return EmployeeAnswer.OBJECTION_DECIDED, day_of(decided[0].decided_at)
    if evaluation.answered_at is not None:
        return EmployeeAnswer.SIGNED, day_of(evaluation.answered_at)
    lapses = getattr(evaluation, "lapses", [])
    return EmployeeAnswer.LAPSED, day_of(lapses[-1].at if lapses else evaluation.final_at)


def day_of(moment: datetime | None) -> date | None:
    """The day of a moment in WIB."""
    return timezone.localtime(moment).date() if moment else None


def person_lines(person: Employee, assignment: Assignment | None) -> PersonLines:
    """One person as forms name them in the post of ``assignment``."""
    post = assignment.post if assignment else None
    unit = post.unit if post else None
    words = ""
    if unit is not None:
        agency = unit.agency
        words = unit.name if agency is None or agency == unit else f"{unit.name}, {agency.name}"
    return PersonLines(
        name=person.full_name,
        nip=person.nip,
        rank=rank_label(person.rank),
        post=post.title if post else "",
        unit=words,
        nip_label=NI_PPPK_LABEL if person.is_contract else NIP_LABEL,
    )
