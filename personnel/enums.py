"""Words of the personnel room; values as in the glossary."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EmployeeKind(TextChoices):
    """Jenis pegawai. ``STATE_OFFICIAL`` (the mayor) supervises but is never appraised here."""

    PNS = "PNS", _("PNS")
    CPNS = "CPNS", _("CPNS")
    PPPK = "PPPK", _("PPPK")
    PPPK_PART_TIME = "PPPK_PART_TIME", _("PPPK Paruh Waktu")
    STATE_OFFICIAL = "state_official", _("Pejabat negara")


class Sex(TextChoices):
    """As the fifteenth digit of the employee number tells."""

    MALE = "male", _("Laki-laki")
    FEMALE = "female", _("Perempuan")


class LegalStatus(TextChoices):
    """Kedudukan hukum."""

    ACTIVE = "active", _("Aktif")
    STUDY = "study", _("Tugas belajar")
    UNPAID_LEAVE = "unpaid_leave", _("CLTN")
    PRE_RETIREMENT = "pre_retirement", _("Masa persiapan pensiun")
    SUSPENDED = "suspended", _("Diberhentikan sementara")
    SECONDED = "seconded", _("Diperbantukan")
    LEFT = "left", _("Berhenti atau pensiun")


EXEMPT_STATUSES = (
    LegalStatus.STUDY,
    LegalStatus.UNPAID_LEAVE,
    LegalStatus.PRE_RETIREMENT,
    LegalStatus.SUSPENDED,
    LegalStatus.LEFT,
)
"""Who owes no plan (regulation 4.8)."""


class UnitKind(TextChoices):
    """Level of a node: what stands above an agency, an agency, what stands inside one."""

    CITY = "city", _("Kota")
    AGENCY = "agency", _("Perangkat daerah")
    UNIT = "unit", _("Unit kerja")


class PostKind(TextChoices):
    """Jenis jabatan."""

    JPT = "jpt", _("Jabatan Pimpinan Tinggi")
    ADMINISTRATION = "administration", _("Jabatan Administrasi")
    FUNCTIONAL = "functional", _("Jabatan Fungsional")
    STATE_OFFICE = "state_office", _("Jabatan negara")


class PostLevel(TextChoices):
    """Jenjang jabatan, the law's own words (regulation 7.4)."""

    JPT_UTAMA = "jpt_utama", _("JPT Utama")
    JPT_MADYA = "jpt_madya", _("JPT Madya")
    JPT_PRATAMA = "jpt_pratama", _("JPT Pratama")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")
    PELAKSANA = "pelaksana", _("Pelaksana")
    PEMULA = "pemula", _("Pemula")
    TERAMPIL = "terampil", _("Terampil")
    MAHIR = "mahir", _("Mahir")
    PENYELIA = "penyelia", _("Penyelia")
    AHLI_PERTAMA = "ahli_pertama", _("Ahli Pertama")
    AHLI_MUDA = "ahli_muda", _("Ahli Muda")
    AHLI_MADYA = "ahli_madya", _("Ahli Madya")
    AHLI_UTAMA = "ahli_utama", _("Ahli Utama")
    NONE = "none", _("Tanpa jenjang")


STRUCTURAL_LEVELS = (
    PostLevel.JPT_UTAMA,
    PostLevel.JPT_MADYA,
    PostLevel.JPT_PRATAMA,
    PostLevel.ADMINISTRATOR,
    PostLevel.PENGAWAS,
)
"""Who rates without a decree of delegation (regulation 2.1)."""


class AssignmentKind(TextChoices):
    """Sifat penugasan."""

    DEFINITIVE = "definitive", _("Definitif")
    ACTING = "acting", _("Plt.")
    DAILY_ACTING = "daily_acting", _("Plh.")
    STUDY_LEAVE = "study_leave", _("Tugas belajar")
    UNPAID_LEAVE = "unpaid_leave", _("CLTN")


OWN_POST_KINDS = (
    AssignmentKind.DEFINITIVE,
    AssignmentKind.STUDY_LEAVE,
    AssignmentKind.UNPAID_LEAVE,
)
"""Of these a person has one at a time; acting posts come on top."""


