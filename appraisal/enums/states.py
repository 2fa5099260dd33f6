"""States of what moves along a transition table, and whose turn it is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class CalibrationState(TextChoices):
    """States of an agency's calibration of one period."""

    OPEN = "open", _("Berlangsung")
    FINISHED = "finished", _("Selesai")


class ImprovementState(TextChoices):
    """An improvement plan runs until the supervisor draws the conclusion (regulation 6.4), or the
    result that demanded it changes.
    """

    RUNNING = "running", _("Berjalan")
    IMPROVED = "improved", _("Membaik")
    NOT_IMPROVED = "not_improved", _("Belum membaik")
    ENDED = "ended", _("Ditutup, hasil berubah")


class WorkTeamState(TextChoices):
    """A work team runs until somebody closes it."""

    RUNNING = "running", _("Berjalan")
    CLOSED = "closed", _("Ditutup")


class Owner(TextChoices):
    """Whose turn it is."""

    EMPLOYEE = "employee", _("Pegawai")
    SUPERVISOR = "supervisor", _("Pejabat penilai")
    REVIEWING_SUPERIOR = "reviewing_superior", _("Atasan pejabat penilai")
    LEADER_ABOVE = "leader_above", _("Pimpinan di atas unit")
    UNIT_HEAD = "unit_head", _("Kepala unit")
    ADMIN = "admin", _("Admin BKPSDM")
    SYSTEM = "system", _("Sistem")


class ConversionState(TextChoices):
    """A conversion holds until a changed result replaces it, or it is cancelled as a mistake."""

    IN_FORCE = "in_force", _("Berlaku")
    SUPERSEDED = "superseded", _("Diganti")
    CANCELLED = "cancelled", _("Dibatalkan")
