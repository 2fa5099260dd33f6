"""Reports of a year as plain tables: the page shows them, the files carry them."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import OrganisationPredicateValue, OrganisationState, PlanState
from appraisal.enums import Predicate as PredicateWord
from appraisal.models import Evaluation, Objection, OrganisationPredicate, Plan
from appraisal.models.evaluations import RATED
from appraisal.regulation import PROFESSIONALISM, SMALL_UNIT
from appraisal.rules.distribution import check_distribution
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from appraisal.rules.predicate import Predicate
from appraisal.selectors.annual_results import annual_results, last_day
from appraisal.selectors.maturity import maturity_report
from appraisal.selectors.organisation import unmet_words
from appraisal.selectors.report_tables import Column, Report, owing
from personnel.enums import PeriodKind
from personnel.models import Assignment, PerformanceYear, Unit
from personnel.rules.nip import group_nip
from personnel.rules.regulation import Regulation

_NIP: Final = Column(gettext_lazy("NIP"), 22)
_NAME: Final = Column(gettext_lazy("Nama"), 34)
_POST: Final = Column(gettext_lazy("Jabatan"), 34)
_AGENCY: Final = Column(gettext_lazy("Perangkat daerah"), 34)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about."""

    year: PerformanceYear
    agencies: "QuerySet[Unit]"
    today: date
    regulation: Regulation = field(default_factory=Regulation)


def results_report(scope: Scope) -> Report:
    """Everybody with a fixed annual result (regulation 6.1)."""
    points = scope.regulation.table(PROFESSIONALISM)
    rows = [
        (
            *_person(row.plan.assignment, row.plan.employee),
            str(row.get_results_rating_display()),
            str(row.get_behaviour_rating_display()),
            str(row.get_predicate_display()),
            str(row.get_organisation_predicate_display()),
            points[row.predicate],
        )
        for row in annual_results(scope.year, scope.agencies, states=RATED)
    ]
    return Report(
        _("%(n)s pegawai memiliki hasil tahun %(year)s."),
        (
            *(_NAME, _NIP, _POST, _AGENCY),
            Column(gettext_lazy("Rating hasil kerja"), 20),
            Column(gettext_lazy("Rating perilaku kerja"), 20),
            Column(gettext_lazy("Predikat kinerja"), 18),
            Column(gettext_lazy("Predikat organisasi"), 18),
            Column(gettext_lazy("Nilai IP ASN"), 12, numeric=True),
        ),
        rows,
        note=_(
            "Nilai IP ASN hanya dimensi kinerja menurut tabel ketentuan; indeks resmi dihitung "
            "oleh BKN."
        ),
        by_person=True,
    )


def _person(assignment: Assignment, employee: object = None) -> tuple[str, str, str, str]:
    person = employee or assignment.employee
    agency = assignment.post.unit.agency
    return (
        person.full_name,  # type: ignore[attr-defined]  # an Employee
        group_nip(person.nip or ""),  # type: ignore[attr-defined]
        assignment.post.title,
        agency.name if agency else "",
    )


def distribution_report(scope: Scope) -> Report:
    """Predicates of every agency beside the pattern of its organisation predicate."""
    counts: dict[int, Counter[Predicate]] = defaultdict(Counter)
    for row in annual_results(scope.year, scope.agencies, states=RATED):
        agency_id = row.plan.assignment.post.unit.agency_id
        if agency_id:
            counts[agency_id][Predicate(row.predicate)] += 1
    organisations = dict(
        OrganisationPredicate.objects.filter(
            period__year=scope.year,
            period__kind=PeriodKind.ANNUAL,
            state=OrganisationState.FIXED,
            unit__in=counts,
        ).values_list("unit_id", "predicate")
    )
    small = scope.regulation.whole(SMALL_UNIT)
    rows = [
        _distribution_row(agency, counts[agency.pk], organisations.get(agency.pk, ""), small)
        for agency in scope.agencies.filter(pk__in=counts).order_by("name")
    ]
    return Report(
        _("Sebaran predikat %(n)s perangkat daerah tahun %(year)s."),
        (
            _AGENCY,
            Column(gettext_lazy("Predikat organisasi"), 18),
            Column(gettext_lazy("Pegawai"), 10, numeric=True),
            *(Column(PredicateWord(one).label, 12, numeric=True) for one in Predicate),
            Column(gettext_lazy("Terhadap pola"), 60),
        ),
        rows,
        note=_("Pola adalah pertimbangan pimpinan; penyimpangan boleh dengan alasan."),
    )


