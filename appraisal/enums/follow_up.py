"""Words of what follows a result."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckProgress(TextChoices):
    """How things stand at a monthly check-in."""

    BETTER = "better", _("Membaik")
    SAME = "same", _("Belum berubah")
    WORSE = "worse", _("Menurun")


class AwardKind(TextChoices):
    """What a good result opens (regulation 6.3)."""

    CERTIFICATE = "certificate", _("Piagam")
    TALENT_POOL = "talent_pool", _("Prioritas kelompok rencana suksesi")
    DEVELOPMENT = "development", _("Prioritas pengembangan kompetensi")
    RANK = "rank", _("Usulan kenaikan pangkat istimewa")
    HONOUR = "honour", _("Bahan usulan Satyalancana")
    OTHER = "other", _("Penghargaan lain")


class Potential(TextChoices):
    """Level of potential, measured outside the application."""

    HIGH = "high", _("Tinggi")
    MEDIUM = "medium", _("Menengah")
    LOW = "low", _("Rendah")


class MeasureLevel(TextChoices):
    """Tingkat hukuman disiplin."""

    LIGHT = "light", _("Ringan")
    MEDIUM = "medium", _("Sedang")
    HEAVY = "heavy", _("Berat")
