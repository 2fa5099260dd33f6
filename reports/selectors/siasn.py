"""Rows for SIASN, under its own field names, of final results alone (regulation 7.3).

Fields whose reference lists are not known here (``id``, ``periodikId``, ``koefisienId``,
``rwJabatanId``, ``path``) stay empty. A person is named by the employee number, never by a NIK.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import CreditConversion, Evaluation
from personnel.enums import EmployeeKind, PeriodKind
from personnel.models import Assignment, Employee, Period, Unit
from personnel.rules.ranks import CIVIL_SERVANT_RANKS
from personnel.rules.regulation import Regulation
from reports.enums import SiasnKind
from reports.regulation import SIASN_QUADRANTS, SIASN_RATINGS
from reports.selectors.frozen import posts_on

Row = Mapping[str, str | int]

FIELDS: Final[Mapping[SiasnKind, tuple[str, ...]]] = {
    SiasnKind.ANNUAL: (
        *("id", "tahun", "pnsDinilaiId", "hasilKinerja", "hasilKinerjaNilai", "perilakuKerja"),
        *("PerilakuKerjaNilai", "kuadranKinerja", "KuadranKinerjaNilai", "namaPenilai"),
        *("nipNrpPenilai", "penilaiGolonganId", "penilaiJabatanNm", "penilaiUnorNm"),
        *("statusPenilai", "path"),
    ),
    SiasnKind.PERIODIC: (
        *("bulanMulaiPenilaian", "bulanSelesaiPenilaian", "tahunMulaiPenilaian"),
        *("tahunSelesaiPenilaian", "tahun", "periodikId", "hasilKinerjaNilai"),
        *("perilakuKerjaNilai", "kuadranKinerjaNilai", "koefisienId", "penilaiGolongan"),
        *("penilaiJabatanNama", "penilaiNama", "penilaiNipNrp", "penilaiUnorNama"),
        *("pnsDinilaiId", "statusPenilai"),
    ),
    SiasnKind.CREDIT: (
        # spelt as there
        *("bulanMulaiPenailan", "bulanSelesaiPenailan", "tahunMulaiPenailan"),
        *("tahunSelesaiPenailan", "isAngkaKreditPertama", "isIntegrasi", "isKonversi"),
        *("kreditUtamaBaru", "kreditPenunjangBaru", "kreditBaruTotal", "nomorSk", "tanggalSk"),
        *("pnsId", "rwJabatanId"),
    ),
}
"""Columns of each file, in the order of the specification."""

_RATINGS: Final = {
    "above": "DIATAS EKSPEKTASI",
    "meets": "SESUAI EKSPEKTASI",
    "below": "DIBAWAH EKSPEKTASI",
}
_QUADRANTS: Final = {
    "very_good": "SANGAT BAIK",
    "good": "BAIK",
    "needs_improvement": "BUTUH PERBAIKAN",
    "poor": "KURANG",
    "very_poor": "SANGAT KURANG",
}
_RANK_CODES: Final = {rank.symbol: rank.code for rank in CIVIL_SERVANT_RANKS}
_CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """What is exported: a period, and the agencies in it."""

    period: Period
    agencies: QuerySet[Unit]

    @property
    def kinds(self) -> tuple[SiasnKind, ...]:
        """Files that exist for the period."""
        if self.period.kind == PeriodKind.ANNUAL:
            return SiasnKind.ANNUAL, SiasnKind.CREDIT
        return (SiasnKind.PERIODIC,)

    def evaluations(self) -> QuerySet[Evaluation]:
        """Evaluations of the period in the agencies."""
        return Evaluation.objects.counting().filter(
            period=self.period, plan__assignment__post__unit__agency__in=self.agencies
        )

    def conversions(self) -> QuerySet[CreditConversion]:
        """Conversions in force of the period's year in the agencies."""
        return CreditConversion.objects.in_force().filter(
            year=self.period.year.year,
            evaluation__plan__assignment__post__unit__agency__in=self.agencies,
        )


@dataclass(frozen=True, slots=True)
class Readiness:
    """How much of a file is ready, and what is not, with the reason in words."""

    kind: SiasnKind
    ready: int
    waiting: tuple[tuple[str, int], ...]

    @property
    def not_ready(self) -> int:
        """Everything that waits."""
        return sum(count for _reason, count in self.waiting)


def readiness(scope: Scope) -> list[Readiness]:
    """Counts for each file of a period (one query a file)."""
    return [
        _credit_readiness(scope) if kind == SiasnKind.CREDIT else _result_readiness(kind, scope)
        for kind in scope.kinds
    ]


def _result_readiness(kind: SiasnKind, scope: Scope) -> Readiness:
    rows = scope.evaluations().order_by().values_list("state")
    counts = dict(rows.annotate(Count("pk")))
    waiting = tuple(
        (str(state.label), counts[state])
        for state in EvaluationState
        if state != EvaluationState.FINAL and counts.get(state)
    )
    return Readiness(kind, counts.get(EvaluationState.FINAL, 0), waiting)


def _credit_readiness(scope: Scope) -> Readiness:
    numbered = Q(letters__isnull=False)
    found = scope.conversions().aggregate(
        ready=Count("pk", filter=numbered), waiting=Count("pk", filter=~numbered)
    )
    waiting = ((_("Surat konversi belum bernomor"), found["waiting"]),) if found["waiting"] else ()
    return Readiness(SiasnKind.CREDIT, found["ready"], waiting)


