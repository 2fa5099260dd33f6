"""Words of the appraisal room; values as in the glossary."""

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


class PlanState(TextChoices):
    """States of a plan (regulation 2.4)."""

    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    RETURNED = "returned", _("Dikembalikan")
    APPROVED = "approved", _("Disetujui")
    FIXED = "fixed", _("Ditetapkan")
    SUPERSEDED = "superseded", _("Diganti")
    CLOSED = "closed", _("Ditutup")


class EvaluationState(TextChoices):
    """States of an evaluation (regulation 2.4)."""

    NOT_OPEN = "not_open", _("Belum dibuka")
    IN_PROGRESS = "in_progress", _("Sedang diisi")
    AWAITING_FEEDBACK = "awaiting_feedback", _("Menunggu umpan balik")
    IN_RATING = "in_rating", _("Sedang dinilai")
    AWAITING_ORGANISATION = "awaiting_organisation", _("Menunggu predikat organisasi")
    FIXED = "fixed", _("Ditetapkan")
    SERVED = "served", _("Disampaikan")
    ACCEPTED = "accepted", _("Diterima")
    LAPSED = "lapsed", _("Lewat batas waktu")
    OBJECTED = "objected", _("Dalam keberatan")
    FINAL = "final", _("Final")


class ObjectionState(TextChoices):
    """States of an objection (regulation 2.4)."""

    SUBMITTED = "submitted", _("Diajukan")
    REJECTED_FORMALLY = "rejected_formally", _("Tidak memenuhi syarat")
    UNDER_REVIEW = "under_review", _("Sedang diperiksa")
    DECIDED = "decided", _("Diputus")


class ObjectionOutcome(TextChoices):
    """Putusan atas keberatan; final."""

    UPHELD = "upheld", _("Tetap")
    CHANGED = "changed", _("Diubah")


class OrganisationState(TextChoices):
    """States of an organisation predicate (regulation 2.4)."""

    DRAFT = "draft", _("Draf")
    RECOMMENDED = "recommended", _("Direkomendasikan")
    FIXED = "fixed", _("Ditetapkan")


class Owner(TextChoices):
    """Whose turn it is."""

    EMPLOYEE = "employee", _("Pegawai")
    SUPERVISOR = "supervisor", _("Pejabat penilai")
    REVIEWING_SUPERIOR = "reviewing_superior", _("Atasan pejabat penilai")
    LEADER_ABOVE = "leader_above", _("Pimpinan di atas unit")
    ADMIN = "admin", _("Admin BKPSDM")
    SYSTEM = "system", _("Sistem")


class StepKind(TextChoices):
    """Steps of a year that the control room counts, in the order of the law."""

    PLAN_SUBMITTED = "plan_submitted", _("SKP diajukan")
    PLAN_APPROVED = "plan_approved", _("SKP disetujui")
    PLAN_FIXED = "plan_fixed", _("SKP ditetapkan")
    FILLED = "filled", _("Realisasi diajukan")
    ORGANISATION = "organisation", _("Predikat organisasi ditetapkan")
    RATED = "rated", _("Penilaian ditetapkan")
    SERVED = "served", _("Hasil disampaikan")
    ANSWERED = "answered", _("Hasil dijawab")
    FINAL = "final", _("Hasil final")


PLAN_STEPS = (StepKind.PLAN_SUBMITTED, StepKind.PLAN_APPROVED, StepKind.PLAN_FIXED)
PERIOD_STEPS = (
    StepKind.FILLED,
    StepKind.ORGANISATION,
    StepKind.RATED,
    StepKind.SERVED,
    StepKind.ANSWERED,
    StepKind.FINAL,
)
