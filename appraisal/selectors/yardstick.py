"""Indices of supervisors: sums by the database over every rated person, compared by the rules."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from django.db import connection

from appraisal.models import Evaluation
from appraisal.rules.profiles import Profile, halo_p, range_interval
from appraisal.rules.yardstick import Index, Sheet, Standing, add, indices, standing_of
from personnel.enums import YearMode
from personnel.models import Assignment, Employee, Period

One = TypeVar("One")

CYCLES: Final = 3
"""Years that are looked at together."""

_SHEETS: Final = """
WITH single AS (
    SELECT evaluation_id, rating FROM appraisal_resultrating
    UNION ALL
    SELECT evaluation_id, rating FROM appraisal_behaviourrating
), person AS (
    SELECT evaluation.id, evaluation.supervisor_id, evaluation.period_id,
        (evaluation.results_rating = 'meets')::int
            + (evaluation.behaviour_rating = 'meets')::int AS middle,
        AVG(code.value)::float8 AS score,
        COALESCE(STDDEV_SAMP(code.value), 0)::float8 AS spread
    FROM appraisal_evaluation evaluation
    JOIN single ON single.evaluation_id = evaluation.id
    CROSS JOIN LATERAL (
        SELECT CASE single.rating WHEN 'above' THEN 1 WHEN 'below' THEN -1 ELSE 0 END AS value
    ) code
    WHERE evaluation.period_id = ANY(%s) AND evaluation.supervisor_id IS NOT NULL
        AND evaluation.results_rating <> '' AND evaluation.behaviour_rating <> ''
    GROUP BY evaluation.id
), reached AS (
    SELECT achievement.evaluation_id,
        AVG(LEAST(2, achievement.value / indicator.target_value))::float8 AS value
    FROM appraisal_achievement achievement
    JOIN appraisal_indicator indicator ON indicator.id = achievement.indicator_id
    JOIN person ON person.id = achievement.evaluation_id
    WHERE achievement.value >= 0 AND indicator.target_value > 0 AND indicator.direction = 'up'
    GROUP BY achievement.evaluation_id
)
SELECT person.supervisor_id, person.period_id, COUNT(*), SUM(person.score ORDER BY person.id),
    SUM(person.score ^ 2 ORDER BY person.id), 2 * COUNT(*), SUM(person.middle),
    SUM(person.spread ORDER BY person.id), COUNT(reached.value),
    COALESCE(SUM(reached.value ORDER BY person.id), 0),
    ARRAY_AGG(person.score ORDER BY person.id), ARRAY_AGG(person.spread ORDER BY person.id)
