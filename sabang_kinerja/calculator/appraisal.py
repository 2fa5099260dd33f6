"""Rules of the appraisal for the calculator: keys in, the same functions as the pages, keys out."""

from typing import Final

from django.utils.translation import gettext as _

from appraisal.rules.distribution import NoPeople, distribution_findings
from appraisal.rules.predicate import (
    OrganisationPredicate,
    Predicate,
    head_results_rating,
    organisation_predicate,
    performance_predicate,
)
from appraisal.rules.ratings import (
    NoResults,
    NotSevenValues,
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.values import Request

MOST_PEOPLE: Final = 10_000_000
"""More people than the whole civil service has."""


def predicate(request: Request) -> dict[str, object]:
    """``{"results": rating, "behaviour": rating}`` → ``{"predicate": …}``."""
    results = request.choice("results", Rating)
    behaviour = request.choice("behaviour", Rating)
    return {"predicate": performance_predicate(results, behaviour)}


def results_rating(request: Request) -> dict[str, object]:
    """``{"main": [ratings], "additional": [ratings], absent for none}`` → ``{"rating": …}``."""
    main = request.choices("main", Rating)
    additional = request.choices("additional", Rating) if request.has("additional") else ()
    try:
        return {"rating": propose_results_rating(ResultRatings(main, additional))}
    except NoResults as error:
        raise CalculatorError("no_results", _("Belum ada hasil kerja yang dinilai.")) from error


def behaviour_rating(request: Request) -> dict[str, object]:
    """``{"values": [7 ratings]}`` → ``{"rating": …}``."""
    values = request.choices("values", Rating)
    try:
        return {"rating": propose_behaviour_rating(values)}
    except NotSevenValues as error:
        raise CalculatorError(
            ErrorCode.BAD_VALUE,
            _("Nilai values harus berisi tujuh rating. Yang tertulis: %(n)s.") % {"n": len(values)},
        ) from error


def head_results(request: Request) -> dict[str, object]:
    """``{"organisation": predicate}`` → ``{"rating": …}``."""
    return {"rating": head_results_rating(request.choice("organisation", OrganisationPredicate))}


def organisation_from_table(request: Request) -> dict[str, object]:
    """``{"agreement": rating, "expectation": rating}`` → ``{"predicate": …}``."""
    agreement = request.choice("agreement", Rating)
    expectation = request.choice("expectation", Rating)
    return {"predicate": organisation_predicate(agreement, expectation)}


def distribution(request: Request) -> dict[str, object]:
    """``{"organisation": predicate, "counts": {predicate: people}}`` → what leaves the pattern.

    A predicate that is left out counts nobody; ``warnings`` is there only when there is one.
    """
    organisation = request.choice("organisation", OrganisationPredicate)
    counts = request.counts("counts", Predicate, MOST_PEOPLE)
    try:
        found = distribution_findings(organisation, counts)
    except NoPeople as error:
        raise CalculatorError("no_people", _("Belum ada pegawai yang dihitung.")) from error
    answer: dict[str, object] = {"violations": list(found.violations)}
    if found.warnings:
        answer["warnings"] = list(found.warnings)
    return answer | {"small_unit": found.small_unit}