class Role(TextChoices):
    """Sets of rights. Supervisor and head of agency follow from assignments, never by grant."""

    EMPLOYEE = "employee", _("Pegawai")
    SUPERVISOR = "supervisor", _("Pejabat penilai")
    PERFORMANCE_MANAGER = "performance_manager", _("Pengelola kinerja")
    AGENCY_HEAD = "agency_head", _("Kepala perangkat daerah")
    BKPSDM_ADMIN = "bkpsdm_admin", _("Admin BKPSDM")
    CITY_LEADERSHIP = "city_leadership", _("Pimpinan kota")
    AUDITOR = "auditor", _("Auditor")
    QUALITY_REVIEWER = "quality_reviewer", _("Peninjau mutu")
    SURVEY_OFFICER = "survey_officer", _("Petugas survei")
    TRAINING_OFFICER = "training_officer", _("Petugas pelatihan")


DERIVED_ROLES = (Role.EMPLOYEE, Role.SUPERVISOR, Role.AGENCY_HEAD)
SECOND_FACTOR_ROLES = (Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER)

ROLE_DESCRIPTIONS = {
    Role.EMPLOYEE: _("Menyusun SKP sendiri, mencatat realisasi, menerima hasil atau keberatan."),
    Role.SUPERVISOR: _("Menyetujui SKP dan memberi rating bawahan langsung. Mengikuti penugasan."),
    Role.PERFORMANCE_MANAGER: _(
        "Membantu dan memantau satu perangkat daerah. Tidak memberi rating."
    ),
    Role.AGENCY_HEAD: _(
        "Membaca dan menandatangani untuk perangkat daerahnya. Mengikuti penugasan."
    ),
    Role.BKPSDM_ADMIN: _("Mengelola pegawai, akun, peran, tahun kinerja, dan impor data."),
    Role.CITY_LEADERSHIP: _("Membaca rencana dan hasil seluruh kota serta menetapkan keputusan."),
    Role.AUDITOR: _(
        "Membaca semuanya, kecuali konseling dan siapa menilai siapa. Tidak mengubah apa pun."
    ),
    Role.QUALITY_REVIEWER: _("Memeriksa jawaban survei yang ditahan, selalu berdua."),
    Role.SURVEY_OFFICER: _("Menjalankan survei kepuasan warga."),
    Role.TRAINING_OFFICER: _("Menjalankan pelatihan dan sosialisasi."),
}
"""What each role is for, one sentence."""


class YearState(TextChoices):
    """A performance year is prepared, then open, then closed; a rehearsal may be thrown away."""

    PREPARING = "preparing", _("Disiapkan")
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Ditutup")
    DISCARDING = "discarding", _("Sedang dibuang")


class YearMode(TextChoices):
    """Whether a year counts: really, as practice only, or beside the old way without effects."""

    REAL = "real", _("Resmi")
    REHEARSAL = "rehearsal", _("Latihan")
    SHADOW = "shadow", _("Bayangan")


class PeriodKind(TextChoices):
    """Periodic evaluations (one of three rhythms) and the annual one."""

    MONTH = "month", _("Bulan")
    QUARTER = "quarter", _("Triwulan")
    HALF_YEAR = "half_year", _("Semester")
    ANNUAL = "annual", _("Tahunan")


class DeadlineKey(TextChoices):
    """Steps with a day of their own; values as in regulation 2.3."""

    DIALOGUE_START = "skp.dialog_start", _("Dialog kinerja dimulai")
    DRAFT_DUE = "skp.draft_due", _("Draf SKP")
    SET_DUE = "skp.set_due", _("Penetapan SKP")
    ENTRY_DUE = "periodik.entry_due", _("Pengisian realisasi")
    ORGANISATION_DUE = "org.predikat_due", _("Predikat organisasi")
    RATING_DUE = "periodik.rating_due", _("Penilaian periodik")
    ANNUAL_START = "tahunan.start", _("Evaluasi tahunan dimulai")
    ANNUAL_DUE = "tahunan.due", _("Evaluasi tahunan")
    REPORT_DUE = "lapor.bkn_due", _("Pelaporan kepada BKN")


class HolidayKind(TextChoices):
    """National holiday, collective leave, regional holiday."""

    NATIONAL = "national", _("Libur nasional")
    COLLECTIVE = "collective", _("Cuti bersama")
    REGIONAL = "regional", _("Libur daerah")


