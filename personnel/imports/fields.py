"""What a column can mean, and the headings by which offices and SIASN call it."""

import re
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PersonField(StrEnum):
    """Meanings of columns in a file of people."""

    NIP = "nip"
    NAME = "name"
    NAME_AND_NIP = "name_and_nip"
    TITLE_BEFORE = "title_before"
    TITLE_AFTER = "title_after"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    KIND = "kind"
    CANDIDATE = "candidate"
    LEGAL_STATUS = "legal_status"
    RANK = "rank"
    RANK_CODE = "rank_code"
    RANK_SINCE = "rank_since"
    POST_KIND = "post_kind"
    POST_TITLE = "post_title"
    POST_LEVEL = "post_level"
    POST_SINCE = "post_since"
    POST_UNTIL = "post_until"
    ECHELON = "echelon"
    ECHELON_CODE = "echelon_code"
    POST_CLASS = "post_class"
    EDUCATION = "education"
    EDUCATION_CODE = "education_code"
    UNIT_ID = "unit_id"
    UNIT_NAME = "unit_name"
    UNIT_PARENT = "unit_parent"
    AGENCY = "agency"
    SUPERVISOR = "supervisor"
    DECREE = "decree"
    NOTE = "note"


class UnitField(StrEnum):
    """Meanings of columns in a file of units."""

    ID = "id"
    NAME = "name"
    PARENT_ID = "parent_id"
    PARENT_NAME = "parent_name"
    ECHELON = "echelon"
    ECHELON_CODE = "echelon_code"
    HEAD_TITLE = "head_title"
    CODE = "code"
    AGENCY_ID = "agency_id"
    AGENCY_NAME = "agency_name"
    ACTIVE = "active"


Field = PersonField | UnitField

PERSON_LABELS: Final[dict[PersonField, Promise]] = {
    PersonField.NIP: _("NIP"),
    PersonField.NAME: _("Nama"),
    PersonField.NAME_AND_NIP: _("Nama dan NIP dalam satu kolom"),
    PersonField.TITLE_BEFORE: _("Gelar depan"),
    PersonField.TITLE_AFTER: _("Gelar belakang"),
    PersonField.BIRTH_DATE: _("Tanggal lahir"),
    PersonField.SEX: _("Jenis kelamin"),
    PersonField.KIND: _("Jenis pegawai"),
    PersonField.CANDIDATE: _("Status CPNS atau PNS"),
    PersonField.LEGAL_STATUS: _("Status kepegawaian"),
    PersonField.RANK: _("Pangkat/Gol."),
    PersonField.RANK_CODE: _("Kode golongan"),
    PersonField.RANK_SINCE: _("TMT golongan"),
    PersonField.POST_KIND: _("Jenis jabatan"),
    PersonField.POST_TITLE: _("Jabatan"),
    PersonField.POST_LEVEL: _("Jenjang jabatan"),
    PersonField.POST_SINCE: _("TMT jabatan"),
    PersonField.POST_UNTIL: _("Jabatan berlaku sampai"),
    PersonField.ECHELON: _("Eselon"),
    PersonField.ECHELON_CODE: _("Kode eselon"),
    PersonField.POST_CLASS: _("Kelas jabatan"),
    PersonField.EDUCATION: _("Tingkat pendidikan"),
    PersonField.EDUCATION_CODE: _("Kode tingkat pendidikan"),
    PersonField.UNIT_ID: _("ID unor"),
    PersonField.UNIT_NAME: _("Unit kerja"),
    PersonField.UNIT_PARENT: _("Unit atasan"),
    PersonField.AGENCY: _("Perangkat daerah"),
    PersonField.SUPERVISOR: _("NIP pejabat penilai"),
    PersonField.DECREE: _("Nomor SK jabatan"),
    PersonField.NOTE: _("Keterangan"),
}
UNIT_LABELS: Final[dict[UnitField, Promise]] = {
    UnitField.ID: _("ID unor"),
    UnitField.NAME: _("Nama unit"),
    UnitField.PARENT_ID: _("ID unit atasan"),
    UnitField.PARENT_NAME: _("Nama unit atasan"),
    UnitField.ECHELON: _("Eselon"),
    UnitField.ECHELON_CODE: _("Kode eselon"),
    UnitField.HEAD_TITLE: _("Nama jabatan pimpinan"),
    UnitField.CODE: _("Kode unit"),
    UnitField.AGENCY_ID: _("ID perangkat daerah"),
    UnitField.AGENCY_NAME: _("Perangkat daerah"),
    UnitField.ACTIVE: _("Aktif"),
}


