"""What people completed, with proof."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import all_or_none, date_order, one_of
from sabang_kinerja.common.history import tracked
from training.enums import RecordOrigin, RecordState, Scope, TrainingForm
from training.models.catalogue import Competence, HoursVersion, Training
from training.models.sessions import TrainingSession
from training.models.steps import only_steps
from training.workflow import RECORD_STEPS


class RecordQuerySet(models.QuerySet["TrainingRecord"]):
    """Words for sets of records."""

    def of_year(self, year: int) -> "RecordQuerySet":
        """Records that count for a year: it is that of the last day (feedback and training C.2)."""
        return self.filter(ends_on__year=year)

    def verified(self) -> "RecordQuerySet":
        """Records that count."""
        return self.filter(state=RecordState.VERIFIED)


@tracked()
class TrainingRecord(models.Model):
    """Something that a person completed (feedback and training C.2).

    JP three times: ``hours_claimed`` as written, ``hours_computed`` by the table (empty where it
    has no value; an empty ``hours_version`` is the delivered table), ``hours_approved`` as the
    officer verified; only the last one counts, for the year of ``ends_on``. ``meetings`` are the
    days of coaching or mentoring.
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="training_records", verbose_name=_("pegawai")
    )
    training = models.ForeignKey(
        Training,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("pelatihan dari katalog"),
    )
    session = models.ForeignKey(
        TrainingSession, models.PROTECT, null=True, blank=True, related_name="records"
    )
    event = models.ForeignKey(
        "training.SocialisationEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
    )
    title = models.CharField(_("nama kegiatan"), max_length=200)
    form = models.CharField(_("bentuk"), max_length=5, choices=TrainingForm)
    scope = models.CharField(_("tingkat"), max_length=13, choices=Scope, default=Scope.NATIONAL)
    organiser = models.CharField(_("penyelenggara"), max_length=120)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    days = models.PositiveSmallIntegerField(_("jumlah hari"), null=True, blank=True)
    programme_hours = models.DecimalField(
        _("JP pada sertifikat"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    meetings = models.JSONField(_("hari pertemuan"), default=list, blank=True)
    competence = models.ForeignKey(
        Competence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="records",
        verbose_name=_("kompetensi"),
    )
    hours_claimed = models.DecimalField(_("JP diajukan"), max_digits=6, decimal_places=2)
    hours_computed = models.DecimalField(
        _("JP menurut tabel"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    hours_approved = models.DecimalField(
        _("JP disetujui"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    hours_version = models.ForeignKey(
        HoursVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate_number = models.CharField(_("nomor sertifikat"), max_length=80, blank=True)
    certificate_date = models.DateField(_("tanggal sertifikat"), null=True, blank=True)
    file = models.FileField(upload_to="certificates/%Y/%m/", blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    origin = models.CharField(_("asal"), max_length=7, choices=RecordOrigin)
    state = models.CharField(
        _("status"), max_length=9, choices=RecordState, default=RecordState.SUBMITTED
    )
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("riwayat pelatihan")
        ordering = ["-ends_on", "-pk"]
        indexes = [
            models.Index(fields=["state", "entered_at"]),
            models.Index(fields=["ends_on", "employee"]),
        ]
        constraints = [
            one_of("record_state_known", "state", RecordState.values),
            one_of("record_form_known", "form", TrainingForm.values),
            one_of("record_scope_known", "scope", Scope.values),
            one_of("record_origin_known", "origin", RecordOrigin.values),
            date_order(
                "record_ends_after_start",
                start="starts_on",
                end="ends_on",
                message=_("Hari selesai sama dengan atau setelah hari mulai."),
            ),
            models.UniqueConstraint(
                Upper("certificate_number"),
                F("employee"),
                name="certificate_counts_once",
                condition=~Q(certificate_number="") & ~Q(state=RecordState.REJECTED),
                violation_error_message=_(
                    "Sertifikat dengan nomor ini sudah tercatat bagi pegawai ini; JP-nya dihitung "
                    "satu kali."
                ),
            ),
            models.UniqueConstraint(
                fields=["employee", "sha256"],
                name="certificate_file_once",
                condition=~Q(sha256="") & ~Q(state=RecordState.REJECTED),
                violation_error_message=_(
                    "Berkas sertifikat yang sama sudah tercatat bagi pegawai ini."
                ),
            ),
            models.UniqueConstraint(
                fields=["employee", "session"],
                name="record_once_a_session",
                condition=Q(session__isnull=False),
                violation_error_message=_("Kehadiran pada jadwal ini sudah tercatat."),
            ),
            models.UniqueConstraint(
                fields=["employee", "event"],
                name="record_once_an_event",
                condition=Q(event__isnull=False),
                violation_error_message=_("Kehadiran pada sosialisasi ini sudah tercatat."),
            ),
            models.CheckConstraint(
                name="record_verified_with_hours",
                condition=~Q(state=RecordState.VERIFIED)
                | Q(hours_approved__isnull=False, verified_by__isnull=False),
            ),
            models.CheckConstraint(
                name="record_hours_only_when_verified",
                condition=Q(state=RecordState.VERIFIED) | Q(hours_approved__isnull=True),
            ),
            models.CheckConstraint(
                name="record_rejected_with_reason",
                condition=~Q(state=RecordState.REJECTED) | ~Q(reason=""),
                violation_error_message=_("Tulis alasan penolakan; pegawai membacanya."),
            ),
            models.CheckConstraint(
                name="record_hours_within_table",
                condition=Q(hours_approved__isnull=True)
                | Q(hours_computed__isnull=True)
                | Q(hours_approved__lte=F("hours_computed")),
                violation_error_message=_("JP disetujui tidak melebihi JP menurut tabel."),
            ),
            models.CheckConstraint(
                name="record_hours_believable",
                condition=Q(hours_claimed__gte=0)
                & Q(hours_claimed__lte=1500)
                & (Q(hours_approved__isnull=True) | Q(hours_approved__gte=0)),
                violation_error_message=_("JP dari 0 sampai 1.500."),
            ),
            all_or_none("record_verified_by_and_when", ["verified_by", "verified_at"]),
        ]
        triggers = [only_steps("record_steps", RECORD_STEPS)]

    def __str__(self) -> str:
        return self.title

    @property
    def year(self) -> int:
        """The year for which it counts."""
        return self.ends_on.year
