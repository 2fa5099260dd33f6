"""Light or dark, Indonesian or English: chosen once, remembered, without a script."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def root_of(client) -> str:
    page = client.get(reverse("help")).content.decode()
    return page[page.index("<html") : page.index("<head>")]


def test_page_follows_the_device_until_somebody_chooses(client):
    assert 'data-theme="system"' in root_of(client)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chosen_theme_is_in_the_page_as_the_server_sends_it(client, theme):
    response = client.post(reverse("set_theme"), {"theme": theme, "next": "/bantuan/"})

    assert response.url == "/bantuan/"
    assert f'data-theme="{theme}" data-bs-theme="{theme}"' in root_of(client)


def test_theme_of_the_device_forgets_the_choice(client):
    client.post(reverse("set_theme"), {"theme": "dark"})
    client.post(reverse("set_theme"), {"theme": "system"})

    assert 'data-theme="system"' in root_of(client)


def test_forged_theme_cookie_does_not_reach_the_page(client):
    client.cookies["theme"] = 'x" onload="alert(1)'

    assert 'data-theme="system"' in root_of(client)


def test_theme_does_not_lead_to_another_site(client):
    response = client.post(reverse("set_theme"), {"theme": "dark", "next": "https://evil.example/"})

    assert response.url == "/"


def test_chosen_language_is_the_language_of_the_page(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/bantuan/"})

    assert 'lang="en"' in root_of(client)


def test_django_speaks_in_the_words_of_the_house(client):
    page = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()

    assert "Isi kolom ini." in page


def test_every_text_of_the_face_has_its_english(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/bantuan/"})
    page = client.get(reverse("account_login")).content.decode()

    assert "Forgot your password?" in page
    assert "Lupa kata sandi" not in page
