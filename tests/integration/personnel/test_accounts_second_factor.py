"""The second factor: who must, what stays open without it, and how a lost one is replaced."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from personnel.actions.accounts import ensure_totp, reset_second_factor
from personnel.enums import AccountEventKind, Role
from personnel.models import User
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.personnel import PASSWORD, make_grant, make_unit, make_user
from tests.factories.sessions import TOTP_SECRET, give_totp, sign_in, totp_code

pytestmark = pytest.mark.django_db

DEMANDING = [Role.BKPSDM_ADMIN, Role.PERFORMANCE_MANAGER]


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def enter(client: Client, account: User):
    return client.post("/akun/login/", {"login": account.username, "password": PASSWORD})


@pytest.mark.parametrize("role", DEMANDING)
def test_role_that_demands_it_reaches_nothing_before_set_up(client, role):
    account = make_user(role)
    enter(client, account)

    for path in ("/", "/accounts/", "/account/", "/roles/", "/akun/password/change/"):
        assert client.get(path).url == reverse("personnel:second-factor"), path


@pytest.mark.parametrize("role", DEMANDING)
def test_set_up_sign_out_and_language_stay_open(client, role):
    account = make_user(role)
    enter(client, account)

    explained = client.get(reverse("personnel:second-factor")).content.decode()
    assert f"Peran {role.label} memerlukan verifikasi dua langkah." in explained
    assert client.get("/akun/2fa/totp/activate/").status_code == 200
    assert client.get("/akun/2fa/webauthn/add/").status_code == 200
    assert client.post(reverse("set_language"), {"language": "id"}).url == "/"
    assert client.post("/akun/logout/").url == "/akun/login/"
    assert "_auth_user_id" not in client.session


def test_role_without_demand_works_at_once(client):
    enter(client, make_user(Role.AUDITOR))

    assert client.get("/accounts/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_set_up_opens_the_pages_in_the_same_session(client):
    """Committed for real, because allauth counts the new factor after the commit."""
    account = make_user(Role.BKPSDM_ADMIN)
    enter(client, account)
    secret = client.get("/akun/2fa/totp/activate/").context["form"].secret

    response = client.post("/akun/2fa/totp/activate/", {"code": totp_code(secret)})

    assert response.url == "/akun/2fa/recovery-codes/"
    assert client.get("/accounts/").status_code == 200


def test_sign_in_asks_for_the_code_and_then_opens(client):
    account = make_user(Role.BKPSDM_ADMIN)
    ensure_totp(account, TOTP_SECRET)

    assert enter(client, account).url == "/akun/2fa/authenticate/"
    assert client.get("/accounts/").url.startswith("/akun/login/")
    client.post("/akun/2fa/authenticate/", {"code": totp_code()})

    assert client.get("/accounts/").status_code == 200


def test_sign_in_with_wrong_or_old_code_stays_outside(client):
    account = make_user(Role.BKPSDM_ADMIN)
    ensure_totp(account, TOTP_SECRET)
    enter(client, account)

    for code in ("000000", totp_code(at=time.time() - 300)):
        client.post("/akun/2fa/authenticate/", {"code": code})

    assert "_auth_user_id" not in client.session


def test_role_given_to_an_open_session_asks_for_the_code_first(client):
    account = make_user()
    sign_in(client, account, second_factor=False)
    give_totp(account)
    make_grant(account, Role.PERFORMANCE_MANAGER, agency=make_unit())

    response = client.get("/account/")

    assert response.url == "/akun/2fa/reauthenticate/?next=%2Faccount%2F"
    client.post(response.url, {"code": totp_code()})
    assert client.get("/account/").status_code == 200


def test_role_that_ended_demands_no_longer(client):
    account = make_user()
    make_grant(account, Role.BKPSDM_ADMIN, effective_until=timezone.localdate().replace(year=2025))
    sign_in(client, account, second_factor=False)

    assert client.get("/account/").status_code == 200


def test_removing_the_last_factor_leads_back_to_set_up(client):
    account = make_user(Role.BKPSDM_ADMIN)
    sign_in(client, account)

    client.post("/akun/2fa/totp/deactivate/")

    assert not Authenticator.objects.filter(user=account).exists()
    assert client.get("/accounts/").url == reverse("personnel:second-factor")


def test_recovery_codes_alone_are_no_second_factor(client):
    account = make_user(Role.BKPSDM_ADMIN)
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "x"})
    sign_in(client, account, second_factor=False)

    assert client.get("/accounts/").url == reverse("personnel:second-factor")


def test_fragment_without_second_factor_sends_the_whole_page(client):
    account = make_user(Role.BKPSDM_ADMIN)
    sign_in(client, account, second_factor=False)

    response = client.get("/accounts/", headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == reverse("personnel:second-factor")


def test_reset_by_another_admin_removes_all_and_ends_sessions(client):
    admin, other = make_user(Role.BKPSDM_ADMIN), make_user(Role.BKPSDM_ADMIN)
    ensure_totp(other, TOTP_SECRET)
    enter(client, other)
    client.post("/akun/2fa/authenticate/", {"code": totp_code()})

    reset_second_factor(account=other, reason="Ponsel hilang", by=admin, now=timezone.now())

    assert not Authenticator.objects.filter(user=other).exists()
    assert client.get("/accounts/").url.startswith("/akun/login/")
    event = other.account_events.get()
    assert (event.kind, event.by, event.reason) == (
        AccountEventKind.SECOND_FACTOR_RESET,
        admin,
        "Ponsel hilang",
    )


def test_reset_needs_a_reason_a_factor_and_another_admin():
    admin, other = make_user(Role.BKPSDM_ADMIN), make_user()
    now = timezone.now()
    with pytest.raises(WrongState):
        reset_second_factor(account=other, reason="Ponsel hilang", by=admin, now=now)
    give_totp(other)
    with pytest.raises(Incomplete):
        reset_second_factor(account=other, reason="  ", by=admin, now=now)
    with pytest.raises(Denied):
        reset_second_factor(account=other, reason="Ponsel hilang", by=make_user(), now=now)
    give_totp(admin)
    with pytest.raises(Denied):
        reset_second_factor(account=admin, reason="Ponsel hilang", by=admin, now=now)

    assert Authenticator.objects.filter(user=other).exists()


def test_passkey_sign_in_is_offered_with_a_challenge(client):
    response = client.get("/akun/2fa/webauthn/login/", headers={"Accept": "application/json"})

    assert response.json()["request_options"]["publicKey"]["challenge"]
