"""What a stored plan lacks, as sentences with the place where it is mended."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from appraisal.enums import AnnexBlock as AnnexBlockLabel
from appraisal.enums import PlanState
from appraisal.models import Plan, WorkResult
from appraisal.regulation import FEWEST_MAIN, MOST_MAIN
from appraisal.rules.completeness import (
    AnnexBlock,
    IndicatorToCheck,
    PlanToCheck,
    Problem,
    ProblemCode,
    ResultKind,
    ResultToCheck,
    SuperiorLink,
)
from appraisal.rules.completeness import (
    plan_problems as problems_of,
)
from personnel.rules.regulation import Regulation
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.words import in_words

_SENTENCES: dict[ProblemCode, Promise] = {
    ProblemCode.NO_MAIN_RESULT: _("Tambahkan paling sedikit satu hasil kerja utama."),
    ProblemCode.RESULT_TEXT_MISSING: _("Tuliskan hasil kerja %(result)s."),
    ProblemCode.INDICATOR_MISSING: _("Tambahkan indikator pada hasil %(result)s."),
    ProblemCode.INDICATOR_TEXT_MISSING: _("Tuliskan indikator pada hasil %(result)s."),
    ProblemCode.TARGET_MISSING: _("Isi target pada hasil %(result)s."),
    ProblemCode.LINK_MISSING: _("Pilih hasil kerja pimpinan yang didukung hasil %(result)s."),
    ProblemCode.LINK_REASON_MISSING: _(
        "Tuliskan alasan hasil %(result)s tidak dijabarkan dari pimpinan."
    ),
    ProblemCode.ANNEX_MISSING: pgettext_lazy("lampiran", "Isi lampiran: %(block)s."),
    ProblemCode.LINK_TO_FOLLOW: _(
        "Hasil %(result)s belum terhubung ke hasil kerja pimpinan; dapat dihubungkan kemudian."
    ),
    ProblemCode.FEW_MAIN_RESULTS: _("Hasil kerja utama kurang dari %(fewest)s; periksa kembali."),
    ProblemCode.MANY_MAIN_RESULTS: _("Hasil kerja utama lebih dari %(most)s; periksa kembali."),
    ProblemCode.SUPERIOR_PLAN_NOT_APPROVED: _(
        "SKP pejabat penilai Anda belum disetujui; Anda tetap dapat mengajukan."
    ),
}


@dataclass(frozen=True, slots=True)
class PlanProblem:
    """A finished sentence and the result or block where it is mended."""

    sentence: str
    result: WorkResult | None = None
    block: str = ""


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What holds a plan back, and what only deserves a second look."""

    blocking: list[PlanProblem]
    warnings: list[PlanProblem]


def plan_problems(plan: Plan) -> PlanCheck:
    """Check a stored plan by the settings of today (four queries)."""
    regulation = regulation_on(timezone.localdate())
    results = list(plan.results.prefetch_related("indicators"))
    annexes = {annex.block: annex.text for annex in plan.annexes.all()}
    found = problems_of(
        PlanToCheck(
            results=tuple(_to_check(result) for result in results),
            annex={AnnexBlock(block): (text,) for block, text in annexes.items()},
            cascades=not plan.uses_head_form,
            superior_plan_approved=_superior_plan_approved(plan),
            fewest_main=regulation.whole(FEWEST_MAIN),
            most_main=regulation.whole(MOST_MAIN),
        )
    )
    sentences = [(problem, _sentence(problem, results, regulation)) for problem in found]
    return PlanCheck(
        blocking=[sentence for problem, sentence in sentences if not problem.is_warning],
        warnings=[sentence for problem, sentence in sentences if problem.is_warning],
    )


def _to_check(result: WorkResult) -> ResultToCheck:
    return ResultToCheck(
        kind=ResultKind(result.kind),
        text=result.text,
        indicators=tuple(
            IndicatorToCheck(text=row.text, target=row.target) for row in result.indicators.all()
        ),
        link=SuperiorLink(result.link),
        superior_result=bool(result.superior_text),
        link_reason=result.not_cascaded_reason,
    )


def _superior_plan_approved(plan: Plan) -> bool | None:
    if plan.uses_head_form or plan.supervisor_id is None:
        return None
    states = list(
        Plan.objects.filter(employee=plan.supervisor_id, year=plan.year_id)
        .current()
        .values_list("state", flat=True)
    )
    if not states and plan.supervisor and plan.supervisor.nip is None:
        return None
    return any(state in (PlanState.APPROVED, PlanState.FIXED) for state in states)


def _sentence(problem: Problem, results: list[WorkResult], regulation: Regulation) -> PlanProblem:
    result = results[problem.result - 1] if problem.result else None
    block = AnnexBlockLabel(problem.block.value) if problem.block else None
    text = str(_SENTENCES[problem.code]) % {
        "result": problem.result or "",
        "block": str(block.label).lower() if block else "",
        "fewest": in_words(regulation.whole(FEWEST_MAIN)),
        "most": in_words(regulation.whole(MOST_MAIN)),
    }
    return PlanProblem(text, result, block.value if block else "")
