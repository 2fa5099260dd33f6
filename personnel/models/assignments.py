"""Who holds which post from when to when, and who appraises whom against the tree."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import OWN_POST_KINDS, AssignmentKind, OverrideSource
from personnel.models.employees import Employee
from personnel.models.units import Post
from sabang_kinerja.common.constraints import date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked

_DATES = _("Tanggal selesai harus sama dengan atau setelah tanggal mulai.")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Words for sets of assignments."""

    def on(self, day: date) -> "AssignmentQuerySet":
        """Assignments in force on ``day``."""
        return self.filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=day), effective_from__lte=day
        )

    def on_or_after(self, day: date) -> "AssignmentQuerySet":
        """Assignments that have not ended before ``day``, future ones included."""
        return self.exclude(effective_until__lt=day)

    def overlapping(self, first: date, last: date | None) -> "AssignmentQuerySet":
        """Assignments that share a day with the span; no ``last`` means for ever."""
        found = self.on_or_after(first)
        return found if last is None else found.filter(effective_from__lte=last)

    def own_posts(self) -> "AssignmentQuerySet":
        """Own posts, filled or released from; a person has at most one a day."""
        return self.filter(kind__in=OWN_POST_KINDS)

    def definitive(self) -> "AssignmentQuerySet":
        """Own posts that are being filled, not acting and not on leave."""
        return self.filter(kind=AssignmentKind.DEFINITIVE)


@tracked()
class Assignment(models.Model):
    """One person in one post for a span of days.

    A person has one own post at a time (definitive, or released for study or unpaid leave);
    acting posts come on top, each only once at a time.
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="assignments", verbose_name=_("pegawai")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="assignments", verbose_name=_("jabatan")
    )
    kind = models.CharField(
        _("sifat penugasan"),
        max_length=16,
        choices=AssignmentKind,
        default=AssignmentKind.DEFINITIVE,
    )
    effective_from = models.DateField(_("mulai berlaku"))
    effective_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    decree_number = models.CharField(_("nomor SK"), max_length=80, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("penugasan")
        ordering = ["employee", "-effective_from", "pk"]
        constraints = [
            no_overlap(
                "assignment_one_own_post_at_a_time",
                same=["employee"],
                condition=Q(kind__in=OWN_POST_KINDS),
                message=_("Pegawai ini sudah memiliki jabatan pada tanggal tersebut."),
            ),
            no_overlap(
                "assignment_acting_once_per_post",
                same=["employee", "post"],
                condition=~Q(kind__in=OWN_POST_KINDS),
                message=_("Pegawai ini sudah menjadi pelaksana pada jabatan dan tanggal itu."),
            ),
            date_order("assignment_dates_in_order", message=_DATES),
            one_of("assignment_kind_known", "kind", AssignmentKind.values),
        ]
        indexes = [models.Index(fields=["post", "effective_from"], name="assignment_by_post")]

    def __str__(self) -> str:
        return f"{self.employee} – {self.post}"


class OverrideQuerySet(models.QuerySet["SupervisionOverride"]):
    """Words for sets of overrides."""

    def on(self, day: date) -> "OverrideQuerySet":
        """Overrides in force on ``day``."""
        return self.filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=day), effective_from__lte=day
        )

    def overlapping(self, first: date, last: date | None) -> "OverrideQuerySet":
        """Overrides that share a day with the span; no ``last`` means for ever."""
        found = self.exclude(effective_until__lt=first)
        return found if last is None else found.filter(effective_from__lte=last)


@tracked()
class SupervisionOverride(models.Model):
    """A supervisor named by decree or import instead of the one that the tree gives.

    Source: regulation 2.1 (authority may be delegated; the decree is named).
    """

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="supervision_overrides", verbose_name=_("pegawai")
    )
    supervisor = models.ForeignKey(
        Employee,
        models.PROTECT,
        related_name="supervises_by_override",
        verbose_name=_("pejabat penilai"),
    )
    reviewing_superior = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews_by_override",
        verbose_name=_("atasan pejabat penilai"),
    )
    source = models.CharField(
        _("asal penetapan"), max_length=8, choices=OverrideSource, default=OverrideSource.DECREE
    )
    decree_number = models.CharField(_("nomor SK"), max_length=80, blank=True)
    effective_from = models.DateField(_("mulai berlaku"))
    effective_until = models.DateField(_("berlaku sampai"), null=True, blank=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("penetapan pejabat penilai")
        ordering = ["employee", "-effective_from", "pk"]
        constraints = [
            no_overlap(
                "override_one_at_a_time",
                same=["employee"],
                message=_("Pegawai ini sudah memiliki penetapan pada tanggal tersebut."),
            ),
            date_order("override_dates_in_order", message=_DATES),
            models.CheckConstraint(
                name="override_not_own_supervisor",
                condition=~Q(supervisor=models.F("employee")),
                violation_error_message=_("Pejabat penilai sama dengan pegawai."),
            ),
            models.CheckConstraint(
                name="override_not_own_reviewer",
                condition=Q(reviewing_superior__isnull=True)
                | ~Q(reviewing_superior=models.F("employee")),
                violation_error_message=_("Atasan pejabat penilai sama dengan pegawai."),
            ),
            models.CheckConstraint(
                name="override_decree_is_named",
                condition=Q(source=OverrideSource.IMPORT) | ~Q(decree_number=""),
                violation_error_message=_("Isi nomor surat keputusan."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} → {self.supervisor}"