def label_of(meaning: Field) -> Promise:
    """What a meaning is called on the screen."""
    if isinstance(meaning, UnitField):
        return UNIT_LABELS[meaning]
    return PERSON_LABELS[meaning]


_WHO: Final = r"(PEGAWAI|ASN|PNS|CPNS|PPPK|P3K|PEGAWAI NEGERI SIPIL)"
_NOW: Final = r"( (TERAKHIR|AKHIR|SEKARANG|SAAT INI|BARU|LENGKAP))?"
_APPRAISER: Final = r"(ATASAN( LANGSUNG)?|PENILAI|PEJABAT PENILAI( KINERJA)?)"

PERSON_HEADINGS: Final[tuple[tuple[PersonField, float, str], ...]] = (
    (
        PersonField.NIP,
        1.0,
        rf"(NOMOR )?(NIP|NI|NIPPPK|NIPBARU)( ({_WHO}|BARU|NIP|NI|NIPPPK|NRP|DAN|ATAU|18|DIGIT))*",
    ),
    (
        PersonField.NIP,
        1.0,
        rf"NOMOR INDUK( {_WHO})*( BARU)?( NIP)?( NI PPPK)?|EMPLOYEE (NUMBER|ID)",
    ),
    (PersonField.NAME, 1.0, rf"NAMA( LENGKAP)?( {_WHO})*( (DAN|DENGAN|TANPA|BESERTA))?( GELAR)?"),
    (PersonField.NAME, 0.9, r"(FULL |EMPLOYEE )?NAME|NAMA LENGKAP .*GELAR.*"),
    (
        PersonField.NAME_AND_NIP,
        1.0,
        r"NAMA( LENGKAP| PEGAWAI)*( DAN)? NIP( BARU)?|NIP( DAN)? NAMA( PEGAWAI)?",
    ),
    (PersonField.TITLE_BEFORE, 1.0, r"GELAR( DI)? DEPAN|TITLE BEFORE"),
    (PersonField.TITLE_AFTER, 1.0, r"GELAR( DI)? BELAKANG|TITLE AFTER"),
    (
        PersonField.BIRTH_DATE,
        1.0,
        r"(TANGGAL |TEMPAT( DAN)? TANGGAL )LAHIR( TANGGAL)?|LAHIR TANGGAL|BIRTH DATE|DATE OF BIRTH",
    ),
    (PersonField.BIRTH_DATE, 0.6, r"LAHIR|KELAHIRAN|TEMPAT LAHIR TANGGAL( LAHIR)?"),
    (
        PersonField.SEX,
        1.0,
        r"JENIS KELAMIN( (NAMA|LP|PL))?|JK|LP|PL|KELAMIN|GENDER|SEX",
    ),
    (
        PersonField.KIND,
        1.0,
        r"JENIS (PEGAWAI|ASN|KEPEGAWAIAN)( NAMA)?|PNS( CPNS)? PPPK|EMPLOYEE (KIND|TYPE)",
    ),
    (PersonField.CANDIDATE, 1.0, r"STATUS (CPNS PNS|PNS CPNS)|CPNS PNS|PNS CPNS"),
    (
        PersonField.LEGAL_STATUS,
        1.0,
        r"KEDUDUKAN (HUKUM|PEGAWAI|HUKUM PEGAWAI)( NAMA)?|STATUS (AKTIF|KEAKTIFAN|HUKUM)",
    ),
    (PersonField.LEGAL_STATUS, 0.6, r"STATUS( (PEGAWAI|KEPEGAWAIAN|ASN))?( NAMA)?"),
    (
        PersonField.RANK,
        1.0,
        rf"(PANGKAT )?(DAN )?GOLONGAN( RUANG)?{_NOW}( NAMA)?|GOLONGAN (AKHIR )?NAMA|GOLRU",
    ),
    (
        PersonField.RANK,
        0.95,
        r"PANGKAT( DAN)? GOLONGAN( RUANG)?.*|GOLONGAN( RUANG)? (GOLONGAN|PANGKAT).*",
    ),
    (PersonField.RANK, 0.7, rf"PANGKAT( NAMA)?{_NOW}|RANK"),
    (PersonField.RANK_CODE, 1.0, r"GOLONGAN (AKHIR )?ID|(ID|KODE) GOLONGAN"),
    (
        PersonField.RANK_SINCE,
        1.0,
        rf"TMT (PANGKAT|GOLONGAN)( GOLONGAN)?( RUANG)?{_NOW}"
        r"|(PANGKAT|GOLONGAN)( RUANG)? (TMT|TANGGAL)",
    ),
    (PersonField.RANK_SINCE, 0.9, r"(PANGKAT|GOLONGAN).* TMT"),
    (PersonField.POST_KIND, 1.0, r"JENIS JABATAN( NAMA)?"),
    (PersonField.POST_TITLE, 1.0, rf"(NAMA )?JABATAN( NAMA)?{_NOW}|JABATAN JABATAN|POST"),
    (PersonField.POST_TITLE, 0.6, r"JABATAN (DEFINITIF|FUNGSIONAL|STRUKTURAL|PELAKSANA).*"),
    (PersonField.POST_LEVEL, 1.0, r"JENJANG( JABATAN)?( FUNGSIONAL)?|JABATAN JENJANG"),
    (
        PersonField.POST_SINCE,
        1.0,
        rf"(TMT|TANGGAL( MULAI)?) (MENDUDUKI )?JABATAN{_NOW}|JABATAN (TMT|TANGGAL)",
    ),
    (PersonField.POST_SINCE, 0.7, r"TMT (ESELON|MULAI|TUGAS|UNIT KERJA)|MULAI (BERLAKU|TUGAS)"),
    (
        PersonField.POST_UNTIL,
        1.0,
        r"(TMT|TANGGAL) (BERAKHIR|SELESAI)( JABATAN)?|JABATAN (BERAKHIR|SAMPAI)|BERLAKU SAMPAI"
        r"|BERAKHIR",
    ),
    (PersonField.ECHELON, 1.0, r"(JABATAN )?ESELON( JABATAN)?( NAMA)?|ESELONERING"),
    (PersonField.ECHELON_CODE, 1.0, r"ESELON ID|(ID|KODE) ESELON"),
    (PersonField.POST_CLASS, 1.0, r"KELAS( JABATAN)?|JABATAN KELAS|GRADE( JABATAN)?"),
    (
        PersonField.EDUCATION,
        1.0,
        r"(TINGKAT|JENJANG) (PENDIDIKAN|IJAZAH)( NAMA)?( TERAKHIR)?|STRATA( PENDIDIKAN)?"
        r"|PENDIDIKAN( TERAKHIR)? (TINGKAT|JENJANG)( IJAZAH| PENDIDIKAN)?",
    ),
    (PersonField.EDUCATION, 0.8, r"PENDIDIKAN( TERAKHIR| AKHIR)?( TINGKAT)?|IJAZAH( TERAKHIR)?"),
    (PersonField.EDUCATION, 0.6, r"PENDIDIKAN( TERAKHIR)? (NAMA|JURUSAN|IJAZAH)|EDUCATION"),
    (PersonField.EDUCATION_CODE, 1.0, r"TINGKAT PENDIDIKAN ID|KODE TINGKAT PENDIDIKAN"),
    (PersonField.UNIT_ID, 1.0, r"UNOR ID|(ID|KODE) (UNOR|UNIT KERJA|UNIT)|UNIT( KERJA)? ID"),
    (
        PersonField.UNIT_NAME,
        1.0,
        r"UNOR NAMA|NAMA (UNOR|UNIT( KERJA)?)|UNIT KERJA( NAMA)?( SEKARANG)?|UNIT ORGANISASI|UNOR",
    ),
    (
        PersonField.UNIT_NAME,
        0.8,
        r"UNIT|(SUB )?UNIT KERJA .*|(UNIT )?PENEMPATAN|TEMPAT (TUGAS|KERJA|BERTUGAS)|UNIT TUGAS",
    ),
    (PersonField.UNIT_PARENT, 1.0, r"(UNOR|UNIT( KERJA)?) ATASAN( NAMA)?|NAMA UNIT ATASAN"),
    (
        PersonField.AGENCY,
        1.0,
        r"(NAMA )?PERANGKAT DAERAH( NAMA)?|SATUAN KERJA KERJA NAMA|(NAMA )?AGENCY",
    ),
    (
        PersonField.AGENCY,
        0.9,
        r"(UNOR|UNIT( KERJA)?) INDUK( NAMA)?|INDUK (NAMA )?UNOR|NAMA UN(OR|IT) INDUK"
        r"|(NAMA )?SATUAN KERJA( NAMA)?|DINAS.*",
    ),
    (PersonField.AGENCY, 0.7, r"SATUAN KERJA INDUK( NAMA)?|(NAMA )?INSTANSI"),
    (PersonField.AGENCY, 0.5, r"INSTANSI (KERJA|INDUK)( NAMA)?"),
    (PersonField.SUPERVISOR, 1.0, rf"NIP {_APPRAISER}|{_APPRAISER} NIP|SUPERVISOR( NIP)?"),
    (PersonField.SUPERVISOR, 0.6, _APPRAISER),
    (PersonField.DECREE, 1.0, r"NOMOR (SK|SURAT KEPUTUSAN)( JABATAN)?|SK JABATAN|JABATAN NOMOR SK"),
    (PersonField.NOTE, 1.0, r"KETERANGAN|CATATAN( MUTASI)?|KETERANGAN (LAIN|TAMBAHAN)"),
)

