"""Who reads which numbered papers, and who has the letters made that follow a result."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ImprovementState
from appraisal.models import Award, ImprovementPlan
from appraisal.permissions import visible_accounts
from appraisal.permissions.follow_up import visible_improvement_plans
from personnel.models import Unit, User
from personnel.selectors.roles import roles_of
from reports.enums import FollowUpKind
from reports.models import CreditLetter, FollowUpLetter, TrainingCertificate
from reports.permissions import can_make_for_agency, visible_letters
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.permissions import visible_records


def visible_papers(user: User, family: str, now: datetime) -> "QuerySet[Any]":
    """Papers of one family that the reader may open."""
    if family == "letter":
        return visible_letters(user, now)
    if family == "credit":
        return CreditLetter.objects.filter(employee__in=visible_accounts(user, now).order_by())
    if family == "certificate":
        return TrainingCertificate.objects.filter(record__in=visible_records(user, now).order_by())
    return visible_follow_up_letters(user, now)


def visible_follow_up_letters(user: User, now: datetime) -> QuerySet[FollowUpLetter]:
    """The own ones; warnings with their plan; appreciations of the agency, or all with the city."""
    roles = roles_of(user, timezone.localtime(now).date())
    seen = Q(improvement_plan__in=visible_improvement_plans(user, now).order_by())
    appreciation = Q(kind=FollowUpKind.APPRECIATION)
    seen |= appreciation if roles.reads_everything else appreciation & Q(agency__in=roles.agencies)
    if user.employee_id is not None:
        seen |= Q(employee=user.employee_id) | Q(signer=user.employee_id)
    return FollowUpLetter.objects.filter(seen)


def can_warn(user: User, plan: ImprovementPlan, agency: Unit, now: datetime) -> Verdict:
    """Write the warning of a running plan: its supervisor, the agency, BKPSDM; never the person."""
    if user.employee_id is not None and user.employee_id == plan.employee_id:
        return denied(
            _(
                "Belum ada surat. Bila diterbitkan, pejabat penilai yang membuatnya dan Anda "
                "diberi tahu."
            )
        )
    if plan.state != ImprovementState.RUNNING:
        return denied(
            _("Surat peringatan dibuat selama rencana perbaikan berjalan."),
            WrongState,
        )
    if user.employee_id is not None and user.employee_id == plan.supervisor_id:
        return ALLOWED
    return can_make_for_agency(user, agency, now)


def can_appreciate(user: User, award: Award, agency: Unit, now: datetime) -> Verdict:
    """Write the appreciation of an award: the agency, BKPSDM; nobody the own."""
    if user.employee_id is not None and user.employee_id == award.employee_id:
        return denied(_("Piagam Anda dibuat oleh orang lain di perangkat daerah atau BKPSDM."))
    return can_make_for_agency(user, agency, now)
