"""The pulse: waves, who was invited, and answers that know neither a person nor a moment."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import PulseMoment, WaveState
from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import all_or_none, date_order, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class PulseWave(models.Model):
    """One asking of all staff; ``result`` is computed once, when it closes, and stays.

    ``done_note`` is what BKPSDM did about it, written for staff.
    """

    year = models.PositiveSmallIntegerField(_("tahun"))
    moment = models.CharField(_("saat"), max_length=2, choices=PulseMoment)
    opens_on = models.DateField(_("dibuka"))
    closes_on = models.DateField(_("ditutup"))
    state = models.CharField(
        _("status"), max_length=8, choices=WaveState, default=WaveState.PLANNED
    )
    result = models.JSONField(default=dict, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    done_note = models.TextField(_("yang sudah dilakukan"), blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("gelombang suara pegawai")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "moment"],
                name="wave_once_a_year",
                violation_error_message=_("Gelombang ini sudah ada untuk tahun tersebut."),
            ),
            one_of("wave_state_known", "state", WaveState.values),
            one_of("wave_moment_known", "moment", PulseMoment.values),
            date_order(
                "wave_dates_in_order",
                start="opens_on",
                end="closes_on",
                message=_("Tanggal tutup harus sama dengan atau setelah tanggal buka."),
            ),
            models.CheckConstraint(
                name="wave_closed_has_a_moment",
                condition=~Q(state=WaveState.CLOSED) | Q(closed_at__isnull=False),
            ),
            all_or_none("wave_note_by_somebody", ["done_at", "done_by"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="wave_goes_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func="""
                    IF (OLD.state, NEW.state) NOT IN (('planned', 'open'), ('open', 'closed')) THEN
                        RAISE EXCEPTION 'a wave only goes forward'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="wave_result_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state = 'closed' AND OLD.result IS DISTINCT FROM NEW.result"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_moment_display()} {self.year}"


class PulseInvitation(models.Model):
    """Somebody who may answer once. ``group`` is the agency that an answer may name, if any.

    No history and no moment: they would tell when somebody answered.
    """

    wave = models.ForeignKey(PulseWave, models.CASCADE, related_name="invitations")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("undangan suara pegawai")
        constraints = [
            models.UniqueConstraint(fields=["wave", "employee"], name="invitation_once_a_wave")
        ]
        indexes = [models.Index(fields=["employee"], name="invitation_by_employee")]

    def __str__(self) -> str:
        return "undangan"


class HeldPulse(models.Model):
    """An answer that waits, sealed, until five of its agency can leave together (decision 0020)."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    wave = models.ForeignKey(PulseWave, models.CASCADE, related_name="held")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("jawaban yang menunggu")

    def __str__(self) -> str:
        return "jawaban yang menunggu"


class PulseAnswer(models.Model):
    """Eleven answers, 1 to 5 or nothing, in the order of ``rules.pulse.ITEMS``."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    wave = models.ForeignKey(PulseWave, models.PROTECT, related_name="answers")
    group = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    items = ArrayField(models.PositiveSmallIntegerField(null=True, blank=True))

    class Meta:
        verbose_name = _("suara pegawai")
        triggers = [
            pgtrigger.Trigger(
                name="pulse_in_range",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT COALESCE(1 <= ALL (NEW.items) AND 5 >= ALL (NEW.items), true)
                        OR array_length(NEW.items, 1) <> 11 THEN
                        RAISE EXCEPTION 'eleven answers of 1 to 5'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="pulse_stays", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return "suara pegawai"


class PulseText(models.Model):
    """What somebody wrote beside the items; names neither a person nor an agency."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    wave = models.ForeignKey(PulseWave, models.PROTECT, related_name="texts")
    text = models.TextField()

    class Meta:
        verbose_name = _("catatan suara pegawai")

    def __str__(self) -> str:
        return "catatan"
