"""Development plans and needs as rows of texts."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.models import DevelopmentPlan
from training.selectors.agency_needs import AgencyNeeds
from training.selectors.competences import PersonNeeds

PLAN_HEADINGS = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Tahun"),
    gettext_lazy("Alasan"),
    gettext_lazy("Status"),
    gettext_lazy("Batas waktu"),
    gettext_lazy("Tanggal tindak lanjut"),
    gettext_lazy("Atasan"),
    gettext_lazy("Langkah"),
    gettext_lazy("Langkah selesai"),
)
PLAN_WIDTHS = (20, 34, 8, 30, 22, 14, 20, 34, 10, 14)

NEED_HEADINGS = (
    gettext_lazy("Kompetensi"),
    gettext_lazy("Dituntut dari"),
    gettext_lazy("Diukur"),
    gettext_lazy("Belum diukur"),
    gettext_lazy("Di bawah standar"),
    gettext_lazy("Prioritas"),
    gettext_lazy("Belajar pada tahun pertama"),
    gettext_lazy("Belajar pada tahun kedua"),
    gettext_lazy("Belajar pada tahun ketiga"),
    gettext_lazy("Pelatihan pada katalog"),
    gettext_lazy("Perkiraan biaya (Rp)"),
)
NEED_WIDTHS = (40, 14, 10, 14, 18, 12, 16, 16, 16, 60, 20)

PERSON_HEADINGS = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Kompetensi"),
    gettext_lazy("Dituntut"),
    gettext_lazy("Diukur"),
    gettext_lazy("Tanggal ukur"),
    gettext_lazy("Kesenjangan"),
    gettext_lazy("Bobot"),
    gettext_lazy("Prioritas"),
)
PERSON_WIDTHS = (20, 34, 40, 36, 10, 14, 14, 14, 8, 12)


def plan_rows(plans: Iterable[DevelopmentPlan]) -> Iterator[list[str]]:
    """One line a plan, read by ``for_list``."""
    for one in plans:
        yield [
            one.employee.nip or "",
            one.employee.full_name,
            str(one.year),
            one.get_need_display(),
            one.get_state_display(),
            f"{one.deadline:%d-%m-%Y}" if one.deadline else "",
            f"{one.follow_up_on:%d-%m-%Y}" if one.follow_up_on else "",
            one.superior.full_name if one.superior else "",
            str(one.planned),  # type: ignore[attr-defined]  # by for_list
            str(one.done),  # type: ignore[attr-defined]  # by for_list
        ]


def need_rows(report: AgencyNeeds) -> Iterator[list[str]]:
    """One line a competence; figures of a group that is too small are left out and said so."""
    for row in report.rows:
        need = row.need
        figures = [str(need.missing), str(need.short), str(need.priority), *map(str, need.years)]
        yield [
            row.competence.name,
            str(need.demanded),
            str(need.measured),
            *(figures if row.told else ["", _("tidak ditampilkan"), "", "", "", ""]),
            "; ".join(one.title for one in row.trainings),
            str(row.cost) if row.told and row.cost is not None else "",
        ]


def person_rows(people: Iterable[PersonNeeds]) -> Iterator[list[str]]:
    """One line for each competence that is demanded of a person; unmeasured levels are empty."""
    for person in people:
        for line in person.lines:
            measured = line.measurement
            yield [
                person.employee.nip or "",
                person.employee.full_name,
                person.own.post.title if person.own else "",
                line.standard.competence.name,
                str(line.standard.required_level),
                str(measured.level) if measured else "",
                f"{measured.measured_on:%d-%m-%Y}" if measured else "",
                "" if line.gap is None else str(line.gap),
                str(line.standard.weight),
                "" if line.priority is None else str(line.priority),
            ]
