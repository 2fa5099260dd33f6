"""360 rounds: whom they are about, and who is asked. What raters say stands in another module."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import (
    ConflictKind,
    NominationOrigin,
    NominationState,
    RaterGroup,
    RoundForm,
    RoundState,
)
from feedback.workflow import ROUND_NEXT
from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import all_or_none, date_order, one_of
from sabang_kinerja.common.history import tracked

_STEPS = ", ".join(f"('{one}', '{other}')" for one, other in ROUND_NEXT.items())


@tracked()
class FeedbackRound(models.Model):
    """One 360 round; its thresholds are decided while it is a draft (statistics C1, feedback B.4).

    ``least_detail``, ``least_overall`` and ``least_distribution`` are the fewest confidential
    raters for what they name; ``most_load`` the most confidential forms of one rater; ``above``
    and ``meets`` the means from which a level is proposed. ``seed`` repeats the
    proposal, ``figures`` tells of the whole round what may be told. ``asked_state`` is
    where a step leads that waits for the background, ``refused`` why one could not be taken.
    """

    name = models.CharField(_("nama putaran"), max_length=120)
    form = models.CharField(_("formulir"), max_length=8, choices=RoundForm, default=RoundForm.SHORT)
    state = models.CharField(
        _("status"), max_length=12, choices=RoundState, default=RoundState.DRAFT
    )
    agencies = models.ManyToManyField(Unit, related_name="+", verbose_name=_("perangkat daerah"))
    nominate_until = models.DateField(_("pengusulan sampai"))
    approve_until = models.DateField(_("persetujuan sampai"))
    answer_until = models.DateField(_("pengisian sampai"))
    least_raters = models.PositiveSmallIntegerField(_("rekan paling sedikit"), default=6)
    most_raters = models.PositiveSmallIntegerField(_("rekan paling banyak"), default=7)
    least_outside = models.PositiveSmallIntegerField(_("dari luar tim"), default=2)
    most_load = models.PositiveSmallIntegerField(_("formulir per orang"), default=8)
    most_strikes = models.PositiveSmallIntegerField(_("nama yang boleh dicoret"), default=2)
    least_detail = models.PositiveSmallIntegerField(_("batas untuk rincian"), default=5)
    least_overall = models.PositiveSmallIntegerField(_("batas untuk satu rata-rata"), default=3)
    least_distribution = models.PositiveSmallIntegerField(_("batas untuk sebaran"), default=8)
    above = models.DecimalField(_("di atas, mulai"), max_digits=3, decimal_places=2, default="3.5")
    meets = models.DecimalField(_("sesuai, mulai"), max_digits=3, decimal_places=2, default="2.5")
    seed = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    asked_state = models.CharField(max_length=12, choices=RoundState, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("putaran 360")
        ordering = ["-answer_until", "-pk"]
        constraints = [
            one_of("round_state_known", "state", RoundState.values),
            one_of("round_form_known", "form", RoundForm.values),
            date_order(
                "round_approval_after_nomination",
                start="nominate_until",
                end="approve_until",
                message=_("Persetujuan berakhir sama dengan atau setelah pengusulan."),
            ),
            date_order(
                "round_answers_after_approval",
                start="approve_until",
                end="answer_until",
                message=_("Pengisian berakhir sama dengan atau setelah persetujuan."),
            ),
            models.CheckConstraint(
                name="round_thresholds_protect",
                condition=Q(least_overall__gte=3)
                & Q(least_detail__gte=5)
                & Q(least_detail__gte=F("least_overall"))
                & Q(least_distribution__gte=8)
                & Q(least_distribution__gte=F("least_detail")),
                violation_error_message=_(
                    "Batas kerahasiaan paling rendah: 3 untuk satu rata-rata, 5 untuk rincian, 8 "
                    "untuk sebaran; yang lebih rinci tidak boleh lebih rendah."
                ),
            ),
            models.CheckConstraint(
                name="round_raters_in_order",
                condition=Q(most_raters__gte=F("least_raters"))
                & Q(least_raters__gte=F("least_outside"))
                & Q(most_load__gte=F("most_raters")),
                violation_error_message=_(
                    "Rekan paling banyak tidak lebih kecil daripada paling sedikit, dan tidak "
                    "melebihi formulir per orang."
                ),
            ),
            models.CheckConstraint(
                name="round_levels_in_order",
                condition=Q(above__gt=F("meets")) & Q(meets__gt=1) & Q(above__lte=4),
                violation_error_message=_("Batas tingkat harus naik, antara 1 dan 4."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="round_goes_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func=f"""
                    IF (OLD.state, NEW.state) NOT IN ({_STEPS}) THEN
                        RAISE EXCEPTION 'a round only goes forward'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="thresholds_of_a_draft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state <> 'draft' AND (OLD.least_detail, OLD.least_overall,"
                    " OLD.least_distribution, OLD.form, OLD.above, OLD.meets) IS DISTINCT FROM"
                    " (NEW.least_detail, NEW.least_overall, NEW.least_distribution, NEW.form,"
                    " NEW.above, NEW.meets)"
                ),
            ),
            pgtrigger.Protect(
                name="released_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'released'"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class DeclaredConflict(models.Model):
    """Two people who are never asked about each other; declared by one of them or by BKPSDM."""

    one = models.ForeignKey(Employee, models.PROTECT, related_name="+")
    other = models.ForeignKey(
        Employee, models.PROTECT, related_name="+", verbose_name=_("pegawai lain")
    )
    kind = models.CharField(_("sebab"), max_length=8, choices=ConflictKind)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("benturan kepentingan")
        ordering = ["one", "other"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="conflict_once",
                violation_error_message=_("Nama ini sudah Anda daftarkan."),
            ),
            models.CheckConstraint(
                name="conflict_with_another",
                condition=~Q(one=F("other")),
                violation_error_message=_("Pilih pegawai lain."),
            ),
            one_of("conflict_kind_known", "kind", ConflictKind.values),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


@tracked()
class Reviewee(models.Model):
    """A person about whom colleagues are asked, with unit and superior as the round found them.

    The report opens to the superior first, to the person once a dialogue was held (feedback B.4).
    """

    round = models.ForeignKey(FeedbackRound, models.CASCADE, related_name="reviewees")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="reviews_360")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    superior = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="leads_360"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    superior_read_at = models.DateTimeField(null=True, blank=True)
    dialogue_on = models.DateField(_("tanggal dialog"), null=True, blank=True)
    dialogue_note = models.TextField(_("pokok pembicaraan"), blank=True)
    employee_read_at = models.DateTimeField(null=True, blank=True)
    response = models.TextField(_("tanggapan pegawai"), blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pegawai yang diulas")
        ordering = ["round", "employee__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "employee"], name="reviewee_once_a_round"),
            all_or_none("reviewee_approved_by_somebody", ["approved_at", "approved_by"]),
            models.CheckConstraint(
                name="reviewee_not_own_superior",
                condition=Q(superior__isnull=True) | ~Q(superior=F("employee")),
            ),
            models.CheckConstraint(
                name="reviewee_reads_after_dialogue",
                condition=Q(employee_read_at__isnull=True) | Q(dialogue_on__isnull=False),
            ),
            models.CheckConstraint(
                name="reviewee_answers_what_was_read",
                condition=Q(responded_at__isnull=True)
                | (Q(employee_read_at__isnull=False) & ~Q(response="")),
            ),
        ]
        indexes = [models.Index(fields=["round", "superior"], name="reviewee_by_superior")]

    def __str__(self) -> str:
        return f"{self.employee} – {self.round}"


@tracked()
class Nomination(models.Model):
    """Somebody asked about somebody. Whether that person has answered stands elsewhere."""

    reviewee = models.ForeignKey(Reviewee, models.CASCADE, related_name="nominations")
    rater = models.ForeignKey(Employee, models.PROTECT, related_name="asked_360")
    group = models.CharField(max_length=14, choices=RaterGroup)
    is_outside = models.BooleanField(default=False)
    origin = models.CharField(
        max_length=8, choices=NominationOrigin, default=NominationOrigin.SYSTEM
    )
    state = models.CharField(
        max_length=8, choices=NominationState, default=NominationState.PROPOSED
    )

    class Meta:
        verbose_name = _("usulan pemberi umpan balik")
        ordering = ["reviewee", "group", "rater__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reviewee", "rater"],
                name="nomination_once",
                violation_error_message=_("Nama ini sudah ada dalam daftar."),
            ),
            one_of("nomination_group_known", "group", RaterGroup.values),
            one_of("nomination_state_known", "state", NominationState.values),
            models.CheckConstraint(
                name="nomination_named_stay",
                condition=~Q(group__in=[RaterGroup.SELF, RaterGroup.SUPERIOR])
                | Q(state=NominationState.PROPOSED),
            ),
        ]
        indexes = [models.Index(fields=["rater", "state"], name="nomination_by_rater")]

    def __str__(self) -> str:
        return f"{self.rater} → {self.reviewee}"
