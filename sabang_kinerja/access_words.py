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
    "allowance": _("Rekap TPP"),
    "assignment": _("Penugasan"),
    "attendance": _("Faktor kehadiran"),
    "award": _("Penghargaan"),
    "employee": _("Pegawai"),
    "evaluation": _("Evaluasi"),
    "evidence": _("Bukti dukung"),
    "followup": _("Tindak lanjut"),
    "grant": _("Peran"),
    "holiday": _("Hari libur"),
    "import": _("Impor data"),
    "improvement": _("Rencana perbaikan"),
    "job": _("Pekerjaan latar"),
    "letter": _("Surat"),
    "letterhead": _("Kop surat"),
    "measure": _("Hukuman disiplin"),
    "objection": _("Keberatan"),
    "official": _("Pejabat negara"),
    "organisation": _("Predikat organisasi"),
    "override": _("Penetapan pejabat penilai"),
    "period": _("Periode"),
    "plan": _("SKP"),
    "post": _("Jabatan"),
    "potential": _("Penilaian potensi"),
    "problem": _("Susunan yang perlu diperbaiki"),
    "ranking": _("Pemeringkatan"),
    "result": _("Rencana hasil kerja"),
    "talent": _("Kotak talenta"),
    "team": _("Penilaian tim"),
    "unit": _("Unit kerja"),
    "year": _("Tahun kinerja"),
}

VERBS: Final[Words] = {
    "accept": _("terima"),
    "answer": _("tulis catatan pegawai"),
    "annexes": _("isi lampiran"),
    "apply": _("terapkan"),
    "approach": _("pilih pendekatan"),
    "approve": _("setujui"),
    "cancel": _("batalkan"),
    "check": _("catat pertemuan"),
    "close": _("tutup"),
    "code": _("buat kode masuk"),
    "codes": _("buat lembar kode"),
    "columns": _("petakan kolom"),
    "comment": _("tanggapi"),
    "conclude": _("simpulkan"),
    "copy": _("unduh salinan"),
    "create": _("buat"),
    "current": _("lihat"),
    "deadlines": _("atur batas waktu"),
    "decide": _("putuskan"),
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
    "goals": _("tulis tujuan"),
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
    "reopen": _("buka kembali"),
    "report": _("baca laporan"),
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
    "step": _("catat langkah berikutnya"),
    "statement": _("beri keterangan"),
    "submit": _("ajukan"),
    "template": _("unduh contoh berkas"),
    "unit": _("pilih unit"),
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
