"""Answers as sums, made by the database: the cost depends on cells and days, not on answers.

Two aggregates over the answers of some surveys: by cell with sums and products, by cell and day
with sums; a third one counts what became of all answers and who gave them. An answer with gaps is
grouped with those that have the same gaps, so that no product needs to know about them. All rows of
a survey come as one string of bytes, which numpy reads as it is: a row each would cost more than
the sums. Source: statistics G; see docs/statistics.md#variance.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from feedback.enums import COUNTED, Channel, Standing
from feedback.rules.answer_sums import AnswerSums
from feedback.rules.index import Tally
from feedback.rules.profile import EDUCATION_GROUP_OF, CellKey
from feedback.rules.sums import ITEMS

_PLACES: Final = range(1, ITEMS + 1)
_PAIRS: Final = tuple((one, other) for one in _PLACES for other in _PLACES if one <= other)
_EPOCH: Final = date(2000, 1, 1).toordinal()

_GROUP: Final = "CASE education {} ELSE education END".format(
    " ".join(f"WHEN '{level}' THEN '{group}'" for level, group in EDUCATION_GROUP_OF.items())
)
_CELL: Final = "survey_id, service_id, sub_district, sex, age_group, level"
_CELL_CODE: Final = (
    "hashtextextended(concat_ws('|', service_id, sub_district, sex, age_group, level), 0)"
)


def _packed(*columns: str) -> str:
    """Whole numbers of one row as bytes, four each."""
    return " || ".join(f"int4send({column}::int)" for column in columns)


_COUNTED: Final = f"""
    SELECT survey_id, coalesce(service_id, 0) AS service_id, sub_district, sex, age_group,
        {_GROUP} AS level, day,
        {" + ".join(f"((ratings[{at}] IS NOT NULL)::int << {at - 1})" for at in _PLACES)} AS given,
        {", ".join(f"coalesce(ratings[{at}], 0::smallint) AS r{at}" for at in _PLACES)}
    FROM feedback_response
    WHERE survey_id = ANY(%(surveys)s) AND standing = ANY(%(counted)s) AND channel <> %(open)s
    OFFSET 0
"""  # noqa: S608  # nothing in it comes from outside
_SUMS: Final = ", ".join(f"sum(r{at}) AS s{at}" for at in _PLACES)
_CELL_NUMBERS: Final = _packed(
    "given", "n", *(f"s{at}" for at in _PLACES), *(f"p{one}{other}" for one, other in _PAIRS)
)
_DAY_NUMBERS: Final = _packed("given", "since", "n", *(f"s{at}" for at in _PLACES))
_BY_CELL: Final = f"""
    SELECT survey_id, string_agg(int8send(code) || {_CELL_NUMBERS}, ''::bytea) FROM (
        SELECT survey_id, {_CELL_CODE} AS code, given, count(*) AS n, {_SUMS},
            {", ".join(f"sum(r{one} * r{other}) AS p{one}{other}" for one, other in _PAIRS)}
        FROM ({_COUNTED}) AS answer GROUP BY {_CELL}, given
    ) AS cell GROUP BY survey_id
"""  # noqa: S608  # nothing in it comes from outside
_BY_DAY: Final = f"""
    SELECT survey_id, string_agg(int8send(code) || {_DAY_NUMBERS}, ''::bytea) FROM (
        SELECT survey_id, {_CELL_CODE} AS code, given, day - date '2000-01-01' AS since,
            count(*) AS n, {_SUMS}
        FROM ({_COUNTED}) AS answer GROUP BY {_CELL}, day, given
    ) AS pair GROUP BY survey_id
"""  # noqa: S608  # nothing in it comes from outside
_WHO: Final = f"""
    SELECT {_CELL}, {_CELL_CODE} AS code, occupation, education, standing, channel, counted,
        grouping(standing) = 0, grouping(occupation) = 0, grouping(education) = 0, count(*)
    FROM (
        SELECT survey_id, coalesce(service_id, 0) AS service_id, sub_district, sex, age_group,
            {_GROUP} AS level, education, occupation, standing, channel,
            standing = ANY(%(counted)s) AND channel <> %(open)s AS counted
        FROM feedback_response WHERE survey_id = ANY(%(surveys)s)
    ) AS answer
    GROUP BY GROUPING SETS (
        (survey_id, service_id, standing, channel),
        (survey_id, service_id, occupation, counted),
        (survey_id, service_id, education, counted),
        ({_CELL}, counted)
    )
