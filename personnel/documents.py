"""Lists as rows of a file: people, the same as on screen and fit to be imported again; settings."""

from collections.abc import Iterable, Iterator
from typing import Final

from personnel.models import Employee
from personnel.selectors.people import Listed
from personnel.selectors.settings import SettingRow, whole_words
from personnel.selectors.supervision import SupervisionMap

HEADINGS: Final = (
    *("NIP", "GELAR DEPAN", "NAMA", "GELAR BELAKANG", "JENIS PEGAWAI", "TANGGAL LAHIR"),
    *("GOLONGAN", "TMT GOLONGAN", "TINGKAT PENDIDIKAN", "KEDUDUKAN HUKUM", "JENIS JABATAN"),
    *("NAMA JABATAN", "JENJANG JABATAN", "ESELON", "KELAS JABATAN", "TMT JABATAN"),
    *("UNOR ID", "UNOR NAMA", "PERANGKAT DAERAH", "NIP ATASAN"),
)
"""Headings that an import of this application understands."""

WIDTHS: Final = (22, 12, 32, 16, 16, 14, 10, 14, 10, 16, 24, 40, 16, 8, 8, 14, 36, 40, 40, 22)
"""Of the columns, in characters."""

SETTING_HEADINGS: Final = (
    *("KELOMPOK", "KETENTUAN", "KUNCI", "NILAI", "DASAR HUKUM", "KEPASTIAN", "BERLAKU MULAI"),
    *("NILAI BERIKUTNYA", "BERLAKU MULAI", "DASAR HUKUM BERIKUTNYA"),
)
SETTING_WIDTHS: Final = (24, 44, 26, 40, 40, 40, 14, 40, 14, 40)


def people_rows(
    people: Iterable[Listed],
    lines: SupervisionMap,
    numbers: dict[int, str],
    *,
    with_private: bool,
) -> Iterator[tuple[str, ...]]:
    """One row a person; ``numbers`` are employee numbers by id, for the supervisor's column.

    Without ``with_private`` birth date and education stay empty: not every reader needs them.
    """
    for row in people:
        supervisor = lines.of(row.employee.pk).supervisor or 0
        identity = _identity(row.employee, with_private)
        yield (*identity, *_post(row), numbers.get(supervisor, ""))


def _identity(employee: Employee, with_private: bool) -> tuple[str, ...]:
    born = employee.birth_date if with_private else None
    return (
        employee.nip or "",
        employee.title_before,
        employee.name,
        employee.title_after,
        employee.get_kind_display(),
        f"{born:%d-%m-%Y}" if born else "",
        employee.rank,
        f"{employee.rank_since:%d-%m-%Y}" if employee.rank_since else "",
        employee.education if with_private else "",
        employee.get_legal_status_display(),
    )


def _post(row: Listed) -> tuple[str, ...]:
    if row.own is None:
        return ("",) * 9
    post, unit = row.own.post, row.own.post.unit
    return (
        post.get_kind_display(),
        post.title,
        "" if post.level == "none" else post.get_level_display(),
        post.echelon,
        str(post.post_class or ""),
        f"{row.own.effective_from:%d-%m-%Y}",
        unit.siasn_id or "",
        unit.name,
        unit.agency.name if unit.agency else "",
    )


def setting_cells(row: SettingRow) -> tuple[str, ...]:
    """One setting as it stands, with its next decided value."""
    setting, present, upcoming = row.setting, row.present, row.upcoming
    return (
        str(setting.group),
        str(setting.label),
        setting.key,
        whole_words(setting, row.value),
        row.basis,
        str(row.certainty),
        f"{present.valid_from:%d-%m-%Y}" if present else "",
        whole_words(setting, upcoming.value) if upcoming else "",
        f"{upcoming.valid_from:%d-%m-%Y}" if upcoming else "",
        upcoming.legal_basis if upcoming else "",
    )