FROM person LEFT JOIN reached ON reached.evaluation_id = person.id
GROUP BY person.supervisor_id, person.period_id
"""
"""One row a supervisor and period; achievement counts where more is better, up to twice."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One supervisor in a period, and in the last three years together.

    ``current`` and ``pooled`` are ``None`` where nothing may or can be said. ``halo_p`` and
    ``range_interval`` belong to the period, from eight people on: how often chance puts the ratings
    within a person so close together, and the 95 % interval of the range beside the others'.
    """

    people: int
    people_pooled: int
    current: Index | None
    pooled: Index | None
    halo_p: float | None
    range_interval: tuple[float, float] | None

    @property
    def standing(self) -> Standing:
        """What the number of people in the period allows."""
        return standing_of(self.people)

    @property
    def is_flagged(self) -> bool:
        """Whether the period, or the years together, differ from comparable units."""
        return any(one is not None and one.is_flagged for one in (self.current, self.pooled))

    @property
    def is_explained(self) -> bool:
        """Whether a difference was there and achievement closes it."""
        found = [one for one in (self.current, self.pooled) if one is not None]
        return not self.is_flagged and any(one.is_explained for one in found)

    @property
    def own(self) -> Index | None:
        """What the supervisor reads: the period, else the years together, from eight people on."""
        return next(
            (
                one
                for one in (self.current, self.pooled)
                if one is not None and one.standing is Standing.FULL
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class _City:
    """Everybody who rated in a period, by employee id, with sums, indices and profiles."""

    current: Mapping[int, Sheet]
    pooled: Mapping[int, Sheet]
    now: Mapping[int, Index]
    together: Mapping[int, Index]
    profiles: Mapping[int, list[Profile]]
    classes: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class SeverityCounts:
    """How many supervisors of the city differ, without saying who.

    ``people`` were rated by ``supervisors``; of these ``compared`` had enough people and enough
    others beside them, ``flagged`` differ and ``explained`` differ as achievement does.
    """

    people: int
    supervisors: int
    compared: int
    flagged: int
    explained: int


def severity_counts(period: Period, day: date) -> SeverityCounts:
    """The yardsticks of a period as counts for those who may read no single one (three queries)."""
    city = _city(period, day)
    found = [
        Yardstick(
            sheet.people, city.pooled[key].people, city.now.get(key), city.together.get(key), None,
            None,
        )
        for key, sheet in city.current.items()
    ]  # fmt: skip
    return SeverityCounts(
        people=sum(one.people for one in found),
        supervisors=len(found),
        compared=sum(
            any(index is not None and index.q is not None for index in (one.current, one.pooled))
            for one in found
        ),
        flagged=sum(one.is_flagged for one in found),
        explained=sum(one.is_explained for one in found),
    )


def yardsticks(period: Period, day: date, wanted: Collection[int]) -> dict[int, Yardstick]:
    """Those of ``wanted`` supervisors (employee ids) who rated in the period (three queries).

    They stand beside everybody in the city with the echelon and kind of post that they hold on
    ``day``.
    """
    city = _city(period, day)
    pools = _by_class(city.profiles, city.classes)
    return {
        key: _yardstick(
            city.current[key].people,
            city.pooled[key].people,
            city.now.get(key),
            city.together.get(key),
            city.profiles[key],
            [one for rows in pools[city.classes.get(key, "")].values() for one in rows],
        )
        for key in wanted
        if key in city.current
    }


def _city(period: Period, day: date) -> _City:
    cycles = Period.objects.filter(
        kind=period.kind,
        sequence=period.sequence,
        year__year__gt=period.year.year - CYCLES,
        year__year__lte=period.year.year,
        year__mode__in={YearMode.REAL, period.year.mode},
    ).values_list("pk", flat=True)
    sheets, profiles = _sheets({*cycles, period.pk}, period)
    current = {key: rows[period.pk] for key, rows in sheets.items() if period.pk in rows}
    pooled = {key: add(rows.values()) for key, rows in sheets.items()}
    classes = _classes(sheets, day)
    return _City(
        current,
        pooled,
        indices(_by_class(current, classes)),
        indices(_by_class(pooled, classes)),
        profiles,
        classes,
    )


def _yardstick(
    people: int,
    people_pooled: int,
    current: Index | None,
    pooled: Index | None,
    own: list[Profile],
    everybody: list[Profile],
) -> Yardstick:
    if current is None or current.standing is not Standing.FULL:
        return Yardstick(people, people_pooled, current, pooled, None, None)
    reference = current.others_spread
    return Yardstick(
        people,
        people_pooled,
        current,
        pooled,
        halo_p(own, everybody),
        range_interval(own, reference) if reference else None,
    )


def _sheets(
    periods: set[int], period: Period
) -> tuple[dict[int, dict[int, Sheet]], dict[int, list[Profile]]]:
    """Sums by supervisor and period, and the profiles of everybody rated in ``period``."""
    found: dict[int, dict[int, Sheet]] = defaultdict(dict)
    profiles: dict[int, list[Profile]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SHEETS, [sorted(periods)])
        for supervisor, of, *sums, scores, spreads in cursor.fetchall():
            found[supervisor][of] = Sheet(*sums)
            if of == period.pk:
                profiles[supervisor] = list(zip(scores, spreads, strict=True))
    return found, profiles


def _classes(supervisors: Mapping[int, object], day: date) -> dict[int, str]:
    rows = (
        Assignment.objects.on(day)
        .definitive()
        .filter(employee__in=list(supervisors))
        .order_by("pk")
        .values_list("employee", "post__echelon", "post__kind")
    )
    return {employee: f"{echelon}/{kind}" for employee, echelon, kind in rows}


def _by_class(sheets: Mapping[int, One], classes: Mapping[int, str]) -> dict[str, dict[int, One]]:
    found: dict[str, dict[int, One]] = defaultdict(dict)
    for key, sheet in sheets.items():
        found[classes.get(key, "")][key] = sheet
    return found


def rated_periods(supervisor: Employee) -> list[Period]:
    """Periods in which somebody was rated by a supervisor, the latest first (one query)."""
    rated = Evaluation.objects.filter(supervisor=supervisor).exclude(behaviour_rating="")
    return list(
        Period.objects.filter(pk__in=rated.values("period"))
        .select_related("year")
        .order_by("-ends", "-starts")
    )
