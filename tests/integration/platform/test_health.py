"""What the proxy and the operator are told about database, broker and worker."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from sabang_kinerja import heartbeat

pytestmark = pytest.mark.django_db


def test_health_without_worker_says_so_and_pages_are_served(client, settings, broker_url):
    settings.REDIS_URL = broker_url
    cache.clear()

    response = client.get(reverse("health"))

    assert response.status_code == 200
    assert response.json() == {"database": True, "broker": True, "worker": False}


def test_health_with_worker_that_gave_a_sign_is_whole(client, settings, broker_url):
    settings.REDIS_URL = broker_url
    heartbeat._note_life()

    assert client.get(reverse("health")).json()["worker"]

    heartbeat._note_end()
    assert not client.get(reverse("health")).json()["worker"]


def test_health_without_broker_is_unavailable(client, settings, free_port):
    settings.REDIS_URL = f"redis://127.0.0.1:{free_port}/0"

    response = client.get(reverse("health"))

    assert response.status_code == 503
    assert response.json() == {"database": True, "broker": False, "worker": False}


def test_health_tells_nothing_else_and_changes_nothing(client):
    assert client.post(reverse("health")).status_code == 405
