"""Who writes the follow-up plan of a survey."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feedback import policies
from feedback.models import CitizenSurvey, FollowUpItem
from feedback.permissions.surveys import can_run_surveys_of, visible_surveys
from personnel.models import Unit, User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.verdicts import Verdict, denied


def can_plan_follow_up(user: User, survey: CitizenSurvey, now: datetime) -> Verdict:
    """Write rows of the plan and what became of them: who runs the survey, and the unit's heads."""
    if not _may_write(user, survey, now):
        return denied(_("Rencana tindak lanjut ditulis oleh petugas survei dan pimpinan unit."))
    return policies.may_plan_follow_up(survey)


def can_report_follow_up(user: User, item: FollowUpItem, now: datetime) -> Verdict:
    """Change a row or say what became of it: who writes the plan, and who answers for the row."""
    if user.employee_id is not None and user.employee_id == item.responsible_id:
        return policies.may_plan_follow_up(item.survey)
    return can_plan_follow_up(user, item.survey, now)


def readable_plans(user: User, now: datetime) -> QuerySet[CitizenSurvey]:
    """Surveys whose plan one reads: visible ones, and those in which one answers for a row."""
    visible = visible_surveys(user, now).values("pk")
    mine = FollowUpItem.objects.filter(responsible=user.employee_id or 0).values("survey")
    return CitizenSurvey.objects.filter(Q(pk__in=visible) | Q(pk__in=mine))


def _may_write(user: User, survey: CitizenSurvey, now: datetime) -> bool:
    if can_run_surveys_of(user, survey.unit, now):
        return True
    headed = roles_of(user, local_day(now)).headed_units
    paths = Unit.objects.filter(pk__in=headed).values_list("path", flat=True)
    return any(survey.unit.path.startswith(path) for path in paths)