"""  # noqa: S608  # nothing in it comes from outside
_SET_ASIDE: Final = f"""
    SELECT survey_id, coalesce(service_id, 0), count(*),
        {", ".join(f"coalesce(sum(ratings[{at}]), 0), count(ratings[{at}])" for at in _PLACES)}
    FROM feedback_response
    WHERE survey_id = ANY(%(surveys)s) AND standing = %(quarantined)s AND channel <> %(open)s
    GROUP BY 1, 2
"""  # noqa: S608  # nothing in it comes from outside
_ELEMENTS: Final = """
    SELECT place, sum(answer), count(answer)
    FROM feedback_response, unnest(ratings) WITH ORDINALITY AS one (answer, place)
    WHERE survey_id = %(survey)s AND standing = ANY(%(counted)s) AND channel <> %(open)s
    GROUP BY place ORDER BY place
"""


@dataclass(slots=True)
class SurveyAnswers:
    """Everything that was answered in one survey, as sums and counts.

    ``standings`` counts answers by service, standing and channel (0 for no service);
    ``occupations`` and ``education`` counted ones by service and code; ``quarantined`` are the sums
    of those set aside, by service.
    """

    sums: AnswerSums = field(default_factory=AnswerSums.nothing)
    standings: dict[tuple[int, str, str], int] = field(default_factory=dict)
    occupations: dict[tuple[int, str], int] = field(default_factory=dict)
    education: dict[tuple[int, str], int] = field(default_factory=dict)
    quarantined: dict[int, Tally] = field(default_factory=dict)


def answers_of(surveys: Sequence[int]) -> dict[int, SurveyAnswers]:
    """Answers of surveys as sums, in four queries; the open channel is only counted."""
    parameters: dict[str, Any] = {
        "surveys": list(surveys),
        "counted": list(COUNTED),
        "open": Channel.OPEN.value,
        "quarantined": Standing.QUARANTINED.value,
    }
    found = {pk: SurveyAnswers() for pk in surveys}
    with connection.cursor() as cursor:
        # Compiling so many sums takes longer than making them; sorting texts longer than hashing.
        cursor.execute("SET LOCAL jit = off; SET LOCAL work_mem = '64MB'")
        cursor.execute(_WHO, parameters)
        keys = _read_who(cursor.fetchall(), found)
        cursor.execute(_SET_ASIDE, parameters)
        for survey, service, n, *sums in cursor.fetchall():
            found[survey].quarantined[service] = Tally(
                tuple(map(int, sums[0::2])), tuple(map(int, sums[1::2])), n
            )
        cells = _unpacked(cursor, _BY_CELL, parameters, 2 + ITEMS + len(_PAIRS))
        days = _unpacked(cursor, _BY_DAY, parameters, 3 + ITEMS)
    for pk, answers in found.items():
        if pk in keys:
            answers.sums = _assembled(keys[pk], *cells[pk], *days[pk])
    return found


def element_tally(survey: int, items: int, n: int) -> Tally:
    """Sums and counts of each element of a longer questionnaire, such as the older fourteen."""
    sums, counts = [0] * items, [0] * items
    parameters: dict[str, Any] = {
        "survey": survey,
        "counted": list(COUNTED),
        "open": Channel.OPEN.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ELEMENTS, parameters)
        for place, total, count in cursor.fetchall():
            if place <= items:
                sums[place - 1], counts[place - 1] = int(total or 0), count
    return Tally(tuple(sums), tuple(counts), n)


def _read_who(
    rows: list[tuple[Any, ...]], found: dict[int, SurveyAnswers]
) -> dict[int, dict[int, CellKey]]:
    """Put counts where they belong; the cells of each survey by their code."""
    keys: dict[int, dict[int, CellKey]] = defaultdict(dict)
    for row in rows:
        survey, service, place, sex, age, level, code, work, school, standing, channel = row[:11]
        counted, is_standing, is_work, is_school, n = row[11:]
        answers = found[survey]
        if is_standing:
            answers.standings[service, standing, channel] = n
        elif not counted:
            continue
        elif is_work:
            answers.occupations[service, work] = n
        elif is_school:
            answers.education[service, school] = n
        else:
            key = CellKey(service or None, place, sex, age, level)
            if keys[survey].setdefault(code, key) != key:
                raise ArithmeticError("two cells have one code")
    return keys


def _unpacked(
    cursor: Any, statement: str, parameters: dict[str, Any], columns: int
) -> dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Codes of cells, and so many numbers beside each, by survey."""
    row = np.dtype([("code", ">i8"), ("numbers", ">i4", (columns,))])
    cursor.execute(statement, parameters)
    found = {}
    for survey, data in cursor.fetchall():
        rows = np.frombuffer(data, row)
        found[survey] = rows["code"].astype(np.int64), rows["numbers"].astype(np.int64)
    return found


