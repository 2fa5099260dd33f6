"""Names of agencies in a letterhead: even lines, no word lost, none alone without need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.documents.name_lines import MOST_LETTERS, name_lines


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Dinas Sosial", ("DINAS SOSIAL",)),
        (
            "Dinas Kesehatan dan Keluarga Berencana",
            ("DINAS KESEHATAN DAN", "KELUARGA BERENCANA"),
        ),
        (
            "Satuan Polisi Pamong Praja dan Wilayatul Hisbah",
            ("SATUAN POLISI PAMONG PRAJA", "DAN WILAYATUL HISBAH"),
        ),
    ],
)
def test_name_is_broken_evenly(name, lines):
    assert name_lines(name) == lines


@given(st.lists(st.text("ABC", min_size=1, max_size=40), min_size=1, max_size=12))
def test_no_word_is_lost_and_only_a_longer_word_makes_a_longer_line(words):
    lines = name_lines(" ".join(words))

    assert " ".join(lines).split() == words
    assert all(len(line) <= MOST_LETTERS or " " not in line for line in lines)
