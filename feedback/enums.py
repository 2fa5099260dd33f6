"""Words of the feedback room; values as in the glossary and the questionnaire's texts."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Element(TextChoices):
    """The nine elements of PermenPANRB 14/2017, by name: U8 and U9 change places in practice."""

    REQUIREMENTS = "requirements", _("Persyaratan")
    PROCEDURE = "procedure", _("Sistem, mekanisme, dan prosedur")
    TIME = "time", _("Waktu penyelesaian")
    COST = "cost", _("Biaya/tarif")
    PRODUCT = "product", _("Produk spesifikasi jenis pelayanan")
    COMPETENCE = "competence", _("Kompetensi pelaksana")
    CONDUCT = "conduct", _("Perilaku pelaksana")
    FACILITIES = "facilities", _("Sarana dan prasarana")
    COMPLAINTS = "complaints", _("Penanganan pengaduan, saran, dan masukan")


class Frame(TextChoices):
    """Whose counts a register holds; frames are never mixed (statistics A1)."""

    SERVICE_REGISTER = "service_register", _("Register layanan")
    RESIDENTS = "residents", _("Penduduk")


class Dimension(TextChoices):
    """What a register counts by, in the order in which margins are kept (statistics A3)."""

    SERVICE = "service", _("Layanan")
    SUB_DISTRICT = "sub_district", _("Kecamatan")
    SEX = "sex", _("Jenis kelamin")
    AGE_GROUP = "age_group", _("Kelompok umur")
    EDUCATION = "education", _("Pendidikan")


class Channel(TextChoices):
    """The way by which an answer came in. The open channel never enters the index."""

    RECEIPT = "receipt", _("Kode tanda terima")
    KIOSK = "kiosk", _("Kios")
    PAPER = "paper", _("Kertas")
    IMPORT = "import", _("Impor berkas")
    OPEN = "open", _("Kanal terbuka")


class Standing(TextChoices):
    """Whether an answer counts (statistics B4). Nothing is ever removed silently."""

    USABLE = "usable", _("Sah")
    UNUSABLE = "unusable", _("Tidak lengkap")
    REJECTED = "rejected", _("Ditolak")
    QUARANTINED = "quarantined", _("Dikarantina")
    RELEASED = "released", _("Dilepas dari karantina")
    CONFIRMED = "confirmed", _("Dikeluarkan setelah ditinjau")


COUNTED = (Standing.USABLE, Standing.RELEASED)
"""Answers of which the index is made."""


class SurveyState(TextChoices):
    """A survey of a unit is planned, runs, and is closed once."""

    PLANNED = "planned", _("Direncanakan")
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Ditutup")


class SurveyPeriodKind(TextChoices):
    """Triwulan, semester, tahun (PermenPANRB 14/2017)."""

    QUARTER = "quarter", _("Triwulan")
    HALF_YEAR = "half_year", _("Semester")
    YEAR = "year", _("Tahun")


class WeightMode(TextChoices):
    """How 1/x is taken, so that an older published series can be reproduced."""

    EXACT = "exact", _("1/x tepat")
    ROUNDED_3 = "rounded3", _("1/x dibulatkan tiga desimal")
    ROUNDED_2 = "rounded2", _("1/x dua desimal")


class QuestionnaireState(TextChoices):
    """A questionnaire is written, used, and replaced by its next version."""

    DRAFT = "draft", _("Draf")
    IN_USE = "in_use", _("Dipakai")
    RETIRED = "retired", _("Diganti")


class QuestionKind(TextChoices):
    """An element of the index, or a further question beside it."""

    ELEMENT = "element", _("Unsur")
    CHOICE = "choice", _("Pilihan")
    TEXT = "text", _("Teks")


class DataQuality(TextChoices):
    """Verdict on a figure (statistics A9)."""

    GREEN = "green", _("Mewakili")
    AMBER = "amber", _("Gunakan dengan hati-hati")
    RED = "red", _("Belum mewakili")


class Grade(TextChoices):
    """Mutu pelayanan with the performance of the unit that the regulation names for it."""

    A = "A", _("Sangat Baik")
    B = "B", _("Baik")
    C = "C", _("Kurang Baik")
    D = "D", _("Tidak Baik")


class CommentState(TextChoices):
    """A comment waits where a word list or a reader sees an insult or personal data."""

    WAITING = "waiting", _("Menunggu ditinjau")
    SHOWN = "shown", _("Tampil")
    HIDDEN = "hidden", _("Disembunyikan")


class ReviewDecision(TextChoices):
    """What two reviewers say of answers in quarantine."""

    RELEASE = "release", _("Lepas")
    CONFIRM = "confirm", _("Keluarkan")


class FollowUpState(TextChoices):
    """Status of a row of the follow-up plan (RTL)."""

    PLANNED = "planned", _("Direncanakan")
    RUNNING = "running", _("Berjalan")
    DONE = "done", _("Selesai")
    CANCELLED = "cancelled", _("Batal")


class ComplaintKind(TextChoices):
    """The three services of SP4N-LAPOR!, complaints split as there."""

    SUPERVISORY = "supervisory", _("Pengaduan berkadar pengawasan")
    ORDINARY = "ordinary", _("Pengaduan tidak berkadar pengawasan")
    INFORMATION = "information", _("Permintaan informasi")
    ASPIRATION = "aspiration", _("Aspirasi")


class ComplaintState(TextChoices):
    """From the register to the end of the case."""

    RECEIVED = "received", _("Diterima")
    FORWARDED = "forwarded", _("Didisposisikan")
    ANSWERED = "answered", _("Ditanggapi")
    CLOSED = "closed", _("Selesai")


class ContactKind(TextChoices):
    """How a citizen who wants an answer may be reached."""

    PHONE = "phone", _("Telepon")
    EMAIL = "email", _("Surel")


class RespondentSex(TextChoices):
    """Sex as the questionnaire asks for it (feedback A.3)."""

    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")


class AgeGroup(TextChoices):
    """Ages as margins count them (statistics A3)."""

    FROM_17 = "17-24", _("17–24 tahun")
    FROM_25 = "25-34", _("25–34 tahun")
    FROM_35 = "35-44", _("35–44 tahun")
    FROM_45 = "45-54", _("45–54 tahun")
    FROM_55 = "55+", _("55 tahun ke atas")


class Education(TextChoices):
    """Education as the questionnaire asks for it."""

    PRIMARY = "SD", _("SD atau sederajat")
    JUNIOR = "SMP", _("SMP atau sederajat")
    SENIOR = "SMA", _("SMA atau sederajat")
    DIPLOMA = "D1-D3", _("D1–D3")
    BACHELOR = "S1", _("S1/D4")
    MASTER = "S2", _("S2")
    DOCTOR = "S3", _("S3")


class EducationGroup(TextChoices):
    """Education as margins count it (statistics A3)."""

    LOW = "<=SMP", _("Sampai SMP")
    MIDDLE = "SMA", _("SMA")
    HIGH = "D1-D4/S1+", _("D1–D4, S1 ke atas")


class Occupation(TextChoices):
    """Occupation as the questionnaire asks for it."""

    CIVIL_SERVANT = "PNS", _("PNS/PPPK")
    ARMY = "TNI", _("TNI")
    POLICE = "POLRI", _("POLRI")
    PRIVATE = "private", _("Swasta")
    SELF_EMPLOYED = "self_employed", _("Wirausaha")
    STUDENT = "student", _("Pelajar/mahasiswa")
    FARMER_FISHER = "farmer_fisher", _("Petani/nelayan")
    OTHER = "other", _("Lainnya")


class SubDistrict(TextChoices):
    """Where somebody lives; margins know the three kecamatan of Sabang."""

    SUKAKARYA = "Sukakarya", "Sukakarya"
    SUKAJAYA = "Sukajaya", "Sukajaya"
    SUKAMAKMUE = "Sukamakmue", "Sukamakmue"
    OUTSIDE = "outside", _("Luar Kota Sabang")


class VisitTime(TextChoices):
    """Half of the day in which somebody was served (jam survei)."""

    MORNING = "08-12", _("08.00–12.00")
    AFTERNOON = "12-17", _("12.00–17.00")


class RoundState(TextChoices):
    """A 360 round, from its plan to its one release (feedback B.4)."""

    DRAFT = "draft", _("Draf")
    NOMINATION = "nomination", _("Pengusulan")
    APPROVAL = "approval", _("Persetujuan")
    COLLECTION = "collection", _("Pengisian")
    CLOSED = "closed", _("Ditutup")
    RELEASED = "released", _("Dirilis")


class RoundForm(TextChoices):
    """Seven behaviours, one a value, or all twenty-one."""

    SHORT = "short", _("Ringkas: 7 perilaku")
    FULL = "full", _("Lengkap: 21 perilaku")


class RaterGroup(TextChoices):
    """In what relation a rater stands; superior and oneself are named (glossary 6)."""

    SUPERIOR = "superior", _("Atasan")
    SELF = "self", _("Diri sendiri")
    PEER = "peer", _("Rekan kerja")
    SUBORDINATE = "subordinate", _("Bawahan langsung")
    INTERNAL_USER = "internal_user", _("Pengguna internal")


class NominationOrigin(TextChoices):
    """Who had the idea to ask somebody."""

    SYSTEM = "system", _("Usulan sistem")
    EMPLOYEE = "employee", _("Usulan pegawai")
    SUPERIOR = "superior", _("Ditambahkan atasan")


class NominationState(TextChoices):
    """Whether somebody is asked. What was struck stays on record."""

    PROPOSED = "proposed", _("Diusulkan")
    STRUCK = "struck", _("Dicoret pegawai")
    REMOVED = "removed", _("Dihapus atasan")


class ConflictKind(TextChoices):
    """Why two people are never asked about each other."""

    FAMILY = "family", _("Hubungan keluarga")
    DISPUTE = "dispute", _("Sengketa atau keberatan berjalan")
    OTHER = "other", _("Benturan kepentingan lain")


class Frequency(IntegerChoices):
    """How often a behaviour was seen."""

    NEVER = 1, _("Tidak pernah")
    SELDOM = 2, _("Jarang")
    OFTEN = 3, _("Sering")
    ALWAYS = 4, _("Selalu")


class PulseMoment(TextChoices):
    """When staff are asked how they see the appraisal (feedback F.2)."""

    BEFORE = "T0", _("T0: sebelum sosialisasi")
    PLANNED = "T1", _("T1: setelah perencanaan pertama")
    EVALUATED = "T2", _("T2: setelah evaluasi pertama")
    NEXT = "T3", _("T3: tahun berikutnya")


class WaveState(TextChoices):
    """A wave of the pulse is planned, asks, and is closed with its one result."""

    PLANNED = "planned", _("Direncanakan")
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Ditutup")
