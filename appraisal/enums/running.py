"""Words of the running of a year."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SegmentCause(TextChoices):
    """Why a part of the year ended before the year did."""

    MOVE = "move", _("Mutasi atau promosi")
    SUPERVISOR = "supervisor", _("Pergantian pejabat penilai")
    RELEASE = "release", _("Bebas dari jabatan")


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