def _assembled(
    keys: dict[int, CellKey],
    cell_codes: NDArray[np.int64],
    cells: NDArray[np.int64],
    day_codes: NDArray[np.int64],
    days: NDArray[np.int64],
) -> AnswerSums:
    """Join what differs only in its gaps; cells in the order of their keys."""
    codes = sorted(keys, key=lambda code: (keys[code].service or 0, keys[code][1:]))
    at = _places(codes, cell_codes)
    given, n = _marks(cells[:, 0]), cells[:, 1].astype(np.float64)
    answers = cells[:, 2 : 2 + ITEMS].astype(np.float64)
    marks = np.hstack([given * n[:, None], answers])
    crossed = np.zeros((len(cells), 2 * ITEMS, 2 * ITEMS))
    crossed[:, :ITEMS, :ITEMS] = given[:, :, None] * given[:, None, :] * n[:, None, None]
    crossed[:, :ITEMS, ITEMS:] = given[:, :, None] * answers[:, None, :]
    crossed[:, ITEMS:, :ITEMS] = crossed[:, :ITEMS, ITEMS:].transpose(0, 2, 1)
    for column, (one, other) in enumerate(_PAIRS, start=2 + ITEMS):
        crossed[:, ITEMS + one - 1, ITEMS + other - 1] = cells[:, column]
        crossed[:, ITEMS + other - 1, ITEMS + one - 1] = cells[:, column]
    people, sums, products = _summed(at, len(codes), n, marks, crossed)
    return AnswerSums(
        tuple(keys[code] for code in codes),
        people,
        sums,
        products,
        *_by_day(_places(codes, day_codes), days),
    )


def _by_day(
    at: NDArray[np.int64], days: NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Cell, day, people and sums of each pair of a cell and a day that occurs."""
    n = days[:, 2].astype(np.float64)
    marks = np.hstack([_marks(days[:, 0]) * n[:, None], days[:, 3:].astype(np.float64)])
    span = int(days[:, 1].max()) + 1
    pairs, pair = np.unique(at * span + days[:, 1], return_inverse=True)
    people, sums = _summed(pair, len(pairs), n, marks)
    return (
        (pairs // span).astype(np.intp),
        (pairs % span + _EPOCH).astype(np.intp),
        people,
        sums,
    )


def _places(codes: list[int], found: NDArray[np.int64]) -> NDArray[np.int64]:
    """Place in ``codes`` of each code found."""
    known = np.array(codes, dtype=np.int64)
    order = np.argsort(known)
    places: NDArray[np.int64] = order[np.searchsorted(known[order], found)]
    return places


def _summed(
    places: NDArray[np.int64], size: int, *values: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """Sums of rows that have one place; every place from 0 to ``size`` - 1 occurs."""
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(size))
    return [np.add.reduceat(value[order], starts, axis=0) for value in values]


def _marks(given: NDArray[np.int64]) -> NDArray[np.float64]:
    """Nine columns, 1 where an item was answered."""
    return ((given[:, None] >> np.arange(ITEMS)) & 1).astype(np.float64)
