"""Words of the plan: results, indicators, values and lampiran."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Approach(TextChoices):
    """Pendekatan hasil kerja."""

    QUANTITATIVE = "quantitative", _("Kuantitatif")
    QUALITATIVE = "qualitative", _("Kualitatif")


class ResultKind(TextChoices):
    """Main results come from the post, additional ones from outside it."""

    MAIN = "main", _("Utama")
    ADDITIONAL = "additional", _("Tambahan")


class SuperiorLink(TextChoices):
    """How a result hangs on the superior's results."""

    LINKED = "linked", _("Mendukung hasil kerja pimpinan")
    TO_FOLLOW = "to_follow", _("Hasil kerja pimpinan menyusul")
    NOT_CASCADED = "not_cascaded", _("Tidak dijabarkan dari pimpinan")


class CopySource(TextChoices):
    """Where results were taken from at once."""

    LAST_YEAR = "last_year", _("SKP sendiri tahun lalu")
    COLLEAGUE = "colleague", _("SKP rekan")
    LIBRARY = "library", _("Pustaka hasil kerja")
    TRAINING = "training", _("Pelatihan yang diikuti")


class Classification(TextChoices):
    """Klasifikasi RHK."""

    ORGANISATION = "organisation", _("Organisasi")
    INDIVIDUAL = "individual", _("Individu")


class Perspective(TextChoices):
    """Perspektif, for heads of units only."""

    SERVICE_RECIPIENT = "service_recipient", _("Penerima layanan")
    BUSINESS_PROCESS = "business_process", _("Proses bisnis")
    INTERNAL_STRENGTH = "internal_strength", _("Penguatan internal")
    BUDGET = "budget", _("Anggaran")


class Aspect(TextChoices):
    """Aspek indikator."""

    QUANTITY = "quantity", _("Kuantitas")
    QUALITY = "quality", _("Kualitas")
    TIME = "time", _("Waktu")
    COST = "cost", _("Biaya")


class Direction(TextChoices):
    """Arah capaian."""

    UP = "up", _("Makin tinggi makin baik")
    DOWN = "down", _("Makin rendah makin baik")
    EXACT = "exact", _("Tepat sesuai target")


class AnnexBlock(TextChoices):
    """The three blocks of the lampiran (regulation 3.9)."""

    RESOURCES = "resources", _("Dukungan sumber daya")
    ACCOUNTABILITY = "accountability", _("Skema pertanggungjawaban")
    CONSEQUENCES = "consequences", _("Konsekuensi")


class CoreValue(TextChoices):
    """Nilai dasar ASN BerAKHLAK in the official order (SE MenPANRB 20/2021)."""

    SERVICE = "service", _("Berorientasi Pelayanan")
    ACCOUNTABLE = "accountable", _("Akuntabel")
    COMPETENT = "competent", _("Kompeten")
    HARMONIOUS = "harmonious", _("Harmonis")
    LOYAL = "loyal", _("Loyal")
    ADAPTIVE = "adaptive", _("Adaptif")
    COLLABORATIVE = "collaborative", _("Kolaboratif")
