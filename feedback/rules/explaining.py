"""Parts of a figure's explanation, from what was computed to what is kept.

Source: statistics A3 to A9, B4; feedback A.4, A.7; see docs/statistics.md#closing.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

import numpy as np

from feedback.rules.answer_sums import AnswerSums
from feedback.rules.certainty import shown_index
from feedback.rules.figures import (
    CategoryFigure,
    DayFigure,
    ElementFigure,
    FailedFigure,
    MarginFigure,
    MissingFigure,
    SetAside,
    ShortfallFigure,
    Worksheet,
)
from feedback.rules.index import (
    Tally,
    WeightMode,
    exact_index,
    pooled,
    rounded,
    satisfaction_index,
    service_grade,
)
from feedback.rules.influence import day_influence
from feedback.rules.margins import Dimension, Margin, PreparedMargin, PreparedMargins
from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from feedback.rules.raking import Codes, Floats
from feedback.rules.shortfall import MissingGroup, shortfall
from feedback.rules.verdict import Judgement, SurveyFacts, values_of

_POINTS = 25


def element_figures(
    codes: Sequence[str], tally: Tally, weighted: Sequence[float | None]
) -> tuple[ElementFigure, ...]:
    """Elements that somebody answered; ``weighted`` are their means with weights, 1 to 4."""
    plain = tally.means()
    shown = {
        code: shown_index(_POINTS * mean)
        for code, mean in zip(codes, weighted, strict=False)
        if mean is not None
    }
    return tuple(
        ElementFigure(
            code=code,
            n=tally.counts[place],
            mean=float(weighted[place] or 0),
            raw_mean=float(plain[place] or 0),
            index=str(shown[code]),
            grade=service_grade(shown[code]).value,
            rank=1 + sum(other < shown[code] for other in shown.values()),
        )
        for place, code in enumerate(codes)
        if code in shown
    )


def worksheet(tally: Tally, mode: WeightMode) -> Worksheet:
    """The index of plain means in every weight mode."""
    values = {one: str(satisfaction_index(tally, one)) for one in WeightMode}
    return Worksheet(
        exact=values[WeightMode.EXACT],
        rounded3=values[WeightMode.ROUNDED_3],
        rounded2=values[WeightMode.ROUNDED_2],
        mode=mode.value,
    )


def set_aside(tally: Tally, quarantined: Tally) -> SetAside:
    """The index with and without what is in quarantine; one that is longer tells its share only."""
    share = quarantined.n / (tally.n + quarantined.n)
    clean = exact_index(tally.means())
    same = len(tally.sums) == len(quarantined.sums)
    everything = exact_index(pooled([tally, quarantined]).means()) if same else clean
    return SetAside(
        everything=str(rounded(everything)),
        clean=str(rounded(clean)),
        difference=float(everything - clean),
        share=share,
    )


def day_figures(days: Mapping[date, Tally], *, influence: bool) -> tuple[DayFigure, ...]:
    """Answers of each day, and how the plain index would differ without it, if that is asked."""
    moved = day_influence(days) if influence else {}
    return tuple(
        DayFigure(
            day=day.isoformat(),
            n=tally.n,
            influence=round(float(moved[day]), 4) if day in moved else None,
        )
        for day, tally in sorted(days.items())
    )


def failed_figures(judgement: Judgement, facts: SurveyFacts) -> tuple[FailedFigure, ...]:
    """Rows of the verdict's table that are not met."""
    values = values_of(facts)
    return tuple(
        FailedFigure(
            condition=one.condition.value,
            blocks=one.blocks.value,
            value=_finite(values[one.condition]),
            green=one.limit.green,
            amber=_finite(one.limit.amber),
        )
        for one in judgement.failed
    )


def stored_facts(facts: SurveyFacts) -> dict[str, float | None]:
    """What the verdict asked, by name."""
    values = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return {
        name: None if value is None else _finite(float(value)) for name, value in values.items()
    }


