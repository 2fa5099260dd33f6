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
from reports.models.figures import FIGURES, FIXED_PLANS


def _list(values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"({listed})"


_COLUMNS: Final = ", ".join(FIGURES)
_COUNTED: Final = ", ".join(f"COALESCE(c.{one}, 0) AS {one}" for one in FIGURES)


def _line(**counted: str) -> str:
    """The columns of all figures, zero where nothing is counted."""
    return ", ".join(f"({counted.get(one, '0')})::int AS {one}" for one in FIGURES)


def _by_predicate(row: str, sign: str = "") -> dict[str, str]:
    return {
        one.value: f"{sign}count(*) FILTER (WHERE {row}.predicate = '{one.value}')"
        for one in Predicate
    }


HOLD_MARKS: Final = """
CREATE TEMPORARY TABLE figures_taken
    (person bigint, unit bigint, year bigint, period bigint, since date) ON COMMIT DROP
"""

TAKE_MARKS: Final = """
WITH taken AS (DELETE FROM reports_figuresmark RETURNING person, unit, year, period, since)
INSERT INTO figures_taken SELECT DISTINCT * FROM taken
"""
"""Marks that are there now; one written meanwhile waits for the next time."""

PAIRS: Final = f"""
CREATE TEMPORARY TABLE figures_pair ON COMMIT DROP AS
SELECT DISTINCT u.id AS unit_id, found.period_id FROM (
    SELECT u.id AS unit_id, d.period_id
    FROM unnest(%(whole)s::bigint[]) AS d (period_id) CROSS JOIN personnel_unit u
    UNION ALL
    SELECT o.unit_id, d.period_id
    FROM unnest(%(moved)s::bigint[], %(before)s::date[], %(until)s::date[])
        AS d (period_id, before, until)
    JOIN personnel_assignment a ON a.effective_from > d.before AND a.effective_from <= d.until
        OR a.effective_until >= d.before AND a.effective_until < d.until
    JOIN personnel_post o ON o.id = a.post_id
    UNION ALL
    SELECT m.unit, d.period_id FROM figures_taken m
    JOIN unnest(%(periods)s::bigint[], %(last)s::date[]) AS d (period_id, last)
        ON m.since IS NULL OR d.last >= m.since
    WHERE m.unit IS NOT NULL
    UNION ALL
    SELECT o.unit_id, d.period_id FROM figures_taken m
    JOIN unnest(%(periods)s::bigint[], %(years)s::bigint[], %(last)s::date[])
        AS d (period_id, year_id, last)
        ON (m.period IS NULL OR m.period = d.period_id) AND (m.year IS NULL OR m.year = d.year_id)
    JOIN personnel_assignment a ON a.employee_id = m.person
        AND a.kind = '{AssignmentKind.DEFINITIVE}'
        AND d.last BETWEEN a.effective_from AND COALESCE(a.effective_until, 'infinity')
    JOIN personnel_post o ON o.id = a.post_id
    WHERE m.person IS NOT NULL
) AS found
JOIN personnel_unit u ON u.id = found.unit_id
"""
"""Which unit is to be counted anew in which period.

``whole`` periods for every unit; where only the day moved on, units in which somebody came or
went meanwhile; and what the marks name that were taken.
"""

_WHERE_PEOPLE_SERVE: Final = f"""
WITH due AS NOT MATERIALIZED (
    SELECT * FROM unnest(%(periods)s::bigint[], %(years)s::bigint[], %(last)s::date[])
        AS due (period_id, year_id, day)
),
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
        AND NOT EXISTS (
            SELECT 1 FROM personnel_employee w
            WHERE w.id = a.employee_id AND (w.kind = '{EmployeeKind.STATE_OFFICIAL}'
                OR w.legal_status IN {_list(EXEMPT_STATUSES)})
        )
)
"""

COUNT_MOST: Final = f"""
SET LOCAL enable_parallel_append = off;
CREATE TEMPORARY TABLE figures_counted ON COMMIT DROP AS
{_WHERE_PEOPLE_SERVE},
crew AS (
    SELECT unit_id, width_bucket(since - 1, %(days)s::date[]) + 1 AS first,
        width_bucket(until, %(days)s::date[]) AS last, count(*) AS n
    FROM seat GROUP BY 1, 2, 3
),
planned AS (
    SELECT s.unit_id, p.year_id, count(*) AS n
    FROM appraisal_plan p
    JOIN span y ON y.year_id = p.year_id
    JOIN seat s ON s.employee_id = p.employee_id
        AND CASE WHEN s.since <= y.first THEN s.until >= y.last ELSE false END
    WHERE p.state IN {_list(FIXED_PLANS)}
    GROUP BY 1, 2
)
SELECT c.unit_id, d.period_id, {_line(people="sum(c.n)")}
FROM crew c
JOIN unnest(%(days)s::date[]) WITH ORDINALITY AS one (day, place)
    ON one.place BETWEEN c.first AND c.last
JOIN due d ON d.day = one.day
GROUP BY 1, 2
UNION ALL
SELECT c.unit_id, d.period_id, {_line(plans_fixed="sum(c.n)")}
FROM planned c JOIN due d ON d.year_id = c.year_id
GROUP BY 1, 2
UNION ALL
SELECT s.unit_id, e.period_id, {_line(**_by_predicate("e"))}
FROM appraisal_evaluation e
JOIN appraisal_plan p ON p.id = e.plan_id
JOIN span y ON y.year_id = p.year_id
JOIN seat s ON s.employee_id = p.employee_id
    AND CASE WHEN s.since <= y.first THEN s.until >= y.last ELSE false END
WHERE e.state IN {_list(RATED)}
    AND (%(units)s::bigint[] IS NULL OR e.period_id = ANY(%(periods)s::bigint[]))
GROUP BY 1, 2
"""
"""People, and plans and results of who serves in one unit on all days of a year that count: each
table is read once, by all processes that the database spares.

The first line has every branch shared by all processes instead of one branch for each. The
comparison of days stands in a ``CASE`` because the planner takes two inequalities for rare and
would fetch nearly every result one by one.
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
INSERT INTO figures_counted
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
again, what a later plan of the same person and year overtakes: all plans were counted first.

Few, and the planner is told how few: their rows are fetched one by one, which on disks without a
moving head is far cheaper than reading all again (the first line says so).
"""

WRITE: Final = f"""
MERGE INTO reports_unitfigures AS kept
USING (
    SELECT p.unit_id, p.period_id, {_COUNTED}
    FROM figures_pair p LEFT JOIN (
        SELECT unit_id, period_id, {", ".join(f"sum({one}) AS {one}" for one in FIGURES)}
        FROM figures_counted GROUP BY 1, 2
    ) AS c USING (unit_id, period_id)
) AS now
ON kept.period_id = now.period_id AND kept.unit_id = now.unit_id
WHEN MATCHED AND ({", ".join(f"kept.{one}" for one in FIGURES)})
    IS DISTINCT FROM ({", ".join(f"now.{one}" for one in FIGURES)})
THEN UPDATE SET ({_COLUMNS}) = ROW ({", ".join(f"now.{one}" for one in FIGURES)})
WHEN NOT MATCHED THEN INSERT (unit_id, period_id, {_COLUMNS})
    VALUES (now.unit_id, now.period_id, {", ".join(f"now.{one}" for one in FIGURES)})
"""
"""Keep what was counted; a line that says the same as before is not written again.

Compiling is alone behind its lock, so that a line cannot appear between looking and writing.
"""

CLEAR: Final = (
    "DROP TABLE IF EXISTS figures_taken, figures_pair, figures_counted, figures_twice, "
    "figures_loose, figures_overtaken, figures_held, figures_judged"
)
