"""The first password: printed code, link by e-mail, and what a wrong entry costs."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from personnel.actions.accounts import disable_account
from personnel.actions.login_codes import (
    issue_code,
    issue_codes_for_agency,
    redeem_code,
    send_first_link,
)
from personnel.enums import AccountEventKind, Role
from personnel.models import LoginCode, User
from personnel.rules.login_codes import LIFETIME, MAXIMUM_ATTEMPTS
from personnel.rules.nip import group_nip
from personnel.tasks import send_password_link
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

CHOSEN = "layar-biru-pulau-weh"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def admin() -> User:
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def newcomer() -> User:
    account = make_user()
    account.set_unusable_password()
    account.save()
    return account


def redeem(account: User, code: str, *, password: str = CHOSEN, now=None) -> User | None:
    return redeem_code(
        login=account.username, code=code, password=password, now=now or timezone.now()
    )


def first_login(client: Client, account: User, code: str, **changed: str):
    fields = {
        "login": group_nip(account.username),
        "code": code,
        "password1": CHOSEN,
        "password2": CHOSEN,
        "email": "",
    }
    return client.post(reverse("personnel:first-login"), fields | changed)


def test_code_with_nip_in_groups_sets_password_and_signs_in(client, admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())

    response = first_login(client, newcomer, issued.printed.lower())

    assert response.status_code == 302
    assert response.url == reverse("home")
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN)


def test_code_is_kept_as_digest_only(admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())

    kept = LoginCode.objects.get()

    assert issued.code not in str(kept.__dict__)
    assert re.fullmatch(r"[0-9a-f]{64}", kept.digest)


def test_code_second_use_is_refused(admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())
    redeem(newcomer, issued.code)

    assert redeem(newcomer, issued.code, password="perahu-kayu-merah-tua") is None
    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN)


def test_code_after_fourteen_days_is_refused(admin, newcomer):
    now = timezone.now()
    issued = issue_code(account=newcomer, by=admin, now=now)

    assert redeem(newcomer, issued.code, now=now + LIFETIME) is None
    assert redeem(newcomer, issued.code, now=now + LIFETIME - timedelta(seconds=1)) == newcomer


def test_code_new_one_voids_the_old(admin, newcomer):
    old = issue_code(account=newcomer, by=admin, now=timezone.now())
    new = issue_code(account=newcomer, by=admin, now=timezone.now())

    assert redeem(newcomer, old.code) is None
    assert redeem(newcomer, new.code) == newcomer


def test_code_fifth_wrong_entry_ends_it(admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())
    for _attempt in range(MAXIMUM_ATTEMPTS - 1):
        assert redeem(newcomer, "AAAABBBBCCCC") is None
    assert LoginCode.objects.get().voided_at is None

    redeem(newcomer, "AAAABBBBCCCC")

    assert redeem(newcomer, issued.code) is None
    assert newcomer.account_events.filter(kind=AccountEventKind.CODE_SPENT).exists()


def test_code_of_another_account_is_refused(admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())

    assert redeem(make_user(), issued.code) is None


def test_code_with_password_like_the_name_stays_good(admin):
    newcomer = make_user(username="auditor.pelabuhan", with_employee=False)
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())

    with pytest.raises(ValidationError):
        redeem(newcomer, issued.code, password="auditor.pelabuhan")

    assert redeem(newcomer, issued.code) == newcomer


def test_code_of_disabled_account_is_refused(admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())
    disable_account(account=newcomer, reason="Pensiun", by=admin, now=timezone.now())

    assert redeem(newcomer, issued.code) is None


def test_first_login_wrong_code_and_unknown_nip_read_the_same(client, admin, newcomer):
    issue_code(account=newcomer, by=admin, now=timezone.now())

    wrong = first_login(client, newcomer, "AAAABBBBCCCC")
    unknown = first_login(client, newcomer, "AAAABBBBCCCC", login="199901012020011001")

    assert wrong.status_code == unknown.status_code == 422
    errors = [page.context["form"].non_field_errors() for page in (wrong, unknown)]
    assert errors[0] == errors[1]
    assert "minta kode baru kepada BKPSDM" in errors[0][0]


def test_first_login_weak_password_costs_no_attempt(client, admin, newcomer):
    issue_code(account=newcomer, by=admin, now=timezone.now())

    response = first_login(client, newcomer, "AAAABBBBCCCC", password1="pendek", password2="pendek")

    assert response.context["form"].errors["password1"]
    assert LoginCode.objects.get().attempts == 0


def test_first_login_short_nip_names_its_length(client):
    response = client.post(reverse("personnel:first-login"), {"login": "1986 0926"})

    assert response.context["form"].errors["login"] == [
        "NIP terdiri atas 18 angka. Yang tertulis: 8 angka."
    ]


def test_first_login_eleventh_try_for_one_account_waits(client, newcomer):
    for _attempt in range(10):
        first_login(client, newcomer, "AAAABBBBCCCC")

    assert first_login(client, newcomer, "AAAABBBBCCCC").status_code == 429


def test_first_login_email_counts_only_after_confirmation(client, admin, newcomer):
    issued = issue_code(account=newcomer, by=admin, now=timezone.now())
    first_login(client, newcomer, issued.code, email="cut@contoh.id")
    newcomer.refresh_from_db()
    assert newcomer.email == ""

    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)
    client.post(link)

    newcomer.refresh_from_db()
    assert newcomer.email == "cut@contoh.id"


def test_first_login_with_second_factor_still_asks_for_it(client, admin):
    account = make_user(Role.BKPSDM_ADMIN)
    sign_in(Client(), account)
    issued = issue_code(account=account, by=admin, now=timezone.now())

    response = first_login(client, account, issued.code)

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_issue_code_by_other_than_admin_is_denied(newcomer):
    for role in (Role.PERFORMANCE_MANAGER, Role.AUDITOR, Role.AGENCY_HEAD):
        with pytest.raises(Denied):
            issue_code(account=newcomer, by=make_user(role), now=timezone.now())
    assert not LoginCode.objects.exists()


def test_issue_code_is_written_into_the_history(admin, newcomer):
    issue_code(account=newcomer, by=admin, now=timezone.now())

    event = newcomer.account_events.get()
    assert (event.kind, event.by) == (AccountEventKind.CODE_ISSUED, admin)


def test_codes_for_agency_reach_everybody_who_never_signed_in(admin):
    agency = make_unit()
    elsewhere = make_employee()
    without_account = make_employee(make_unit(agency))
    never = make_user(agency=agency)
    before = make_user(agency=agency, last_login=timezone.now())

    issued = issue_codes_for_agency(agency=agency, by=admin, now=timezone.now())

    assert {one.account.employee for one in issued} == {without_account, never.employee}
    assert not before.login_codes.exists()
    assert not hasattr(elsewhere, "user")
    assert len({one.code for one in issued}) == len(issued)


def test_code_sheet_page_shows_slips_once_and_is_not_kept(client, admin):
    agency = make_unit()
    person = make_employee(agency)
    sign_in(client, admin)

    response = client.post(reverse("personnel:account-codes"), {"agency": agency.pk})

    page = response.content.decode()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page).group(0)
    assert person.full_name in page
    assert person.nip not in page
    assert person.nip[-3:] in page
    assert "/masuk/kode/" in page
    assert "no-store" in response["Cache-Control"]
    assert redeem(person.user, code.replace("-", "")) == person.user


def test_code_sheet_without_newcomers_says_so(client, admin):
    agency = make_unit()
    sign_in(client, admin)

    response = client.post(reverse("personnel:account-codes"), {"agency": agency.pk})

    assert response.status_code == 422
    assert "sudah pernah masuk" in response.content.decode()


def test_link_leads_to_a_first_password(
    client, admin, django_capture_on_commit_callbacks, settings
):
    newcomer = make_user(email="cut@contoh.id")
    with django_capture_on_commit_callbacks() as after_commit:
        send_first_link(account=newcomer, by=admin, now=timezone.now())
    assert len(after_commit) == 1
    assert newcomer.account_events.get().kind == AccountEventKind.LINK_SENT
    send_password_link(newcomer.pk)
    (message,) = mail.outbox
    assert message.to == ["cut@contoh.id"]
    assert newcomer.username not in message.body
    path = re.search(re.escape(settings.SITE_URL) + r"(\S+)", message.body).group(1)

    shown = client.get(path, follow=True)
    client.post(shown.request["PATH_INFO"], {"password1": CHOSEN, "password2": CHOSEN})

    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN)
    again = client.get(path, follow=True)
    assert again.context["token_fail"]


def test_link_without_address_is_refused_with_the_way_out(admin, newcomer):
    with pytest.raises(WrongState, match="cetak kode"):
        send_first_link(account=newcomer, by=admin, now=timezone.now())
