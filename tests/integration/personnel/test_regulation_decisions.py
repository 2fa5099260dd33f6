"""Deciding an open setting: followed but never edited, taken back only before it begins."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from personnel.actions.regulation import decide_setting, withdraw_setting
from personnel.enums import Role
from personnel.models import RegulationSetting
from personnel.rules.regulation import BadSettingValue, UnknownSetting, setting_of
from personnel.selectors.regulation import regulation_on, regulations
from personnel.selectors.settings import decisions_of, history_of, state_of
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.import_runs import make_admin
from tests.factories.personnel import make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
TODAY = date(2027, 3, 1)
DAYS = "keberatan.days"


@pytest.fixture
def admin():
    return make_admin()


def decide(by, value=21, first=TODAY, key=DAYS, basis="Perwali 1/2027", **more):
    return decide_setting(
        key=key, value=value, legal_basis=basis, valid_from=first, by=by, now=NOW, **more
    )


def spans(key=DAYS):
    rows = RegulationSetting.objects.filter(key=key).order_by("valid_from")
    return [(row.value, row.valid_from, row.valid_until) for row in rows]


def test_new_value_ends_the_one_before_on_the_day_before(admin):
    decide(admin, 21)
    decide(admin, 30, date(2028, 1, 1))

    assert spans() == [(21, TODAY, date(2027, 12, 31)), (30, date(2028, 1, 1), None)]
    assert [regulation_on(day).whole(DAYS) for day in (date(2027, 2, 28), TODAY)] == [14, 21]


def test_value_between_two_ends_before_the_later_one(admin):
    decide(admin, 30, date(2028, 1, 1))
    decide(admin, 21, date(2027, 6, 1))

    assert spans()[0] == (21, date(2027, 6, 1), date(2027, 12, 31))


def test_same_decision_sent_twice_is_kept_once(admin):
    first = decide(admin, seen="")

    assert decide(admin, seen="") == first
    assert RegulationSetting.objects.count() == 1


def test_past_day_and_a_day_that_is_taken_are_refused_with_what_to_do(admin):
    with pytest.raises(WrongState, match="berlaku surut"):
        decide(admin, first=TODAY - timedelta(days=1))
    decide(admin)
    with pytest.raises(WrongState, match="Pilih hari sesudahnya"):
        decide(admin, 22)
    decide(admin, 30, date(2028, 1, 1))
    with pytest.raises(WrongState, match="Batalkan dulu"):
        decide(admin, 31, date(2028, 1, 1))


def test_bad_value_unknown_key_and_missing_basis_change_nothing(admin):
    with pytest.raises(BadSettingValue, match="too_large"):
        decide(admin, 91)
    with pytest.raises(UnknownSetting):
        decide(admin, key="tidak.ada")
    with pytest.raises(Refused, match="Isi dasar hukum"):
        decide(admin, basis="")
    assert not RegulationSetting.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BKPSDM_ADMIN])
def test_only_bkpsdm_decides_and_takes_back(admin, role):
    coming = decide(admin, 30, date(2028, 1, 1))
    other = make_user(role)

    with pytest.raises(Denied):
        decide(other)
    with pytest.raises(Denied):
        withdraw_setting(decision_id=coming.pk, by=other, now=NOW)


def test_second_admin_who_saw_the_old_value_is_told(admin):
    seen = state_of(decisions_of(DAYS))
    decide(admin, 21, seen=seen)

    with pytest.raises(ChangedMeanwhile, match="baru saja diubah oleh"):
        decide(make_admin(), 30, date(2028, 1, 1), seen=seen)
    assert len(spans()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_admins_at_the_same_moment_leave_one_value(admin):
    told = []
    start = threading.Barrier(2)

    def one(by, value, first):
        try:
            start.wait(5)
            decide(by, value, first, seen="")
        except ChangedMeanwhile:
            told.append(value)
        finally:
            connection.close()

    people = [(admin, 21, TODAY), (make_admin(), 30, date(2027, 6, 1))]
    threads = [threading.Thread(target=one, args=person) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert len(told) == 1
    assert len(spans()) == 1


def test_taken_back_value_lets_the_one_before_go_on(admin):
    decide(admin, 21)
    coming = decide(admin, 30, date(2028, 1, 1))
    decide(admin, 40, date(2029, 1, 1))

    withdraw_setting(decision_id=coming.pk, by=admin, now=NOW)
    withdraw_setting(decision_id=coming.pk, by=admin, now=NOW)

    assert spans() == [(21, TODAY, date(2028, 12, 31)), (40, date(2029, 1, 1), None)]
    assert {entry.verb for entry in history_of(setting_of(DAYS))} == {"insert", "update", "delete"}


def test_value_that_has_begun_is_not_taken_back(admin):
    row = decide(admin)

    with pytest.raises(WrongState, match="sudah mulai berlaku"):
        withdraw_setting(decision_id=row.pk, by=admin, now=NOW)


def test_database_lets_nobody_edit_a_value(admin):
    row = decide(admin)

    for change in ({"value": 30}, {"legal_basis": "lain"}, {"valid_from": date(2020, 1, 1)}):
        with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
            RegulationSetting.objects.filter(pk=row.pk).update(**change)


def test_settings_of_all_times_take_one_query(admin, django_assert_num_queries):
    decide(admin, 21)
    decide(admin, 30, date(2028, 1, 1))

    with django_assert_num_queries(1):
        every = regulations()
        found = [every.on(day).whole(DAYS) for day in (date(2027, 2, 28), TODAY, date(2030, 1, 1))]
    assert found == [14, 21, 30]


def test_history_says_values_in_words(admin):
    decide(admin, 21)

    changes = {one.label: one.after for one in history_of(setting_of(DAYS))[0].changes}
    assert changes["Nilai"] == "21 hari"
