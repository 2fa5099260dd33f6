"""Words of the catalogue, its sessions and a person's records."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingForm(TextChoices):
    """Bentuk pengembangan kompetensi (feedback and training C.2); the codes of ``rules.hours``."""

    LEADERSHIP = "KL01", _("Pelatihan struktural kepemimpinan")
    MANAGERIAL = "KL02", _("Pelatihan manajerial")
    TECHNICAL = "KL03", _("Pelatihan teknis")
    FUNCTIONAL = "KL04", _("Pelatihan fungsional")
    SOCIO_CULTURAL = "KL05", _("Pelatihan sosial kultural")
    SEMINAR = "KL06", _("Seminar, konferensi, atau sarasehan")
    WORKSHOP = "KL07", _("Workshop atau lokakarya")
    COURSE = "KL08", _("Kursus")
    UPGRADING = "KL09", _("Penataran")
    TECHNICAL_GUIDANCE = "KL10", _("Bimbingan teknis")
    SOCIALISATION = "KL11", _("Sosialisasi")
    OTHER_CLASSROOM = "KL12", _("Lainnya (klasikal)")
    COACHING = "NKL01", _("Coaching")
    MENTORING = "NKL02", _("Mentoring")
    E_LEARNING = "NKL03", _("Pembelajaran elektronik")
    DISTANCE_LEARNING = "NKL04", _("Pelatihan jarak jauh")
    SECONDMENT = "NKL05", _("Detasering")
    OUTBOUND = "NKL06", _("Outbond")
    BENCHMARKING = "NKL07", _("Patok banding")
    EXCHANGE = "NKL08", _("Pertukaran PNS dengan swasta atau BUMN")
    SELF_STUDY = "NKL09", _("Belajar mandiri")
    LEARNING_COMMUNITY = "NKL10", _("Komunitas belajar")
    GUIDANCE_AT_WORK = "NKL11", _("Bimbingan di tempat kerja")
    APPRENTICESHIP = "NKL12", _("Magang atau praktik kerja")
    OTHER = "NKL13", _("Lainnya (nonklasikal)")


class Scope(TextChoices):
    """Tingkat penyelenggaraan; the values are those of ``rules.hours.TrainingScope``."""

    NATIONAL = "national", _("Nasional")
    INTERNATIONAL = "international", _("Internasional")


class HoursMeasure(TextChoices):
    """What the hours of a form are counted from; values as in ``rules.hours.Measure``."""

    PROGRAMME = "programme", _("JP program")
    PROGRAMME_OR_DAYS = "programme_or_days", _("JP program, bila tidak ada per hari")
    DAYS = "days", _("Per hari")
    DAYS_AT_MOST = "days_at_most", _("Per hari, paling banyak")
    SESSIONS = "sessions", _("Per sesi")
    FIXED = "fixed", _("Tetap")


class SessionState(TextChoices):
    """Where a session stands. Enrolment is possible while it is open."""

    DRAFT = "draft", _("Rancangan")
    OPEN = "open", _("Pendaftaran dibuka")
    CLOSED = "closed", _("Pendaftaran ditutup")
    HELD = "held", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class EnrolmentState(TextChoices):
    """Where a person stands in a session. ``ENROLLED`` and what follows it take a place."""

    REQUESTED = "requested", _("Menunggu persetujuan atasan")
    WAITING = "waiting", _("Daftar tunggu")
    ENROLLED = "enrolled", _("Terdaftar")
    COMPLETED = "completed", _("Mengikuti sampai selesai")
    ABSENT = "absent", _("Tidak hadir")
    DECLINED = "declined", _("Tidak disetujui")
    WITHDRAWN = "withdrawn", _("Mengundurkan diri")


class RecordState(TextChoices):
    """Where a record stands; only a verified one counts."""

    SUBMITTED = "submitted", _("Menunggu verifikasi")
    VERIFIED = "verified", _("Terverifikasi")
    REJECTED = "rejected", _("Ditolak")


class RecordOrigin(TextChoices):
    """How a record came in."""

    OWN = "own", _("Diajukan sendiri")
    IMPORT = "import", _("Impor")
    SESSION = "session", _("Jadwal pelatihan")
    EVENT = "event", _("Sosialisasi")


class Reviewer(TextChoices):
    """Who says what a training changed at work."""

    SUPERIOR = "superior", _("Atasan")
    SELF = "self", _("Diri sendiri")


class YearPlanState(TextChoices):
    """Where the training plan of an agency stands."""

    DRAFT = "draft", _("Rancangan")
    SUBMITTED = "submitted", _("Diajukan")
    FIXED = "fixed", _("Ditetapkan")
