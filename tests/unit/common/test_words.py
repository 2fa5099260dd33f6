"""Small numbers as words."""

import pytest

from sabang_kinerja.common.words import in_words, of_total


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "nol"), (1, "satu"), (7, "tujuh"), (10, "sepuluh"), (11, "11"), (1240, "1.240")],
)
def test_in_words_up_to_ten_and_figures_above(number, words):
    assert in_words(number) == words


def test_of_total_opens_a_sentence():
    assert of_total(5, 7) == "Lima dari tujuh"
    assert of_total(28, 30) == "28 dari 30"
