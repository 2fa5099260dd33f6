"""Which values of the open settings hold on a day, and how each came to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from personnel.models import RegulationSetting
from personnel.rules.regulation import Regulation, Value


def regulation_on(day: date) -> Regulation:
    """All settings as they hold on ``day``, in one query; pass it on instead of asking again."""
    rows = RegulationSetting.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day
    ).values_list("key", "pk", "value")
    return Regulation({key: (pk, value) for key, pk, value in rows})


@dataclass(frozen=True, slots=True)
class Decided:
    """One value of one setting for a span of days; both days belong to it."""

    pk: int
    key: str
    value: Value
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies in the span."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Regulations:
    """The settings of all times, for lists in which each row asks for a day of its own."""

    def __init__(self, decided: Iterable[Decided] = ()) -> None:
        self._decided = tuple(decided)
        self._by_day: dict[date, Regulation] = {}

    def on(self, day: date) -> Regulation:
        """The settings as they hold on ``day``, without a query."""
        if day not in self._by_day:
            self._by_day[day] = Regulation(
                {row.key: (row.pk, row.value) for row in self._decided if row.holds_on(day)}
            )
        return self._by_day[day]

    def version(self, version: str) -> Decided | None:
        """The decision that a stored version names; None for the declared value."""
        return next((row for row in self._decided if str(row.pk) == version), None)


def regulations() -> Regulations:
    """The settings of all times in one query; decisions are few, a handful a year."""
    rows = RegulationSetting.objects.values_list("pk", "key", "value", "valid_from", "valid_until")
    return Regulations(Decided(*row) for row in rows)