UNIT_HEADINGS: Final[tuple[tuple[UnitField, float, str], ...]] = (
    (UnitField.ID, 1.0, r"ID|UNOR ID|(ID|KODE) (UNOR|UNIT( KERJA| ORGANISASI)?)|UNIT( KERJA)? ID"),
    (
        UnitField.NAME,
        1.0,
        r"NAMA (UNOR|UNIT( KERJA| ORGANISASI)?)|UNOR NAMA|UNIT (KERJA|ORGANISASI)( NAMA)?|UNOR",
    ),
    (UnitField.NAME, 0.8, r"NAMA|NAME|UNIT"),
    (
        UnitField.PARENT_ID,
        1.0,
        r"DIATASAN ID|ID DIATASAN|((UNOR|UNIT) )?ATASAN ID|(ID|KODE) ((UNOR|UNIT) )?ATASAN"
        r"|PARENT ID|ID PARENT|DI ATASAN ID",
    ),
    (
        UnitField.PARENT_NAME,
        1.0,
        r"(DIATASAN|(UNOR|UNIT( KERJA)?) ATASAN)( NAMA)?|NAMA ((UNOR|UNIT( KERJA)?) )?ATASAN|ATASAN"
        r"|PARENT( NAME)?",
    ),
    (UnitField.ECHELON, 1.0, r"ESELON( NAMA)?"),
    (UnitField.ECHELON_CODE, 1.0, r"ESELON ID|(ID|KODE) ESELON"),
    (
        UnitField.HEAD_TITLE,
        1.0,
        r"(NAMA )?JABATAN( NAMA)?( (PIMPINAN|PEMIMPIN|KEPALA))?|(PIMPINAN|PEMIMPIN) JABATAN",
    ),
    (UnitField.CODE, 1.0, r"CEPAT KODE|KODE( CEPAT)?"),
    (UnitField.AGENCY_ID, 1.0, r"INDUK ID|ID INDUK|(UNOR|UNIT) INDUK ID|ID (UNOR|UNIT) INDUK"),
    (
        UnitField.AGENCY_NAME,
        1.0,
        r"INDUK( NAMA)?( UNOR)?|(UNOR|UNIT) INDUK( NAMA)?|PERANGKAT DAERAH"
        r"|NAMA (UNOR |UNIT )?INDUK",
    ),
    (UnitField.ACTIVE, 1.0, r"(IS )?AKTIF|STATUS( AKTIF)?|ACTIVE"),
)

NEVER_READ: Final = re.compile(
    r"\b(NIK|KTP|KK|NPWP|BPJS|ASKES|TASPEN|KARPEG|KARIS|KARSU|KARTU|REKENING|PASPOR|AGAMA|KAWIN"
    r"|NIKAH|PERNIKAHAN|ALAMAT|HP|HANDPHONE|TELEPON|TELP|WA|WHATSAPP|EMAIL|MAIL|SUREL|DARAH|IBU"
    r"|PASANGAN|ANAK|BANK|GAJI)\b"
)
"""Headings of what is not needed and therefore never kept, whatever an operator maps."""

NOT_THE_PERSONS_NUMBER: Final = re.compile(
    r"\b(PEMIMPIN|PIMPINAN|KEPALA|ATASAN|PENILAI|LAMA|PENANDATANGAN|SUPERVISOR)\b"
)
"""Headings of columns that hold employee numbers of other people, or numbers out of use."""

KEY_FIELDS: Final[dict[type[Field], frozenset[Field]]] = {
    PersonField: frozenset({PersonField.NIP, PersonField.NAME_AND_NIP}),
    UnitField: frozenset({UnitField.NAME}),
}
"""Without one of these a table is not what it should be."""
