"""One-time codes as a person types them."""

import pytest

from personnel.rules.login_codes import ALPHABET, CODE_LENGTH, group_code, normalise_code


@pytest.mark.parametrize(
    "typed", ["ABCD-2345-WXYZ", "abcd 2345 wxyz", " ABCD2345WXYZ\n", "abcd–2345–wxyz"]
)
def test_code_in_any_grouping_is_the_same(typed):
    assert normalise_code(typed) == "ABCD2345WXYZ"


def test_code_is_printed_in_groups_of_four():
    assert group_code("ABCD2345WXYZ") == "ABCD-2345-WXYZ"


def test_alphabet_has_no_signs_that_look_alike():
    assert set(ALPHABET).isdisjoint("0O1ILUV")
    assert len(ALPHABET) == len(set(ALPHABET))


def test_code_is_too_long_to_guess():
    assert len(ALPHABET) ** CODE_LENGTH > 2**58
