"""Codes of what can be said about a file or a row, each with its sentence (glossary 9)."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sabang_kinerja.common.errors import DomainError


class FileCode(StrEnum):
    """Why a whole file is refused."""

    NO_NIP = "file_no_nip"
    NO_ROWS = "file_no_rows"
    UNREADABLE = "file_unreadable"
    TOO_LARGE = "file_too_large"


class RowCode(StrEnum):
    """What is said about a row; refusals stand in the order in which they are looked for."""

    NIP_MISSING = "nip_missing"
    NIP_FORMAT = "nip_format"
    NIP_ROUNDED = "nip_rounded"
    NIP_BIRTH = "nip_birth"
    NIP_AGE = "nip_age"
    NIP_YEAR = "nip_year"
    NIP_TYPE = "nip_type"
    NIP_SEX = "nip_sex"
    NIP_SEQ = "nip_seq"
    NIP_DUPLICATE = "nip_duplicate"
    NIP_CONFLICT = "nip_conflict"
    NAME_MISSING = "name_missing"
    NAME_INVALID = "name_invalid"
    KIND_UNKNOWN = "kind_unknown"
    RANK_INVALID = "rank_invalid"
    POST_MISSING = "post_missing"
    UNIT_UNKNOWN = "unit_unknown"
    UNIT_AMBIGUOUS = "unit_ambiguous"
    DATE_INVALID = "date_invalid"
    FORMULA_NO_VALUE = "formula_no_value"

    UNIT_NAME_MISSING = "unit_name_missing"
    UNIT_DUPLICATE = "unit_duplicate"
    UNIT_ECHELON_INVALID = "unit_echelon_invalid"
    UNIT_PARENT_UNKNOWN = "unit_parent_unknown"
    UNIT_CYCLE = "unit_cycle"

    SUPERVISOR_MISSING = "supervisor_missing"
    SUPERVISOR_UNKNOWN = "supervisor_unknown"
    SUPERVISOR_SELF = "supervisor_self"
    BIRTH_MISMATCH = "birth_mismatch"
    DATE_SWAPPED = "date_swapped"
    SEX_MISMATCH = "sex_mismatch"
    STATUS_EXEMPT = "status_exempt"

    ACTING = "acting"
    ACTING_NOTE = "acting_note"


REASONS: dict[RowCode, Promise] = {
    RowCode.NIP_MISSING: _("NIP kosong."),
    RowCode.NIP_FORMAT: _("NIP harus 18 angka."),
    RowCode.NIP_ROUNDED: _(
        "NIP terpotong oleh program lembar kerja; ubah kolom NIP menjadi teks, lalu ekspor ulang."
    ),
    RowCode.NIP_BIRTH: _("Delapan angka pertama NIP bukan tanggal yang benar."),
    RowCode.NIP_AGE: _("Umur menurut NIP di luar 17–70 tahun."),
    RowCode.NIP_YEAR: _("Tahun pengangkatan pada NIP tidak sesuai dengan tahun lahir."),
    RowCode.NIP_TYPE: _("NIP tidak sesuai dengan jenis pegawai."),
    RowCode.NIP_SEX: _("Angka ke-15 NIP harus 1 atau 2."),
    RowCode.NIP_SEQ: _("Nomor urut pada NIP tidak boleh 000."),
    RowCode.NIP_DUPLICATE: _("Pegawai ini sudah ada pada baris %(other)s."),
    RowCode.NIP_CONFLICT: _("NIP ini dipakai pegawai lain pada baris %(other)s."),
    RowCode.NAME_MISSING: _("Nama kosong."),
    RowCode.NAME_INVALID: _("Nama memuat tanda yang tidak lazim."),
    RowCode.KIND_UNKNOWN: _("Jenis pegawai tidak dikenal."),
    RowCode.RANK_INVALID: _("Golongan tidak sesuai dengan jenis pegawai."),
    RowCode.POST_MISSING: _("Jabatan kosong."),
    RowCode.UNIT_UNKNOWN: _("Unit kerja tidak ditemukan."),
    RowCode.UNIT_AMBIGUOUS: _(
        "Ada beberapa unit dengan nama ini; lengkapi kode unor atau perangkat daerah."
    ),
    RowCode.DATE_INVALID: _("Tanggal tidak ada pada kalender."),
    RowCode.FORMULA_NO_VALUE: _(
        "Sel berisi rumus tanpa hasil; buka dan simpan berkas ini pada program lembar kerja."
    ),
    RowCode.UNIT_NAME_MISSING: _("Nama unit kosong."),
    RowCode.UNIT_DUPLICATE: _("Unit ini sudah ada pada baris %(other)s."),
    RowCode.UNIT_ECHELON_INVALID: _("Eselon tidak dikenal."),
    RowCode.UNIT_PARENT_UNKNOWN: _("Unit atasan tidak ditemukan atau barisnya ditolak."),
    RowCode.UNIT_CYCLE: _("Unit ini menjadi atasan bagi dirinya sendiri."),
    RowCode.SUPERVISOR_MISSING: _("Pejabat penilai belum diisi."),
    RowCode.SUPERVISOR_UNKNOWN: _("NIP pejabat penilai tidak ditemukan."),
    RowCode.SUPERVISOR_SELF: _("Pejabat penilai sama dengan pegawai."),
    RowCode.BIRTH_MISMATCH: _("Tanggal lahir berbeda dari NIP."),
    RowCode.DATE_SWAPPED: _("Hari dan bulan tanggal lahir tampaknya tertukar."),
    RowCode.SEX_MISMATCH: _("Jenis kelamin berbeda dari NIP."),
    RowCode.STATUS_EXEMPT: _("Status ini tidak wajib SKP."),
    RowCode.ACTING: _("Penugasan Plt. atau Plh. di samping jabatan definitif."),
    RowCode.ACTING_NOTE: _(
        "Keterangan menyebut Plt. atau Plh.; penugasan tidak dibuat dari keterangan."
    ),
}

UNREADABLE = _("Berkas tidak dapat dibaca. Unggah berkas XLSX atau CSV.")
ENCRYPTED_OR_OLD = _(
    "Berkas ini berformat lama (.xls) atau dilindungi kata sandi. Simpan sebagai .xlsx tanpa "
    "kata sandi, lalu unggah lagi."
)
WITH_MACRO = _("Berkas ini memuat makro. Simpan sebagai .xlsx tanpa makro, lalu unggah lagi.")
TOO_MUCH_INSIDE = _(
    "Isi berkas ini terlalu besar setelah dibuka. Hapus lembar dan baris yang tidak dipakai, "
    "lalu unggah lagi."
)
TOO_LARGE = _(
    "Berkas berukuran %(size)s MB, melebihi batas %(max)s MB. Perkecil berkas atau gunakan tautan."
)
NO_NIP = _("Tidak ada kolom NIP pada berkas ini. Beri judul NIP pada kolomnya, lalu unggah lagi.")
NO_UNIT_NAME = _(
    "Tidak ada kolom nama unit pada berkas ini. Beri judul NAMA UNOR pada kolomnya, lalu "
    "unggah lagi."
)
NO_ROWS = _("Tidak ada baris data di bawah judul kolom.")


class FileRefused(DomainError):
    """The whole file is refused; ``code`` says why, the text is the sentence to show."""

    def __init__(self, code: FileCode, message: str | Promise) -> None:
        super().__init__(str(message))
        self.code = code
