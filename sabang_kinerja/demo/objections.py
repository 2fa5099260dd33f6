"""Objections from the file of phrases: who objects, and what becomes of it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from appraisal.enums import EvaluationState as E
from appraisal.enums import ObjectionOutcome, ObjectionState
from appraisal.models import Objection
from appraisal.rules.deadlines import decision_deadline
from appraisal.rules.objection import objection_deadline
from appraisal.rules.predicate import performance_predicate
from appraisal.rules.ratings import Rating
from personnel.enums import LegalStatus, Sex
from personnel.rules.dates import MONTHS
from personnel.rules.nip import age_on
from sabang_kinerja.demo.content import phrases
from sabang_kinerja.demo.moments import LATE_OBJECTION, Moments
from sabang_kinerja.demo.outcomes import Outcome
from sabang_kinerja.demo.sampling import scaled, stream
from sabang_kinerja.demo.tables import Tables

POSTS_OF_CASES: Final = {
    # case in the file: code of the post whose work it speaks of
    "cuaca_penyeberangan": "perawat_pkm",
    "cuti_melahirkan": "guru_kelas",
    "bukti_tidak_ada": "x_analis_keuangan",
    "survei_tidak_mewakili": "penata_layanan",
    "ingin_sangat_baik": "adyatama",
    "tugas_pengganti": "prakom",
    "terlambat": "polpp",
    "disiplin_jaga": "operator",
    "kelebihan_angka": "penyuluh_ikan",
    "keselamatan_pasien": "apoteker",
    "benturan_kepentingan": "auditor",
}
"""The case of a move in mid-year is left out: it needs a move that its year did not have."""

OPEN_CASES: Final = ("disiplin_jaga", "cuaca_penyeberangan", "cuti_melahirkan")
"""Objections of the running year that wait for a decision, the first one not taken up yet."""

MATERNITY_AGE: Final = 42
EXAMPLE_LAST_DAY: Final = "26 Januari"


def place_decided(outcomes: Iterable[Outcome], factor: float, seed: int) -> None:
    """Let some people of one period object and get a decision, by the cases that fit them."""
    _place(outcomes, tuple(POSTS_OF_CASES), E.FINAL, factor, seed)


def place_open(outcomes: Iterable[Outcome], factor: float, seed: int) -> None:
    """Let some people of one period wait for a decision."""
    _place(outcomes, OPEN_CASES, E.OBJECTED, factor, seed)


def case_named(code: str) -> dict[str, Any]:
    """One case of the file."""
    rows: list[dict[str, Any]] = phrases()["objection_cases"]
    return next(row for row in rows if row["code"] == code)


def object_with(outcome: Outcome, code: str, state: E) -> None:
    """Rate somebody as a case begins, and let the objection follow."""
    case = case_named(code)
    before = case["before"]
    outcome.rate((Rating(before["results_rating"]), Rating(before["behaviour_rating"])))
    outcome.case, outcome.state, outcome.pinned = case, state, True
    outcome.examined = not (state == E.OBJECTED and code == OPEN_CASES[0])


def _place(
    outcomes: Iterable[Outcome], codes: tuple[str, ...], state: E, factor: float, seed: int
) -> None:
    by_code: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.state == E.FINAL and not outcome.pinned and not outcome.spec.is_head:
            by_code[outcome.spec.span.post.code].append(outcome)
    for code in codes:
        fitting = [o for o in by_code[POSTS_OF_CASES[code]] if _fits(o, code)]
        stream(seed, "objection", code, state).shuffle(fitting)
        for outcome in fitting[: scaled(1, factor)]:
            object_with(outcome, code, state)


def _fits(outcome: Outcome, code: str) -> bool:
    person = outcome.spec.person
    if outcome.pinned or person.status != LegalStatus.ACTIVE:
        return False
    if code == "cuti_melahirkan":
        young = age_on(person.born, outcome.period.ends) <= MATERNITY_AGE
        return person.sex == Sex.FEMALE and young
    return True


def write_objection(
    outcome: Outcome,
    moments: Moments,
    evaluation_id: int,
    holidays: frozenset[date],
    tables: Tables,
) -> None:
    """Write the objection of one evaluation."""
    case = outcome.case
    if case is None or moments.filed is None:
        return
    late = case["code"] == LATE_OBJECTION
    decision = _dated(case["decision"], moments) if late else case["decision"]
    decided = outcome.state == E.FINAL
    state = ObjectionState.DECIDED if decided else ObjectionState.UNDER_REVIEW
    if not outcome.examined:
        state = ObjectionState.SUBMITTED
    if late:
        state = ObjectionState.REJECTED_FORMALLY
    heard = state in (ObjectionState.DECIDED, ObjectionState.UNDER_REVIEW)
    outcome_word = ""
    if state == ObjectionState.DECIDED:
        changed = case["objection_outcome"] == "changed"
        outcome_word = ObjectionOutcome.CHANGED if changed else ObjectionOutcome.UPHELD
    tables[Objection].add(
        evaluation_id=evaluation_id,
        state=state,
        grounds=case["reason"],
        supervisor_statement=case["supervisor_statement"] if heard else "",
        employee_statement=case["employee_statement"] if heard else case["reason"],
        outcome=outcome_word,
        decision=decision if decided else "",
        results_before=outcome.results,
        behaviour_before=outcome.behaviour,
        predicate_before=performance_predicate(outcome.results, outcome.behaviour),
        filed_at=moments.filed,
        decide_by=decision_deadline(moments.filed.date(), holidays),
        decided_at=moments.decided if decided and not late else None,
        decided_by_id=outcome.reviewer.user_id
        if decided and not late and outcome.reviewer
        else None,
        row_version=4 if decided else 2,
    )


def _dated(text: str, moments: Moments) -> str:
    """The days of the late case are examples; put this person's last day in their place."""
    if moments.served is None:
        return text
    last = objection_deadline(moments.served.date())
    return text.replace(EXAMPLE_LAST_DAY, f"{last.day} {MONTHS[last.month - 1]}")


def ratings_after(outcome: Outcome) -> tuple[Rating, Rating]:
    """Both ratings once a decided objection has changed them; as they were otherwise."""
    case = outcome.case
    changed = case is not None and case["objection_outcome"] == "changed"
    if case is None or not changed or outcome.state != E.FINAL:
        return outcome.results, outcome.behaviour
    after = case["after"]
    return Rating(after["results_rating"]), Rating(after["behaviour_rating"])
