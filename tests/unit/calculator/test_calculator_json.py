"""What the calculator takes for one JSON object, and what it writes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sabang_kinerja.calculator.errors import CalculatorError
from sabang_kinerja.calculator.wire import read_object, write_object

BAD_JSON_ROWS = [
    ("nothing", b""),
    ("blanks", b" \n"),
    ("cut off", b'{"results": "above"'),
    ("two objects", b"{} {}"),
    ("list", b"[]"),
    ("text", b'"above"'),
    ("number", b"3"),
    ("null", b"null"),
    ("single quotes", b"{'results': 'above'}"),
    ("trailing comma", b'{"results": "above",}'),
    ("NaN", b'{"share": NaN}'),
    ("Infinity", b'{"share": -Infinity}'),
    ("not UTF-8", b'{"name": "\xff"}'),
    ("UTF-16", '{"results": "above"}'.encode("utf-16")),
    ("nested without end", b'{"a":' * 100_000),
    ("number of five thousand digits", b'{"n": ' + b"9" * 5_000 + b"}"),
]


@pytest.mark.parametrize(
    "raw", [row[1] for row in BAD_JSON_ROWS], ids=[r[0] for r in BAD_JSON_ROWS]
)
def test_read_object_of_anything_else_is_bad_json(raw):
    with pytest.raises(CalculatorError) as refusal:
        read_object(raw)

    assert refusal.value.code == "bad_json"


def test_read_object_with_a_key_given_twice_is_refused():
    """Which of two ratings was meant is not for a calculator to guess."""
    with pytest.raises(CalculatorError) as refusal:
        read_object(b'{"results": "above", "results": "below"}')

    assert refusal.value.code == "bad_value"
    assert "results" in refusal.value.message


def test_read_object_with_a_number_beyond_range_is_refused():
    with pytest.raises(CalculatorError) as refusal:
        read_object(b'{"share": 1e999}')

    assert refusal.value.code == "bad_value"


def test_read_object_takes_a_byte_order_mark_and_line_ends():
    assert read_object(b'\xef\xbb\xbf{"results": "above"}\r\n') == {"results": "above"}


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_write_object_is_one_line_of_ascii_that_reads_back(value):
    line = write_object(value)

    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line) == value
