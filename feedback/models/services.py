"""What citizens come for, where they are served, and how many they are."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import Dimension, Frame
from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import date_order, no_overlap, one_of
from sabang_kinerja.common.history import tracked


class ServiceQuerySet(models.QuerySet["Service"]):
    """Words for sets of services."""

    def active(self) -> "ServiceQuerySet":
        """Services that are given today."""
        return self.filter(is_active=True)

    def within(self, unit: Unit) -> "ServiceQuerySet":
        """Services of the unit and of everything below it."""
        return self.filter(unit__path__startswith=unit.path)


@tracked()
class Service(models.Model):
    """What a citizen came for (jenis layanan).

    ``service_class`` names the comparable ones of other units (statistics A10). Where there is no
    fee the element cost is 4 without being asked.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="services", verbose_name=_("unit penyelenggara")
    )
    code = models.SlugField(_("kode"), max_length=40, unique=True)
    name = models.CharField(_("nama layanan"), max_length=160)
    service_class = models.SlugField(_("rumpun layanan"), max_length=40)
    has_fee = models.BooleanField(_("berbayar"), default=False)
    is_active = models.BooleanField(_("aktif"), default=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("layanan")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="service_once_in_unit",
                violation_error_message=_("Layanan ini sudah ada pada unit tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Counter(models.Model):
    """A place of service (loket). ``networks`` are the office's own addresses, one CIDR a line."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="counters", verbose_name=_("unit"))
    name = models.CharField(_("nama loket"), max_length=80)
    networks = models.TextField(_("jaringan kantor"), blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)

    class Meta:
        verbose_name = _("loket")
        ordering = ["unit", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="counter_once_in_unit",
                violation_error_message=_("Loket ini sudah ada pada unit tersebut."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class CounterDuty(models.Model):
    """Who serves at a counter, from when to when: the only way from an answer to a person."""

    counter = models.ForeignKey(Counter, models.PROTECT, related_name="duties")
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="counter_duties", verbose_name=_("petugas")
    )
    effective_from = models.DateField(_("mulai"))
    effective_until = models.DateField(_("sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("petugas loket")
        ordering = ["counter", "-effective_from", "pk"]
        constraints = [
            no_overlap(
                "counter_duty_once",
                same=["counter", "employee"],
                message=_("Petugas ini sudah tercatat di loket pada tanggal tersebut."),
            ),
            date_order(
                "counter_duty_dates_in_order",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter}: {self.employee}"


@tracked()
class Register(models.Model):
    """How many people received a service, or live in a place, in a span of days.

    The register of a unit counts its services as one of its dimensions; that of one service names
    it. ``dated`` is the day at which the counts were taken (statistics A3, A9: age of margins).
    """

    frame = models.CharField(
        _("kerangka"), max_length=20, choices=Frame, default=Frame.SERVICE_REGISTER
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="registers", verbose_name=_("unit"))
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="registers",
        verbose_name=_("layanan"),
    )  # fmt: skip
    starts = models.DateField(_("dari tanggal"))
    ends = models.DateField(_("sampai tanggal"))
    population = models.PositiveIntegerField(_("jumlah penerima"))
    source = models.CharField(_("sumber"), max_length=200)
    dated = models.DateField(_("tanggal data"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("register layanan")
        ordering = ["unit", "-ends", "service", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["frame", "unit", "service", "starts", "ends"],
                name="register_once_a_period",
                nulls_distinct=False,
                violation_error_message=_("Register untuk periode ini sudah ada."),
            ),
            date_order(
                "register_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
            one_of("register_frame_known", "frame", Frame.values),
            models.CheckConstraint(
                name="register_of_residents_has_no_service",
                condition=~Q(frame=Frame.RESIDENTS) | Q(service__isnull=True),
            ),
            models.CheckConstraint(
                name="register_dated_after_it_starts", condition=Q(dated__gte=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service or self.unit} {self.starts}–{self.ends}"


@tracked()
class MarginCount(models.Model):
    """How many of a register are of one category: a line of a margin (sebaran)."""

    register = models.ForeignKey(Register, models.CASCADE, related_name="counts")
    dimension = models.CharField(_("dimensi"), max_length=16, choices=Dimension)
    category = models.CharField(_("kategori"), max_length=160)
    count = models.PositiveIntegerField(_("jumlah"))

    class Meta:
        verbose_name = _("sebaran")
        ordering = ["register", "dimension", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "dimension", "category"],
                name="margin_category_once",
                violation_error_message=_("Kategori ini sudah ada pada register."),
            ),
            one_of("margin_dimension_known", "dimension", Dimension.values),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.category}: {self.count}"
