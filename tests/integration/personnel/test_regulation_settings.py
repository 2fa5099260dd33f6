"""Decisions on open settings: one value a day, with a basis, read by the day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from personnel.models import RegulationSetting
from personnel.selectors.regulation import regulation_on
from tests.factories.import_runs import make_admin

pytestmark = pytest.mark.django_db
DAYS = "keberatan.days"


def decide(value, first, last=None, basis="Perwali 1/2027"):
    return RegulationSetting.objects.create(
        key=DAYS,
        value=value,
        legal_basis=basis,
        valid_from=first,
        valid_until=last,
        decided_by=make_admin(),
        decided_at=timezone.now(),
    )


def test_value_holds_from_its_first_to_its_last_day(django_assert_num_queries):
    row = decide(21, date(2027, 1, 1), date(2027, 12, 31))

    with django_assert_num_queries(1):
        found = [regulation_on(day).whole(DAYS) for day in [date(2027, 1, 1)]]
    found += [
        regulation_on(day).whole(DAYS)
        for day in (date(2026, 12, 31), date(2027, 12, 31), date(2028, 1, 1))
    ]
    assert found == [21, 14, 21, 14]
    assert regulation_on(date(2027, 6, 1)).version(DAYS) == str(row.pk)


@pytest.mark.parametrize(
    ("first", "last", "basis", "constraint"),
    [
        (date(2027, 12, 31), None, "Perwali 2/2027", "regulation_setting_one_at_a_time"),
        (date(2029, 1, 2), date(2029, 1, 1), "Perwali", "regulation_setting_dates_in_order"),
        (date(2029, 1, 1), None, "", "regulation_setting_has_basis"),
    ],
)
def test_database_refuses_what_cannot_be(first, last, basis, constraint):
    decide(21, date(2027, 1, 1), date(2027, 12, 31))

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        decide(30, first, last, basis)
