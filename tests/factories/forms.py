"""Contents of the SKP and evaluation forms: ordinary ones, and the very long ones."""

from dataclasses import replace
from datetime import UTC, date, datetime

from appraisal.enums import Approach, Aspect, Perspective, ResultKind
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from appraisal.rules.ratings import Rating
from personnel.enums import PeriodKind
from reports.documents.determination_content import DeterminationContent, DeterminedPerson
from reports.documents.form_content import (
    EvaluationFormContent,
    FeedbackGiver,
    FeedbackLine,
    FormHead,
    IndicatorLine,
    PlanFormContent,
    ResultLine,
    ValueLine,
)
from tests.factories.documents import EMPLOYEE, MAYOR, SUPERVISOR

HEAD = FormHead(
    approach=Approach.QUANTITATIVE,
    uses_head_form=False,
    institution="PEMERINTAH KOTA SABANG",
    starts=date(2026, 1, 1),
    ends=date(2026, 12, 31),
    employee=EMPLOYEE,
    supervisor=SUPERVISOR,
    place="Sabang",
    signed_on=date(2026, 1, 26),
)
LONG_TEXT = (
    "Terlaksananya pemutakhiran data pelayanan perizinan berusaha berbasis risiko beserta "
    "pendampingan pelaku usaha mikro di seluruh gampong sesuai dengan standar pelayanan. "
)
_INDICATORS = (
    IndicatorLine(
        aspect=Aspect.QUANTITY,
        text="Jumlah permohonan yang selesai diverifikasi",
        target="480 permohonan",
        achievement="512 permohonan",
    ),
    IndicatorLine(
        aspect=Aspect.QUALITY,
        text="Persentase berkas yang lolos tanpa perbaikan petugas",
        target="95 %",
        achievement="96,4 %",
    ),
    IndicatorLine(
        aspect=Aspect.TIME,
        text="Rata-rata waktu verifikasi sejak berkas lengkap",
        target="Paling lama 2 hari kerja",
        achievement="1,6 hari kerja",
    ),
)
_VALUES = (
    ValueLine(
        expectation="Menyapa pemohon lebih dahulu.",
        feedback=(FeedbackLine(FeedbackGiver.LEADER, "Dijalankan ajek sepanjang tahun."),),
    ),
    *(ValueLine(),) * 6,
)


def result_line(number: int, *, long: bool = False, **changes: object) -> ResultLine:
    """One main result with three indicators; ``long`` ones fill more than half a page."""
    line = ResultLine(
        kind=ResultKind.MAIN,
        text=f"Terbitnya perizinan berusaha jenis {number} sesuai standar pelayanan",
        superior_text="Meningkatnya kualitas pelayanan perizinan berusaha di Kota Sabang",
        indicators=_INDICATORS,
        assigned_by="Wali Kota Sabang",
        perspective=Perspective.SERVICE_RECIPIENT,
        feedback=(
            FeedbackLine(FeedbackGiver.LEADER, "Cara kerja tim loket patut ditiru bidang lain."),
            FeedbackLine(FeedbackGiver.COLLEAGUE, "Berita acara mudah dipakai tim teknis."),
        ),
    )
    if long:
        line = replace(
            line,
            text=LONG_TEXT * 3,
            superior_text=LONG_TEXT * 2,
            indicators=tuple(
                replace(one, text=LONG_TEXT * 2, target=LONG_TEXT, achievement=LONG_TEXT * 2)
                for one in _INDICATORS * 2
            ),
            feedback=tuple(replace(one, text=LONG_TEXT * 3) for one in line.feedback),
        )
    return replace(line, **changes)


def form_head(**changes: object) -> FormHead:
    """Head of the quantitative form of JA and JF, with ``changes``."""
    return replace(HEAD, **changes)


def _results(count: int, *, long: bool) -> tuple[ResultLine, ...]:
    return (
        *(result_line(n, long=long) for n in range(1, count + 1)),
        result_line(count + 1, kind=ResultKind.ADDITIONAL, text="Terlaksananya pendampingan SKP"),
    )


