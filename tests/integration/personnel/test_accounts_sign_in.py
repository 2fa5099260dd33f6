"""Signing in and out, what a refusal tells, where one lands, and what ends a session."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from personnel.enums import Role
from personnel.models import User
from personnel.rules.nip import group_nip
from tests.factories.personnel import PASSWORD, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LOGIN = "/akun/login/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def enter(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": name, "password": password} | more)


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "write",
    [
        lambda account: account.username,
        lambda account: group_nip(account.username),
        lambda account: (
            ".".join([account.username[:8], account.username[8:14]]) + account.username[14:]
        ),
        lambda account: f"  {account.username} ",
        lambda account: account.email,
        lambda account: account.email.upper(),
    ],
    ids=["bare", "grouped", "dots", "spaces", "email", "email capitals"],
)
def test_login_by_number_or_address_in_any_writing(client, write):
    account = make_user(email="cut.meutia@contoh.id")

    response = enter(client, write(account))

    assert response.url == reverse("home")
    assert signed_in_as(client) == str(account.pk)


def test_login_unknown_and_known_name_are_refused_alike(client):
    account = make_user()

    refusals = [
        enter(client, name, "salah-semua-ini").context["form"].non_field_errors()
        for name in (account.username, "199901012020011001", "tak.ada@contoh.id")
    ]

    assert refusals == [["NIP, surel, atau kata sandi tidak cocok. Periksa lalu coba lagi."]] * 3


def test_login_number_of_wrong_length_is_named_at_its_field(client):
    response = enter(client, "19860926")

    assert response.context["form"].errors["login"] == [
        "NIP terdiri atas 18 angka. Yang tertulis: 8 angka."
    ]


def test_login_sixth_wrong_password_locks_the_account_for_a_while(client):
    account = make_user()
    for _attempt in range(5):
        enter(client, account.username, "salah-semua-ini")

    response = enter(client, group_nip(account.username))

    assert "Tunggu lima menit" in response.context["form"].non_field_errors()[0]
    assert signed_in_as(client) is None
    assert enter(client, make_user().username).status_code == 302


def test_login_from_one_address_is_slowed_with_429(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    for _attempt in range(2):
        enter(client, "tak.ada@contoh.id", "x")

    assert enter(client, "tak.ada@contoh.id", "x").status_code == 429


def test_login_disabled_account_stays_out(client):
    account = make_user(is_active=False)

    response = enter(client, account.username)

    assert response.url == reverse("account_inactive")
    assert signed_in_as(client) is None


def test_login_gives_the_session_a_new_key(client):
    account = make_user()
    client.get(LOGIN)
    client.post(reverse("set_language"), {"language": "id"})
    session = client.session
    session["before"] = "x"
    session.save()
    before = session.session_key

    enter(client, account.username)

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    ("wanted", "landed"),
    [
        ("/account/", "/account/"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_login_goes_only_to_our_own_pages(client, wanted, landed):
    response = enter(client, make_user().username, next=wanted)

    assert response.url == landed


def test_sign_up_is_closed(client):
    before = User.objects.count()

    shown = client.get("/akun/signup/")
    client.post(
        "/akun/signup/",
        {"username": "orang.luar", "password1": PASSWORD, "password2": PASSWORD, "email": ""},
    )

    assert "form" not in (shown.context or {})
    assert User.objects.count() == before


def test_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/account/?tab=1")

    assert response.url == "/akun/login/?next=/account/%3Ftab%3D1"


def test_ended_session_is_explained_on_the_sign_in_page(client):
    account = make_user()
    enter(client, account.username)
    Session.objects.all().delete()

    response = client.get("/account/", follow=True)

    assert [str(message) for message in response.context["messages"]] == [
        "Sesi Anda berakhir demi keamanan. Masuk kembali; isian Anda masih ada."
    ]


def test_first_visit_is_not_called_an_ended_session(client):
    response = client.get("/account/", follow=True)

    assert list(response.context["messages"]) == []


def test_form_sent_after_the_session_ended_comes_back_to_its_page(client):
    account = make_user(Role.AUDITOR)
    sign_in(client, account)
    Session.objects.all().delete()

    response = client.post(
        reverse("personnel:account-open"), HTTP_REFERER="http://testserver/accounts/?q=a"
    )

    assert response.url == "/akun/login/?next=/accounts/%3Fq%3Da"


def test_form_with_foreign_referer_does_not_lead_there(client):
    response = client.post(
        reverse("personnel:account-open"), HTTP_REFERER="https://jahat.example/accounts/"
    )

    assert response.url == "/akun/login/"


def test_fragment_after_the_session_ended_sends_the_whole_page_to_sign_in(client):
    response = client.get(
        "/account/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/?q=a"},
    )

    assert response.status_code == 401
    assert response["HX-Redirect"] == "/akun/login/?next=%2Faccounts%2F%3Fq%3Da"


def test_account_without_employee_has_a_page_that_says_what_is_open(client):
    account = make_user(Role.AUDITOR, with_employee=False, username="auditor.luar")
    sign_in(client, account)

    page = client.get(reverse("personnel:account-own")).content.decode()

    assert "auditor.luar" in page
    assert "tidak ada data pegawai" in page
    assert "Auditor" in page


def test_login_by_number_of_an_account_with_another_name(client):
    account = make_user(username="pegawai")

    enter(client, account.employee.nip)

    assert signed_in_as(client) == str(account.pk)