class OverrideSource(TextChoices):
    """Where a named supervisor comes from."""

    DECREE = "decree", _("Surat keputusan")
    IMPORT = "import", _("Impor data")


class ImportState(TextChoices):
    """One upload from file to outcome."""

    MAPPING = "mapping", _("Menunggu pemetaan kolom")
    READING = "reading", _("Sedang dibaca")
    PREVIEWED = "previewed", _("Menunggu persetujuan")
    APPLIED = "applied", _("Sudah diterapkan")
    DISCARDED = "discarded", _("Dibatalkan")
    FAILED = "failed", _("Gagal dibaca")


class ImportSubject(TextChoices):
    """What a file holds."""

    UNITS = "units", _("Unit kerja")
    PEOPLE = "people", _("Pegawai")


class AccountEventKind(TextChoices):
    """What happened to an account, kept for ever."""

    OPENED = "opened", _("Akun dibuat")
    CODE_ISSUED = "code_issued", _("Kode masuk dibuat")
    CODE_USED = "code_used", _("Kode masuk dipakai, kata sandi dibuat")
    CODE_SPENT = "code_spent", _("Kode masuk dibatalkan karena terlalu sering salah")
    LINK_SENT = "link_sent", _("Tautan masuk dikirim")
    DISABLED = "disabled", _("Akun dinonaktifkan")
    ENABLED = "enabled", _("Akun diaktifkan kembali")
    EMAIL_SET = "email_set", _("Surel diubah")
    SECOND_FACTOR_RESET = "second_factor_reset", _("Verifikasi dua langkah diatur ulang")


class ProblemKind(TextChoices):
    """What in the organisation chart keeps people from being appraised, the gravest first."""

    NO_SUPERVISOR = "no_supervisor", _("Tanpa pejabat penilai")
    SUPERVISOR_LEFT = "supervisor_left", _("Pejabat penilai sudah berhenti atau pensiun")
    MUTUAL = "mutual", _("Saling menilai")
    SUPERVISOR_TOO_LOW = "supervisor_too_low", _("Pejabat penilai di bawah jenjang pengawas")
    NO_HEAD = "no_head", _("Unit tanpa pimpinan")
    TWO_HEADS = "two_heads", _("Dua pejabat pada satu jabatan pimpinan")
    NO_POST = "no_post", _("Pegawai tanpa jabatan")
    GAP = "gap", _("Jeda di antara dua penugasan")
    STATUS = "status", _("Status tidak sesuai dengan penugasan")


class NoticeKind(TextChoices):
    """What a notice is about; the label is all that an e-mail says of it."""

    TASK = "task", _("Ada langkah yang menunggu Anda")
    REMINDER = "reminder", _("Pengingat dari BKPSDM atau pengelola kinerja")
    DUE_SOON = "due_soon", _("Batas waktu sudah dekat")
    ESCALATION = "escalation", _("Langkah di perangkat daerah Anda lewat batas")
    SUBSTITUTION = "substitution", _("Penunjukan sebagai pengganti")
    CASE = "case", _("Laporan tentang pejabat penilai")
    RESULT_SERVED = "result_served", _("Hasil evaluasi Anda disampaikan")
    OBJECTION_RECEIVED = "objection_received", _("Ada keberatan yang diajukan")
    OBJECTION_DECIDED = "objection_decided", _("Keberatan sudah diputus")
    ANSWER_DUE = "answer_due", _("Batas waktu menjawab atau memutus sudah dekat")


LEGAL_NOTICES = (
    NoticeKind.RESULT_SERVED,
    NoticeKind.OBJECTION_RECEIVED,
    NoticeKind.OBJECTION_DECIDED,
    NoticeKind.ANSWER_DUE,
)
"""From these a period of the law counts; nobody can unsubscribe from their mail."""


class ApiScope(TextChoices):
    """What a key opens; each address of the API asks for one."""

    RECEIPTS_ISSUE = "receipts:issue", _("Menerbitkan kode survei")
    SERVICES_READ = "services:read", _("Membaca layanan dan loket")
    FIGURES_READ = "figures:read", _("Membaca angka yang sudah terbit")
