"""Words of angka kredit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CreditLevel(TextChoices):
    """Jenjang that gives angka kredit, each category from below (regulation 5.1)."""

    PEMULA = "pemula", _("Pemula")
    TERAMPIL = "terampil", _("Terampil")
    MAHIR = "mahir", _("Mahir")
    PENYELIA = "penyelia", _("Penyelia")
    AHLI_PERTAMA = "ahli_pertama", _("Ahli Pertama")
    AHLI_MUDA = "ahli_muda", _("Ahli Muda")
    AHLI_MADYA = "ahli_madya", _("Ahli Madya")
    AHLI_UTAMA = "ahli_utama", _("Ahli Utama")


class CreditBaseKind(TextChoices):
    """Points by decree beside conversions, and what a promotion in rank took (regulation 5.3 C)."""

    BASIC = "basic", _("Angka kredit dasar")
    FORMER = "former", _("Angka kredit JF lama (integrasi)")
    EQUALISATION = "equalisation", _("Angka kredit penyesuaian/penyetaraan")
    EDUCATION = "education", _("Angka kredit dari peningkatan pendidikan")
    RANK_PROMOTION = "rank_promotion", _("Dipakai untuk kenaikan pangkat")


COMPUTED_BASES = (CreditBaseKind.EDUCATION, CreditBaseKind.RANK_PROMOTION)
"""Kinds whose points follow from the level and are not typed."""
