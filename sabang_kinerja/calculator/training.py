"""Training for the calculator: hours of a form, gain of a test, the professionalism index."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from appraisal.rules.predicate import Predicate
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.values import Request
from training.rules.hours import (
    FactMissing,
    FormCode,
    NotDefined,
    TrainingFacts,
    TrainingScope,
    training_hours,
)
from training.rules.learning import FULL_SCORE, normalised_gain
from training.rules.professionalism import (
    CATEGORY_LABELS,
    Discipline,
    Education,
    IndexFacts,
    PostGroup,
    professionalism_index,
)

NOT_DEFINED: Final = "not_defined"
MOST_HOURS: Final = 10_000
_MOST_DAYS: Final = 3_660
_MOST_SESSIONS: Final = 1_000


def hours(request: Request) -> dict[str, object]:
    """``{"form": "KL06", "scope": "national", "days": 2}`` → ``{"hours": "8"}``.

    ``programme_hours`` and ``sessions`` where the form counts them; sessions are a number, or a
    list of dates, two on one day being one, of which the ceiling of each month is taken.
    Errors: ``not_defined`` where the table has no hours.
    """
    form = request.choice("form", FormCode)
    scope = request.choice("scope", TrainingScope)
    facts = TrainingFacts()
    if request.has("days"):
        facts = replace(facts, days=request.whole("days", _MOST_DAYS))
    if request.has("programme_hours"):
        facts = replace(facts, programme_hours=_exact(request, "programme_hours", MOST_HOURS))
    if request.has("sessions"):
        facts = replace(facts, sessions=_sessions(request))
    try:
        return {"hours": _text(training_hours(form, scope, facts))}
    except NotDefined as error:
        raise CalculatorError(
            NOT_DEFINED,
            _("JP bentuk %(form)s pada tingkat ini belum ditetapkan. Petugas pelatihan mengisinya.")
            % {"form": form},
        ) from error
    except FactMissing as error:
        raise CalculatorError(
            ErrorCode.MISSING_KEY, _("Kunci %(key)s belum diisi.") % {"key": error.args[0]}
        ) from error


def gain(request: Request) -> dict[str, object]:
    """``{"pre": 60, "post": 80}`` → ``{"gain": "0.50"}``; null when ``pre`` is 100."""
    found = normalised_gain(_exact(request, "pre", FULL_SCORE), _exact(request, "post", FULL_SCORE))
    if found is None:
        return {"gain": None}
    ratio = Decimal(found.numerator) / found.denominator
    return {"gain": f"{ratio.quantize(Decimal('0.01'), ROUND_HALF_UP) + 0:f}"}


def index(request: Request) -> dict[str, object]:
    """Facts of one person → points by dimension, total and category of the index.

    Keys as ``training.rules.professionalism.IndexFacts``; a key that is absent or null is not
    known. A dimension without data is null and named in ``missing``; the total is null with it.
    """
    known = {key for key, value in request.data.items() if value is not None}
    found = professionalism_index(
        IndexFacts(
            education=request.choice("education", Education) if "education" in known else None,
            post=request.choice("post", PostGroup) if "post" in known else None,
            leadership=request.flag("leadership") if "leadership" in known else None,
            functional=request.flag("functional") if "functional" in known else None,
            technical_hours=(
                Decimal(str(request.number("technical_hours", MOST_HOURS)))
                if "technical_hours" in known
                else None
            ),
            seminar=request.flag("seminar") if "seminar" in known else None,
            predicate=request.choice("predicate", Predicate) if "predicate" in known else None,
            discipline=request.choice("discipline", Discipline) if "discipline" in known else None,
        )
    )
    return {
        "points": {
            name: None if points is None else _text(Fraction(points))
            for name, points in found.points.items()
        },
        "missing": list(found.missing),
        "total": None if found.total is None else _text(Fraction(found.total)),
        "category": found.category,
        "label": found.category and CATEGORY_LABELS[found.category],
        "version": found.version,
    }


def _exact(request: Request, key: str, most: int) -> Fraction:
    return Fraction(str(request.number(key, most)))


def _sessions(request: Request) -> int | tuple[date, ...]:
    if isinstance(request.data["sessions"], list):
        return tuple(request.days("sessions"))
    return request.whole("sessions", _MOST_SESSIONS)


def _text(value: Fraction) -> str:
    whole = Decimal(value.numerator) / value.denominator
    return f"{whole.normalize():f}"
