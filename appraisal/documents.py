"""Lists as files for spreadsheets: evaluations, calibration, library, matrix, missing plans."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.models import Evaluation, LibraryResult
from appraisal.models.evaluations import RATED
from appraisal.selectors.calibration import CalibrationPerson
from appraisal.selectors.library import agency_kind_words
from appraisal.selectors.matrix import Matrix
from personnel.models import Assignment
from personnel.rules.nip import group_nip

HEADINGS: Final = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Unit kerja"),
    gettext_lazy("Perangkat daerah"),
    gettext_lazy("Periode"),
    gettext_lazy("Status"),
    gettext_lazy("Pejabat penilai"),
    gettext_lazy("Predikat organisasi"),
    gettext_lazy("Rating hasil kerja"),
    gettext_lazy("Rating perilaku kerja"),
    gettext_lazy("Predikat kinerja"),
    gettext_lazy("Disampaikan"),
)
WIDTHS: Final = (22, 34, 34, 34, 34, 18, 20, 34, 18, 20, 20, 18, 14)


def evaluation_rows(
    evaluations: Iterable[tuple[Evaluation, bool]],
) -> Iterator[tuple[str, ...]]:
    """One row an evaluation; ratings only where the flag beside it says that they show.

    Employee numbers are grouped, so that a spreadsheet program keeps all eighteen digits.
    """
    hidden = (_("belum disampaikan"),) * 3
    for row, shows_ratings in evaluations:
        employee, unit = row.plan.employee, row.plan.assignment.post.unit
        served = f"{timezone.localtime(row.served_at):%d-%m-%Y}" if row.served_at else ""
        yield (
            group_nip(employee.nip) if employee.nip else "",
            employee.full_name,
            row.plan.assignment.post.title,
            unit.name,
            unit.agency.name if unit.agency else "",
            str(row.period),
            str(row.get_state_display()),
            row.supervisor.full_name if row.supervisor else "",
            str(row.get_organisation_predicate_display()),
            *(_ratings(row) if shows_ratings else hidden),
            served,
        )


def _ratings(row: Evaluation) -> tuple[str, str, str]:
    return (
        str(row.get_results_rating_display()),
        str(row.get_behaviour_rating_display()),
        str(row.get_predicate_display()) if row.state in RATED else "",
    )


LIBRARY_HEADINGS: Final = (
    gettext_lazy("Jabatan"),
    gettext_lazy("Jenis jabatan"),
    gettext_lazy("Rumpun perangkat daerah"),
    gettext_lazy("Jenis hasil kerja"),
    gettext_lazy("Rencana hasil kerja"),
    gettext_lazy("Perspektif"),
    gettext_lazy("Hasil kerja pimpinan yang didukung"),
    gettext_lazy("Aspek"),
    gettext_lazy("Indikator kinerja individu"),
    gettext_lazy("Target"),
    gettext_lazy("Arah"),
    gettext_lazy("Status"),
)
LIBRARY_WIDTHS: Final = (30, 26, 30, 14, 50, 20, 50, 12, 50, 18, 24, 16)


def library_rows(entries: Iterable[LibraryResult]) -> Iterator[tuple[str, ...]]:
    """One row an indicator, with its result; an entry without indicators has one row."""
    for entry in entries:
        whole = (
            entry.post_title,
            str(entry.get_post_kind_display()),
            ", ".join(agency_kind_words(kind) for kind in entry.agency_kinds),
            str(entry.get_kind_display()),
            entry.text,
            str(entry.get_perspective_display()),
            entry.superior_text,
        )
        status = _("ditawarkan") if entry.is_active else _("tidak ditawarkan")
        indicators = list(entry.indicators.all())
        if not indicators:
            yield (*whole, "", "", "", "", status)
        for row in indicators:
            aspect, way = str(row.get_aspect_display()), str(row.get_direction_display())
            yield (*whole, aspect, row.text, row.target, way, status)


def matrix_headings(matrix: Matrix) -> list[str]:
    """Person, post, then the results of the leader."""
    return [_("Pegawai"), _("Jabatan"), *(result.text for result in matrix.results)]


def matrix_rows(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    """The leader first, then everybody who contributes, with the teams in common.

    Texts of one cell stand below each other.
    """
    leader = matrix.plan.employee
    marks = (_("dikerjakan sendiri") if row.done_alone else row.text for row in matrix.results)
    yield (leader.full_name, matrix.plan.assignment.post.title, *marks)
    for line in matrix.lines:
        post = line.assignment.post.title if line.assignment else ""
        name = ", ".join([line.employee.full_name, *(team.name for team in line.teams)])
        yield (name, post, *("\n".join(cell.texts) for cell in line.cells))


MISSING_HEADINGS: Final = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Unit kerja"),
    gettext_lazy("Perangkat daerah"),
    gettext_lazy("Batas draf SKP"),
)
MISSING_WIDTHS: Final = (22, 34, 34, 34, 34, 16)


def missing_plan_rows(
    rows: Iterable[tuple[Assignment, date | None]],
) -> Iterator[tuple[str, ...]]:
    """One row a post without a plan, with the last day for its draft."""
    for assignment, due in rows:
        employee, unit = assignment.employee, assignment.post.unit
        yield (
            group_nip(employee.nip) if employee.nip else "",
            employee.full_name,
            assignment.post.title,
            unit.name,
            unit.agency.name if unit.agency else "",
            f"{due:%d-%m-%Y}" if due else "",
        )


CALIBRATION_HEADINGS: Final = (
    gettext_lazy("NIP"),
    gettext_lazy("Nama"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Unit kerja"),
    gettext_lazy("Pejabat penilai"),
    gettext_lazy("Status"),
    gettext_lazy("Rating hasil kerja"),
    gettext_lazy("Rating perilaku kerja"),
    gettext_lazy("Predikat kinerja"),
    gettext_lazy("Bukti dukung"),
    gettext_lazy("Di seberang batas"),
    gettext_lazy("Jarak ke batas"),
    gettext_lazy("Permintaan peninjauan"),
    gettext_lazy("Tanggapan"),
)
CALIBRATION_WIDTHS: Final = (22, 34, 34, 34, 34, 20, 20, 20, 18, 12, 18, 44, 44, 44)


def calibration_rows(people: Iterable[CalibrationPerson]) -> Iterator[tuple[str, ...]]:
    """One row a person of the calibration room, with the latest request beside."""
    for one in people:
        row, employee = one.evaluation, one.evaluation.plan.employee
        review = one.reviews[0] if one.reviews else None
        near = one.near if not one.is_hidden else None
        yield (
            group_nip(employee.nip) if employee.nip else "",
            employee.full_name,
            row.plan.assignment.post.title,
            row.plan.assignment.post.unit.name,
            row.supervisor.full_name if row.supervisor else "",
            str(row.get_state_display()),
            *(
                (_("belum disampaikan"),) * 3
                if one.is_hidden
                else (
                    str(row.get_results_rating_display()),
                    str(row.get_behaviour_rating_display()),
                    one.row.predicate_label,
                )
            ),
            str(one.evidence),
            near.label if near else "",
            near.words if near else "",
            review.reason if review else "",
            review.answer if review else "",
        )
