"""What holds a plan back from being submitted: guard of regulation 2.4."""

from dataclasses import replace

import pytest

from appraisal.rules.completeness import (
    AnnexBlock,
    IndicatorToCheck,
    PlanToCheck,
    Problem,
    ProblemCode,
    ResultKind,
    ResultToCheck,
    SuperiorLink,
    may_be_submitted,
    plan_problems,
)

INDICATOR = IndicatorToCheck(text="Jumlah dokumen perencanaan", target="12 dokumen")
RESULT = ResultToCheck(
    kind=ResultKind.MAIN,
    text="Tersusunnya dokumen perencanaan",
    indicators=(INDICATOR,),
    link=SuperiorLink.LINKED,
    superior_result=True,
)
ANNEX = {
    AnnexBlock.RESOURCES: ("Laptop dan jaringan internet",),
    AnnexBlock.ACCOUNTABILITY: ("Laporan triwulan kepada Kepala Bidang",),
    AnnexBlock.CONSEQUENCES: ("Menjadi dasar pengembangan kompetensi",),
}
PLAN = PlanToCheck(results=(RESULT, RESULT, RESULT), annex=ANNEX, superior_plan_approved=True)


def with_result(**changes):
    return replace(PLAN, results=(RESULT, replace(RESULT, **changes), RESULT))


LACKING_ROWS = [
    ("no result", replace(PLAN, results=()), Problem(ProblemCode.NO_MAIN_RESULT)),
    (
        "only additional results",
        replace(PLAN, results=(replace(RESULT, kind=ResultKind.ADDITIONAL),)),
        Problem(ProblemCode.NO_MAIN_RESULT),
    ),
    (
        "result of blanks",
        with_result(text="  "),
        Problem(ProblemCode.RESULT_TEXT_MISSING, result=2),
    ),
    (
        "result without indicator",
        with_result(indicators=()),
        Problem(ProblemCode.INDICATOR_MISSING, result=2),
    ),
    (
        "indicator without words",
        with_result(indicators=(INDICATOR, replace(INDICATOR, text=""))),
        Problem(ProblemCode.INDICATOR_TEXT_MISSING, result=2, indicator=2),
    ),
    (
        "indicator without target",
        with_result(indicators=(INDICATOR, replace(INDICATOR, target=" "))),
        Problem(ProblemCode.TARGET_MISSING, result=2, indicator=2),
    ),
    ("no link", with_result(link=None), Problem(ProblemCode.LINK_MISSING, result=2)),
    (
        "link to nothing",
        with_result(superior_result=False),
        Problem(ProblemCode.LINK_MISSING, result=2),
    ),
    (
        "not cascaded without reason",
        with_result(link=SuperiorLink.NOT_CASCADED, superior_result=False, link_reason=" "),
        Problem(ProblemCode.LINK_REASON_MISSING, result=2),
    ),
    (
        "annex block empty",
        replace(PLAN, annex={**ANNEX, AnnexBlock.ACCOUNTABILITY: ("", " ")}),
        Problem(ProblemCode.ANNEX_MISSING, block=AnnexBlock.ACCOUNTABILITY),
    ),
]

WARNING_ROWS = [
    (
        "link to follow",
        with_result(link=SuperiorLink.TO_FOLLOW, superior_result=False),
        Problem(ProblemCode.LINK_TO_FOLLOW, result=2),
    ),
    ("two results", replace(PLAN, results=(RESULT,) * 2), Problem(ProblemCode.FEW_MAIN_RESULTS)),
    (
        "eleven results",
        replace(PLAN, results=(RESULT,) * 11),
        Problem(ProblemCode.MANY_MAIN_RESULTS),
    ),
    (
        "superior's plan not approved",
        replace(PLAN, superior_plan_approved=False),
        Problem(ProblemCode.SUPERIOR_PLAN_NOT_APPROVED),
    ),
]

COMPLETE_ROWS = [
    ("three results", PLAN),
    ("ten results", replace(PLAN, results=(RESULT,) * 10)),
    ("nobody above owes a plan", replace(PLAN, superior_plan_approved=None)),
    (
        "not cascaded with reason",
        with_result(
            link=SuperiorLink.NOT_CASCADED, superior_result=False, link_reason="Tugas jabatan"
        ),
    ),
    (
        "head of an independent unit hangs on nobody",
        replace(PLAN, cascades=False, results=(replace(RESULT, link=None),) * 3),
    ),
    (
        "ten main and one additional result",
        replace(PLAN, results=(*(RESULT,) * 10, replace(RESULT, kind=ResultKind.ADDITIONAL))),
    ),
]


@pytest.mark.parametrize(
    ("plan", "problem"), [row[1:] for row in LACKING_ROWS], ids=[row[0] for row in LACKING_ROWS]
)
def test_plan_that_lacks_something_is_held_back_with_its_place(plan, problem):
    assert plan_problems(plan) == (problem,)
    assert not may_be_submitted(plan)


@pytest.mark.parametrize(
    ("plan", "problem"), [row[1:] for row in WARNING_ROWS], ids=[row[0] for row in WARNING_ROWS]
)
def test_plan_with_a_doubt_may_be_submitted_with_a_warning(plan, problem):
    assert plan_problems(plan) == (problem,)
    assert may_be_submitted(plan)


@pytest.mark.parametrize(
    "plan", [row[1] for row in COMPLETE_ROWS], ids=[row[0] for row in COMPLETE_ROWS]
)
def test_plan_that_is_complete_draws_no_remark(plan):
    assert plan_problems(plan) == ()


def test_plan_that_is_empty_names_every_gap_at_once():
    codes = [problem.code for problem in plan_problems(PlanToCheck(results=()))]

    assert codes == [ProblemCode.NO_MAIN_RESULT, *[ProblemCode.ANNEX_MISSING] * 3]


def test_plan_problems_name_gaps_before_doubts():
    plan = replace(
        PLAN, results=(replace(RESULT, link=SuperiorLink.TO_FOLLOW, indicators=()),), annex=ANNEX
    )

    assert [problem.code for problem in plan_problems(plan)] == [
        ProblemCode.INDICATOR_MISSING,
        ProblemCode.FEW_MAIN_RESULTS,
        ProblemCode.LINK_TO_FOLLOW,
    ]
