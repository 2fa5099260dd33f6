"""Words of the reports room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class JobKind(TextChoices):
    """Long work that a person waits for."""

    LETTERS = "letters", _("Surat hasil evaluasi")
    LETTER = "letter", _("Dokumen evaluasi seorang pegawai")
    REPORT = "report", _("Laporan kinerja")


OF_AGENCY = (JobKind.LETTERS, JobKind.REPORT)
"""Kinds that are started for a whole agency, one at a time for each period."""


class JobState(TextChoices):
    """A job waits, runs, and ends in one of four ways."""

    WAITING = "waiting", _("Menunggu")
    RUNNING = "running", _("Berjalan")
    DONE = "done", _("Selesai")
    PARTIAL = "partial", _("Selesai sebagian")
    CANCELLED = "cancelled", _("Dibatalkan")
    FAILED = "failed", _("Gagal")


LIVE = (JobState.WAITING, JobState.RUNNING)
ENDED = (JobState.DONE, JobState.PARTIAL, JobState.CANCELLED, JobState.FAILED)


class LetterKind(TextChoices):
    """Kinds of numbered documents."""

    EVALUATION = "evaluation", _("Dokumen Evaluasi Kinerja Pegawai")


class LetterState(TextChoices):
    """A letter waits for a worker, is ready, failed, or no longer holds."""

    WAITING = "waiting", _("Menunggu")
    READY = "ready", _("Siap diunduh")
    FAILED = "failed", _("Belum dapat dibuat")
    SUPERSEDED = "superseded", _("Diganti")
    WITHDRAWN = "withdrawn", _("Dicabut")


PRESENT = (LetterState.WAITING, LetterState.READY, LetterState.FAILED)
"""States of the one letter that speaks for an evaluation now, made or still to be made."""

PAST = (LetterState.SUPERSEDED, LetterState.WITHDRAWN)
"""States of a letter that no longer holds."""


class CreditLetterKind(TextChoices):
    """The three forms of angka kredit (regulation 5.3)."""

    CONVERSION = "conversion", _("Konversi Predikat Kinerja ke Angka Kredit")
    ACCUMULATION = "accumulation", _("Akumulasi Angka Kredit")
    DETERMINATION = "determination", _("Penetapan Angka Kredit")


class FollowUpKind(TextChoices):
    """Letters that follow a result (regulation 6.3, 6.4)."""

    WARNING = "warning", _("Surat Peringatan Kinerja")
    APPRECIATION = "appreciation", _("Piagam Penghargaan")


class SiasnKind(TextChoices):
    """Files for SIASN, by the names used there (regulation 7.3)."""

    ANNUAL = "skp22", _("Hasil tahunan")
    PERIODIC = "kinerjaPeriodik", _("Hasil periodik")
    CREDIT = "angkaKredit", _("Angka kredit")


class ReconciliationOutcome(TextChoices):
    """What the comparison with an e-Kinerja file says of one person or row."""

    DIFFERS = "differs", _("Berbeda")
    BAD_ROW = "bad_row", _("Baris bermasalah")
    ONLY_HERE = "only_here", _("Hanya ada di sini")
    ONLY_THERE = "only_there", _("Hanya ada di berkas")
    SAME = "same", _("Sama")


class SignerRole(TextChoices):
    """As what somebody signs a paper."""

    SUPERVISOR = "supervisor", _("Pejabat penilai kinerja")
    EMPLOYEE = "employee", _("Pegawai yang dinilai")
    REVIEWING_SUPERIOR = "reviewing_superior", _("Atasan pejabat penilai kinerja")
    ISSUER = "issuer", _("Pejabat yang menerbitkan")


class SignatureState(TextChoices):
    """A signature waits for its turn, is asked for, and is given once."""

    WAITING = "waiting", _("Menunggu giliran")
    ASKED = "asked", _("Diminta")
    SIGNED = "signed", _("Ditandatangani")


class SignatureWay(TextChoices):
    """How a signature is given; only the last one is certified by the law (PP 71/2019 Pasal 60)."""

    WET_INK = "wet_ink", _("Tanda tangan basah")
    INTERNAL_SEAL = (
        "internal_seal",
        _("Segel internal, bukan tanda tangan elektronik tersertifikasi"),
    )
    CERTIFIED = "certified", _("Tanda tangan elektronik tersertifikasi")


IN_THE_FILE = (SignatureWay.INTERNAL_SEAL, SignatureWay.CERTIFIED)
"""Ways that add a signature to the file itself, so that any changed byte shows."""


class BundleForm(TextChoices):
    """How the letters of an agency are handed out together."""

    ZIP = "zip", _("Satu berkas untuk setiap surat (ZIP)")
    MERGED = "merged", _("Satu PDF untuk dicetak")


class BundleOrder(TextChoices):
    """In which order letters lie in a bundle."""

    NUMBER = "number", _("Nomor surat")
    UNIT = "unit", _("Unit kerja, lalu nama")


class SigningOrder(TextChoices):
    """Who signs a Dokumen Evaluasi first."""

    SUPERVISOR_FIRST = "supervisor_first", _("Pejabat penilai, lalu pegawai")
    EMPLOYEE_FIRST = "employee_first", _("Pegawai, lalu pejabat penilai")
