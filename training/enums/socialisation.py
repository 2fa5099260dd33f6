"""Words of socialisation: events, attendance, guides, tests."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventMode(TextChoices):
    """How people take part."""

    IN_PERSON = "in_person", _("Tatap muka")
    ONLINE = "online", _("Daring")
    HYBRID = "hybrid", _("Tatap muka dan daring")


class EventState(TextChoices):
    """Where an event stands; people are invited once it is announced."""

    DRAFT = "draft", _("Rancangan")
    ANNOUNCED = "announced", _("Diumumkan")
    CLOSED = "closed", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class AttendanceState(TextChoices):
    """Kehadiran."""

    INVITED = "invited", _("Diundang")
    EXCUSED = "excused", _("Izin")
    PRESENT = "present", _("Hadir")
    ABSENT = "absent", _("Tanpa keterangan")


class AttendanceWay(TextChoices):
    """How presence was seen."""

    CODE = "code", _("Kode di layar")
    LIST = "list", _("Daftar hadir")


class GuideKind(TextChoices):
    """What a guide is about: the appraisal as a whole, one screen, or material of an event."""

    MAIN = "main", _("Panduan")
    SCREEN = "screen", _("Panduan layar")
    MATERIAL = "material", _("Materi")


class TestKind(TextChoices):
    """When a test is taken."""

    BEFORE = "before", _("Tes awal")
    AFTER = "after", _("Tes akhir")

    __test__ = False
