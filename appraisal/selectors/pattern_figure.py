"""The distribution of predicates beside its pattern: words of the limits and the figure itself.

The same function draws for a page and for paper; only the medium differs.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.enums import Predicate as PredicateWord
from appraisal.rules.distribution import (
    DISTRIBUTION_PATTERNS,
    PATTERN_CURVES,
    SMALL_UNIT,
    LimitCheck,
    LimitKind,
    PatternLimit,
    check_distribution,
    is_small_unit,
)
from appraisal.rules.predicate import OrganisationPredicate, Predicate
from sabang_kinerja.common.charts.distribution import (
    SCREEN,
    Bar,
    Bracket,
    Medium,
    Tick,
    distribution_chart,
)

WORST_FIRST: Final = tuple(reversed(Predicate))
"""Order of the bars, as on the form's curve: Sangat Kurang on the left."""


def distribution_figure(
    organisation: OrganisationPredicate | None,
    counts: Mapping[Predicate, int],
    *,
    medium: Medium = SCREEN,
    small_unit: int = SMALL_UNIT,
    with_curve: bool = False,
) -> SafeString:
    """Bars of all predicates; limits only when the organisation predicate is known.

    Fewer than ``small_unit`` people get no limits either. ``with_curve`` adds the form's curve,
    which only pictures the pattern.
    """
    total = sum(counts.values())
    bars = [
        Bar(predicate_word(predicate), counts.get(predicate, 0), tone)
        for tone, predicate in enumerate(WORST_FIRST, start=1)
    ]
    ticks, brackets = [], []
    limits = () if is_small_unit(total, small_unit) else _limits(organisation)
    for limit in limits:
        places = sorted(WORST_FIRST.index(predicate) for predicate in limit.predicates)
        if limit.kind in (LimitKind.AT_MOST, LimitKind.AT_LEAST) and len(places) == 1:
            ticks.append(Tick(places[0], limit.percent, limit_words(limit)))
        elif not limit.advisory:
            brackets.append(Bracket(places[0], places[-1], bracket_words(limit)))
    return distribution_chart(
        bars,
        title=ngettext(
            "Sebaran predikat %(total)s pegawai", "Sebaran predikat %(total)s pegawai", total
        )
        % {"total": total},
        ticks=ticks,
        brackets=brackets,
        curve=PATTERN_CURVES[organisation] if with_curve and organisation and limits else (),
        medium=medium,
    )


def _limits(organisation: OrganisationPredicate | None) -> tuple[PatternLimit, ...]:
    return DISTRIBUTION_PATTERNS[organisation] if organisation is not None else ()


def predicate_word(predicate: Predicate) -> str:
    """Name of a predicate in the reader's language."""
    return str(PredicateWord(predicate).label)


def limit_words(limit: PatternLimit) -> str:
    """A condition on one predicate, or on the first of several, in words."""
    match limit.kind:
        case LimitKind.AT_MOST:
            return _("paling banyak %(percent)s %%") % {"percent": limit.percent}
        case LimitKind.AT_LEAST:
            return _("paling sedikit %(percent)s %%") % {"percent": limit.percent}
        case LimitKind.PRESENT:
            return _("paling sedikit satu pegawai")
        case LimitKind.ABSENT:
            return _("tidak ada")
        case LimitKind.MOST_FREQUENT:
            return _("terbanyak")


def bracket_words(limit: PatternLimit) -> str:
    """A condition as it stands under its bars."""
    match limit.kind:
        case LimitKind.PRESENT:
            return _("harus ada")
        case LimitKind.ABSENT:
            return _("tidak boleh ada")
        case _:
            return _("bersama %(limit)s") % {"limit": limit_words(limit)}


def deviations(
    organisation: OrganisationPredicate | None,
    counts: Mapping[Predicate, int],
    small_unit: int = SMALL_UNIT,
) -> tuple[LimitCheck, ...]:
    """Conditions of the pattern that are not met; none where no pattern applies.

    Advisory conditions are left out, and so is everything in a unit too small for shares.
    """
    if organisation is None or is_small_unit(sum(counts.values()), small_unit):
        return ()
    return tuple(
        check
        for check in check_distribution(organisation, counts)
        if not check.met and not check.limit.advisory
    )


def deviation_words(check: LimitCheck) -> str:
    """One unmet condition as a clause that a sentence can go on with."""
    names = _(" atau ").join(predicate_word(p) for p in check.limit.predicates)
    words = {
        LimitKind.AT_MOST: _("predikat %(names)s melampaui pola sebanyak %(people)s orang"),
        LimitKind.AT_LEAST: _("predikat %(names)s berada %(people)s orang di bawah pola"),
        LimitKind.PRESENT: _("belum ada predikat %(names)s seperti yang diminta pola"),
        LimitKind.ABSENT: _("pola tidak memuat %(names)s, tetapi ada %(people)s orang"),
        LimitKind.MOST_FREQUENT: _("%(names)s bukan predikat terbanyak"),
    }[check.limit.kind]
    return words % {"names": names, "people": check.off_by}
