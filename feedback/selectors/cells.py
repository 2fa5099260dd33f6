"""Answers as sums, made by the database: the cost depends on cells and days, not on answers.

Two aggregates over the answers of some surveys: by cell with sums and products, by cell and day
with sums; a third one counts what became of all answers and who gave them. An answer with gaps is
grouped with those that have the same gaps, so that no product needs to know about them. Results
come in PostgreSQL's binary format, whose rows of whole numbers numpy reads as they are. Source:
statistics G; see docs/statistics.md#variance.
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
from feedback.rules.cell_keys import EDUCATION_GROUP_OF, CellKey
from feedback.rules.index import Tally
from feedback.rules.sums import ITEMS

_PLACES: Final = range(1, ITEMS + 1)
_PAIRS: Final = tuple((one, other) for one in _PLACES for other in _PLACES if one <= other)
_EPOCH: Final = date(2000, 1, 1).toordinal()
_HEAD: Final = 19
"""Bytes of the binary format before its first row."""

_GROUP: Final = "CASE education {} ELSE education END".format(
    " ".join(f"WHEN '{level}' THEN '{group}'" for level, group in EDUCATION_GROUP_OF.items())
)
_CELL: Final = "survey_id, service_id, sub_district, sex, age_group, level"
_CELL_CODE: Final = (
    "hashtextextended(concat_ws('|', service_id, sub_district, sex, age_group, level), 0)"
)
_COUNTED: Final = f"""
    SELECT survey_id, coalesce(service_id, 0) AS service_id, sub_district, sex, age_group,
        {_GROUP} AS level, day,
        {" + ".join(f"((ratings[{at}] IS NOT NULL)::int << {at - 1})" for at in _PLACES)} AS given,
        {", ".join(f"coalesce(ratings[{at}], 0::smallint) AS r{at}" for at in _PLACES)}
    FROM feedback_response
    WHERE survey_id = ANY(%(surveys)s) AND standing = ANY(%(counted)s) AND channel <> %(open)s
    OFFSET 0
"""  # noqa: S608  # nothing in it comes from outside
_SUMS: Final = ", ".join(f"sum(r{at})" for at in _PLACES)
_BY_CELL: Final = f"""
    COPY (
        SELECT survey_id, {_CELL_CODE}, given::bigint, count(*), {_SUMS},
            {", ".join(f"sum(r{one} * r{other})" for one, other in _PAIRS)}
        FROM ({_COUNTED}) AS answer GROUP BY {_CELL}, given
    ) TO STDOUT (FORMAT BINARY)
"""  # noqa: S608  # nothing in it comes from outside
_BY_DAY: Final = f"""
    COPY (
        SELECT survey_id, {_CELL_CODE}, given::bigint, (day - date '2000-01-01')::bigint,
            count(*), {_SUMS}
        FROM ({_COUNTED}) AS answer GROUP BY {_CELL}, day, given
    ) TO STDOUT (FORMAT BINARY)
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
    """Answers as sums, in two queries and two copies; the open channel is only counted."""
    parameters: dict[str, Any] = {
        "surveys": list(surveys),
        "counted": list(COUNTED),
        "open": Channel.OPEN.value,
        "quarantined": Standing.QUARANTINED.value,
    }
    found = {pk: SurveyAnswers() for pk in surveys}
    with connection.cursor() as cursor:
        # Compiling so many sums takes longer than making them.
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(_WHO, parameters)
        keys = _read_who(cursor.fetchall(), found)
        cursor.execute(_SET_ASIDE, parameters)
        for survey, service, n, *sums in cursor.fetchall():
            found[survey].quarantined[service] = Tally(
                tuple(map(int, sums[0::2])), tuple(map(int, sums[1::2])), n
            )
        cells = _copied(cursor, _BY_CELL, parameters, 4 + ITEMS + len(_PAIRS))
        days = _copied(cursor, _BY_DAY, parameters, 5 + ITEMS)
    for pk, answers in found.items():
        if pk in keys:
            answers.sums = _assembled(keys[pk], cells[cells[:, 0] == pk], days[days[:, 0] == pk])
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


def _copied(cursor: Any, statement: str, parameters: dict[str, Any], columns: int) -> NDArray[Any]:
    """Rows of a binary copy of so many ``bigint`` columns, none of them null."""
    with cursor.cursor.copy(statement, parameters) as copy:
        data = b"".join(copy)
    row = np.dtype(
        [("fields", ">i2"), ("values", [("length", ">i4"), ("value", ">i8")], (columns,))]
    )
    rows = np.frombuffer(data, row, count=(len(data) - _HEAD - 2) // row.itemsize, offset=_HEAD)
    values: NDArray[Any] = rows["values"]["value"].astype(np.int64)
    return values


def _assembled(keys: dict[int, CellKey], cells: NDArray[Any], days: NDArray[Any]) -> AnswerSums:
    """Join what differs only in its gaps; cells in the order of their keys."""
    codes = sorted(keys, key=lambda code: (keys[code].service or 0, keys[code][1:]))
    place_of = {code: place for place, code in enumerate(codes)}
    width = 2 * ITEMS
    at = np.array([place_of[code] for code in cells[:, 1].tolist()], dtype=np.intp)
    given, n = _marks(cells[:, 2]), cells[:, 3].astype(np.float64)
    people = np.bincount(at, weights=n, minlength=len(codes))
    sums, products = np.zeros((len(codes), width)), np.zeros((len(codes), width, width))
    answers = cells[:, 4 : 4 + ITEMS].astype(np.float64)
    np.add.at(sums, at, np.hstack([given * n[:, None], answers]))
    crossed = np.zeros((len(cells), width, width))
    crossed[:, :ITEMS, :ITEMS] = given[:, :, None] * given[:, None, :] * n[:, None, None]
    crossed[:, :ITEMS, ITEMS:] = given[:, :, None] * answers[:, None, :]
    crossed[:, ITEMS:, :ITEMS] = crossed[:, :ITEMS, ITEMS:].transpose(0, 2, 1)
    for column, (one, other) in enumerate(_PAIRS, start=4 + ITEMS):
        crossed[:, ITEMS + one - 1, ITEMS + other - 1] = cells[:, column]
        crossed[:, ITEMS + other - 1, ITEMS + one - 1] = cells[:, column]
    np.add.at(products, at, crossed)
    return AnswerSums(
        tuple(keys[code] for code in codes),
        people.astype(np.float64),
        sums,
        products,
        *_by_day(days, place_of),
    )


def _by_day(days: NDArray[Any], place_of: dict[int, int]) -> tuple[Any, Any, Any, Any]:
    """Cell, day, people and sums of each pair of a cell and a day that occurs."""
    codes, place = np.unique(days[:, 1], return_inverse=True)
    at = np.array([place_of[code] for code in codes.tolist()], dtype=np.int64)[place]
    span = int(days[:, 3].max()) + 1
    pairs, pair = np.unique(at * span + days[:, 3], return_inverse=True)
    n = days[:, 4].astype(np.float64)
    sums = np.zeros((len(pairs), 2 * ITEMS))
    np.add.at(sums, pair, np.hstack([_marks(days[:, 2]) * n[:, None], days[:, 5:].astype(float)]))
    return (
        (pairs // span).astype(np.intp),
        (pairs % span + _EPOCH).astype(np.intp),
        np.bincount(pair, weights=n, minlength=len(pairs)),
        sums,
    )


def _marks(given: NDArray[Any]) -> NDArray[np.float64]:
    """Nine columns, 1 where an item was answered."""
    return ((given[:, None] >> np.arange(ITEMS)) & 1).astype(np.float64)
