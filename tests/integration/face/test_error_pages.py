"""What went wrong is said calmly, with the next step."""

import logging

import pytest
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from sabang_kinerja.errors import server_error
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def test_unknown_address_tells_neither_whether_the_page_exists(client):
    sign_in(client, make_user())
    response = client.get("/plans/999999/")

    assert response.status_code == 404
    assert (
        "Halaman tidak ditemukan, atau Anda tidak memiliki akses ke halaman ini."
        in response.content.decode()
    )


def test_address_of_another_role_says_for_whom_it_is(client):
    sign_in(client, make_user())
    response = client.get(reverse("personnel:account-list"))

    assert response.status_code == 403
    assert "Halaman ini hanya untuk peran" in response.content.decode()


def test_form_without_a_living_session_keeps_calm_and_leads_back(client):
    careful = Client(enforce_csrf_checks=True)
    response = careful.post(
        reverse("set_theme"), {"theme": "dark"}, headers={"referer": "http://testserver/bantuan/"}
    )
    page = response.content.decode()

    assert response.status_code == 403
    assert "Masuk kembali; isian Anda masih ada." in page
    assert 'href="http://testserver/bantuan/"' in page
    assert "Forbidden" not in page


def test_form_sent_by_another_site_is_not_led_back_there():
    careful = Client(enforce_csrf_checks=True)
    response = careful.post(reverse("set_theme"), headers={"referer": "https://evil.example/"})

    assert "evil.example" not in response.content.decode()


def test_fault_of_ours_has_a_code_that_the_log_knows(rf, caplog):
    with caplog.at_level(logging.ERROR):
        response = server_error(rf.get("/"))
    page = response.content.decode()

    assert response.status_code == 500
    assert "Terjadi gangguan pada sistem, bukan kesalahan Anda." in page
    code = caplog.records[-1].args[0]
    assert f"Kode: {code}" in page


def test_fault_page_needs_no_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        server_error(HttpRequest())
