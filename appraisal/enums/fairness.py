"""Words of the fair yardstick; values as in ``rules``."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FairnessOutcome(TextChoices):
    """Outcomes compared between groups, each by its favourable side."""

    TOP = "top", _("Predikat Sangat Baik")
    GOOD = "good", _("Predikat Baik atau lebih")
    CHANGED = "changed", _("Keberatan dikabulkan")
    NOT_LOWERED = "not_lowered", _("Tidak diturunkan dalam kalibrasi")


class FairnessTrait(TextChoices):
    """What groups differ in."""

    SEX = "sex", _("Jenis kelamin")
    AGE = "age", _("Umur")
    EMPLOYMENT = "employment", _("Jenis kepegawaian")


class AgeGroup(TextChoices):
    """Age on the last day of the year."""

    YOUNG = "1-young", _("di bawah 35 tahun")
    MIDDLE = "2-middle", _("35–49 tahun")
    OLD = "3-old", _("50 tahun ke atas")


class EmploymentGroup(TextChoices):
    """PNS with CPNS, PPPK with Paruh Waktu."""

    PNS = "pns", _("PNS")
    PPPK = "pppk", _("PPPK")


class ImpactLight(TextChoices):
    """What a comparison of two groups means."""

    RED = "red", _("Perlu ditinjau")
    AMBER = "amber", _("Perlu diperhatikan")
    GREEN = "green", _("Tidak ada tanda")
    TOO_FEW = "too_few", _("Terlalu sedikit")
