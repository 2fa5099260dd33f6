"""Lists by name at the end of an agency's report. The city's report names nobody."""

from appraisal.enums import Predicate, Rating
from appraisal.models import Objection
from personnel.models import Assignment
from personnel.rules.nip import group_nip
from reports.documents.report_content import Cell, Column, Kind, ReportSection, ReportTable
from reports.selectors.report_scope import Judged, ReportScope

NOT_SERVED = "belum disampaikan"

_PERSON = (
    Column("NIP", width=22),
    Column("Nama", width=21),
    Column("Jabatan", width=20),
    Column("Unit kerja", width=17),
)


def lists_section(scope: ReportScope) -> ReportSection:
    """Results by person, who lacks plan or evaluation, objections: two queries."""
    people = (
        Assignment.objects.on(scope.day)
        .definitive()
        .filter(employee__in=scope.unit_of)
        .select_related("employee", "post__unit")
        .order_by("employee__name", "employee_id", "pk")
    )
    named = {row.employee_id: row for row in people}
    lines = {pk: _person(row) for pk, row in named.items()}
    objections = Objection.objects.filter(
        evaluation__period=scope.period, evaluation__plan__employee__in=scope.unit_of
    ).select_related("evaluation__plan")
    return ReportSection(
        key="daftar",
        title="Lampiran: daftar nama",
        sentences=("Daftar ini memuat data pegawai; simpan dan bagikan seperlunya.",),
        tables=(
            ReportTable(
                key="daftar-hasil",
                title="Hasil evaluasi setiap pegawai",
                columns=(
                    *_PERSON,
                    Column("Hasil kerja", width=14),
                    Column("Perilaku", width=14),
                    Column("Predikat", width=14),
                ),
                rows=tuple(
                    (*line, *_result(scope.judged[pk]))
                    for pk, line in lines.items()
                    if pk in scope.judged
                ),
                note=(
                    "Hasil yang belum disampaikan kepada pegawainya dihitung dalam laporan, tetapi "
                    "belum disebut dengan nama."
                ),
                empty="Belum ada hasil yang ditetapkan.",
            ),
            ReportTable(
                key="daftar-tanpa-skp",
                title="Pegawai tanpa SKP yang ditetapkan",
                columns=_PERSON,
                rows=tuple(line for pk, line in lines.items() if pk not in scope.with_plan),
                empty="Semua pegawai memiliki SKP yang ditetapkan.",
            ),
            ReportTable(
                key="daftar-tanpa-evaluasi",
                title="Pegawai tanpa evaluasi yang selesai",
                columns=_PERSON,
                rows=tuple(line for pk, line in lines.items() if pk not in scope.judged),
                empty="Semua evaluasi selesai.",
            ),
            ReportTable(
                key="daftar-keberatan",
                title="Keberatan setiap pegawai",
                columns=(
                    *_PERSON,
                    Column("Diputus paling lambat", Kind.DAY, 13),
                    Column("Keadaan", width=14),
                ),
                rows=tuple(
                    (
                        *lines[one.evaluation.plan.employee_id],
                        one.decide_by,
                        one.get_state_display(),
                    )
                    for one in objections.order_by("filed_at", "pk")
                    if one.evaluation.plan.employee_id in lines
                ),
                empty="Tidak ada keberatan pada periode ini.",
            ),
        ),
        annex=True,
    )


def _person(row: Assignment) -> tuple[Cell, ...]:
    return (
        group_nip(row.employee.nip or ""),
        row.employee.full_name,
        row.post.title,
        row.post.unit.name,
    )


def _result(one: Judged) -> tuple[str, str, str]:
    """Both ratings and the predicate, once their person has been told.

    Nobody reads the own result in a list before the supervisor serves it, nor a colleague's.
    """
    if not one.is_served:
        return (NOT_SERVED,) * 3
    return (
        str(Rating(one.results).label),
        str(Rating(one.behaviour).label),
        str(Predicate(one.predicate).label),
    )
