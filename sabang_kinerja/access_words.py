"""Names of addresses in plain words, for the page of rights.

An address is called ``noun-verb`` (``plan-submit``), so two short tables say nearly all of them;
what stands in no table is shown by its name.
"""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Words = dict[str, "StrOrPromise"]

NOUNS: Final[Words] = {
    "account": _("Akun"),
    "agency": _("Perangkat daerah"),
    "assignment": _("Penugasan"),
    "case": _("Laporan pejabat penilai"),
    "control": _("Ruang kendali"),
    "employee": _("Pegawai"),
    "evaluation": _("Evaluasi"),
    "evidence": _("Bukti dukung"),
    "feed": _("Langganan kalender"),
    "grant": _("Peran"),
    "holiday": _("Hari libur"),
    "import": _("Impor data"),
    "job": _("Pekerjaan latar"),
    "letter": _("Surat"),
    "letterhead": _("Kop surat"),
    "mail": _("Surel harian"),
    "notice": _("Pesan"),
    "objection": _("Keberatan"),
    "official": _("Pejabat negara"),
    "organisation": _("Predikat organisasi"),
    "override": _("Penetapan pejabat penilai"),
    "period": _("Periode"),
    "plan": _("SKP"),
    "post": _("Jabatan"),
    "problem": _("Susunan yang perlu diperbaiki"),
    "result": _("Rencana hasil kerja"),
    "substitution": _("Pengganti sementara"),
    "team": _("Penilaian tim"),
    "unit": _("Unit kerja"),
    "year": _("Tahun kinerja"),
}

VERBS: Final[Words] = {
    "accept": _("terima"),
    "agency": _("lihat satu perangkat daerah"),
    "annexes": _("isi lampiran"),
    "apply": _("terapkan"),
    "approach": _("pilih pendekatan"),
    "approve": _("setujui"),
    "cancel": _("batalkan"),
    "choose": _("atur"),
    "close": _("tutup"),
    "code": _("buat kode masuk"),
    "codes": _("buat lembar kode"),
    "columns": _("petakan kolom"),
    "copy": _("unduh salinan"),
    "create": _("buat"),
    "current": _("lihat"),
    "deadlines": _("atur batas waktu"),
    "decide": _("putuskan"),
    "decline": _("tolak"),
    "delete": _("hapus"),
    "detail": _("lihat"),
    "disable": _("nonaktifkan"),
    "discard": _("batalkan"),
    "download": _("unduh"),
    "email": _("ubah surel"),
    "enable": _("aktifkan"),
    "end": _("akhiri"),
    "errors": _("unduh baris yang ditolak"),
    "examine": _("periksa"),
    "expectations": _("tulis harapan"),
    "export": _("unduh daftar"),
    "factor": _("atur ulang verifikasi"),
    "file": _("unduh"),
    "fill": _("isi"),
    "fix": _("tetapkan"),
    "import": _("impor"),
    "link": _("kirim tautan masuk"),
    "list": _("daftar"),
    "move": _("pindahkan"),
    "open": _("buka"),
    "own": _("milik sendiri"),
    "rate": _("beri rating"),
    "read": _("baca berkas"),
    "recommend": _("rekomendasikan"),
    "reject": _("tolak secara formal"),
    "remap": _("petakan ulang"),
    "remind": _("ingatkan"),
    "reminder": _("lihat pengingat"),
    "renew": _("buat alamat"),
    "reopen": _("buka kembali"),
    "restore": _("kembalikan"),
    "result": _("unduh hasil"),
    "retry": _("ulangi"),
    "return": _("kembalikan"),
    "revise": _("buka versi baru"),
    "rhythm": _("atur irama"),
    "save": _("isi"),
    "serve": _("sampaikan"),
    "sign": _("tanda tangani"),
    "start": _("mulai"),
    "statement": _("beri keterangan"),
    "submit": _("ajukan"),
    "template": _("unduh contoh berkas"),
    "unit": _("pilih unit"),
    "unsubscribe": _("berhenti"),
    "update": _("ubah"),
    "withdraw": _("tarik kembali"),
}

WHOLE: Final[Words] = {
    "access-matrix": _("Siapa boleh apa"),
    "account_change_password": _("Ubah kata sandi"),
    "account_email": _("Ubah surel"),
    "account_login": _("Masuk"),
    "account_logout": _("Keluar"),
    "account_reset_password": _("Lupa kata sandi"),
    "appraisal:team": _("Penilaian tim – satu periode"),
    "gallery": _("Galeri komponen (hanya peragaan)"),
    "health": _("Kesehatan aplikasi"),
    "help": _("Bantuan"),
    "home": _("Beranda"),
    "mfa_index": _("Verifikasi dua langkah"),
    "personnel:employee-options": _("Pegawai – saran saat mengetik"),
    "personnel:first-login": _("Kata sandi pertama dengan kode"),
    "personnel:search": _("Cari"),
    "personnel:second-factor": _("Penjelasan verifikasi dua langkah"),
    "reports:letter-of-evaluation": _("Surat – dari satu evaluasi"),
    "reports:letter-withdraw": _("Surat – cabut"),
    "rules": _("Aturan yang dipakai"),
    "set_language": _("Pilih bahasa"),
    "set_theme": _("Pilih tampilan terang atau gelap"),
    "usersessions_list": _("Perangkat yang masuk"),
    "verify": _("Periksa keaslian dokumen"),
    "verify-code": _("Periksa keaslian dokumen dengan kode"),
}


def has_words(name: str) -> bool:
    """Whether somebody gave the address words."""
    return words_of(name)[0] != name


def words_of(name: str) -> tuple[str, str]:
    """What an address is about and what it does: ("SKP", "ajukan").

    The second is empty for a page with a name of its own, and for one that nobody gave words.
    """
    if name in WHOLE:
        return str(WHOLE[name]), ""
    noun, _dash, verb = name.rpartition(":")[2].partition("-")
    if noun in NOUNS and verb in VERBS:
        return str(NOUNS[noun]), str(VERBS[verb])
    return name, ""
