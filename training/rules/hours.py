"""Training hours (JP): what each of the 25 forms of training counts.

The table is the city's reading of published practice; a cell that nobody has verified stays empty
and is answered with ``NotDefined``, never with a guess.
Source: Perka LAN 10/2018 (feedback and training C.2); see docs/legal.md#training.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

SESSIONS_A_MONTH: Final = 2
"""Sessions of coaching or mentoring that count in one month."""


class FormCode(StrEnum):
    """Bentuk pengembangan kompetensi: KL in a classroom, NKL outside one."""

    LEADERSHIP = "KL01"
    MANAGERIAL = "KL02"
    TECHNICAL = "KL03"
    FUNCTIONAL = "KL04"
    SOCIO_CULTURAL = "KL05"
    SEMINAR = "KL06"
    WORKSHOP = "KL07"
    COURSE = "KL08"
    UPGRADING = "KL09"
    TECHNICAL_GUIDANCE = "KL10"
    SOCIALISATION = "KL11"
    OTHER_CLASSROOM = "KL12"
    COACHING = "NKL01"
    MENTORING = "NKL02"
    E_LEARNING = "NKL03"
    DISTANCE_LEARNING = "NKL04"
    SECONDMENT = "NKL05"
    OUTBOUND = "NKL06"
    BENCHMARKING = "NKL07"
    EXCHANGE = "NKL08"
    SELF_STUDY = "NKL09"
    LEARNING_COMMUNITY = "NKL10"
    GUIDANCE_AT_WORK = "NKL11"
    APPRENTICESHIP = "NKL12"
    OTHER = "NKL13"


class TrainingScope(StrEnum):
    """Tingkat penyelenggaraan."""

    NATIONAL = "national"
    INTERNATIONAL = "international"


class Measure(StrEnum):
    """What the hours of a form are counted from."""

    PROGRAMME = "programme"
    PROGRAMME_OR_DAYS = "programme_or_days"
    DAYS = "days"
    DAYS_AT_MOST = "days_at_most"
    SESSIONS = "sessions"
    FIXED = "fixed"


class NotDefined(LookupError):
    """The table has no hours for this form in this scope: the training officer decides."""


class FactMissing(ValueError):
    """The form is counted from a fact that was not given; its name is the argument."""


@dataclass(frozen=True, slots=True)
class HoursRule:
    """One cell: ``rate`` JP a day, a session or in all; a factor where hours are the programme's.

    Sessions beyond ``a_month`` in one month do not count; None counts all.
    """

    measure: Measure
    rate: Fraction = Fraction(1)
    a_month: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """What is known of one training: days ≥ 0, hours ≥ 0 as the programme states them.

    ``sessions`` is a number, or their dates where the ceiling of a month is to be applied.
    """

    days: int | None = None
    programme_hours: Fraction | None = None
    sessions: int | tuple[date, ...] | None = None


HoursTable = Mapping[tuple[FormCode, TrainingScope], HoursRule]

_PROGRAMME: Final = HoursRule(Measure.PROGRAMME)
_PROGRAMME_ABROAD: Final = HoursRule(Measure.PROGRAMME, Fraction(6, 5))
_FOUR_A_DAY: Final = HoursRule(Measure.DAYS, Fraction(4))
_PROGRAMME_OR_FOUR: Final = HoursRule(Measure.PROGRAMME_OR_DAYS, Fraction(4))
_GUIDED: Final = HoursRule(Measure.SESSIONS, Fraction(2), SESSIONS_A_MONTH)
_TWO_AT_MOST: Final = HoursRule(Measure.DAYS_AT_MOST, Fraction(2))
_TWENTY: Final = HoursRule(Measure.FIXED, Fraction(20))

HOURS_TABLE: Final[HoursTable] = {
    (FormCode.LEADERSHIP, TrainingScope.NATIONAL): _PROGRAMME,
    (FormCode.MANAGERIAL, TrainingScope.NATIONAL): _PROGRAMME,
    (FormCode.MANAGERIAL, TrainingScope.INTERNATIONAL): _PROGRAMME_ABROAD,
    (FormCode.TECHNICAL, TrainingScope.NATIONAL): _PROGRAMME,
    (FormCode.TECHNICAL, TrainingScope.INTERNATIONAL): _PROGRAMME_ABROAD,
    (FormCode.FUNCTIONAL, TrainingScope.NATIONAL): _PROGRAMME,
    (FormCode.FUNCTIONAL, TrainingScope.INTERNATIONAL): _PROGRAMME_ABROAD,
    (FormCode.SOCIO_CULTURAL, TrainingScope.NATIONAL): _PROGRAMME,
    (FormCode.SOCIO_CULTURAL, TrainingScope.INTERNATIONAL): _PROGRAMME_ABROAD,
    (FormCode.SEMINAR, TrainingScope.NATIONAL): _FOUR_A_DAY,
    (FormCode.SEMINAR, TrainingScope.INTERNATIONAL): HoursRule(Measure.DAYS, Fraction(6)),
    (FormCode.WORKSHOP, TrainingScope.NATIONAL): HoursRule(Measure.DAYS, Fraction(5)),
    (FormCode.WORKSHOP, TrainingScope.INTERNATIONAL): HoursRule(Measure.DAYS, Fraction(7)),
    (FormCode.COURSE, TrainingScope.NATIONAL): _PROGRAMME_OR_FOUR,
    (FormCode.UPGRADING, TrainingScope.NATIONAL): _FOUR_A_DAY,
    (FormCode.TECHNICAL_GUIDANCE, TrainingScope.NATIONAL): _FOUR_A_DAY,
    (FormCode.SOCIALISATION, TrainingScope.NATIONAL): _FOUR_A_DAY,
    (FormCode.COACHING, TrainingScope.NATIONAL): _GUIDED,
    (FormCode.MENTORING, TrainingScope.NATIONAL): _GUIDED,
    (FormCode.E_LEARNING, TrainingScope.NATIONAL): HoursRule(
        Measure.PROGRAMME_OR_DAYS, Fraction(3)
    ),
    (FormCode.DISTANCE_LEARNING, TrainingScope.NATIONAL): _PROGRAMME_OR_FOUR,
    (FormCode.SECONDMENT, TrainingScope.NATIONAL): _TWENTY,
    (FormCode.OUTBOUND, TrainingScope.NATIONAL): _FOUR_A_DAY,
    (FormCode.BENCHMARKING, TrainingScope.NATIONAL): HoursRule(Measure.FIXED, Fraction(10)),
    (FormCode.EXCHANGE, TrainingScope.NATIONAL): _TWENTY,
    (FormCode.SELF_STUDY, TrainingScope.NATIONAL): _TWO_AT_MOST,
    (FormCode.LEARNING_COMMUNITY, TrainingScope.NATIONAL): _TWO_AT_MOST,
    (FormCode.GUIDANCE_AT_WORK, TrainingScope.NATIONAL): HoursRule(Measure.SESSIONS, Fraction(2)),
    (FormCode.APPRENTICESHIP, TrainingScope.NATIONAL): _TWENTY,
}
"""(form, scope) → cell. What is absent is unverified or, as KL12 and NKL13, set by the officer."""


def training_hours(
    form: FormCode, scope: TrainingScope, facts: TrainingFacts, table: HoursTable = HOURS_TABLE
) -> Fraction:
    """JP of one training, exact, by the table that holds for its year.

    Raises: ``NotDefined`` where the table is empty, ``FactMissing`` with the name of the fact.
    """
    rule = table.get((form, scope))
    if rule is None:
        raise NotDefined(form, scope)
    match rule.measure:
        case Measure.FIXED:
            return rule.rate
        case Measure.PROGRAMME:
            return rule.rate * _known(facts.programme_hours, "programme_hours")
        case Measure.PROGRAMME_OR_DAYS:
            if facts.programme_hours is not None:
                return facts.programme_hours
        case Measure.DAYS_AT_MOST:
            most = rule.rate * _known(facts.days, "days")
            return most if facts.programme_hours is None else min(most, facts.programme_hours)
        case Measure.SESSIONS:
            if facts.sessions is None:
                raise FactMissing("sessions")
            return rule.rate * _counted(facts.sessions, rule.a_month)
        case Measure.DAYS:
            pass
    return rule.rate * _known(facts.days, "days")


def _known(value: Fraction | int | None, name: str) -> Fraction | int:
    if value is None:
        raise FactMissing(name)
    return value


def _counted(sessions: int | Iterable[date], a_month: int | None) -> int:
    if isinstance(sessions, int):
        return sessions
    months = Counter((day.year, day.month) for day in sessions)
    return sum(number if a_month is None else min(number, a_month) for number in months.values())
