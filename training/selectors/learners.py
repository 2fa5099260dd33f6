"""Lists of people with their hours of a year, and the words of a standing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from personnel.models import Assignment, Employee
from personnel.models.employees import EmployeeQuerySet
from personnel.selectors.people import listed, with_posts
from sabang_kinerja.common.numbers import format_decimal
from training.models import TrainingRecord
from training.rules.counters import Duty, Standing, YearHours
from training.selectors.hours import PersonHours, hours_of_people


@dataclass(frozen=True, slots=True)
class Learner:
    """One person of a list with post and hours."""

    employee: Employee
    own: Assignment | None
    state: PersonHours

    @property
    def mark(self) -> str:
        """Kind of mark for the standing."""
        return standing_mark(self.state.hours)

    @property
    def words(self) -> str:
        """The standing in words."""
        return standing_words(self.state.hours)


def hours_text(hours: Decimal) -> str:
    """Hours without needless zeros."""
    return format_decimal(hours.normalize() if hours else Decimal(0))


def standing_mark(hours: YearHours) -> str:
    """Kind of mark for where a year stands."""
    return {
        Standing.BELOW: "late",
        Standing.REACHED: "done",
        Standing.WITHIN: "done",
        Standing.ABOVE: "care",
    }[hours.standing]


def standing_words(hours: YearHours) -> str:
    """Where a year stands, in one short sentence without a full stop."""
    match hours.standing:
        case Standing.BELOW:
            return _("kurang %(hours)s JP") % {"hours": hours_text(hours.missing)}
        case Standing.REACHED:
            return _("terpenuhi")
        case Standing.WITHIN:
            return _("dalam batas")
        case Standing.ABOVE:
            return _("%(hours)s JP tidak dihitung") % {"hours": hours_text(hours.surplus)}


def learners(people: EmployeeQuerySet | Iterable[Employee], year: int) -> list[Learner]:
    """Rows of a list, from people read ``with_posts``; two queries besides theirs."""
    rows = listed(people)
    hours = hours_of_people([row.employee for row in rows], year)
    return [Learner(row.employee, row.own, hours[row.employee.pk]) for row in rows]


def with_hours(people: EmployeeQuerySet, year: int, day: date) -> list[Learner]:
    """``learners`` of a set of people."""
    return learners(with_posts(people, day), year)


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A record on a person's page; ``uncounted`` hours lie above a ceiling."""

    record: TrainingRecord
    uncounted: Decimal


def record_lines(records: Sequence[TrainingRecord], hours: YearHours) -> list[RecordLine]:
    """Records with what of each does not count."""
    return [RecordLine(one, hours.uncounted.get(one.pk, Decimal(0))) for one in records]


def headline(hours: YearHours, year: int) -> str:
    """What opens a person's page: how the year stands against its duty."""
    told = {
        "counted": hours_text(hours.counted),
        "limit": hours_text(hours.limit),
        "missing": hours_text(hours.missing),
        "surplus": hours_text(hours.surplus),
        "year": year,
    }
    if hours.duty == Duty.CEILING:
        if hours.standing == Standing.ABOVE:
            return (
                _("%(year)s: %(limit)s JP dihitung, %(surplus)s JP di atas batas tidak dihitung.")
                % told
            )
        return _("%(year)s: %(counted)s dari paling banyak %(limit)s JP.") % told
    if hours.standing == Standing.REACHED:
        return _("%(year)s: %(counted)s JP, kewajiban %(limit)s JP terpenuhi.") % told
    return _("%(year)s: %(counted)s dari %(limit)s JP, kurang %(missing)s JP.") % told