def weight_sums(
    margin: PreparedMargin, codes: Codes, people: Floats, weights: Floats
) -> dict[str | None, float]:
    """Weight of each category after merging, under its first code; None for the missing."""
    sums = np.bincount(codes, weights=people * weights, minlength=len(margin.categories) + 1)
    found: dict[str | None, float] = {
        category.members[0]: float(sums[place]) for place, category in enumerate(margin.categories)
    }
    found[None] = float(sums[len(margin.categories)])
    return found


def population_counts(margin: PreparedMargin) -> dict[str, float]:
    """Recipients of each category after merging, under its first code."""
    return {category.members[0]: category.population for category in margin.categories}


def margin_figures(
    margins: Sequence[Margin],
    prepared: PreparedMargins,
    weighted: Mapping[Dimension, Mapping[str | None, float]],
) -> tuple[MarginFigure, ...]:
    """Every margin of the register: what it was weighted to, or why not."""
    kept = {one.dimension: one for one in prepared.kept}
    return tuple(
        _margin_figure(kept[one.dimension], weighted[one.dimension])
        if one.dimension in kept
        else MarginFigure(
            dimension=one.dimension.value,
            dropped=prepared.dropped[one.dimension].value if prepared.dropped else "",
        )
        for one in margins
        if one.dimension in kept or one.dimension in prepared.dropped
    )


def shortfall_figure(
    facts: SurveyFacts,
    respondents: Mapping[Dimension, Mapping[str | None, int]],
    counts: Mapping[Dimension, Mapping[str, float]],
    *,
    sd: float,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> ShortfallFigure:
    """What green still needs. What could not be computed is taken as good enough."""
    return shortfall_of(
        facts.n,
        facts.population,
        respondents,
        counts,
        sd=sd if math.isfinite(sd) else 0.0,
        deff=facts.deff if math.isfinite(facts.deff) else 1.0,
        half_width=facts.half_width if math.isfinite(facts.half_width) else 0.0,
        policy=policy,
    )


def shortfall_of(
    n: int,
    population: int,
    respondents: Mapping[Dimension, Mapping[str | None, int]],
    counts: Mapping[Dimension, Mapping[str, float]],
    *,
    sd: float,
    deff: float = 1.0,
    half_width: float = 0.0,
    policy: SurveyPolicy = DEFAULT_POLICY,
) -> ShortfallFigure:
    """What so many answers lack for green, as ``rules.shortfall`` finds it."""
    found = shortfall(
        n, population, respondents, counts, sd=sd, deff=deff, half_width=half_width, policy=policy
    )
    return ShortfallFigure(
        answers=found.answers,
        leading=tuple(map(_missing, found.leading())),
        groups=tuple(map(_missing, found.groups)),
        pool=found.pool,
        beyond_reach=found.beyond_reach,
    )


def respondents_by_dimension(
    sums: AnswerSums, margins: Sequence[Margin], services: Mapping[int, str]
) -> dict[Dimension, dict[str | None, int]]:
    """Counted answers by category for each margin of the register."""
    return {one.dimension: sums.respondents(one.dimension, services) for one in margins}


def _missing(group: MissingGroup) -> MissingFigure:
    return MissingFigure(
        dimension=group.dimension.value, category=group.category, answers=group.answers
    )


def _margin_figure(margin: PreparedMargin, weighted: Mapping[str | None, float]) -> MarginFigure:
    known = sum(one.respondents for one in margin.categories) or 1
    size = math.fsum(one.population for one in margin.categories)
    weight = math.fsum(weighted[one.members[0]] for one in margin.categories) or 1
    return MarginFigure(
        dimension=margin.dimension.value,
        categories=tuple(
            CategoryFigure(
                members=one.members,
                respondents=one.respondents,
                population=one.population,
                raw_share=one.respondents / known,
                weighted_share=weighted[one.members[0]] / weight,
                target_share=one.population / size,
            )
            for one in margin.categories
        ),
        missing=margin.missing,
        unknown=margin.unknown,
        factor=margin.factor,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
