"""Who may ask for letters and summaries, and who may read them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.permissions import visible_evaluations
from personnel.enums import Role
from personnel.models import Unit, User
from personnel.selectors.roles import roles_of
from reports.enums import ENDED, LetterState
from reports.models import Job, Letter
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_make_for_agency(user: User, agency: Unit, now: datetime) -> Verdict:
    """Make letters or a summary of a whole agency."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles or agency.pk in roles.agencies:
        return ALLOWED
    return denied(
        _("Surat perangkat daerah dibuat oleh BKPSDM, kepala, atau pengelola kinerja %(agency)s.")
        % {"agency": agency.name}
    )


def can_summarise(user: User, agency: Unit, now: datetime) -> Verdict:
    """Make the summary of an agency: those who make its letters, and the city's leadership."""
    if Role.CITY_LEADERSHIP in roles_of(user, timezone.localtime(now).date()):
        return ALLOWED
    return can_make_for_agency(user, agency, now)


def can_make_letter(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Make the letter of one final evaluation: the person, both superiors, the agency, BKPSDM."""
    if evaluation.state != EvaluationState.FINAL:
        return denied(
            _("Dokumen evaluasi dibuat setelah hasil final. Status saat ini: %(state)s.")
            % {"state": evaluation.get_state_display()},
            WrongState,
        )
    people = {
        evaluation.plan.employee_id,
        evaluation.supervisor_id,
        evaluation.reviewing_superior_id,
    }
    if user.employee_id is not None and user.employee_id in people:
        return ALLOWED
    agency = evaluation.plan.assignment.post.unit.agency
    if agency is None:
        return denied(_("Unit ini belum termasuk perangkat daerah mana pun."))
    return can_make_for_agency(user, agency, now)


def visible_letters(user: User, now: datetime) -> QuerySet[Letter]:
    """Letters of evaluations that the reader may open."""
    return Letter.objects.filter(evaluation__in=visible_evaluations(user, now))


def visible_jobs(user: User, now: datetime) -> QuerySet[Job]:
    """Own jobs, and those of agencies that the reader manages; BKPSDM sees all."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles:
        return Job.objects.all()
    return Job.objects.filter(Q(requested_by=user) | Q(agency__in=roles.agencies))


def can_cancel(user: User, job: Job, now: datetime) -> Verdict:
    """Stop a job that has not ended."""
    if job.state in ENDED:
        return denied(_("Proses ini sudah selesai."), WrongState)
    if job.cancel_requested:
        return denied(_("Pembatalan sudah diminta."), WrongState)
    return _own_or_admin(user, job, now)


def can_retry(user: User, job: Job, now: datetime) -> Verdict:
    """Try again what a job left undone."""
    if job.state not in ENDED:
        return denied(_("Proses ini masih berjalan."), WrongState)
    if not job.letters.exclude(state__in=[LetterState.READY, LetterState.SUPERSEDED]).exists():
        return denied(_("Tidak ada surat yang tersisa."), WrongState)
    return _own_or_admin(user, job, now)


def _own_or_admin(user: User, job: Job, now: datetime) -> Verdict:
    admin = Role.BKPSDM_ADMIN in roles_of(user, timezone.localtime(now).date())
    if admin or job.requested_by_id == user.pk:
        return ALLOWED
    return denied(_("Hanya pemohon proses ini dan admin BKPSDM yang dapat mengubahnya."))
