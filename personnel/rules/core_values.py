"""The seven core values BerAKHLAK with their official guides, in the official order.

The wording is printed on forms exactly as it stands here, so it is not translated.
Source: SE MenPANRB 20/2021; see docs/legal.md#core-values.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class CoreValue(StrEnum):
    """Nilai dasar ASN."""

    SERVICE = "service"
    ACCOUNTABLE = "accountable"
    COMPETENT = "competent"
    HARMONIOUS = "harmonious"
    LOYAL = "loyal"
    ADAPTIVE = "adaptive"
    COLLABORATIVE = "collaborative"


@dataclass(frozen=True, slots=True)
class ValueGuide:
    """One value as a form prints it: its name and its three panduan perilaku."""

    value: CoreValue
    name: str
    guides: tuple[str, str, str]


CORE_VALUES: Final[tuple[ValueGuide, ...]] = (
    ValueGuide(
        CoreValue.SERVICE,
        "Berorientasi Pelayanan",
        (
            "Memahami dan memenuhi kebutuhan masyarakat",
            "Ramah, cekatan, solutif, dan dapat diandalkan",
            "Melakukan perbaikan tiada henti",
        ),
    ),
    ValueGuide(
        CoreValue.ACCOUNTABLE,
        "Akuntabel",
        (
            "Melaksanakan tugas dengan jujur, bertanggung jawab, cermat, disiplin, dan "
            "berintegritas tinggi",
            "Menggunakan kekayaan dan barang milik negara secara bertanggung jawab, efektif, "
            "dan efisien",
            "Tidak menyalahgunakan kewenangan jabatan",
        ),
    ),
    ValueGuide(
        CoreValue.COMPETENT,
        "Kompeten",
        (
            "Meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah",
            "Membantu orang lain belajar",
            "Melaksanakan tugas dengan kualitas terbaik",
        ),
    ),
    ValueGuide(
        CoreValue.HARMONIOUS,
        "Harmonis",
        (
            "Menghargai setiap orang apapun latar belakangnya",
            "Suka menolong orang lain",
            "Membangun lingkungan kerja yang kondusif",
        ),
    ),
    ValueGuide(
        CoreValue.LOYAL,
        "Loyal",
        (
            "Memegang teguh ideologi Pancasila, Undang-Undang Dasar Negara Republik Indonesia "
            "Tahun 1945, setia kepada Negara Kesatuan Republik Indonesia serta pemerintahan "
            "yang sah",
            "Menjaga nama baik sesama ASN, pimpinan, instansi, dan negara",
            "Menjaga rahasia jabatan dan negara",
        ),
    ),
    ValueGuide(
        CoreValue.ADAPTIVE,
        "Adaptif",
        (
            "Cepat menyesuaikan diri menghadapi perubahan",
            "Terus berinovasi dan mengembangkan kreativitas",
            "Bertindak proaktif",
        ),
    ),
    ValueGuide(
        CoreValue.COLLABORATIVE,
        "Kolaboratif",
        (
            "Memberi kesempatan kepada berbagai pihak untuk berkontribusi",
            "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah",
            "Menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama",
        ),
    ),
)
