"""Made-up people, plans and evaluations of ten years, written by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper

FIRST_YEAR: Final = 2020
A_YEAR: Final = 5
"""Evaluations of a plan in a year: four quarters and the year."""
TABLES: Final = (
    "personnel_unit", "personnel_post", "personnel_employee", "personnel_assignment",
    "personnel_performanceyear", "personnel_period", "appraisal_plan", "appraisal_evaluation",
)  # fmt: skip

_UNITS: Final = """
    INSERT INTO personnel_unit (id, code, name, kind, parent_id, agency_id, path, echelon,
        head_title, mandate, position, is_active)
    SELECT id, '', 'Unit ' || id, kind, parent, agency, path, '', '', '', 0, true FROM (
        SELECT 1 AS id, 'city' AS kind, NULL::int AS parent, NULL::int AS agency, '/1/' AS path
        UNION ALL SELECT 1 + a, 'agency', 1, 1 + a, format('/1/%%s/', 1 + a)
        FROM generate_series(1, 30) AS a
        UNION ALL SELECT 31 + 10 * (a - 1) + u, 'unit', 1 + a, 1 + a,
            format('/1/%%s/%%s/', 1 + a, 31 + 10 * (a - 1) + u)
        FROM generate_series(1, 30) AS a, generate_series(1, 10) AS u
    ) AS made
"""
_POSTS: Final = """
    INSERT INTO personnel_post (id, title, kind, level, echelon, is_head, uses_head_form,
        library_code, unit_id, is_active)
    SELECT id, 'Pelaksana', 'administration', 'pelaksana', '', false, false, '', id, true
    FROM personnel_unit WHERE kind = 'unit'
"""
_PEOPLE: Final = """
    INSERT INTO personnel_employee (id, nip, name, title_before, title_after, kind, sex, rank,
        education, legal_status)
    SELECT id, lpad(id::text, 18, '0'), 'Pegawai ' || id, '', '', 'PNS', '', '', '', 'active'
    FROM generate_series(1, %(people)s) AS id
"""
_YEARS: Final = """
    INSERT INTO personnel_performanceyear (id, year, state, rhythm, close_reason, mode)
    SELECT at, %(first)s + at - 1, 'closed', 'quarter', '', 'real'
    FROM generate_series(1, %(years)s) AS at
"""
_PERIODS: Final = """
    INSERT INTO personnel_period (id, kind, sequence, starts, ends, year_id)
    SELECT {a_year} * (id - 1) + q, 'quarter', q, make_date(year, 3 * q - 2, 1),
        (make_date(year, 3 * q - 2, 1) + interval '3 months - 1 day')::date, id
    FROM personnel_performanceyear, generate_series(1, 4) AS q
    UNION ALL SELECT {a_year} * id, 'annual', 1, make_date(year, 1, 1), make_date(year, 12, 31), id
    FROM personnel_performanceyear
"""
_ASSIGNMENTS: Final = """
    INSERT INTO personnel_assignment (id, kind, effective_from, effective_until, decree_number,
        employee_id, post_id)
    SELECT 2 * id - 1, 'definitive', date '2015-01-01' + (id %% 1800)::int,
        CASE WHEN moves THEN make_date(moved_in, 6, 30) END, '', id, 32 + id %% 300
    FROM moving
    UNION ALL SELECT 2 * id, 'definitive', make_date(moved_in, 7, 1), NULL, '', id,
        32 + (id + 7) %% 300 FROM moving WHERE moves
"""
_MOVING: Final = """
    CREATE TEMPORARY VIEW moving AS
    SELECT id, id %% 10 = 0 AS moves, %(first)s + (id / 10 %% %(years)s)::int AS moved_in
    FROM personnel_employee
"""
_PLANS: Final = """
    INSERT INTO appraisal_plan (id, version, state, approach, uses_head_form, supervisor_id,
        starts, ends, note, row_version, created_at, updated_at, assignment_id, employee_id,
        year_id, drafted_by_team, employee_signed_at, supervisor_signed_at)
    SELECT row_number() OVER (ORDER BY year, m.id, part), 1,
        CASE WHEN part = 1 THEN 'closed' ELSE 'fixed' END, 'quantitative', false,
        CASE WHEN m.id = 1 THEN 2 ELSE 1 END,
        CASE WHEN part = 2 THEN make_date(year, 7, 1) ELSE make_date(year, 1, 1) END,
        CASE WHEN part = 1 THEN make_date(year, 6, 30) ELSE make_date(year, 12, 31) END,
        '', 1, now(), now(),
        CASE WHEN part = 2 OR moves AND year > moved_in THEN 2 * m.id ELSE 2 * m.id - 1 END,
        m.id, y.id, false, now(), now()
    FROM moving m CROSS JOIN personnel_performanceyear y CROSS JOIN generate_series(0, 2) AS part
    WHERE (moves AND moved_in = year) = (part > 0)
