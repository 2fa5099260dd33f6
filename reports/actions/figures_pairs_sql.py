"""The statements that find which units are to be counted anew in which periods."""

from typing import Final

from personnel.enums import AssignmentKind

LOCK: Final = "LOCK TABLE reports_figuresmoment IN SHARE ROW EXCLUSIVE MODE"
"""One compiling at a time; whoever reads figures or writes what they count does not wait."""

HOLD_MARKS: Final = """
CREATE TEMPORARY TABLE figures_taken
    (person bigint, unit bigint, year bigint, period bigint, since date) ON COMMIT DROP
"""

TAKE_MARKS: Final = """
WITH taken AS (DELETE FROM reports_figuresmark RETURNING person, unit, year, period, since)
INSERT INTO figures_taken SELECT DISTINCT * FROM taken
"""
"""Marks that are there now; one written meanwhile waits for the next time."""

DUE: Final = """
WITH due AS NOT MATERIALIZED (
    SELECT * FROM unnest(%(periods)s::bigint[], %(years)s::bigint[], %(last)s::date[])
        AS due (period_id, year_id, day)
)
"""
"""Periods that are looked at, with their year and the day on which somebody serves or does not."""

PAIRS: Final = f"""
CREATE TEMPORARY TABLE figures_pair ON COMMIT DROP AS
{DUE},
named AS MATERIALIZED (
    SELECT m.person, m.unit, d.period_id, d.day
    FROM figures_taken m JOIN due d ON d.period_id = m.period
    UNION ALL
    SELECT m.person, m.unit, d.period_id, d.day
    FROM figures_taken m JOIN due d ON (m.year IS NULL OR m.year = d.year_id)
        AND (m.since IS NULL OR d.day >= m.since)
    WHERE m.period IS NULL
),
touched AS (
    SELECT unit AS unit_id, period_id FROM named WHERE unit IS NOT NULL
    UNION ALL
    SELECT o.unit_id, n.period_id
    FROM named n
    JOIN personnel_assignment a ON a.employee_id = n.person
        AND a.kind = '{AssignmentKind.DEFINITIVE}'
        AND CASE WHEN n.day >= a.effective_from
            THEN n.day <= COALESCE(a.effective_until, 'infinity') ELSE false END
    JOIN personnel_post o ON o.id = a.post_id
    UNION ALL
    SELECT o.unit_id, d.period_id
    FROM unnest(%(moved)s::bigint[], %(before)s::date[], %(until)s::date[])
        AS d (period_id, before, until)
    JOIN personnel_assignment a ON a.effective_from > d.before AND a.effective_from <= d.until
        OR a.effective_until >= d.before AND a.effective_until < d.until
    JOIN personnel_post o ON o.id = a.post_id
)
SELECT DISTINCT u.id AS unit_id, t.period_id
FROM touched t JOIN personnel_unit u ON u.id = t.unit_id
WHERE t.period_id <> ALL(%(whole)s::bigint[])
"""
"""Which unit is to be counted anew in which period, besides those that are counted whole.

What the marks name that were taken; and where only the day ``moved`` on, units in which somebody
came or went meanwhile.
"""
