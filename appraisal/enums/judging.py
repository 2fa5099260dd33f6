"""Words of the judgement: ratings, predicates and what an objection brings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rating(TextChoices):
    """One of three levels against expectation."""

    ABOVE = "above", _("Di atas ekspektasi")
    MEETS = "meets", _("Sesuai ekspektasi")
    BELOW = "below", _("Di bawah ekspektasi")


class Predicate(TextChoices):
    """Predikat kinerja pegawai: computed, never typed."""

    VERY_GOOD = "very_good", _("Sangat Baik")
    GOOD = "good", _("Baik")
    NEEDS_IMPROVEMENT = "needs_improvement", _("Butuh Perbaikan")
    POOR = "poor", _("Kurang")
    VERY_POOR = "very_poor", _("Sangat Kurang")


class OrganisationPredicateValue(TextChoices):
    """Predikat capaian kinerja organisasi."""

    EXCELLENT = "excellent", _("Istimewa")
    GOOD = "good", _("Baik")
    NEEDS_IMPROVEMENT = "needs_improvement", _("Butuh Perbaikan")
    POOR = "poor", _("Kurang")
    VERY_POOR = "very_poor", _("Sangat Kurang")


class ObjectionOutcome(TextChoices):
    """Putusan atas keberatan; final."""

    UPHELD = "upheld", _("Tetap")
    CHANGED = "changed", _("Diubah")
