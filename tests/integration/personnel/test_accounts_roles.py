"""Roles given by hand: with dates, never twice, never those that follow from posts."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.actions.roles import end_role, give_role, withdraw_role
from personnel.enums import Role
from personnel.models import RoleGrant, User
from personnel.rules.nip import group_nip
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def admin() -> User:
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def give(account: User, role: Role, by: User, **changed) -> RoleGrant:
    facts = {
        "agency": None,
        "effective_from": TODAY(),
        "effective_until": None,
        "decree_number": "800/12/2026",
    }
    return give_role(account=account, role=role, by=by, now=timezone.now(), **(facts | changed))


def test_role_holds_on_both_ends_of_its_span(admin):
    account = make_user()
    first, last = date(2026, 3, 1), date(2026, 5, 31)

    give(account, Role.AUDITOR, admin, effective_from=first, effective_until=last)

    days = [first - timedelta(days=1), first, last, last + timedelta(days=1)]
    assert [Role.AUDITOR in roles_of(User.objects.get(pk=account.pk), day) for day in days] == [
        False,
        True,
        True,
        False,
    ]


def test_role_on_a_day_that_has_it_is_refused(admin):
    account = make_user()
    give(account, Role.AUDITOR, admin, effective_until=TODAY() + timedelta(days=30))

    with pytest.raises(WrongState, match="sudah memiliki peran"):
        give(account, Role.AUDITOR, admin, effective_from=TODAY() + timedelta(days=30))
    assert give(account, Role.AUDITOR, admin, effective_from=TODAY() + timedelta(days=31))


def test_manager_of_two_agencies_has_two_roles(admin):
    account = make_user()
    one, two = make_unit(), make_unit()

    give(account, Role.PERFORMANCE_MANAGER, admin, agency=one)
    give(account, Role.PERFORMANCE_MANAGER, admin, agency=two)

    assert roles_of(User.objects.get(pk=account.pk), TODAY()).managed == {one.pk, two.pk}


@pytest.mark.parametrize("agency", [True, False])
def test_agency_belongs_to_the_performance_manager_only(admin, agency):
    with pytest.raises(Incomplete):
        if agency:
            give(make_user(), Role.AUDITOR, admin, agency=make_unit())
        else:
            give(make_user(), Role.PERFORMANCE_MANAGER, admin)


def test_dates_in_wrong_order_are_refused(admin):
    with pytest.raises(Refused, match="Tanggal selesai"):
        give(make_user(), Role.AUDITOR, admin, effective_until=TODAY() - timedelta(days=1))


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.SUPERVISOR, Role.AGENCY_HEAD])
def test_role_that_follows_from_a_post_is_refused_by_the_database(role):
    account = make_user()

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=account, role=role, effective_from=TODAY())


@pytest.mark.parametrize("role", [r for r in Role if r != Role.BKPSDM_ADMIN])
def test_give_by_any_other_role_is_denied(role):
    with pytest.raises(Denied):
        give(make_user(), Role.AUDITOR, make_user(role))


def test_ended_role_holds_through_its_last_day(admin):
    account = make_user()
    grant = make_grant(account, Role.AUDITOR)

    end_role(grant=grant, last_day=TODAY(), by=admin, now=timezone.now())

    assert Role.AUDITOR in roles_of(User.objects.get(pk=account.pk), TODAY())
    tomorrow = TODAY() + timedelta(days=1)
    assert Role.AUDITOR not in roles_of(User.objects.get(pk=account.pk), tomorrow)


def test_role_that_ended_is_not_ended_again(admin):
    grant = make_grant(make_user(), Role.AUDITOR, effective_until=date(2025, 12, 31))

    with pytest.raises(WrongState):
        end_role(grant=grant, last_day=TODAY(), by=admin, now=timezone.now())


def test_nobody_ends_the_own_admin_role(admin):
    with pytest.raises(Denied):
        end_role(grant=admin.role_grants.get(), last_day=TODAY(), by=admin, now=timezone.now())


def test_coming_role_is_withdrawn_and_twice_is_no_error(admin):
    grant = make_grant(make_user(), Role.AUDITOR, effective_from=TODAY() + timedelta(days=5))

    withdraw_role(grant_id=grant.pk, by=admin, now=timezone.now())
    withdraw_role(grant_id=grant.pk, by=admin, now=timezone.now())

    assert not RoleGrant.objects.filter(pk=grant.pk).exists()


def test_running_role_is_not_withdrawn(admin):
    grant = make_grant(make_user(), Role.AUDITOR)

    with pytest.raises(WrongState):
        withdraw_role(grant_id=grant.pk, by=admin, now=timezone.now())


def test_page_gives_a_role_by_grouped_number(browser):
    account, agency = make_user(), make_unit()

    response = browser.post(
        reverse("personnel:grant-create"),
        {
            "account": group_nip(account.username),
            "role": Role.PERFORMANCE_MANAGER,
            "agency": agency.pk,
            "effective_from": "1 Januari 2026",
            "effective_until": "",
            "decree_number": "800/12/2026",
        },
    )

    assert response.url == reverse("personnel:account-detail", args=[account.pk])
    grant = account.role_grants.get()
    assert (grant.agency, grant.effective_from) == (agency, date(2026, 1, 1))


def test_page_shows_each_mistake_beside_its_field(browser):
    response = browser.post(
        reverse("personnel:grant-create"),
        {
            "account": "tak.ada",
            "role": Role.PERFORMANCE_MANAGER,
            "effective_from": "05-03-2026",
            "effective_until": "04-03-2026",
        },
    )

    errors = response.context["form"].errors
    assert response.status_code == 422
    assert set(errors) == {"account", "agency", "effective_until"}


def test_page_offers_no_role_that_follows_from_a_post(browser):
    form = browser.get(reverse("personnel:grant-create")).context["form"]

    offered = {value for value, _label in form.fields["role"].choices}
    assert offered.isdisjoint({Role.EMPLOYEE, Role.SUPERVISOR, Role.AGENCY_HEAD})


def test_page_ends_a_role(browser):
    grant = make_grant(make_user(), Role.AUDITOR)

    browser.post(reverse("personnel:grant-end", args=[grant.pk]), {"last_day": "31-12-2026"})

    grant.refresh_from_db()
    assert grant.effective_until == date(2026, 12, 31)


def test_list_shows_roles_of_today_first_and_all_on_demand(browser):
    now, past = (
        make_grant(make_user(), Role.AUDITOR),
        make_grant(make_user(), Role.AUDITOR, effective_until=date(2025, 1, 1)),
    )

    usual = browser.get(reverse("personnel:grant-list")).context["page"].object_list
    everything = browser.get(reverse("personnel:grant-list"), {"when": ""}).context["page"]

    assert now in usual
    assert past not in usual
    assert past in everything.object_list


def test_list_costs_the_same_for_one_and_for_twenty_roles(browser, django_assert_num_queries):
    url = reverse("personnel:grant-list")
    browser.get(url)
    make_grant(make_user(), Role.AUDITOR)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for _grant in range(20):
        make_grant(make_user(), Role.AUDITOR)

    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(url)


def test_history_keeps_who_gave_the_role(browser, admin):
    account = make_user()

    browser.post(
        reverse("personnel:grant-create"),
        {"account": account.username, "role": Role.AUDITOR, "effective_from": "1-1-2026"},
    )

    (event,) = account.role_grants.get().events.all()
    assert event.pgh_label == "insert"
    assert event.pgh_context.metadata["user"] == admin.pk
