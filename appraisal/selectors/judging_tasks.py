"""What waits for a supervisor beside rating: reviews to answer, parts of a year to close."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from appraisal.models import ReviewRequest, Segment
from appraisal.selectors.todos import Todo
from personnel.enums import LegalStatus
from personnel.models import User


def judging_tasks(user: User, raters: frozenset[int]) -> list[Todo]:
    """Open reviews and open parts of a year of the supervisors ``raters`` (two queries).

    The account does their work, but never about itself.
    """
    return [*_reviews(user, raters), *_segments(user, raters)]


def _reviews(user: User, raters: frozenset[int]) -> list[Todo]:
    rows = (
        ReviewRequest.objects.filter(evaluation__supervisor__in=raters, answered_at=None)
        .exclude(evaluation__plan__employee=user.employee_id)
        .select_related("evaluation__plan__employee")
    )
    return [
        Todo(
            _("Tinjau rating %(name)s") % {"name": row.evaluation.plan.employee.name},
            row.reason,
            _("Tinjau"),
            f"{reverse('appraisal:team', args=[row.evaluation.period_id])}"
            f"?selected={row.evaluation_id}#laci",
            plain=_("Tinjau rating satu pegawai"),
        )
        for row in rows
    ]


def _segments(user: User, raters: frozenset[int]) -> list[Todo]:
    left = Q(supervisor__legal_status=LegalStatus.LEFT, plan__reviewing_superior=user.employee_id)
    rows = (
        Segment.objects.filter(Q(supervisor__in=raters) | left, closed_at=None)
        .exclude(plan__employee=user.employee_id)
        .select_related("plan__employee")
    )
    return [
        Todo(
            _("Tutup penilaian %(name)s") % {"name": row.plan.employee.name},
            _("Bagian tahun ini berakhir; penilai berikutnya memerlukan rating dan catatan Anda."),
            _("Tutup"),
            reverse("appraisal:segment-detail", args=[row.pk]),
            row.ends,
            plain=_("Tutup penilaian satu pegawai"),
        )
        for row in rows
    ]
