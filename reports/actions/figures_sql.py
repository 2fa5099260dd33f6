"""The statements that count the figures of units: sets, never one row at a time.

They say in SQL what ``report_scope`` and ``summary_of`` say for one unit; tests hold the two
beside each other. Who serves from when to when is a seat; a period looks at its last day that
counts, so people who came and left between the same such days are one line.
"""

from collections.abc import Iterable
from typing import Final

from appraisal.models.evaluations import RATED
from appraisal.rules.predicate import Predicate
from appraisal.selectors.objections import OPEN
from personnel.enums import EXEMPT_STATUSES, AssignmentKind, EmployeeKind
from reports.actions.figures_pairs_sql import DUE
from reports.models.figures import FIGURES, FIXED_PLANS


def _list(values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"({listed})"


_FEW: Final = [one for one in FIGURES if one != "people"]
"""Figures of which the few have a part; people are counted at once, whenever they came."""
_SOURCES: Final = {
    "people": ["present"],
    "plans_fixed": ["planned", "few"],
    **{one.value: ["judged", "few"] for one in Predicate},
    "open_objections": ["few"],
}
_SUMS: Final = ", ".join(
    f"{' + '.join(f'COALESCE({one}.{figure}, 0)' for one in sources)} AS {figure}"
    for figure, sources in _SOURCES.items()
)
_JUDGED: Final = tuple(reversed(RATED))
"""The state in which nearly every result is comes first: it is compared with each result."""
_KEPT: Final = ", ".join(f"kept.{one}" for one in FIGURES)
_NOW: Final = ", ".join(f"now.{one}" for one in FIGURES)


def _line(**counted: str) -> str:
    """The columns of which the few have a part, zero where nothing is counted."""
    return ", ".join(f"({counted.get(one, '0')})::int AS {one}" for one in _FEW)


def _by_predicate(row: str, sign: str = "") -> dict[str, str]:
    return {
        one.value: f"{sign}count(*) FILTER (WHERE {row}.predicate = '{one.value}')"
        for one in Predicate
    }


EXEMPT: Final = f"""
SELECT COALESCE(array_agg(id), '{{}}') FROM personnel_employee
WHERE kind = '{EmployeeKind.STATE_OFFICIAL}' OR legal_status IN {_list(EXEMPT_STATUSES)}
"""
"""Who owes no plan: asked once, because every process looks at them for every seat."""

_WHERE_PEOPLE_SERVE: Final = f"""
{DUE},
span AS NOT MATERIALIZED (
    SELECT year_id, min(day) AS first, max(day) AS last FROM due GROUP BY year_id
),
seat AS NOT MATERIALIZED (
    SELECT a.employee_id, o.unit_id, a.effective_from AS since,
        COALESCE(a.effective_until, 'infinity') AS until
    FROM personnel_assignment a
    JOIN personnel_post o ON o.id = a.post_id
    WHERE a.kind = '{AssignmentKind.DEFINITIVE}'
        AND (%(units)s::bigint[] IS NULL OR o.unit_id = ANY(%(units)s::bigint[]))
        AND a.employee_id <> ALL(%(exempt)s::bigint[])
)
"""

COUNT_FEW: Final = (
    """
SET LOCAL random_page_cost = 1.1;
CREATE TEMPORARY TABLE figures_twice ON COMMIT DROP AS
SELECT employee_id, year_id FROM appraisal_plan
WHERE year_id = ANY(%(in_years)s::bigint[])
GROUP BY employee_id, year_id HAVING count(*) > 1
""",
    f"""
CREATE TEMPORARY TABLE figures_loose ON COMMIT DROP AS
{_WHERE_PEOPLE_SERVE}
SELECT s.employee_id, s.unit_id, y.year_id, s.since, s.until
FROM seat s JOIN span y ON s.since <= y.last AND s.until >= y.first
WHERE (s.since > %(start)s OR s.until < %(end)s) AND (s.since > y.first OR s.until < y.last)
""",
    f"""
ANALYZE figures_twice;
ANALYZE figures_loose;
CREATE TEMPORARY TABLE figures_overtaken ON COMMIT DROP AS
SELECT p.id AS plan, q.id AS later, p.employee_id, p.year_id,
    p.state IN {_list(FIXED_PLANS)} AND q.state IN {_list(FIXED_PLANS)} AS fixed
FROM figures_twice t
JOIN appraisal_plan p ON p.employee_id = t.employee_id AND p.year_id = t.year_id
JOIN appraisal_plan q ON q.employee_id = t.employee_id AND q.year_id = t.year_id
    AND (q.starts, q.version, q.id) > (p.starts, p.version, p.id)
""",
    f"""
CREATE TEMPORARY TABLE figures_held ON COMMIT DROP AS
SELECT p.id AS plan, l.unit_id, l.year_id, l.since, l.until,
    p.state IN {_list(FIXED_PLANS)} AS fixed
FROM figures_loose l
JOIN appraisal_plan p ON p.employee_id = l.employee_id AND p.year_id = l.year_id
""",
    f"""
ANALYZE figures_overtaken;
ANALYZE figures_held;
CREATE TEMPORARY TABLE figures_judged ON COMMIT DROP AS
SELECT e.plan_id AS plan, e.period_id, e.predicate
FROM (
    SELECT plan FROM figures_held
    UNION SELECT plan FROM figures_overtaken
    UNION SELECT later FROM figures_overtaken
) AS one
JOIN appraisal_evaluation e ON e.plan_id = one.plan AND e.state IN {_list(RATED)}
""",
    f"""
ANALYZE figures_judged;
CREATE TEMPORARY TABLE figures_few ON COMMIT DROP AS
{_WHERE_PEOPLE_SERVE},
overtaken AS MATERIALIZED (
    SELECT o.*, s.unit_id, s.since, s.until
    FROM figures_overtaken o JOIN seat s ON s.employee_id = o.employee_id
),
planned_twice AS (
    SELECT DISTINCT plan, year_id, unit_id, since, until FROM overtaken WHERE fixed
),
judged_twice AS (
    SELECT DISTINCT e.plan, e.period_id, e.predicate, o.unit_id, o.since, o.until
    FROM overtaken o
    JOIN figures_judged e ON e.plan = o.plan
    JOIN figures_judged f ON f.plan = o.later AND f.period_id = e.period_id
)
SELECT h.unit_id, d.period_id, {_line(plans_fixed="count(*)")}
FROM figures_held h
JOIN due d ON d.year_id = h.year_id AND d.day BETWEEN h.since AND h.until
WHERE h.fixed
GROUP BY 1, 2
UNION ALL
SELECT h.unit_id, e.period_id, {_line(**_by_predicate("e"))}
FROM figures_held h
JOIN figures_judged e ON e.plan = h.plan
JOIN due d ON d.period_id = e.period_id AND d.day BETWEEN h.since AND h.until
GROUP BY 1, 2
UNION ALL
SELECT t.unit_id, d.period_id, {_line(plans_fixed="-count(*)")}
FROM planned_twice t
JOIN due d ON d.year_id = t.year_id AND d.day BETWEEN t.since AND t.until
GROUP BY 1, 2
UNION ALL
SELECT t.unit_id, t.period_id, {_line(**_by_predicate("t", "-"))}
FROM judged_twice t
JOIN due d ON d.period_id = t.period_id AND d.day BETWEEN t.since AND t.until
GROUP BY 1, 2
UNION ALL
SELECT s.unit_id, e.period_id, {_line(open_objections="count(*)")}
FROM appraisal_objection b
JOIN appraisal_evaluation e ON e.id = b.evaluation_id
JOIN due d ON d.period_id = e.period_id
JOIN appraisal_plan p ON p.id = e.plan_id
JOIN seat s ON s.employee_id = p.employee_id AND d.day BETWEEN s.since AND s.until
WHERE b.state IN {_list(OPEN)}
GROUP BY 1, 2
""",
)
"""Who came or went between the days that count in a year, what is objected to, and, taken off
again, what a later plan of the same person and year overtakes: ``COUNT`` counts all plans.

Few, and the planner is told how few: their rows are fetched one by one, which on disks without a
moving head is far cheaper than reading all again (the first line says so).
"""

COUNT: Final = f"""
SET LOCAL random_page_cost TO DEFAULT;
SET LOCAL parallel_setup_cost = 100;
CREATE TEMPORARY TABLE figures_counted ON COMMIT DROP AS
{_WHERE_PEOPLE_SERVE},
crew AS (
    SELECT unit_id, width_bucket(since - 1, %(days)s::date[]) + 1 AS first,
        width_bucket(until, %(days)s::date[]) AS last, count(*) AS n
    FROM seat GROUP BY 1, 2, 3
),
present AS (
    SELECT c.unit_id, one.day, sum(c.n)::int AS people
    FROM crew c
    JOIN unnest(%(days)s::date[]) WITH ORDINALITY AS one (day, place)
        ON one.place BETWEEN c.first AND c.last
    GROUP BY 1, 2
),
planned AS (
    SELECT s.unit_id, p.year_id, count(*)::int AS plans_fixed
    FROM appraisal_plan p
    JOIN span y ON y.year_id = p.year_id
    JOIN seat s ON s.employee_id = p.employee_id
        AND CASE WHEN s.since <= y.first THEN s.until >= y.last ELSE false END
    WHERE p.state IN {_list(FIXED_PLANS)}
    GROUP BY 1, 2
),
judged AS (
    SELECT s.unit_id, e.period_id,
        {", ".join(f"({count})::int AS {one}" for one, count in _by_predicate("e").items())}
    FROM appraisal_evaluation e
    JOIN appraisal_plan p ON p.id = e.plan_id
    JOIN span y ON y.year_id = p.year_id
    JOIN seat s ON s.employee_id = p.employee_id
        AND CASE WHEN s.since <= y.first THEN s.until >= y.last ELSE false END
    WHERE e.state IN {_list(_JUDGED)}
        AND (%(units)s::bigint[] IS NULL OR e.period_id = ANY(%(periods)s::bigint[]))
    GROUP BY 1, 2
),
pair AS (
    SELECT u.id AS unit_id, d.period_id
    FROM unnest(%(whole)s::bigint[]) AS d (period_id) CROSS JOIN personnel_unit u
    UNION ALL
    SELECT unit_id, period_id FROM figures_pair
),
few AS (
    SELECT unit_id, period_id, {", ".join(f"sum({one})::int AS {one}" for one in _FEW)}
    FROM figures_few GROUP BY 1, 2
)
SELECT pair.unit_id, pair.period_id, {_SUMS}
FROM pair
JOIN due d ON d.period_id = pair.period_id
LEFT JOIN present ON present.unit_id = pair.unit_id AND present.day = d.day
LEFT JOIN planned ON planned.unit_id = pair.unit_id AND planned.year_id = d.year_id
LEFT JOIN judged ON judged.unit_id = pair.unit_id AND judged.period_id = pair.period_id
LEFT JOIN few ON few.unit_id = pair.unit_id AND few.period_id = pair.period_id
ORDER BY pair.period_id, pair.unit_id
"""
"""All that is asked for, every unit in ``whole`` periods and the pairs that were found: people,
plans and results of who serves in one unit on all days of a year that count, and the few. In the
order of the lines' index, so that they are kept one behind the other.

Each large table is read once, by all processes that the database spares (the second line says that
they are worth it for plans, too).

The comparison of days stands in a ``CASE`` because the planner takes two inequalities for rare and
would fetch nearly every result one by one.
"""

WRITE: Final = f"""
MERGE INTO reports_unitfigures AS kept
USING figures_counted AS now
ON kept.period_id = now.period_id AND kept.unit_id = now.unit_id
WHEN MATCHED AND ({_KEPT}) IS DISTINCT FROM ({_NOW})
    THEN UPDATE SET ({", ".join(FIGURES)}) = ROW ({_NOW})
WHEN NOT MATCHED AND now.people > 0
    THEN INSERT (unit_id, period_id, {", ".join(FIGURES)})
    VALUES (now.unit_id, now.period_id, {_NOW})
"""
"""Keep what was counted; a line that says the same as before is not written again, and a unit in
which nobody serves has none until somebody does.

Compiling is alone behind its lock, so that a line cannot appear between looking and writing.
"""

CLEAR: Final = (
    "DROP TABLE IF EXISTS figures_taken, figures_pair, figures_counted, figures_twice, "
    "figures_few, figures_loose, figures_overtaken, figures_held, figures_judged"
)
