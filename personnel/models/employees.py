"""People who serve the city."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import EXEMPT_STATUSES, EmployeeKind, LegalStatus, Sex
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Words for sets of people."""

    def civil_servants(self) -> "EmployeeQuerySet":
        """Everybody but state officials, who are not appraised."""
        return self.exclude(kind=EmployeeKind.STATE_OFFICIAL)

    def serving(self) -> "EmployeeQuerySet":
        """Civil servants who have not left."""
        return self.civil_servants().exclude(legal_status=LegalStatus.LEFT)

    def owing_a_plan(self) -> "EmployeeQuerySet":
        """Civil servants whose status does not exempt them (regulation 4.8)."""
        return self.civil_servants().exclude(legal_status__in=EXEMPT_STATUSES)


@tracked()
class Employee(models.Model):
    """A civil servant, or the state official who supervises the heads of agency.

    Identity numbers other than the employee number (NIK, NPWP …) are never kept.
    """

    nip = models.CharField(_("NIP"), max_length=18, unique=True, null=True, blank=True)
    name = models.CharField(_("nama"), max_length=120)
    title_before = models.CharField(_("gelar depan"), max_length=40, blank=True)
    title_after = models.CharField(_("gelar belakang"), max_length=60, blank=True)
    kind = models.CharField(_("jenis pegawai"), max_length=16, choices=EmployeeKind)
    birth_date = models.DateField(_("tanggal lahir"), null=True, blank=True)
    sex = models.CharField(_("jenis kelamin"), max_length=6, choices=Sex, blank=True)
    rank = models.CharField(_("golongan"), max_length=8, blank=True)
    rank_since = models.DateField(_("TMT golongan"), null=True, blank=True)
    education = models.CharField(_("tingkat pendidikan"), max_length=8, blank=True)
    legal_status = models.CharField(
        _("status kepegawaian"), max_length=16, choices=LegalStatus, default=LegalStatus.ACTIVE
    )

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pegawai")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="employee_nip_is_18_digits",
                condition=Q(nip__isnull=True) | Q(nip__regex=r"^[0-9]{18}$"),
                violation_error_message=_("NIP harus 18 angka."),
            ),
            models.CheckConstraint(
                name="employee_nip_unless_state_official",
                condition=Q(kind=EmployeeKind.STATE_OFFICIAL) | Q(nip__isnull=False),
                violation_error_message=_("NIP kosong."),
            ),
            models.CheckConstraint(name="employee_has_a_name", condition=~Q(name="")),
            one_of("employee_kind_known", "kind", EmployeeKind.values),
            one_of("employee_status_known", "legal_status", LegalStatus.values),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with titles, as on paper and at first mention."""
        before = f"{self.title_before} " if self.title_before else ""
        after = f", {self.title_after}" if self.title_after else ""
        return f"{before}{self.name}{after}"

    @property
    def is_contract(self) -> bool:
        """Whether the person is PPPK (number, rank and title lines differ on paper)."""
        return self.kind in {EmployeeKind.PPPK, EmployeeKind.PPPK_PART_TIME}
