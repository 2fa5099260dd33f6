"""Sheets of a survey and the days of its periods."""

from datetime import date

import pytest

from feedback.enums import Standing, SurveyPeriodKind
from feedback.imports.tabulation_columns import ordered_by_number, propose_columns
from feedback.rules.elements import ELEMENTS, LEGACY_ELEMENTS
from feedback.rules.periods import current_period, read_period, span_of
from feedback.rules.sheets import standing_of, with_cost

Q, H, Y = SurveyPeriodKind.QUARTER, SurveyPeriodKind.HALF_YEAR, SurveyPeriodKind.YEAR
CODES = [element.value for element in ELEMENTS]


@pytest.mark.parametrize(
    ("kind", "sequence", "first", "last"),
    [
        (Q, 1, date(2024, 1, 1), date(2024, 3, 31)),
        (Q, 4, date(2024, 10, 1), date(2024, 12, 31)),
        (H, 2, date(2024, 7, 1), date(2024, 12, 31)),
        (Y, 1, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_days_of_a_period(kind, sequence, first, last):
    assert span_of(kind, 2024, sequence) == (first, last)
    assert current_period(kind, last) == (2024, sequence)


@pytest.mark.parametrize(("kind", "sequence"), [(Q, 0), (Q, 5), (H, 3), (Y, 2)])
def test_a_year_has_no_such_period(kind, sequence):
    with pytest.raises(ValueError, match=str(sequence)):
        span_of(kind, 2024, sequence)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Triwulan III 2026", (7, 9)),
        ("TW 3 2026", (7, 9)),
        ("triwulan iv  2026", (10, 12)),
        ("Semester I 2026", (1, 6)),
        ("Tahun 2026", (1, 12)),
        ("2026", (1, 12)),
    ],
)
def test_a_period_is_read_as_offices_write_it(text, months):
    found = read_period(text)
    assert found is not None
    assert (found[0].month, found[1].month) == months


@pytest.mark.parametrize("text", ["", "kapan-kapan", "Triwulan III", "bulan Mei 2026"])
def test_other_words_are_no_period(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("answered", "items", "counts"), [(7, 9, True), (6, 9, False), (11, 14, True), (10, 14, False)]
)
def test_a_sheet_counts_from_seven_of_nine(answered, items, counts):
    ratings = [3] * answered + [None] * (items - answered)
    assert (standing_of(ratings) == Standing.USABLE) is counts


def test_a_free_service_costs_nothing_whatever_was_written():
    ratings = [3, 3, 3, 1, 3, 3, 3, 3, None]
    assert with_cost(ratings, CODES, has_fee=False)[3] == 4
    assert with_cost(ratings, CODES, has_fee=True) == tuple(ratings)


def test_numbers_alone_do_not_tell_the_last_two_elements():
    headings = ["NO RESP", "TANGGAL", *(f"U{n}" for n in range(1, 10)), "SARAN"]
    found = propose_columns(headings, CODES)
    assert [found.get(column) for column in range(2, 9)] == CODES[:7]
    assert 9 not in found
    assert 10 not in found
    assert ordered_by_number(headings)


def test_names_tell_the_elements_in_any_order():
    headings = [
        "Tanggal",
        "Penanganan Pengaduan, Saran dan Masukan",
        "Sarana dan Prasarana",
        "Saran",
    ]
    assert propose_columns(headings, CODES) == {
        0: "day",
        1: "complaints",
        2: "facilities",
        3: "comment",
    }
    assert not ordered_by_number(headings)


def test_the_older_fourteen_are_read_by_their_own_numbers():
    codes = [element.value for element in LEGACY_ELEMENTS]
    found = propose_columns([f"U{n}" for n in range(1, 15)], codes)
    assert list(found.values()) == codes
