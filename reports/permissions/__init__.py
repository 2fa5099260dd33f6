"""Who may ask for letters and reports, and who may read them."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.permissions import visible_evaluations
from appraisal.selectors.objections import OPEN
from personnel.enums import Role
from personnel.models import Employee, PerformanceYear, Period, Unit, User
from personnel.models.years import YearQuerySet
from personnel.rules.dates import long_date
from personnel.selectors.roles import roles_of
from reports.enums import ENDED, OF_AGENCY, PAST, PRESENT, JobKind, JobState, LetterState
from reports.models import Job, Letter, OpenFigures, Reconciliation
from reports.permissions.figures import works_on_report
from reports.selectors.jobs import is_outdated, live_job
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied
from training.enums import RecordOrigin, RecordState, TestKind
from training.models import TrainingRecord
from training.permissions import can_run_training


def can_make_for_agency(user: User, agency: Unit, now: datetime) -> Verdict:
    """Make letters of a whole agency."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles or agency.pk in roles.agencies:
        return ALLOWED
    return denied(
        _("Surat perangkat daerah dibuat oleh BKPSDM, kepala, atau pengelola kinerja %(agency)s.")
        % {"agency": agency.name}
    )


def readable_units(user: User, now: datetime) -> QuerySet[Unit]:
    """Units whose report somebody may read: those of the own agencies, or all with the city."""
    roles = roles_of(user, timezone.localtime(now).date())
    if roles.reads_everything:
        return Unit.objects.all()
    return Unit.objects.filter(agency__in=roles.agencies)


def years_that_count() -> YearQuerySet:
    """Years of which there are reports."""
    return PerformanceYear.objects.counting()


def can_report(user: User, unit: Unit, now: datetime) -> Verdict:
    """Have a report printed: those who may read it and change something, so not the auditor."""
    if works_on_report(user, unit, now):
        return ALLOWED
    return denied(
        _(
            "Laporan %(unit)s dibuat oleh BKPSDM, pimpinan kota, atau kepala dan pengelola kinerja "
            "perangkat daerahnya."
        )
        % {"unit": unit.name}
    )


def year_counts(year: PerformanceYear) -> Verdict:
    """Whether papers may come from a year: not from a rehearsal or a shadow year."""
    if year.has_effects:
        return ALLOWED
    return denied(
        _("Dokumen tidak dibuat untuk tahun %(year)s karena hasilnya tidak berlaku.")
        % {"year": year},
        WrongState,
    )


def can_make_letter(user: User, evaluation: Evaluation, now: datetime) -> Verdict:
    """Make the letter of one final evaluation: the person, both superiors, the agency, BKPSDM."""
    if not (counts := year_counts(evaluation.period.year)):
        return counts
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


def can_make_credit_letter(
    user: User, employee: Employee, agency: Unit | None, now: datetime
) -> Verdict:
    """Make a paper of angka kredit: the person, the agency, BKPSDM."""
    if user.employee_id == employee.pk:
        return ALLOWED
    if agency is None:
        return denied(_("Unit ini belum termasuk perangkat daerah mana pun."))
    return can_make_for_agency(user, agency, now)


def can_have_certificate(user: User, record: TrainingRecord, now: datetime) -> Verdict:
    """The certificate of what the city held: the participant, or who runs training."""
    if user.employee_id != record.employee_id and not can_run_training(user, now):
        return denied(_("Sertifikat diunduh oleh pemiliknya."))
    if record.origin not in (RecordOrigin.SESSION, RecordOrigin.EVENT):
        return denied(_("Sertifikat ini diterbitkan oleh penyelenggaranya."), WrongState)
    if record.state != RecordState.VERIFIED:
        return denied(_("Kehadiran belum ditetapkan."), WrongState)
    event = record.event
    if event is not None and event.test is not None:
        passed = event.attempts.filter(
            employee=record.employee_id, kind=TestKind.AFTER, score__gte=event.test.pass_mark
        )
        if not passed.exists():
            return denied(
                _("Sertifikat terbuka setelah tes akhir lulus dengan nilai %(mark)s.")
                % {"mark": event.test.pass_mark},
                WrongState,
            )
    return ALLOWED


def visible_letters(user: User, now: datetime) -> QuerySet[Letter]:
    """Letters of evaluations that the reader may open."""
    if roles_of(user, timezone.localtime(now).date()).reads_everything:
        return Letter.objects.all()
    return Letter.objects.filter(evaluation__in=visible_evaluations(user, now))


def can_withdraw(user: User, letter: Letter, now: datetime) -> Verdict:
    """Withdraw a letter that holds: BKPSDM."""
    if Role.BKPSDM_ADMIN not in roles_of(user, timezone.localtime(now).date()):
        return denied(_("Surat dicabut oleh admin BKPSDM."))
    if letter.state in PAST:
        return denied(_("Surat ini sudah tidak berlaku."), WrongState)
    if letter.state != LetterState.READY:
        return denied(_("Surat ini belum selesai dibuat."), WrongState)
    return ALLOWED


def can_open_original(user: User, letter: Letter, now: datetime) -> Verdict:
    """The file as it was made; once a letter no longer holds, only those who keep the archive."""
    if letter.state not in PAST:
        return ALLOWED
    roles = roles_of(user, timezone.localtime(now).date())
    if roles.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return ALLOWED
    return denied(_("Surat ini tidak berlaku lagi. Unduh salinan yang bertanda."), WrongState)


