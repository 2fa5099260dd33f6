"""Which rows a person may open, and when ratings show."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.models import Evaluation, Evidence, Objection, OrganisationPredicate, Plan
from appraisal.models.evaluations import (
    SHOWN_TO_EMPLOYEE,
    EvaluationQuerySet,
)
from appraisal.models.plans import PlanQuerySet
from appraisal.permissions.asking import local_day, rated_for
from personnel.models import Assignment, User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def visible_plans(user: User, now: datetime) -> PlanQuerySet:
    """Plans that a person may open: own, of the team, of the agency managed, or all."""
    roles = roles_of(user, local_day(now))
    if roles.reads_everything:
        return Plan.objects.all()
    if not user.employee_id and not roles.agencies:
        return Plan.objects.none()
    mine = Q(pk__in=[])
    if user.employee_id:
        mine |= Q(employee=user.employee_id)
        mine |= Q(supervisor__in=rated_for(user, now)) | Q(reviewing_superior=user.employee_id)
    if roles.agencies:
        mine |= Q(assignment__post__unit__agency__in=roles.agencies)
    return Plan.objects.filter(mine)


def visible_evaluations(user: User, now: datetime) -> EvaluationQuerySet:
    """Evaluations of visible plans; whether ratings show is ``can_see_ratings``."""
    roles = roles_of(user, local_day(now))
    if roles.reads_everything:
        return Evaluation.objects.all()
    if not user.employee_id and not roles.agencies:
        return Evaluation.objects.none()
    mine = Q(pk__in=[])
    if user.employee_id:
        mine |= Q(plan__employee=user.employee_id)
        mine |= Q(supervisor__in=rated_for(user, now)) | Q(reviewing_superior=user.employee_id)
    if roles.agencies:
        mine |= Q(plan__assignment__post__unit__agency__in=roles.agencies)
    return Evaluation.objects.filter(mine)


def visible_evidence(user: User, now: datetime) -> QuerySet[Evidence]:
    """Evidence of visible evaluations; a file leaves the house only through this set."""
    return Evidence.objects.filter(evaluation__in=visible_evaluations(user, now))


def visible_objections(user: User, now: datetime) -> QuerySet[Objection]:
    """Objections against visible evaluations."""
    return Objection.objects.filter(evaluation__in=visible_evaluations(user, now))


def visible_organisations(user: User, now: datetime) -> QuerySet[OrganisationPredicate]:
    """Organisation predicates of the units above a person, led or managed by one, or of all."""
    day = local_day(now)
    roles = roles_of(user, day)
    if roles.reads_everything:
        return OrganisationPredicate.objects.all()
    units = Q(unit__in=roles.agencies)
    for led in roles.headed_units:
        units |= Q(unit__path__contains=f"/{led}/")
    if user.employee_id:
        paths = Assignment.objects.on(day).filter(employee=user.employee_id)
        for path in paths.values_list("post__unit__path", flat=True):
            units |= Q(unit__in=[int(part) for part in path.strip("/").split("/") if part])
    return OrganisationPredicate.objects.filter(units)


def can_see_ratings(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """The employee reads ratings once they were served; those who rate and watch, earlier."""
    if evaluation.plan.employee_id == user.employee_id:
        if evaluation.state in SHOWN_TO_EMPLOYEE:
            return ALLOWED
        return denied(_("Hasil dapat dibaca setelah disampaikan oleh pejabat penilai."))
    return ALLOWED
