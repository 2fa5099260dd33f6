"""Passwords, devices, and the messages that tell of both."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories.personnel import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def enter(client: Client, name: str, password: str = PASSWORD, **more: str):
    return client.post("/akun/login/", {"login": name, "password": password} | more)


def test_forgotten_password_mail_goes_to_the_confirmed_address_only(client):
    account = make_user(email="cut@contoh.id")

    known = client.post("/akun/password/reset/", {"email": "Cut@contoh.id"})
    unknown = client.post("/akun/password/reset/", {"email": "tak.ada@contoh.id"})

    assert known.url == unknown.url == "/akun/password/reset/done/"
    (message,) = mail.outbox
    assert message.to == ["cut@contoh.id"]
    assert account.username not in message.body
    assert message.subject.startswith("Kinerja Sabang: ")


def test_forgotten_password_link_sets_a_new_one(client):
    account = make_user(email="cut@contoh.id")
    client.post("/akun/password/reset/", {"email": "cut@contoh.id"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body).group(1)

    form = client.get(link, follow=True).request["PATH_INFO"]
    client.post(form, {"password1": "layar-biru-pulau-weh", "password2": "layar-biru-pulau-weh"})

    account.refresh_from_db()
    assert account.check_password("layar-biru-pulau-weh")


def test_password_change_ends_other_devices_and_keeps_this_one(client):
    account = make_user()
    elsewhere = Client()
    enter(elsewhere, account.username)
    enter(client, account.username)

    client.post(
        "/akun/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "layar-biru-pulau-weh",
            "password2": "layar-biru-pulau-weh",
        },
    )

    assert client.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302
    assert len(client.get("/akun/sessions/").context["sessions"]) == 1


def test_devices_page_signs_out_the_others(client):
    account = make_user()
    elsewhere = Client()
    enter(elsewhere, account.username)
    enter(client, account.username)
    assert UserSession.objects.filter(user=account).count() == 2

    client.post("/akun/sessions/")

    assert client.get(reverse("home")).status_code == 200
    assert elsewhere.get(reverse("home")).status_code == 302


def test_every_message_about_the_account_is_in_our_words(client):
    account = make_user(email="cut@contoh.id")
    enter(client, account.username)

    client.post(
        "/akun/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "layar-biru-pulau-weh",
            "password2": "layar-biru-pulau-weh",
        },
    )
    client.post("/akun/email/", {"action_add": "", "email": "meutia@contoh.id"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body).group(1)
    client.post(link)

    account.refresh_from_db()
    assert account.email == "meutia@contoh.id"
    assert [message.subject for message in mail.outbox] == [
        "Kinerja Sabang: kata sandi diubah",
        "Kinerja Sabang: konfirmasi surel Anda",
        "Kinerja Sabang: surel akun diubah",
    ]
    assert [message.to for message in mail.outbox] == [
        ["cut@contoh.id"],
        ["meutia@contoh.id"],
        ["cut@contoh.id"],
    ]
    for message in mail.outbox:
        assert account.username not in message.body
        assert message.body.rstrip().endswith("Kinerja Sabang, BKPSDM Kota Sabang")


def test_forgotten_password_reads_the_same_while_the_mail_server_is_away(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    make_user(email="cut@contoh.id")

    response = client.post("/akun/password/reset/", {"email": "cut@contoh.id"})

    assert response.url == "/akun/password/reset/done/"
