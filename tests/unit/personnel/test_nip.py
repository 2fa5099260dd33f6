"""The employee number, regulation 7.4 and worked examples 8.5."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.rules.kinds import EmployeeKind
from personnel.rules.nip import (
    NipProblem,
    Sex,
    age_on,
    group_nip,
    mask_nip,
    nip_problem,
    normalise_nip,
    parse_nip,
)

TODAY = date(2026, 11, 23)
PNS, CPNS, PPPK, PPPK_PART_TIME = EmployeeKind

PROBLEM_ROWS = [
    ("N1", "198609262015051001", PNS, None),
    ("N2", "19860926 201505 1 001", PNS, None),
    ("N3", "19860926201505100", PNS, NipProblem.FORMAT),
    ("N4", "198613262015051001", PNS, NipProblem.BIRTH),
    ("N5", "198602302015051001", PNS, NipProblem.BIRTH),
    ("N6", "198609262015053001", PNS, NipProblem.SEX),
    ("N7", "198609262015051000", PNS, NipProblem.SEQUENCE),
    ("N8", "198609261995051001", PNS, NipProblem.YEAR),
    ("N9", "199001012022211001", PPPK, None),
    ("N10", "199001012022211001", PNS, NipProblem.TYPE),
    ("N11", "198609262015051001", PPPK, NipProblem.TYPE),
    ("N12", "19860926201505100A", PNS, NipProblem.FORMAT),
    ("N13", "195001011975031001", PNS, NipProblem.AGE),
]


def in_digits_from(zero):
    """The number of N1 in digits that look or read alike but are not ASCII."""
    return "".join(chr(ord(zero) + int(digit)) for digit in "198609262015051001")


BOUNDARY_ROWS = [
    ("empty", "", PNS, NipProblem.FORMAT),
    ("nineteen digits", "1986092620150510010", PNS, NipProblem.FORMAT),
    ("grouped by full stops", "19860926.201505.1.001", PNS, None),
    ("no-break spaces around", "\xa0198609262015051001\xa0", PNS, None),
    ("hyphens are not separators", "19860926-201505-1-001", PNS, NipProblem.FORMAT),
    ("digits of another script", in_digits_from("\u0660"), PNS, NipProblem.FORMAT),
    ("fullwidth digits", in_digits_from("\uff10"), PNS, NipProblem.FORMAT),
    ("year of birth 0000", "000001012015051001", PNS, NipProblem.BIRTH),
    ("29 February of a common year", "198702292015051001", PNS, NipProblem.BIRTH),
    ("29 February of a leap year", "198802292015051001", PNS, None),
    ("seventeen today", "200911232026111001", PNS, None),
    ("seventeen tomorrow", "200911242026111001", PNS, NipProblem.AGE),
    ("seventy, seventy-one tomorrow", "195511241975031001", PNS, None),
    ("seventy-one today", "195511231975031001", PNS, NipProblem.AGE),
    ("appointed in the year of the 17th birthday", "198609262003051001", PNS, None),
    ("appointed the year before", "198609262002051001", PNS, NipProblem.YEAR),
    ("appointed next year", "199609262027011001", PNS, None),
    ("appointed in two years", "199609262028011001", PNS, NipProblem.YEAR),
    ("month 00", "198609262015001001", PNS, NipProblem.TYPE),
    ("month 12", "198609262015121001", PNS, None),
    ("month 13", "198609262015131001", PNS, NipProblem.TYPE),
    ("PPPK with month 12", "199001012022121001", PPPK, NipProblem.TYPE),
    ("PPPK renewed", "199001012022221001", PPPK, None),
    ("CPNS has the number of a PNS", "200009262026031001", CPNS, None),
    ("CPNS with the number of a PPPK", "199001012022211001", CPNS, NipProblem.TYPE),
    ("part-time PPPK has the number of a PPPK", "199001012025211001", PPPK_PART_TIME, None),
    (
        "part-time PPPK with the number of a PNS",
        "198609262015051001",
        PPPK_PART_TIME,
        NipProblem.TYPE,
    ),
    ("sex 0", "198609262015050001", PNS, NipProblem.SEX),
    ("sequence 999", "198609262015052999", PNS, None),
]

ORDER_ROWS = [
    ("birth before age, year, type, sex, seq", "000000000000003000", PNS, NipProblem.BIRTH),
    ("age before year, type, sex, seq", "190001011800993000", PNS, NipProblem.AGE),
    ("year before type, sex, seq", "198609261995993000", PNS, NipProblem.YEAR),
    ("type before sex, seq", "198609262015993000", PNS, NipProblem.TYPE),
    ("sex before seq", "198609262015053000", PNS, NipProblem.SEX),
]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [row[1:] for row in PROBLEM_ROWS + BOUNDARY_ROWS + ORDER_ROWS],
    ids=[row[0] for row in PROBLEM_ROWS + BOUNDARY_ROWS + ORDER_ROWS],
)
def test_nip_first_broken_rule_is_named(text, kind, expected):
    assert nip_problem(text, kind, TODAY) is expected


def test_nip_of_a_pns_tells_birth_appointment_sex_and_sequence():
    nip = parse_nip("19860926 201505 1 001", PNS, TODAY)

    assert nip.digits == "198609262015051001"
    assert nip.born == date(1986, 9, 26)
    assert (nip.appointed_year, nip.appointed_month) == (2015, 5)
    assert nip.sex is Sex.MALE
    assert nip.sequence == "001"


def test_nip_of_a_pppk_tells_no_month_of_appointment():
    nip = parse_nip("199001012022212001", PPPK, TODAY)

    assert (nip.appointed_year, nip.appointed_month) == (2022, None)
    assert nip.sex is Sex.FEMALE


def test_nip_is_shown_in_groups():
    assert group_nip("198609262015051001") == "19860926 201505 1 001"


def test_nip_masked_for_the_public_hides_birthday_appointment_and_sex():
    assert mask_nip("198609262015051001") == "1986**** ****** * 001"


def test_age_of_somebody_born_on_29_february_rises_on_1_march():
    born = date(1988, 2, 29)

    assert age_on(born, date(2026, 2, 28)) == 37
    assert age_on(born, date(2026, 3, 1)) == 38


@given(
    born=st.dates(date(1957, 1, 1), date(2005, 12, 31)),
    years=st.integers(17, 20),
    month=st.integers(1, 12),
    agreement=st.sampled_from(["21", "22", "35", "99"]),
    sex=st.sampled_from(Sex),
    sequence=st.integers(1, 999),
    kind=st.sampled_from(EmployeeKind),
)
def test_nip_built_by_the_rules_reads_back(born, years, month, agreement, sex, sequence, kind):
    appointed = born.year + years
    middle = agreement if kind.is_contract else f"{month:02}"
    digits = f"{born:%Y%m%d}{appointed}{middle}{1 if sex is Sex.MALE else 2}{sequence:03}"

    nip = parse_nip(group_nip(digits), kind, TODAY)

    assert nip.digits == digits
    assert nip.born == born
    assert nip.appointed_year == appointed
    assert nip.appointed_month == (None if kind.is_contract else month)
    assert nip.sex is sex
    assert nip.sequence == f"{sequence:03}"


@given(text=st.text(max_size=30), kind=st.sampled_from(EmployeeKind))
def test_nip_of_any_text_is_answered_without_a_crash(text, kind):
    problem = nip_problem(text, kind, TODAY)

    assert problem is NipProblem.FORMAT or len(normalise_nip(text)) == 18


@given(st.from_regex(r"\A[0-9]{18}\Z"))
def test_nip_grouped_normalises_to_itself(digits):
    assert normalise_nip(group_nip(digits)) == digits
