"""Which organisation predicate applies to a person, and who fixes it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from appraisal.enums import Predicate as PredicateWord
from appraisal.models import Evaluation, OrganisationPredicate
from appraisal.rules.distribution import (
    DISTRIBUTION_PATTERNS,
    LimitCheck,
    LimitKind,
    PatternLimit,
)
from appraisal.rules.predicate import OrganisationPredicate as OrganisationValue
from personnel.models import Period, Unit


def applicable_predicate(unit: Unit, period: Period) -> OrganisationPredicate | None:
    """The predicate of the nearest unit upwards that has one for the period, up to the agency.

    A unit with its own row comes before the agency that it belongs to (SE MenPANRB 3/2023 speaks
    of the unit; most cities keep one row an agency).
    """
    ids = _chain(unit)
    rows = {
        row.unit_id: row
        for row in OrganisationPredicate.objects.filter(period=period, unit__in=ids)
    }
    return next((rows[pk] for pk in reversed(ids) if pk in rows), None)


def predicate_for(evaluation: Evaluation) -> OrganisationPredicate | None:
    """The organisation predicate that the law puts before this evaluation."""
    return applicable_predicate(evaluation.plan.assignment.post.unit, evaluation.period)


def own_predicate(evaluation: Evaluation) -> OrganisationPredicate | None:
    """The row of the unit that the evaluated person leads; ``None`` for everybody else."""
    post = evaluation.plan.assignment.post
    if not post.is_head:
        return None
    return (
        OrganisationPredicate.objects.filter(unit=post.unit_id, period=evaluation.period_id)
        .select_related("unit")
        .first()
    )


def leads_its_unit(evaluation: Evaluation, organisation: OrganisationPredicate | None) -> bool:
    """Whether the predicate that applies to a person is that of the unit the person leads."""
    post = evaluation.plan.assignment.post
    return organisation is not None and post.is_head and organisation.unit_id == post.unit_id


def applicable_predicates(
    evaluations: Iterable[Evaluation],
) -> dict[int, OrganisationPredicate | None]:
    """Evaluation → its organisation predicate, for many evaluations in one query."""
    rows = list(evaluations)
    chains = {row.pk: _chain(row.plan.assignment.post.unit) for row in rows}
    found = {
        (predicate.unit_id, predicate.period_id): predicate
        for predicate in OrganisationPredicate.objects.filter(
            period__in={row.period_id for row in rows},
            unit__in={pk for chain in chains.values() for pk in chain},
        ).select_related("unit")
    }
    return {
        row.pk: next(
            (
                found[pk, row.period_id]
                for pk in reversed(chains[row.pk])
                if (pk, row.period_id) in found
            ),
            None,
        )
        for row in rows
    }


def _chain(unit: Unit) -> list[int]:
    """Ids from the root of the tree down to the unit."""
    return [int(part) for part in unit.path.strip("/").split("/") if part]


def pattern_words(organisation: str) -> str:
    """The pattern that goes with an organisation predicate, as one clause."""
    limits = DISTRIBUTION_PATTERNS[OrganisationValue(organisation)]
    return "; ".join(_limit_words(limit) for limit in limits if not limit.advisory)


def unmet_words(checks: Iterable[LimitCheck]) -> str:
    """Conditions of a pattern that a unit leaves, as one clause; empty when it keeps them."""
    return "; ".join(
        _limit_words(check.limit) for check in checks if not check.met and not check.limit.advisory
    )


def _limit_words(limit: PatternLimit) -> str:
    names = _(" atau ").join(str(PredicateWord(one).label) for one in limit.predicates)
    match limit.kind:
        case LimitKind.AT_MOST:
            words = _("%(names)s paling banyak %(percent)s %%")
        case LimitKind.AT_LEAST:
            words = _("%(names)s paling sedikit %(percent)s %%")
        case LimitKind.PRESENT:
            words = _("ada %(names)s")
        case LimitKind.ABSENT:
            words = _("tidak ada %(names)s")
        case LimitKind.MOST_FREQUENT:
            words = _("terbanyak %(names)s")
    return words % {"names": names, "percent": limit.percent}
