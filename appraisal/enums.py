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


class CopySource(TextChoices):
    """Where results were taken from at once."""

    LAST_YEAR = "last_year", _("SKP sendiri tahun lalu")
    COLLEAGUE = "colleague", _("SKP rekan")
    LIBRARY = "library", _("Pustaka hasil kerja")


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


class ProgressState(TextChoices):
    """States of an entry of daily progress; a day without any is "belum" (regulation 3.12)."""

    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Diajukan")
    APPROVED = "approved", _("Disetujui")


class LinkState(TextChoices):
    """What happened when a link was tried."""

    WAITING = "waiting", _("Sedang diperiksa")
    OPENS = "opens", _("Dapat dibuka")
    NEEDS_SIGN_IN = "needs_sign_in", _("Perlu masuk")
    FAILS = "fails", _("Tidak dapat dibuka")


class FeedbackRole(TextChoices):
    """As what somebody gives feedback, read from the tree of supervision (regulation 3.13)."""

    LEADER = "leader", _("Pimpinan")
    COLLEAGUE = "colleague", _("Rekan kerja")
    SUBORDINATE = "subordinate", _("Bawahan")
    OTHER = "other", _("Pihak lain")


class FeedbackTone(TextChoices):
    """Nada umpan balik."""

    APPRECIATION = "appreciation", _("Apresiasi")
    IMPROVEMENT = "improvement", _("Perbaikan")


class DialogueKind(TextChoices):
    """What a performance dialogue is about."""

    PLANNING = "planning", _("Perencanaan")
    PROGRESS = "progress", _("Pemantauan")
    RESULT = "result", _("Hasil evaluasi")


class PointOwner(TextChoices):
    """Which of the two does what a dialogue agreed on."""

    EMPLOYEE = "employee", _("Pegawai")
    SUPERVISOR = "supervisor", _("Pejabat penilai")


class CalibrationState(TextChoices):
    """States of an agency's calibration of one period."""

    OPEN = "open", _("Berlangsung")
    FINISHED = "finished", _("Selesai")


class SegmentCause(TextChoices):
    """Why a part of the year ended before the year did."""

    MOVE = "move", _("Mutasi atau promosi")
    SUPERVISOR = "supervisor", _("Pergantian pejabat penilai")
    RELEASE = "release", _("Bebas dari jabatan")


class ImprovementState(TextChoices):
    """An improvement plan runs until the supervisor draws the conclusion (regulation 6.4), or the
    result that demanded it changes.
    """

    RUNNING = "running", _("Berjalan")
    IMPROVED = "improved", _("Membaik")
    NOT_IMPROVED = "not_improved", _("Belum membaik")
    ENDED = "ended", _("Ditutup, hasil berubah")


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


class Owner(TextChoices):
    """Whose turn it is."""

    EMPLOYEE = "employee", _("Pegawai")
    SUPERVISOR = "supervisor", _("Pejabat penilai")
    REVIEWING_SUPERIOR = "reviewing_superior", _("Atasan pejabat penilai")
    LEADER_ABOVE = "leader_above", _("Pimpinan di atas unit")
    ADMIN = "admin", _("Admin BKPSDM")
    SYSTEM = "system", _("Sistem")


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


class ConversionState(TextChoices):
    """A conversion holds until a changed result replaces it, or it is cancelled as a mistake."""

    IN_FORCE = "in_force", _("Berlaku")
    SUPERSEDED = "superseded", _("Diganti")
    CANCELLED = "cancelled", _("Dibatalkan")


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
