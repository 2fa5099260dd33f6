"""Lists of evaluations and of a calibration as files for spreadsheet programs."""

from collections.abc import Iterable, Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.models import Evaluation
from appraisal.models.evaluations import RATED
from appraisal.selectors.calibration import CalibrationPerson
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
