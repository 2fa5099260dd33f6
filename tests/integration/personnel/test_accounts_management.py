"""BKPSDM's pages and actions on accounts: opened, listed, disabled, given an address."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from personnel.actions.accounts import (
    disable_account,
    enable_account,
    open_account,
    open_missing_accounts,
    set_email,
)
from personnel.enums import AccountEventKind, EmployeeKind, LegalStatus, Role
from personnel.models import AccountEvent, User
from personnel.rules.nip import group_nip
from sabang_kinerja.common.errors import Denied, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import PASSWORD, make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def admin() -> User:
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def test_missing_accounts_are_opened_for_those_in_service_with_a_number(admin):
    serving = make_employee()
    make_employee(legal_status=LegalStatus.LEFT)
    make_employee(kind=EmployeeKind.STATE_OFFICIAL)

    opened = open_missing_accounts(by=admin, now=timezone.now())

    assert opened == 1
    assert serving.user.username == serving.nip
    assert not serving.user.has_usable_password()
    assert serving.user.account_events.get().kind == AccountEventKind.OPENED


def test_missing_accounts_opened_twice_changes_nothing(admin):
    make_employee()
    open_missing_accounts(by=admin, now=timezone.now())

    assert open_missing_accounts(by=admin, now=timezone.now()) == 0


def test_account_without_employee_is_opened_once(admin):
    made = open_account(
        username="auditor.luar", email="Luar@contoh.id", by=admin, now=timezone.now()
    )

    assert made.email == "luar@contoh.id"
    with pytest.raises(WrongState, match="sudah dipakai"):
        open_account(username="Auditor.Luar", email="", by=admin, now=timezone.now())


def test_account_page_refuses_a_name_that_could_be_a_number(browser):
    response = browser.post(
        reverse("personnel:account-create"), {"username": "198609262015051001", "email": ""}
    )

    assert response.status_code == 422
    assert response.context["form"].errors["username"]


def test_disabled_account_leaves_its_open_session(admin, client):
    account = make_user()
    client.post("/akun/login/", {"login": account.username, "password": PASSWORD})

    disable_account(account=account, reason="Pindah instansi", by=admin, now=timezone.now())

    assert client.get(reverse("personnel:account-own")).status_code == 302
    event = account.account_events.get()
    assert (event.kind, event.by, event.reason) == (
        AccountEventKind.DISABLED,
        admin,
        "Pindah instansi",
    )


def test_enabled_account_signs_in_again(admin, client):
    account = make_user(is_active=False)

    enable_account(account=account, by=admin, now=timezone.now())

    response = client.post("/akun/login/", {"login": account.username, "password": PASSWORD})
    assert response.url == reverse("home")


def test_nobody_disables_the_own_account(admin):
    with pytest.raises(Denied):
        disable_account(account=admin, reason="Cuti", by=admin, now=timezone.now())


def test_disable_twice_is_refused(admin):
    account = make_user()
    disable_account(account=account, reason="Pensiun", by=admin, now=timezone.now())

    with pytest.raises(WrongState):
        disable_account(account=account, reason="Pensiun", by=admin, now=timezone.now())


def test_address_set_by_bkpsdm_counts_at_once(admin, client):
    account = make_user()

    set_email(account=account, email="Cut@Contoh.id", by=admin, now=timezone.now())

    assert EmailAddress.objects.get(user=account).verified
    response = client.post("/akun/login/", {"login": "cut@contoh.id", "password": PASSWORD})
    assert response.url == reverse("home")


def test_address_of_another_account_is_refused_beside_the_field(browser):
    make_user(email="cut@contoh.id")
    account = make_user()

    response = browser.post(
        reverse("personnel:account-email", args=[account.pk]), {"email": "CUT@contoh.id"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors["email"] == ["Surel ini sudah dipakai akun lain."]
    account.refresh_from_db()
    assert account.email == ""


def test_address_set_by_other_than_admin_is_denied():
    account = make_user()

    with pytest.raises(Denied):
        set_email(
            account=account, email="a@contoh.id", by=make_user(Role.AUDITOR), now=timezone.now()
        )


def test_address_taken_between_form_and_write_is_refused(admin):
    make_user(email="cut@contoh.id")

    with pytest.raises(Refused, match="sudah dipakai"):
        set_email(account=make_user(), email="cut@contoh.id", by=admin, now=timezone.now())


def test_history_of_an_account_cannot_be_rewritten(admin):
    account = make_user()
    disable_account(account=account, reason="Pensiun", by=admin, now=timezone.now())

    for attempt in (
        lambda: AccountEvent.objects.update(reason="lain"),
        lambda: AccountEvent.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            attempt()
    assert account.account_events.get().reason == "Pensiun"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "new"}, "never"),
        ({"state": "active"}, "seen"),
        ({"state": "disabled"}, "gone"),
    ],
)
def test_list_by_state(browser, query, found):
    people = {
        "never": make_user(),
        "seen": make_user(last_login=timezone.now()),
        "gone": make_user(is_active=False),
    }

    page = browser.get(reverse("personnel:account-list"), query).context["page"]

    assert people[found] in page.object_list
    assert not any(person in page.object_list for key, person in people.items() if key != found)


def test_list_by_grouped_number_and_part_of_the_name(browser):
    account = make_user(employee=make_employee(name="Teuku Nyak Arief"))
    make_user()

    for q in (group_nip(account.username), "nyak ar"):
        page = browser.get(reverse("personnel:account-list"), {"q": q}).context["page"]
        assert list(page.object_list) == [account]


def test_list_by_agency(browser):
    agency = make_unit()
    inside = make_user(employee=make_employee(make_unit(agency)))
    make_user()

    page = browser.get(reverse("personnel:account-list"), {"agency": agency.pk}).context["page"]

    assert list(page.object_list) == [inside]


def test_list_without_a_match_says_what_to_do(browser):
    page = browser.get(reverse("personnel:account-list"), {"q": "tak-ada"}).content.decode()

    assert "Hapus sebagian saringan" in page


def test_list_costs_the_same_for_one_and_for_twenty_accounts(browser, django_assert_num_queries):
    url = reverse("personnel:account-list")
    browser.get(url)
    make_user(Role.AUDITOR)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for _account in range(20):
        make_user(Role.AUDITOR)

    with django_assert_num_queries(len(few.captured_queries)):
        browser.get(url)


def test_list_fragment_is_the_rows_only(browser):
    whole = browser.get(reverse("personnel:account-list")).content.decode()
    part = browser.get(
        reverse("personnel:account-list"), headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in part
    assert part.strip() in whole


def test_auditor_reads_accounts_and_changes_none(client):
    account = make_user()
    sign_in(client, make_user(Role.AUDITOR), second_factor=False)

    page = client.get(reverse("personnel:account-detail", args=[account.pk]))

    assert page.status_code == 200
    assert page.context["buttons"] == []
    for name in ("code", "link", "disable", "enable", "email", "factor"):
        url = reverse(f"personnel:account-{name}", args=[account.pk])
        assert client.post(url).status_code == 403, name


def test_account_page_shows_why_a_step_is_locked(browser):
    account = make_user()

    page = browser.get(reverse("personnel:account-detail", args=[account.pk])).content.decode()

    assert "Akun ini belum memiliki surel. Isi surelnya, atau cetak kode." in page
    assert "Akun ini belum memakai verifikasi dua langkah." in page


def test_missing_account_is_not_found(browser):
    assert browser.get(reverse("personnel:account-detail", args=[10**9])).status_code == 404
