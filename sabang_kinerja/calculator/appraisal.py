"""Rules of the appraisal for the calculator: keys in, the same functions as the pages, keys out."""

from django.utils.translation import gettext as _

from appraisal.rules.predicate import performance_predicate
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