def can_publish(user: User, period: Period, now: datetime) -> Verdict:
    """Publish the figures of a period for everybody: BKPSDM, once it is over and decided."""
    day = timezone.localtime(now).date()
    if Role.BKPSDM_ADMIN not in roles_of(user, day):
        return denied(_("Data terbuka diterbitkan oleh admin BKPSDM."))
    if not (counts := year_counts(period.year)):
        return counts
    if OpenFigures.objects.filter(period=period).exists():
        return denied(_("Data periode ini sudah pernah diterbitkan."), WrongState)
    if day <= period.ends:
        return denied(
            _("Data periode ini dapat diterbitkan setelah %(day)s.")
            % {"day": long_date(period.ends)},
            WrongState,
        )
    results = Evaluation.objects.filter(period=period)
    if not results.filter(state=EvaluationState.FINAL).exists():
        return denied(_("Periode ini belum memiliki hasil final."), WrongState)
    if n := results.filter(objections__state__in=OPEN).distinct().count():
        return denied(
            _("Masih ada keberatan yang belum diputus: %(n)s.") % {"n": n},
            WrongState,
        )
    return ALLOWED


def can_withdraw_figures(user: User, figures: OpenFigures, now: datetime) -> Verdict:
    """Withdraw published figures: BKPSDM, for good."""
    if Role.BKPSDM_ADMIN not in roles_of(user, timezone.localtime(now).date()):
        return denied(_("Data terbuka dicabut oleh admin BKPSDM."))
    if figures.withdrawn_at:
        return denied(_("Data periode ini sudah dicabut."), WrongState)
    return ALLOWED


def can_edit_letterhead(user: User, agency: Unit, now: datetime) -> Verdict:
    """Change what stands at the head of an agency's papers."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles or agency.pk in roles.agencies:
        return ALLOWED
    return denied(
        _("Kop surat diubah oleh BKPSDM, kepala, atau pengelola kinerja %(agency)s.")
        % {"agency": agency.name}
    )


def visible_letterheads(user: User, now: datetime) -> QuerySet[Unit]:
    """Agencies whose letterhead the reader may open: the own ones, or all."""
    roles = roles_of(user, timezone.localtime(now).date())
    agencies = Unit.objects.agencies().active()
    if roles.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return agencies
    return agencies.filter(pk__in=roles.agencies)


def visible_jobs(user: User, now: datetime) -> QuerySet[Job]:
    """Own jobs for one paper, and those for agencies that the reader works for today.

    BKPSDM sees all of these, the leadership of the city all reports. Having asked for a whole
    agency once opens nothing to who has left it.
    """
    roles = roles_of(user, timezone.localtime(now).date())
    seen = Q(requested_by=user) & ~Q(kind__in=OF_AGENCY)
    seen |= Q(kind__in=OF_AGENCY, agency__agency__in=roles.agencies)
    if Role.CITY_LEADERSHIP in roles:
        seen |= Q(kind=JobKind.REPORT)
    if Role.BKPSDM_ADMIN in roles:
        seen |= Q(kind__in=OF_AGENCY)
    return Job.objects.filter(seen)


def can_cancel(user: User, job: Job, now: datetime) -> Verdict:
    """Stop a job that has not ended."""
    if job.state in ENDED:
        return denied(_("Proses ini sudah selesai."), WrongState)
    return _own_or_admin(user, job, now)


def can_retry(user: User, job: Job, now: datetime) -> Verdict:
    """Go on with what a job left undone, unless another one does so already."""
    if job.state not in ENDED:
        return denied(_("Proses ini masih berjalan."), WrongState)
    if not _left_something(job):
        return denied(_("Tidak ada surat yang tersisa."), WrongState)
    if job.agency and live_job(JobKind(job.kind), job.agency, job.period):
        return denied(
            _("Proses lain untuk perangkat daerah dan periode ini sedang berjalan."), WrongState
        )
    return _own_or_admin(user, job, now)


def _left_something(job: Job) -> bool:
    if job.kind == JobKind.REPORT:
        return not job.result
    unpacked = job.kind == JobKind.LETTERS and job.state == JobState.FAILED and not job.result
    return (
        unpacked
        or is_outdated(job)
        or job.letters.filter(state__in=PRESENT).exclude(state=LetterState.READY).exists()
    )


def _own_or_admin(user: User, job: Job, now: datetime) -> Verdict:
    admin = Role.BKPSDM_ADMIN in roles_of(user, timezone.localtime(now).date())
    own = job.requested_by_id == user.pk and visible_jobs(user, now).filter(pk=job.pk).exists()
    if admin or own:
        return ALLOWED
    return denied(_("Hanya pemohon proses ini dan admin BKPSDM yang dapat mengubahnya."))


def exchange_agencies(user: User, now: datetime) -> QuerySet[Unit]:
    """Agencies whose final results a person may export or compare: the own ones, or all."""
    roles = roles_of(user, timezone.localtime(now).date())
    agencies = Unit.objects.agencies()
    if roles.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return agencies
    return agencies.filter(pk__in=roles.agencies)


def can_exchange(user: User, now: datetime) -> Verdict:
    """Compare a file with the results of the own agencies or of all."""
    roles = roles_of(user, timezone.localtime(now).date())
    if Role.BKPSDM_ADMIN in roles or roles.agencies:
        return ALLOWED
    return denied(_("Pencocokan dilakukan oleh BKPSDM, kepala, atau pengelola kinerja."))


def visible_reconciliations(user: User, now: datetime) -> QuerySet[Reconciliation]:
    """Own comparisons of agencies that the reader works for today; BKPSDM and auditor read all."""
    roles = roles_of(user, timezone.localtime(now).date())
    if roles.roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return Reconciliation.objects.all()
    of_theirs = Q(agency__in=roles.agencies)
    if len(roles.agencies) > 1:  # who works for one compared that one, and it was kept
        of_theirs |= Q(agency=None)
    return Reconciliation.objects.filter(of_theirs, made_by=user)
