"""Codes on receipts: what people mistype is noticed, what they may type differently is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.codes import (
    ALPHABET,
    LENGTH,
    check_sign,
    group_code,
    new_code,
    normalise_code,
    survey_url,
)

drawn = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


@given(drawn, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_noticed(signs, place, wrong):
    code = signs + check_sign(signs)
    mistyped = code[:place] + wrong + code[place + 1 :]

    assert normalise_code(mistyped) == ("" if mistyped != code else code)


@given(drawn, st.integers(0, LENGTH - 2))
def test_two_neighbours_that_changed_places_are_noticed(signs, place):
    code = signs + check_sign(signs)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert normalise_code(swapped) == ("" if swapped != code else code)


@given(drawn, st.data())
def test_a_code_is_read_as_people_type_it(signs, data):
    code = signs + check_sign(signs)
    lookalikes = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(
        data.draw(st.sampled_from(lookalikes.get(sign, sign + sign.lower())))
        + data.draw(st.sampled_from(["", " ", "-"]))
        for sign in code
    )

    assert normalise_code(f" {typed} ") == code


def test_codes_are_printed_in_four_groups_of_four_and_a_check():
    code = new_code()

    assert [len(group) for group in group_code(code).split("-")] == [4, 4, 4, 4, 1]
    assert normalise_code(group_code(code)) == code


def test_codes_are_drawn_evenly_and_never_twice():
    codes = {new_code() for _ in range(2000)}

    assert len(codes) == 2000
    for place in range(LENGTH):
        assert len({code[place] for code in codes}) == len(ALPHABET)


@pytest.mark.parametrize("text", ["", "ABC", "U" * LENGTH, "é" * LENGTH, "0" * 200, "²" * LENGTH])
def test_what_cannot_be_a_code_is_no_code(text):
    assert normalise_code(text) == ""


def test_the_address_is_short_and_in_capitals_for_the_qr_code():
    code = new_code()

    assert survey_url("https://skm.sabang.go.id", code) == (
        f"HTTPS://SKM.SABANG.GO.ID/S/{group_code(code)}"
    )
