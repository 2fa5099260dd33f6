"""Whose a month is (regulation 5.2 no. 2, W8), what is left to convert, and the ledger's rows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.credit import FunctionalLevel
from appraisal.rules.credit_ledger import Entry, EntryKind, cumulative, totals_by_kind
from appraisal.rules.credit_months import MonthRun, PostSpan, month_owners, runs_to_convert

L = FunctionalLevel
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def spans(change, first=L.AHLI_PERTAMA, second=L.AHLI_MUDA):
    """Two posts, the second from the day of the change."""
    return [
        PostSpan(1, first, date(2020, 1, 1), change - timedelta(days=1)),
        PostSpan(2, second, change, None),
    ]


def runs(posts, covers=frozenset({1, 2}), taken=frozenset(), period=YEAR):
    owners = month_owners(*period, posts)
    found = runs_to_convert(owners, year=period[0].year, covers=covers, taken=taken)
    return [(run.level, run.first, run.last) for run in found]


def test_month_belongs_to_the_post_of_its_first_day():
    """W8: a move on 15 May leaves May with the old post: five months and seven."""
    assert runs(spans(date(2026, 5, 15))) == [(L.AHLI_PERTAMA, 1, 5), (L.AHLI_MUDA, 6, 12)]
    assert runs(spans(date(2026, 5, 1))) == [(L.AHLI_PERTAMA, 1, 4), (L.AHLI_MUDA, 5, 12)]


def test_same_level_in_another_post_stays_one_run():
    posts = spans(date(2026, 5, 1), second=L.AHLI_PERTAMA)

    assert runs(posts) == [(L.AHLI_PERTAMA, 1, 12)]


def test_converted_months_are_left_out():
    """A13: January and February were converted before."""
    posts = [PostSpan(1, L.AHLI_PERTAMA, date(2020, 1, 1), None)]

    assert runs(posts, covers={1}, taken={1, 2}) == [(L.AHLI_PERTAMA, 3, 12)]
    assert runs(posts, covers={1}, taken={5}) == [(L.AHLI_PERTAMA, 1, 4), (L.AHLI_PERTAMA, 6, 12)]
    assert runs(posts, covers={1}, taken=set(range(1, 13))) == []


def test_first_month_of_service_counts_only_when_it_began_on_the_first():
    late = [PostSpan(1, L.TERAMPIL, date(2026, 3, 2), None)]
    sharp = [PostSpan(1, L.TERAMPIL, date(2026, 3, 1), None)]

    assert runs(late) == [(L.TERAMPIL, 4, 12)]
    assert runs(sharp) == [(L.TERAMPIL, 3, 12)]


def test_months_without_a_functional_post_give_nothing():
    assert runs(spans(date(2026, 7, 1), second=None)) == [(L.AHLI_PERTAMA, 1, 6)]


def test_months_of_other_posts_wait_for_their_own_evaluation():
    assert runs(spans(date(2026, 7, 1)), covers={2}) == [(L.AHLI_MUDA, 7, 12)]


def test_quarter_converts_its_own_months():
    posts = [PostSpan(1, L.MAHIR, date(2020, 1, 1), None)]

    assert runs(posts, period=(date(2026, 4, 1), date(2026, 6, 30))) == [(L.MAHIR, 4, 6)]


def test_nothing_before_2023_is_converted():
    posts = [PostSpan(1, L.MAHIR, date(2020, 1, 1), None)]

    assert runs(posts, period=(date(2022, 1, 1), date(2022, 12, 31))) == []


def test_run_counts_its_months():
    assert MonthRun(L.MAHIR, 6, 12).months == 7


@given(change=st.dates(date(2026, 1, 2), date(2026, 12, 31)))
def test_parts_of_a_full_year_always_sum_to_twelve(change):
    found = runs(spans(change))

    assert sum(last - first + 1 for _level, first, last in found) == 12


def entry(kind, points, on, *, level=L.AHLI_PERTAMA, known=False):
    return Entry(kind, level, Decimal(points), on, known)


DAY = date(2026, 1, 1)


def test_rows_of_the_form_stand_in_order_and_split_old_from_new():
    entries = [
        entry(EntryKind.CONVERSION, "12.500", DAY),
        entry(EntryKind.FORMER, "30.000", date(2022, 12, 31), known=True),
        entry(EntryKind.CONVERSION, "18.000", date(2025, 1, 1), known=True),
    ]

    rows = totals_by_kind(entries, L.AHLI_PERTAMA)

    assert [row.kind for row in rows] == list(EntryKind)
    conversion = rows[3]
    assert (conversion.old, conversion.new) == (Decimal("18.000"), Decimal("12.500"))
    assert cumulative(rows) == Decimal("60.500")


def test_promotion_in_rank_uses_the_oldest_points():
    """A17: 60.500 less 50 leaves 10.500 at the same level."""
    entries = [
        entry(EntryKind.CONVERSION, "15.500", DAY),
        entry(EntryKind.FORMER, "45.000", date(2022, 12, 31)),
    ]

    rows = totals_by_kind(entries, L.AHLI_PERTAMA, used=Decimal(50))

    assert rows[1].total == 0
    assert rows[3].total == Decimal("10.500")


def test_new_level_begins_at_zero():
    entries = [entry(EntryKind.CONVERSION, "120.000", DAY)]

    assert cumulative(totals_by_kind(entries, L.AHLI_MUDA)) == 0


def test_more_used_than_came_in_is_an_error():
    with pytest.raises(ValueError, match="1"):
        totals_by_kind([entry(EntryKind.BASIC, "49.000", DAY)], L.AHLI_PERTAMA, Decimal(50))


amounts = st.decimals(0, 100, places=3)


@given(points=st.lists(st.tuples(st.sampled_from(EntryKind), amounts, st.booleans()), max_size=8))
def test_rows_sum_to_what_came_in_less_what_was_used(points):
    entries = [
        entry(kind, amount, DAY + timedelta(days=place), known=known)
        for place, (kind, amount, known) in enumerate(points)
    ]
    came_in = sum((amount for _kind, amount, _known in points), start=Decimal(0))

    rows = totals_by_kind(entries, L.AHLI_PERTAMA, used=came_in / 2)

    assert cumulative(rows) == came_in - came_in / 2
    assert all(row.old >= 0 and row.new >= 0 for row in rows)