"""
_EVALUATIONS: Final = """
    INSERT INTO appraisal_evaluation (id, state, revision, self_assessment, results_proposed,
        results_rating, results_reason, results_algorithm, behaviour_proposed, behaviour_rating,
        behaviour_reason, behaviour_algorithm, predicate, organisation_predicate, recommendation,
        row_version, created_at, updated_at, period_id, plan_id, regulation_versions, annual_note,
        submitted_at, fixed_at, served_at, final_at)
    SELECT row_number() OVER (ORDER BY d.ends, d.id, p.id),
        CASE WHEN open THEN 'in_rating' ELSE 'final' END, 1, '',
        results, results, '', '', behaviour, behaviour, '', '',
        CASE WHEN open THEN '' ELSE predicate END, CASE WHEN open THEN '' ELSE 'good' END,
        'Pertahankan mutu layanan dan bantu rekan yang baru bergabung.', 1, now(), now(),
        d.id, p.id, '{{}}', '', now(), now(), now(), now()
    FROM appraisal_plan p
    JOIN personnel_period d ON d.year_id = p.year_id
        AND (d.kind = 'annual' OR d.starts <= p.ends AND d.ends >= p.starts)
    CROSS JOIN LATERAL (SELECT p.id %% 11 = 0 AS open, 1 + (p.id * 7 + d.id * 3) %% 9 AS pair) AS o
    JOIN (VALUES {pairs}) AS law (pair, results, behaviour, predicate) ON law.pair = o.pair
"""


def make(size: int, pairs: list[tuple[str, str, str]]) -> int:
    """Empty the tables and write about ``size`` evaluations; return how many.

    ``pairs`` are the law's nine pairs of ratings with the predicate that follows. Guards, history
    and foreign keys would look at each row; these rows are ours, so both stand aside meanwhile.
    """
    years = 10 if size >= 50 * 300 else 1
    given = {"first": FIRST_YEAR, "years": years, "people": size // (A_YEAR * years)}
    law = ", ".join(f"({at}, '{r}', '{b}', '{p}')" for at, (r, b, p) in enumerate(pairs, start=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE personnel_unit, personnel_employee, personnel_performanceyear CASCADE"
        )
        with _bare(cursor):
            for statement in (_UNITS, _POSTS, _PEOPLE, _YEARS, _PERIODS, _MOVING, _ASSIGNMENTS,
                              _PLANS, _EVALUATIONS):  # fmt: skip
                cursor.execute(statement.format(a_year=A_YEAR, pairs=law), given)
            cursor.execute("DROP VIEW moving")
        cursor.execute(f"VACUUM ANALYZE {', '.join(TABLES)}")
        cursor.execute("SELECT count(*) FROM appraisal_evaluation")
        return int(cursor.fetchone()[0])


def change_period(number: int) -> int:
    """Give another predicate to so many evaluations of the last quarter; return how many."""
    return _change("WHERE e.period_id = %(period)s AND e.state = 'final' LIMIT %(number)s", number)


def change_scattered(number: int) -> int:
    """Give another predicate to so many evaluations of all periods; return how many."""
    return _change("WHERE e.state = 'final' ORDER BY e.id %% 97, e.id LIMIT %(number)s", number)


def _change(which: str, number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM personnel_period WHERE kind = 'quarter'")
        (period,) = cursor.fetchone()
        cursor.execute(
            f"""
            UPDATE appraisal_evaluation AS e SET
                results_rating = law.rating, results_proposed = law.rating,
                behaviour_rating = law.rating, behaviour_proposed = law.rating,
                predicate = law.predicate
            FROM (SELECT e.id, e.predicate FROM appraisal_evaluation e {which}) AS chosen
            JOIN (VALUES ('meets', 'good'), ('above', 'very_good')) AS law (rating, predicate)
                ON (law.predicate = 'good') = (chosen.predicate <> 'good')
            WHERE e.id = chosen.id
            """,
            {"period": period, "number": number},
        )
        return int(cursor.rowcount)


@contextmanager
def _bare(cursor: CursorWrapper) -> Iterator[None]:
    """Take guards, history and foreign keys from the tables, and put them back."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])",
        [list(TABLES)],
    )
    keys: list[tuple[Any, ...]] = cursor.fetchall()
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table, name, _rule in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, rule in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {rule}')
    for table in TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
