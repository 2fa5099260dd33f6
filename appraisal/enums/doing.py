"""Words of the work between plan and judgement: links, feedback and dialogue."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LinkState(TextChoices):
    """What happened when a link was tried."""

    WAITING = "waiting", _("Sedang diperiksa")
    OPENS = "opens", _("Dapat dibuka")
    NEEDS_SIGN_IN = "needs_sign_in", _("Perlu masuk")
    FAILS = "fails", _("Tidak dapat dibuka")


class FeedbackRole(TextChoices):
    """As what somebody gives feedback, read from the tree and the teams (regulation 3.13)."""

    LEADER = "leader", _("Pimpinan")
    TEAM_LEADER = "team_leader", _("Ketua tim")
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