def plan_form(*, count: int = 5, long: bool = False, **changes: object) -> PlanFormContent:
    """A fixed plan of ``count`` main results and an additional one; ``changes`` also of the head.

    With ``count=0`` there is nothing in it at all.
    """
    content = PlanFormContent(
        head=HEAD,
        results=_results(count, long=long) if count else (),
        values=tuple(replace(row, expectation=LONG_TEXT * 4) for row in _VALUES)
        if long
        else _VALUES,
        annexes=(
            ("Laptop dan jaringan internet", "Kendaraan dinas untuk peninjauan lapangan"),
            (LONG_TEXT * 40 if long else "Laporan triwulan kepada Kepala Bidang",),
            ("Menjadi dasar TPP dan pengembangan kompetensi",),
        )
        if count
        else ((), (), ()),
        year=2026,
        version=1,
        employee_signed_on=date(2026, 1, 20),
        as_of=datetime(2026, 1, 26, 2, 10, tzinfo=UTC),
    )
    return _changed(content, changes)


def evaluation_form(
    *, count: int = 5, long: bool = False, **changes: object
) -> EvaluationFormContent:
    """An annual evaluation that was accepted, with ``changes``, also of the head."""
    plan = plan_form(count=count, long=long)
    content = EvaluationFormContent(
        head=replace(HEAD, signed_on=date(2027, 1, 15)),
        results=plan.results,
        values=plan.values,
        as_of=datetime(2027, 1, 15, 2, 0, tzinfo=UTC),
        period_kind=PeriodKind.ANNUAL,
        period_sequence=1,
        revision=1,
        organisation_predicate=OrganisationPredicate.GOOD,
        results_rating=Rating.MEETS,
        behaviour_rating=Rating.ABOVE,
        predicate=Predicate.GOOD,
        answered_on=date(2027, 1, 19),
    )
    return _changed(content, changes)


def _changed(content, changes):
    of_head = {key: changes.pop(key) for key in list(changes) if hasattr(HEAD, key)}
    return replace(content, head=replace(content.head, **of_head), **changes)


def determination(people: int = 12, **changes: object) -> DeterminationContent:
    """A unit whose people are all determined: nine good, the others in turn, with ``changes``."""
    others = (Predicate.VERY_GOOD, Predicate.NEEDS_IMPROVEMENT, Predicate.POOR)
    ratings = {
        Predicate.GOOD: (Rating.MEETS, Rating.MEETS),
        Predicate.VERY_GOOD: (Rating.ABOVE, Rating.ABOVE),
        Predicate.NEEDS_IMPROVEMENT: (Rating.BELOW, Rating.MEETS),
        Predicate.POOR: (Rating.MEETS, Rating.BELOW),
    }
    rows = []
    for number in range(people):
        predicate = Predicate.GOOD if number % 3 else others[number // 3 % 3]
        results, behaviour = ratings[predicate]
        rows.append(
            DeterminedPerson(
                name=f"Pegawai Contoh Nomor {number + 1}, S.Sos.",
                nip=f"19920314201903{number + 1000:04d}",
                post="Penata Perizinan Ahli Pertama",
                results=results,
                behaviour=behaviour,
                predicate=predicate,
            )
        )
    content = DeterminationContent(
        institution="PEMERINTAH KOTA SABANG",
        unit="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        period_label="Tahun 2026",
        starts=date(2026, 1, 1),
        ends=date(2026, 12, 31),
        agreement=Rating.MEETS,
        expectation=None,
        organisation_predicate=OrganisationPredicate.GOOD,
        basis="Capaian perjanjian kinerja 98 %",
        people=tuple(rows),
        waiting=0,
        deviation_reason="",
        leader=MAYOR,
        place="Sabang",
        fixed_on=date(2027, 1, 8),
        as_of=datetime(2027, 1, 15, 2, 0, tzinfo=UTC),
    )
    return replace(content, **changes)
