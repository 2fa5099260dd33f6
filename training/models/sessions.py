"""Sessions of trainings, and who takes part."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import date_order, one_of
from sabang_kinerja.common.history import tracked
from training.enums import EnrolmentState, SessionState
from training.models.catalogue import Training
from training.models.steps import only_steps
from training.workflow import ENROLMENT_STEPS, SESSION_STEPS

TAKING_A_PLACE = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.ABSENT)
"""Who fills one of the places of a session."""

_PLACES = ", ".join(f"'{state}'" for state in TAKING_A_PLACE)


@tracked()
class TrainingSession(models.Model):
    """A training on given days with a number of places; ``agency`` empty opens it to the city."""

    training = models.ForeignKey(
        Training, models.PROTECT, related_name="sessions", verbose_name=_("pelatihan")
    )
    batch = models.CharField(_("angkatan"), max_length=40, blank=True)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("selesai"))
    enrol_until = models.DateField(_("pendaftaran sampai"))
    place = models.CharField(_("tempat atau tautan"), max_length=200)
    organiser = models.CharField(_("penyelenggara"), max_length=120)
    capacity = models.PositiveSmallIntegerField(_("jumlah tempat"))
    needs_approval = models.BooleanField(_("perlu persetujuan atasan"), default=True)
    agency = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("hanya untuk perangkat daerah"),
    )
    state = models.CharField(
        _("status"), max_length=9, choices=SessionState, default=SessionState.DRAFT
    )
    reason = models.CharField(_("alasan pembatalan"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("jadwal pelatihan")
        ordering = ["starts_on", "pk"]
        constraints = [
            one_of("session_state_known", "state", SessionState.values),
            date_order(
                "session_ends_after_start",
                start="starts_on",
                end="ends_on",
                message=_("Hari selesai sama dengan atau setelah hari mulai."),
            ),
            date_order(
                "session_enrolment_before_start",
                start="enrol_until",
                end="starts_on",
                message=_("Pendaftaran berakhir paling lambat pada hari mulai."),
            ),
            models.CheckConstraint(
                name="session_has_places",
                condition=Q(capacity__gte=1) & Q(capacity__lte=3000),
                violation_error_message=_("Jumlah tempat dari 1 sampai 3.000."),
            ),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=~Q(state=SessionState.CANCELLED) | ~Q(reason=""),
                violation_error_message=_("Tulis alasan pembatalan; peserta membacanya."),
            ),
        ]
        triggers = [only_steps("session_steps", SESSION_STEPS)]

    def __str__(self) -> str:
        return f"{self.training} {self.batch}".strip()


@tracked()
class Enrolment(models.Model):
    """A person in a session or on its waiting list, where the earlier ``asked_at`` comes first."""

    session = models.ForeignKey(TrainingSession, models.PROTECT, related_name="enrolments")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="enrolments")
    state = models.CharField(_("status"), max_length=9, choices=EnrolmentState)
    asked_at = models.DateTimeField(_("waktu mendaftar"))
    wish = models.CharField(_("alasan mengikuti"), max_length=300, blank=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    score_before = models.DecimalField(
        _("nilai tes awal"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    score_after = models.DecimalField(
        _("nilai tes akhir"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("pendaftaran")
        ordering = ["session", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "employee"],
                name="enrolment_once",
                violation_error_message=_("Pegawai ini sudah terdaftar pada jadwal ini."),
            ),
            models.CheckConstraint(
                name="enrolment_scores_are_percentages",
                condition=(Q(score_before__isnull=True) | Q(score_before__range=(0, 100)))
                & (Q(score_after__isnull=True) | Q(score_after__range=(0, 100))),
                violation_error_message=_("Nilai tes dari 0 sampai 100."),
            ),
            one_of("enrolment_state_known", "state", EnrolmentState.values),
            models.CheckConstraint(
                name="enrolment_declined_with_reason",
                condition=~Q(state=EnrolmentState.DECLINED) | ~Q(reason=""),
                violation_error_message=_("Tulis alasannya; pegawai membacanya."),
            ),
        ]
        triggers = [
            only_steps("enrolment_steps", ENROLMENT_STEPS),
            pgtrigger.Trigger(
                name="places_are_not_exceeded",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("places", "integer"), ("taken", "integer")],
                condition=pgtrigger.Condition(f"NEW.state IN ({_PLACES})"),
                func=f"""
                    SELECT capacity INTO places FROM training_trainingsession
                        WHERE id = NEW.session_id FOR UPDATE;
                    SELECT count(*) INTO taken FROM training_enrolment
                        WHERE session_id = NEW.session_id AND id <> NEW.id
                        AND state IN ({_PLACES});
                    IF taken >= places THEN
                        RAISE EXCEPTION 'all places are taken'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608  our own words
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.get_state_display()}"
