"""Words of competences, their measurement and the development plan."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Criticality(IntegerChoices):
    """How much a competence weighs for a post; the factor of the priority."""

    USUAL = 1, _("Biasa")
    IMPORTANT = 2, _("Penting")
    CRITICAL = 3, _("Kritis")


class MeasureSource(TextChoices):
    """Who measured a competence."""

    SUPERIOR = "superior", _("Atasan")
    ASSESSMENT = "assessment", _("Uji kompetensi")


class DevelopmentNeed(TextChoices):
    """Why a development plan was opened; values of ``rules.development.Need``."""

    OWN = "own", _("Atas kemauan sendiri")
    STRETCH = "stretch", _("Kesempatan tambahan")
    IMPROVE = "improve", _("Tindak lanjut hasil evaluasi")
    GUIDE = "guide", _("Pembinaan kinerja")


class DevelopmentState(TextChoices):
    """Where a development plan stands."""

    OFFERED = "offered", _("Ditawarkan")
    DRAFT = "draft", _("Sedang disusun")
    SUBMITTED = "submitted", _("Menunggu atasan")
    AGREED = "agreed", _("Disepakati")
    CLOSED = "closed", _("Selesai")
    DECLINED = "declined", _("Tidak dilanjutkan")


class ActionKind(TextChoices):
    """How something is learnt; most of it at work, with others, and only the rest in a class."""

    COACHING = "coaching", _("Coaching")
    MENTORING = "mentoring", _("Mentoring")
    COURSE = "course", _("Pelatihan atau kursus")
    SELF_STUDY = "self_study", _("Belajar mandiri")
    COMMUNITY = "community", _("Komunitas belajar")
    PRACTICE = "practice", _("Latihan dalam pekerjaan")
    STRETCH = "stretch", _("Penugasan yang menantang")
    MENTOR_ROLE = "mentor_role", _("Menjadi mentor bagi rekan")


class DevelopmentProgress(TextChoices):
    """How a plan goes at a check."""

    AS_PLANNED = "as_planned", _("Berjalan sesuai rencana")
    NEEDS_HELP = "needs_help", _("Perlu bantuan")
    REACHED = "reached", _("Tujuan tercapai")
