"""The code on paper: unguessable, readable, forgiving to type."""

import pytest

from reports.documents.verification import (
    ALPHABET,
    LENGTH,
    group_code,
    new_verification_code,
    normalise_code,
    verification_url,
)

CODE = "H8D2K6RW3NXQ5TB7MA9FJ4CP12"


def test_new_codes_carry_130_bits_and_differ():
    codes = {new_verification_code() for _ in range(500)}

    assert len(codes) == 500
    assert len(ALPHABET) ** LENGTH == 2**130
    assert set("".join(codes)) == set(ALPHABET)
    assert {len(code) for code in codes} == {LENGTH}


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        group_code(CODE),
        group_code(CODE).lower(),
        "h8d2k 6rw3n xq5tb 7ma9f j4cp1 2",
        "H8D2K-6RW3N-XQ5TB-7MA9F-J4CPl-2",
        " H8D2K6RW3NXQ5TB7MA9FJ4CPI2\n",
    ],
)
def test_code_is_read_as_people_type_it(typed):
    assert normalise_code(typed) == CODE


@pytest.mark.parametrize("typed", ["", "H8D2K", CODE + "0", CODE[:-1] + "U", CODE[:-1] + "é"])
def test_text_that_cannot_be_a_code_is_empty(typed):
    assert normalise_code(typed) == ""


def test_code_is_grouped_by_five():
    assert group_code(CODE) == "H8D2K-6RW3N-XQ5TB-7MA9F-J4CP1-2"


def test_address_for_the_qr_code_is_in_capitals():
    assert (
        verification_url("https://kinerja.sabang.example/v", CODE)
        == f"HTTPS://KINERJA.SABANG.EXAMPLE/V/{CODE}"
    )