def rows_of(kind: SiasnKind, scope: Scope, regulation: Regulation) -> Iterator[Row]:
    """Rows of one file, read as they are written."""
    match kind:
        case SiasnKind.CREDIT:
            return _credit_rows(scope)
        case SiasnKind.ANNUAL:
            return (_annual(row, post, codes) for row, post, codes in _results(scope, regulation))
        case _:
            return (_periodic(row, post, codes) for row, post, codes in _results(scope, regulation))


@dataclass(frozen=True, slots=True)
class _Codes:
    ratings: Mapping[str, str]
    quadrants: Mapping[str, str]

    def rating(self, value: str) -> int:
        return int(self.ratings[value])

    def quadrant(self, value: str) -> int:
        return int(self.quadrants[value])


def _results(
    scope: Scope, regulation: Regulation
) -> Iterator[tuple[Evaluation, Assignment | None, _Codes]]:
    final = scope.evaluations().filter(state=EvaluationState.FINAL)
    superiors = set(final.order_by().values_list("supervisor_id", flat=True).distinct())
    posts = posts_on({pk for pk in superiors if pk is not None}, scope.period.ends)
    codes = _Codes(regulation.table(SIASN_RATINGS), regulation.table(SIASN_QUADRANTS))
    rows = final.select_related("plan__employee", "supervisor", "period__year").order_by(
        "plan__employee__nip", "pk"
    )
    for row in rows.iterator(chunk_size=_CHUNK):
        yield row, posts.get(row.supervisor_id or 0), codes


def _annual(row: Evaluation, post: Assignment | None, codes: _Codes) -> Row:
    return _ordered(
        SiasnKind.ANNUAL,
        {
            "tahun": row.period.year.year,
            "pnsDinilaiId": row.plan.employee.nip or "",
            "hasilKinerja": _RATINGS[row.results_rating],
            "hasilKinerjaNilai": codes.rating(row.results_rating),
            "perilakuKerja": _RATINGS[row.behaviour_rating],
            "PerilakuKerjaNilai": codes.rating(row.behaviour_rating),
            "kuadranKinerja": _QUADRANTS[row.predicate],
            "KuadranKinerjaNilai": codes.quadrant(row.predicate),
            "namaPenilai": row.supervisor.full_name if row.supervisor else "",
            "nipNrpPenilai": (row.supervisor.nip if row.supervisor else "") or "",
            "penilaiGolonganId": _rank_code(row.supervisor),
            "penilaiJabatanNm": post.post.title if post else "",
            "penilaiUnorNm": post.post.unit.name if post else "",
            "statusPenilai": _status(row.supervisor),
        },
    )


def _periodic(row: Evaluation, post: Assignment | None, codes: _Codes) -> Row:
    starts, ends = row.period.starts, row.period.ends
    return _ordered(
        SiasnKind.PERIODIC,
        {
            "bulanMulaiPenilaian": starts.month,
            "bulanSelesaiPenilaian": ends.month,
            "tahunMulaiPenilaian": starts.year,
            "tahunSelesaiPenilaian": ends.year,
            "tahun": row.period.year.year,
            "hasilKinerjaNilai": codes.rating(row.results_rating),
            "perilakuKerjaNilai": codes.rating(row.behaviour_rating),
            "kuadranKinerjaNilai": codes.quadrant(row.predicate),
            "penilaiGolongan": _rank_code(row.supervisor),
            "penilaiJabatanNama": post.post.title if post else "",
            "penilaiNama": row.supervisor.full_name if row.supervisor else "",
            "penilaiNipNrp": (row.supervisor.nip if row.supervisor else "") or "",
            "penilaiUnorNama": post.post.unit.name if post else "",
            "pnsDinilaiId": row.plan.employee.nip or "",
            "statusPenilai": _status(row.supervisor),
        },
    )


def _credit_rows(scope: Scope) -> Iterator[Row]:
    rows: Iterable[CreditConversion] = (
        scope.conversions()
        .filter(letters__isnull=False)
        .select_related("employee")
        .prefetch_related("letters")
        .order_by("employee__nip", "starts")
        .iterator(chunk_size=_CHUNK)
    )
    for row in rows:
        letter = row.letters.all()[0]
        yield _ordered(
            SiasnKind.CREDIT,
            {
                "bulanMulaiPenailan": row.starts.month,
                "bulanSelesaiPenailan": row.ends.month,
                "tahunMulaiPenailan": row.starts.year,
                "tahunSelesaiPenailan": row.ends.year,
                "isAngkaKreditPertama": 0,
                "isIntegrasi": 0,
                "isKonversi": 1,
                "kreditUtamaBaru": f"{row.points:.3f}",
                "kreditPenunjangBaru": "0.000",
                "kreditBaruTotal": f"{row.points:.3f}",
                "nomorSk": letter.number,
                "tanggalSk": f"{timezone.localtime(letter.created_at):%d-%m-%Y}",
                "pnsId": row.employee.nip or "",
            },
        )


def _ordered(kind: SiasnKind, values: Row) -> Row:
    return {name: values.get(name, "") for name in FIELDS[kind]}


def _rank_code(person: Employee | None) -> str:
    return _RANK_CODES.get(person.rank, "") if person else ""


def _status(person: Employee | None) -> str:
    if person is None or person.kind == EmployeeKind.STATE_OFFICIAL:
        return "NON ASN"
    return "ASN"
