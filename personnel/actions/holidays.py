"""Days that are no working days: entered one by one or taken from a list."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from personnel import permissions
from personnel.models import Holiday, User
from personnel.rules.holidays import HolidayRow
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def save_holiday(
    *, row: HolidayRow, by: User, now: datetime, holiday_id: int | None = None
) -> Holiday:
    """Add a day, or change the one with ``holiday_id``. The same day sent twice is kept once.

    Raises: ``Denied``; ``Refused`` when the list holds it already under another id.
    """
    permissions.can_manage_years(by, now).require()
    values = asdict(row) | {"kind": row.kind.value}
    if holiday_id is None:
        holiday = Holiday.objects.filter(**values).first() or Holiday()
    else:
        holiday = Holiday.objects.select_for_update(of=("self",)).get(pk=holiday_id)
    for name, value in values.items():
        setattr(holiday, name, value)
    with refusals_as_sentences(Holiday):
        holiday.save()
    return holiday


@transaction.atomic
def remove_holiday(*, holiday_id: int, by: User, now: datetime) -> None:
    """Take a day off the list; a day that is gone already is no error.

    Raises: ``Denied``.
    """
    permissions.can_manage_years(by, now).require()
    Holiday.objects.filter(pk=holiday_id).delete()


@transaction.atomic
def take_in_holidays(*, rows: Iterable[HolidayRow], by: User, now: datetime) -> tuple[int, int]:
    """Write a list of days; counts of new and of changed ones. The same list twice changes nothing.

    A day of the list is known by date, kind and name.
    Raises: ``Denied``.
    """
    permissions.can_manage_years(by, now).require()
    known = {(h.day, h.kind, h.name): h for h in Holiday.objects.select_for_update()}
    new: dict[tuple[object, str, str], Holiday] = {}
    changed: dict[int, Holiday] = {}
    for row in rows:
        key = (row.day, row.kind.value, row.name)
        holiday = known.get(key) or new.get(key)
        if holiday is None:
            new[key] = Holiday(**asdict(row) | {"kind": row.kind.value})
        elif (holiday.certain, holiday.legal_basis) != (row.certain, row.legal_basis):
            holiday.certain, holiday.legal_basis = row.certain, row.legal_basis
            if holiday.pk:
                changed[holiday.pk] = holiday
    Holiday.objects.bulk_create(new.values())
    Holiday.objects.bulk_update(changed.values(), ["certain", "legal_basis"])
    return len(new), len(changed)
