"""Who sees a part of the year and who closes it."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from appraisal.models import Segment
from appraisal.permissions.asking import local_day, rated_for
from personnel.enums import LegalStatus
from personnel.models import User
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def visible_segments(user: User, now: datetime) -> QuerySet[Segment]:
    """Segments of people whom one supervises, reviews, manages or reads; never one's own."""
    roles = roles_of(user, local_day(now))
    rows = (
        Segment.objects.exclude(plan__employee=user.employee_id)
        if user.employee_id
        else (Segment.objects.all())
    )
    if roles.reads_everything:
        return rows
    if not user.employee_id and not roles.agencies:
        return rows.none()
    mine = Q(plan__assignment__post__unit__agency__in=roles.agencies)
    if user.employee_id:
        raters = rated_for(user, now)
        mine |= Q(supervisor__in=raters) | Q(plan__reviewing_superior=user.employee_id)
        mine |= Q(plan__supervisor__in=raters)
        mine |= Q(plan__evaluations__supervisor__in=raters)
    return rows.filter(mine).distinct()


def can_close_segment(user: User, segment: Segment, now: datetime) -> Verdict:
    """Give the closing ratings: its supervisor, or whoever acts for that one.

    Once the supervisor has left, the superior above may. Nobody closes an own part. The end
    of the period is not awaited (W11 excepts the closing of a segment).
    """
    gone = segment.supervisor.legal_status == LegalStatus.LEFT
    above = segment.plan.reviewing_superior_id
    stands_in = gone and above is not None and above == user.employee_id
    own = segment.plan.employee_id == user.employee_id
    if own or not (segment.supervisor_id in rated_for(user, now) or stands_in):
        return denied(
            _("Bagian tahun ini ditutup oleh pejabat penilai saat itu: %(name)s.")
            % {"name": segment.supervisor.full_name}
        )
    if segment.is_closed:
        return denied(_("Bagian tahun ini sudah ditutup."), WrongState)
    return ALLOWED
