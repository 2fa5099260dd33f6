"""Days that do not count as working days."""

from datetime import date

from personnel.models import Holiday


def holidays_between(first: date, last: date) -> frozenset[date]:
    """Confirmed holidays and collective leave; uncertain ones move no deadline."""
    return frozenset(
        Holiday.objects.filter(certain=True, day__range=(first, last)).values_list("day", flat=True)
    )
