"""Events that explain the appraisal, and who was there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked
from training.enums import AttendanceState, AttendanceWay, EventMode, EventState
from training.models.guides import GuideVersion
from training.models.knowledge import KnowledgeTest
from training.models.steps import only_steps
from training.workflow import ATTENDANCE_STEPS, EVENT_STEPS


@tracked(exclude=("secret",))
class SocialisationEvent(models.Model):
    """One batch of a socialisation (feedback and training C.5).

    ``units`` is whom it is for (empty: the whole city), ``materials`` the exact versions that are
    handed out, ``secret`` what the code on the room's screen is made of. With ``counts_hours``
    those present get the hours of form KL11.
    """

    title = models.CharField(_("judul"), max_length=160)
    batch = models.CharField(_("angkatan"), max_length=40, blank=True)
    starts_at = models.DateTimeField(_("mulai"))
    ends_at = models.DateTimeField(_("selesai"))
    mode = models.CharField(_("cara"), max_length=9, choices=EventMode, default=EventMode.IN_PERSON)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    link = models.URLField(_("tautan"), max_length=300, blank=True)
    facilitator = models.CharField(_("narasumber"), max_length=160)
    units = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("perangkat daerah")
    )
    materials = models.ManyToManyField(
        GuideVersion, related_name="events", blank=True, verbose_name=_("materi")
    )
    test = models.ForeignKey(
        KnowledgeTest,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="used_in",
        verbose_name=_("tes"),
    )
    capacity = models.PositiveSmallIntegerField(_("jumlah tempat"), null=True, blank=True)
    counts_hours = models.BooleanField(_("dihitung sebagai JP (KL11)"), default=True)
    state = models.CharField(
        _("status"), max_length=9, choices=EventState, default=EventState.DRAFT
    )
    reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)
    secret = models.BinaryField(max_length=32, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sosialisasi")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            one_of("event_mode_known", "mode", EventMode.values),
            one_of("event_state_known", "state", EventState.values),
            models.CheckConstraint(
                name="event_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("Selesai harus sesudah mulai."),
            ),
            models.CheckConstraint(
                name="event_has_place_or_link",
                condition=(Q(mode=EventMode.ONLINE) | ~Q(place=""))
                & (Q(mode=EventMode.IN_PERSON) | ~Q(link="")),
                violation_error_message=_("Isi tempat untuk tatap muka, dan tautan untuk daring."),
            ),
            models.CheckConstraint(
                name="event_cancelled_with_reason",
                condition=~Q(state=EventState.CANCELLED) | ~Q(reason=""),
                violation_error_message=_("Tulis alasan pembatalan; peserta membacanya."),
            ),
        ]
        triggers = [only_steps("event_steps", EVENT_STEPS)]

    def __str__(self) -> str:
        return f"{self.title}, {self.batch}" if self.batch else self.title


@tracked()
class Attendance(models.Model):
    """A person invited to an event or seen there; ``walk_in`` came without being invited."""

    event = models.ForeignKey(SocialisationEvent, models.PROTECT, related_name="attendance")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="attendance")
    state = models.CharField(
        _("kehadiran"), max_length=8, choices=AttendanceState, default=AttendanceState.INVITED
    )
    walk_in = models.BooleanField(_("datang tanpa undangan"), default=False)
    way = models.CharField(max_length=4, choices=AttendanceWay, blank=True)
    present_at = models.DateTimeField(_("hadir pukul"), null=True, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("kehadiran")
        verbose_name_plural = _("kehadiran")
        ordering = ["event", "employee__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "employee"],
                name="attendance_once",
                violation_error_message=_("Pegawai ini sudah ada pada daftar."),
            ),
            one_of("attendance_state_known", "state", AttendanceState.values),
            models.CheckConstraint(
                name="attendance_present_with_time_and_way",
                condition=Q(state=AttendanceState.PRESENT, present_at__isnull=False) & ~Q(way="")
                | ~Q(state=AttendanceState.PRESENT) & Q(present_at__isnull=True, way=""),
            ),
        ]
        triggers = [only_steps("attendance_steps", ATTENDANCE_STEPS)]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.get_state_display()}"
