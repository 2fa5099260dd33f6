"""The employee number of eighteen digits: NIP of a PNS, NI PPPK of a PPPK.

A number carries birth date, appointment, sex and a sequence, and no check digit. What it says
is compared with the record and never copied into it silently.
Source: Perka BKN 22/2007; see docs/legal.md#nip.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from personnel.rules.kinds import EmployeeKind

MINIMUM_AGE: Final = 17
MAXIMUM_AGE: Final = 70
"""Completed years on the day of the check; both ends belong to the range."""

_EIGHTEEN_DIGITS: Final = re.compile(r"[0-9]{18}")


class Sex(StrEnum):
    """As the fifteenth digit tells: 1 male, 2 female."""

    MALE = "male"
    FEMALE = "female"


class NipProblem(StrEnum):
    """Why a number is refused, in the order in which it is checked."""

    FORMAT = "format"
    BIRTH = "birth"
    AGE = "age"
    YEAR = "year"
    TYPE = "type"
    SEX = "sex"
    SEQUENCE = "seq"


class InvalidNip(ValueError):
    """The number breaks a rule; ``problem`` says which one came first."""

    def __init__(self, problem: NipProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Nip:
    """What a valid number says.

    ``appointed_month`` is None for a PPPK, whose number holds the count of work agreements
    in its place.
    """

    digits: str
    born: date
    appointed_year: int
    appointed_month: int | None
    sex: Sex
    sequence: str


def normalise_nip(text: str) -> str:
    """Drop every kind of space and the full stops that people group digits with."""
    return "".join(character for character in text if not (character.isspace() or character == "."))


def age_on(born: date, today: date) -> int:
    """Completed years of life."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def parse_nip(text: str, kind: EmployeeKind, today: date) -> Nip:
    """Read a number and check it against the kind of employee (regulation 7.4).

    Raises: ``InvalidNip`` with the first problem in the order of ``NipProblem``.
    """
    digits = normalise_nip(text)
    if not _EIGHTEEN_DIGITS.fullmatch(digits):
        raise InvalidNip(NipProblem.FORMAT)
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        raise InvalidNip(NipProblem.BIRTH) from None
    if not MINIMUM_AGE <= age_on(born, today) <= MAXIMUM_AGE:
        raise InvalidNip(NipProblem.AGE)
    year = int(digits[8:12])
    if not born.year + MINIMUM_AGE <= year <= today.year + 1:
        raise InvalidNip(NipProblem.YEAR)
    month = int(digits[12:14])
    if (1 <= month <= 12) is kind.is_contract:
        raise InvalidNip(NipProblem.TYPE)
    if digits[14] not in "12":
        raise InvalidNip(NipProblem.SEX)
    if digits[15:] == "000":
        raise InvalidNip(NipProblem.SEQUENCE)
    return Nip(
        digits=digits,
        born=born,
        appointed_year=year,
        appointed_month=None if kind.is_contract else month,
        sex=Sex.MALE if digits[14] == "1" else Sex.FEMALE,
        sequence=digits[15:],
    )


def nip_problem(text: str, kind: EmployeeKind, today: date) -> NipProblem | None:
    """The first rule that a number breaks, or None when it is valid."""
    try:
        parse_nip(text, kind, today)
    except InvalidNip as error:
        return error.problem
    return None


def group_nip(digits: str) -> str:
    """Eighteen digits as people read them: ``19860926 201505 1 001``."""
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def mask_nip(digits: str) -> str:
    """For public pages: enough to recognise one's own, not to learn another's birthday."""
    return f"{digits[:4]}**** ****** * {digits[15:]}"
