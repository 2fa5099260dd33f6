"""Dates, numbers, marks and devices as people here write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from sabang_kinerja.common.devices import device_name
from sabang_kinerja.common.marks import STATE_MARKS, state_kind
from sabang_kinerja.templatetags import face

TODAY = date(2026, 11, 24)
LATE_EVENING_UTC = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"), [("id", "24 November 2026"), ("en", "24 November 2026")]
)
def test_long_date_of_a_moment_is_its_day_in_sabang(language, words):
    with translation.override(language):
        assert face.long_date(LATE_EVENING_UTC) == words


def test_dates_follow_the_language():
    with translation.override("id"):
        assert face.weekday_date(date(2026, 5, 5)) == "Selasa, 5 Mei 2026"
        assert face.day_month(date(2026, 8, 5)) == "5 Agu"
    with translation.override("en"):
        assert face.weekday_date(date(2026, 5, 5)) == "Tuesday, 5 May 2026"


def test_short_date_and_clock_are_written_as_tables_do():
    assert face.short_date(date(2026, 1, 5)) == "05-01-2026"
    assert face.clock(LATE_EVENING_UTC) == "01.05 WIB"


def test_missing_dates_are_empty():
    assert [f(None) for f in (face.long_date, face.weekday_date, face.short_date)] == ["", "", ""]
    assert face.clock(None) == ""
    assert face.nip(None) == ""


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1240, None, "1.240"),
        (Decimal("82.96"), None, "82,96"),
        (Decimal("82.9"), 2, "82,90"),
        (Decimal("18.75"), 3, "18,750"),
        (1234567, 0, "1.234.567"),
    ],
)
def test_number_has_a_decimal_comma_and_full_stops_for_thousands(value, decimals, written):
    assert face.number(value, decimals) == written


def test_percent_has_a_space():
    assert face.percent(0.7) == "70 %"
    assert face.percent(Decimal("0.733"), 1) == "73,3 %"


@pytest.mark.parametrize(
    ("due", "words", "look"),
    [
        (date(2026, 11, 24), "hari ini", "is-near"),
        (date(2026, 11, 26), "2 hari lagi", "is-near"),
        (date(2026, 12, 5), "11 hari lagi", ""),
        (date(2026, 11, 21), "lewat 3 hari", "is-late"),
        (None, "", ""),
    ],
)
def test_due_date_is_told_in_days(due, words, look):
    assert face.days_until(due, TODAY) == words
    assert face.due_class(due, TODAY) == look


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("draft", "draft"),
        ("submitted", "wait"),
        ("in_rating", "wait"),
        ("returned", "care"),
        ("fixed", "done"),
        ("final", "lock"),
        ("late", "late"),
        ("turn", "turn"),
    ],
)
def test_state_has_one_shape(state, kind):
    assert state_kind(state) == kind


def test_states_differ_by_shape_and_not_by_colour_alone():
    assert len(set(STATE_MARKS.values())) == len(STATE_MARKS) == 7


def test_state_mark_of_the_reader_s_turn_is_the_triangle_with_the_word():
    mark = face.state_mark("submitted", "Giliran Anda", turn=True)

    assert "st-turn" in mark
    assert STATE_MARKS["turn"] in mark
    assert mark.endswith("Giliran Anda</span>")


@pytest.mark.parametrize(("predicate", "steps"), [("very_poor", 1), ("good", 4), ("very_good", 5)])
def test_predicate_badge_fills_as_many_steps_as_its_level(predicate, steps):
    badge = face.predicate_badge(predicate, "kata")

    assert badge.count('class="on"') == steps
    assert badge.count('class="off"') == 5 - steps


def test_predicate_badge_without_a_predicate_says_there_is_none():
    assert "belum ada" in face.predicate_badge("")


def test_tags_escape_what_people_wrote():
    assert "<script>" not in face.state_mark("draft", "<script>")
    assert "<script>" not in face.predicate_badge("good", "<script>")


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130.0 Safari/537.36",
            "Chrome di Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge di Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari di iPhone"),
        ("curl/8.0", "Perangkat tidak dikenal"),
        ("", "Perangkat tidak dikenal"),
    ],
)
def test_device_is_named_as_its_owner_knows_it(user_agent, words):
    assert device_name(user_agent) == words


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Daftar ini memuat 3.001 pegawai", "Daftar ini memuat 3.001 pegawai."),
        ("Semua pegawai memiliki akun.", "Semua pegawai memiliki akun."),
        ("Impor data ini?", "Impor data ini?"),
    ],
)
def test_title_that_is_a_sentence_ends_as_one(title, expected):
    assert face.full_stop(title) == expected
