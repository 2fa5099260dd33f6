"""Register of the published rules, and the one way to run one of them."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from django.utils.translation import gettext as _

from sabang_kinerja.calculator import (
    appraisal,
    credit,
    fairness,
    personnel,
    rounds,
    survey,
    training,
)
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.values import Request
from sabang_kinerja.calculator.wire import error_object, read_object

Rule = Callable[[Request], dict[str, object]]


def _numeric(module: str, name: str) -> Rule:
    """A rule of a module that is imported when the rule is run: numpy takes its time."""

    def run(request: Request) -> dict[str, object]:
        rule: Rule = getattr(import_module(f"sabang_kinerja.calculator.{module}"), name)
        return rule(request)

    return run


RULES: Final[Mapping[str, Rule]] = {
    "predicate": appraisal.predicate,
    "results-rating": appraisal.results_rating,
    "behaviour-rating": appraisal.behaviour_rating,
    "head-results-rating": appraisal.head_results,
    "organisation-predicate": appraisal.organisation_from_table,
    "distribution": appraisal.distribution,
    "deadline": personnel.deadline,
    "nip": personnel.nip,
    "credit": credit.credit,
    "credit-standing": credit.credit_standing,
    "sample-size": survey.sample_size,
    "ikm": survey.ikm,
    "verdict": survey.verdict,
    "survey-estimate": _numeric("estimates", "survey_estimate"),
    "shrinkage": _numeric("estimates", "shrinkage"),
    "release-check": rounds.release_check,
    "reliability": _numeric("raters", "reliability"),
    "severity": _numeric("raters", "severity"),
    "adverse-impact": fairness.adverse_impact,
    "training-hours": training.hours,
    "gain": training.gain,
    "professionalism-index": training.index,
}


def rule_named(name: str) -> Rule:
    """Look up a rule. Raises: ``CalculatorError`` ``unknown_rule``."""
    if name not in RULES:
        raise CalculatorError(
            ErrorCode.UNKNOWN_RULE,
            _("Ketentuan %(name)s tidak dikenal. Yang ada: %(names)s.")
            % {"name": name or "-", "names": ", ".join(RULES)},
        )
    return RULES[name]


def answer(rule: Rule, raw: bytes) -> tuple[dict[str, object], bool]:
    """Run a rule on one object; return the object to write and whether it is a result."""
    try:
        return rule(Request(read_object(raw))), True
    except CalculatorError as error:
        return error_object(error), False
