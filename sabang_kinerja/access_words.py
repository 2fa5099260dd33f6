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
    "actionplan": _("Rencana aksi"),
    "agency": _("Perangkat daerah"),
    "allowance": _("Rekap TPP"),
    "assignment": _("Penugasan"),
    "coaching": _("Bimbingan"),
    "counselling": _("Konseling"),
    "dialogue": _("Dialog kinerja"),
    "employee": _("Pegawai"),
    "evaluation": _("Evaluasi"),
    "evidence": _("Bukti dukung"),
    "feedback": _("Umpan balik"),
    "attendance": _("Faktor kehadiran"),
    "award": _("Penghargaan"),
    "followup": _("Tindak lanjut"),
    "grant": _("Peran"),
    "holiday": _("Hari libur"),
    "import": _("Impor data"),
    "improvement": _("Rencana perbaikan"),
    "job": _("Pekerjaan latar"),
    "letter": _("Surat"),
    "library": _("Pustaka hasil kerja"),
    "link": _("Tautan hasil kerja"),
    "letterhead": _("Kop surat"),
    "matrix": _("Matriks peran hasil"),
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
    "progress": _("Progres harian"),
    "result": _("Rencana hasil kerja"),
    "setting": _("Ketentuan"),
    "ranking": _("Pemeringkatan"),
    "talent": _("Kotak talenta"),
    "team": _("Penilaian tim"),
    "unit": _("Unit kerja"),
    "year": _("Tahun kinerja"),
}

VERBS: Final[Words] = {
    "accept": _("terima"),
    "alone": _("tandai dikerjakan sendiri"),
    "answer": _("jawab"),
    "annexes": _("isi lampiran"),
    "apply": _("terapkan"),
    "approach": _("pilih pendekatan"),
    "approve": _("setujui"),
    "board": _("lihat tim"),
    "bring": _("bawa progres ke realisasi"),
    "cancel": _("batalkan"),
    "cell": _("isi"),
    "check": _("periksa"),
    "close": _("tutup"),
    "code": _("buat kode masuk"),
    "codes": _("buat lembar kode"),
    "columns": _("petakan kolom"),
    "compare": _("bandingkan versi"),
    "comment": _("tanggapi"),
    "conclude": _("simpulkan"),
    "copy": _("unduh salinan"),
    "create": _("buat"),
    "current": _("lihat"),
    "day": _("lihat satu hari"),
    "days": _("setujui beberapa hari"),
    "deadlines": _("atur batas waktu"),
    "decide": _("putuskan"),
    "delete": _("hapus"),
    "detail": _("lihat"),
    "disable": _("nonaktifkan"),
    "discard": _("batalkan"),
    "download": _("unduh"),
    "draft": _("susun draf untuk pegawai"),
    "email": _("ubah surel"),
    "enable": _("aktifkan"),
    "end": _("akhiri"),
    "errors": _("unduh baris yang ditolak"),
    "examine": _("periksa"),
    "expectations": _("tulis harapan"),
    "explanation": _("unduh penjelasan"),
    "export": _("unduh daftar"),
    "factor": _("atur ulang verifikasi"),
    "file": _("unduh"),
    "fill": _("isi"),
    "find": _("cari penerima"),
    "finish": _("tandai selesai"),
    "fix": _("tetapkan"),
    "form": _("unduh formulir"),
    "goals": _("tulis tujuan"),
    "import": _("impor"),
    "library": _("ambil dari pustaka"),
    "link": _("kirim tautan masuk"),
    "list": _("daftar"),
    "missing": _("daftar yang belum menyusun"),
    "move": _("pindahkan"),
    "moved": _("tutup setelah pindah jabatan"),
    "moves": _("daftar jabatan lama"),
    "open": _("buka"),
    "own": _("milik sendiri"),
    "permit": _("izinkan penyalinan"),
    "preview": _("lihat gambar"),
    "rate": _("beri rating"),
    "read": _("baca berkas"),
    "recommend": _("rekomendasikan"),
    "reject": _("tolak secara formal"),
    "remove": _("hapus isi"),
    "remap": _("petakan ulang"),
    "reopen": _("buka kembali"),
    "repeat": _("ulangi hari terakhir"),
    "report": _("baca laporan"),
    "restore": _("kembalikan"),
    "result": _("unduh hasil"),
    "retire": _("berhenti menawarkan"),
    "retry": _("ulangi"),
    "return": _("kembalikan"),
    "revise": _("buka versi baru"),
    "rhythm": _("atur irama"),
    "save": _("isi"),
    "score": _("nilai kompetensi"),
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
    "without": _("unduh daftar yang belum menyusun"),
}

WHOLE: Final[Words] = {
    "access-matrix": _("Siapa boleh apa"),
    "account_change_password": _("Ubah kata sandi"),
    "account_email": _("Ubah surel"),
    "account_login": _("Masuk"),
    "account_logout": _("Keluar"),
    "account_reset_password": _("Lupa kata sandi"),
    "appraisal:plan-copy": _("SKP – salin dari SKP lain"),
    "appraisal:actionplan-copy": _("Rencana aksi – salin dari periode sebelumnya"),
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