def _distribution_row(
    agency: Unit, counts: Counter[Predicate], organisation: str, small: int
) -> tuple[str, ...]:
    total = sum(counts.values())
    if not organisation:
        verdict, label = _("predikat organisasi belum ditetapkan"), ""
    else:
        label = str(OrganisationPredicateValue(organisation).label)
        unmet = unmet_words(check_distribution(OrganisationValue(organisation), counts))
        if total < small:
            verdict = _("unit kecil, tidak dibandingkan")
        else:
            verdict = _("menyimpang dari: %(limits)s") % {"limits": unmet} if unmet else _("sesuai")
    return (
        agency.name,
        label,
        str(total),
        *(str(counts.get(one, 0)) for one in Predicate),
        verdict,
    )


def without_plan_report(scope: Scope) -> Report:
    """Who owes a plan and has none that is fixed."""
    states: dict[int, str] = {}
    for employee_id, state in (
        Plan.objects.filter(year=scope.year)
        .order_by("starts", "version")
        .values_list("employee_id", "state")
    ):
        fixed = states.get(employee_id) in (PlanState.FIXED, PlanState.CLOSED)
        states[employee_id] = states[employee_id] if fixed else state
    rows = [
        (
            *_person(row),
            str(PlanState(states[row.employee_id]).label)
            if row.employee_id in states
            else _("belum dibuat"),
        )
        for row in owing(scope.agencies, last_day(scope.year, scope.today))
        if states.get(row.employee_id) not in (PlanState.FIXED, PlanState.CLOSED)
    ]
    return Report(
        _("%(n)s pegawai belum memiliki SKP yang ditetapkan tahun %(year)s."),
        (_NAME, _NIP, _POST, _AGENCY, Column(gettext_lazy("Keadaan SKP"), 20)),
        rows,
        by_person=True,
    )


def without_evaluation_report(scope: Scope) -> Report:
    """Who owes a plan and has no fixed annual result."""
    found: dict[int, Evaluation] = {}
    done: set[int] = set()
    for row in Evaluation.objects.filter(
        period__year=scope.year, period__kind=PeriodKind.ANNUAL
    ).select_related("plan", "supervisor"):
        found[row.plan.employee_id] = row
        if row.state in RATED:
            done.add(row.plan.employee_id)
    rows = []
    for owner in owing(scope.agencies, last_day(scope.year, scope.today)):
        if owner.employee_id not in done:
            one = found.get(owner.employee_id)
            rows.append(
                (
                    *_person(owner),
                    str(one.get_state_display()) if one else _("belum dibuka"),
                    one.supervisor.full_name if one and one.supervisor else "",
                )
            )
    return Report(
        _("%(n)s pegawai belum memiliki hasil evaluasi tahun %(year)s."),
        (
            *(_NAME, _NIP, _POST, _AGENCY),
            Column(gettext_lazy("Keadaan evaluasi"), 24),
            Column(gettext_lazy("Pejabat penilai"), 34),
        ),
        rows,
        by_person=True,
    )


def objections_report(scope: Scope) -> Report:
    """Objections of the year with their outcome."""
    found = (
        Objection.objects.filter(
            evaluation__period__year=scope.year,
            evaluation__plan__assignment__post__unit__agency__in=scope.agencies,
        )
        .select_related(
            "evaluation__plan__employee",
            "evaluation__plan__assignment__post__unit__agency",
            "evaluation__period__year",
        )
        .order_by("-filed_at", "pk")
    )
    rows = [
        (
            *_person(row.evaluation.plan.assignment, row.evaluation.plan.employee),
            str(row.evaluation.period),
            f"{row.filed_at:%d-%m-%Y}",
            str(row.get_state_display()),
            str(row.get_outcome_display()),
        )
        for row in found
    ]
    return Report(
        _("%(n)s keberatan diajukan atas hasil tahun %(year)s."),
        (
            *(_NAME, _NIP, _POST, _AGENCY),
            Column(gettext_lazy("Periode"), 18),
            Column(gettext_lazy("Diajukan"), 14),
            Column(gettext_lazy("Status"), 20),
            Column(gettext_lazy("Putusan"), 14),
        ),
        rows,
        by_person=True,
    )


def _maturity(scope: Scope) -> Report:
    return maturity_report(scope.year, scope.agencies, last_day(scope.year, scope.today))


REPORTS: Final[dict[str, tuple[object, Callable[[Scope], Report]]]] = {
    "results": (gettext_lazy("Hasil pegawai"), results_report),
    "distribution": (gettext_lazy("Sebaran terhadap pola"), distribution_report),
    "without-plan": (gettext_lazy("Pegawai tanpa SKP"), without_plan_report),
    "without-evaluation": (gettext_lazy("Pegawai tanpa evaluasi"), without_evaluation_report),
    "objections": (gettext_lazy("Daftar keberatan"), objections_report),
    "maturity": (gettext_lazy("Kematangan manajemen kinerja"), _maturity),
}
"""Key in the address → name on the page, and the report."""
