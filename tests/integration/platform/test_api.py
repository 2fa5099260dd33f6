"""The API: who gets in, what a refusal looks like, codes for a queue machine, keys of BKPSDM."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from feedback.actions.sealing import code_digest
from feedback.models import ReceiptToken
from feedback.rules.codes import normalise_code
from personnel.actions import api_clients
from personnel.actions.api_clients import create_client, revoke_client
from personnel.enums import ApiScope, Role
from personnel.models import ApiClient, ApiUse
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.feedback import make_counter, make_service
from tests.factories.personnel import make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

RECEIPTS = "/api/v1/receipts"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def agency():
    return make_unit()


@pytest.fixture
def service(agency):
    return make_service(agency)


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def key(admin, agency):
    return make_key(admin, agency=agency).key


def make_key(admin, **fields):
    now = timezone.now()
    facts = {
        "name": "Mesin antrean",
        "agency": None,
        "scopes": ApiScope.values,
        "per_minute": 60,
        "expires_on": (now + timedelta(days=30)).date(),
    }
    return create_client(**facts | fields, by=admin, now=now)


def ask(client, key, path=RECEIPTS, body=None, **headers):
    headers["Authorization"] = f"Bearer {key}"
    if body is None:
        return client.get(path, headers=headers)
    text = body if isinstance(body, str) else json.dumps(body)
    return client.post(path, text, content_type="application/json", headers=headers)


def problem(response):
    """What the refusal says, after checking that it has the one shape."""
    assert response["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == response.status_code
    assert {"type", "title", "detail"} <= told.keys()
    return told["type"].removeprefix("urn:problem:")


def test_queue_machine_gets_codes_that_are_nowhere_else(client, key, service):
    counter = make_counter(service.unit)
    body = {"service": service.code, "counter": counter.pk, "count": 3}

    response = ask(client, key, body=body)

    assert response.status_code == 201
    assert response["Cache-Control"] == "no-store"
    told = response.json()
    codes = [normalise_code(one["code"]) for one in told["receipts"]]
    assert all(one["url"].endswith(f"/S/{one['code']}") for one in told["receipts"])
    kept = ReceiptToken.objects.filter(service=service, counter=counter)
    assert {row.digest for row in kept} == {code_digest(code) for code in codes}
    assert {str(row.expires_on) for row in kept} == {told["expires_on"]}


def test_one_code_without_counter_when_nothing_else_is_asked(client, key, service):
    told = ask(client, key, body={"service": service.code}).json()

    assert len(told["receipts"]) == 1
    assert ReceiptToken.objects.get().counter is None


@pytest.mark.parametrize("path", ["/api/v1/services", "/api/v1/counters"])
def test_lists_show_the_own_agency_in_few_queries(
    client, key, service, path, django_assert_max_num_queries
):
    make_service()
    make_counter()
    for _number in range(20):
        make_service(service.unit)
        make_counter(service.unit)

    with django_assert_max_num_queries(8):
        rows = ask(client, key, path).json()

    assert {row["unit"] for row in rows} == {service.unit.name}
    assert len(rows) >= 20


def test_key_of_the_city_sees_every_agency(client, admin, service):
    key = make_key(admin).key
    make_service()

    assert len(ask(client, key, "/api/v1/services").json()) == 2


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer salah"}, {"Authorization": "x"}])
def test_no_key_or_an_unknown_one_is_told_to_bring_one(client, header):
    response = client.get("/api/v1/services", headers=header)

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert problem(response) in {"missing-key", "unknown-key"}


def test_signed_in_account_is_no_key(client, admin):
    sign_in(client, admin)

    assert client.get("/api/v1/services").status_code == 401


def test_key_opens_only_its_scopes(client, admin, service):
    key = make_key(admin, scopes=[ApiScope.SERVICES_READ]).key

    response = ask(client, key, body={"service": service.code})

    assert (response.status_code, problem(response)) == (403, "wrong-scope")
    assert not ReceiptToken.objects.exists()


def test_revoked_key_is_refused_at_once(client, admin, service):
    made = make_key(admin)
    revoke_client(client=made.client, by=admin, now=timezone.now())

    response = ask(client, made.key, body={"service": service.code})

    assert (response.status_code, problem(response)) == (401, "revoked-key")


def test_expired_key_is_refused(client, admin, service):
    made = make_key(admin)
    yesterday = timezone.localdate() - timedelta(days=1)
    ApiClient.objects.update(expires_on=yesterday)

    response = ask(client, made.key, body={"service": service.code})

    assert (response.status_code, problem(response)) == (401, "expired-key")


@pytest.mark.parametrize("foreign", ["service", "counter"])
def test_what_belongs_to_another_agency_is_not_found(client, key, service, foreign):
    other = {"service": make_service().code, "counter": make_counter().pk}
    body = {"service": service.code, foreign: other[foreign]}

    response = ask(client, key, body=body)

    assert (response.status_code, problem(response)) == (404, "not-found")
    assert not ReceiptToken.objects.exists()


def test_too_many_requests_are_told_when_to_come_back(client, admin, monkeypatch):
    key = make_key(admin, per_minute=2).key
    moment = timezone.now().replace(second=20, microsecond=0)
    monkeypatch.setattr("personnel.views.api.timezone.now", lambda: moment)

    answers = [ask(client, key, "/api/v1/services") for _number in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "40"
    assert problem(answers[2]) == "too-many-requests"


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ("{", 400, None),
        ("[]", 422, "body"),
        ({}, 422, "service"),
        ({"service": "x", "count": 51}, 422, "count"),
        ({"service": "x", "count": 0}, 422, "count"),
        ({"service": "x", "nik": "1"}, 422, "nik"),
    ],
)
def test_wrong_content_is_told_by_field(client, key, body, status, field):
    response = ask(client, key, body=body)

    assert response.status_code == status
    problem(response)
    if field:
        assert [one["field"] for one in response.json()["errors"]] == [field]


@pytest.mark.parametrize(("path", "status"), [("/api/v1/tidak-ada", 404), (RECEIPTS, 405)])
def test_wrong_address_and_method_have_the_same_shape(client, path, status):
    response = client.get(path)

    assert response.status_code == status
    problem(response)


def test_failure_of_ours_has_the_same_shape(client, key, service, monkeypatch):
    monkeypatch.setattr("feedback.views.api.draw_codes", lambda **_facts: 1 / 0)

    response = ask(client, key, body={"service": service.code})

    assert (response.status_code, problem(response)) == (500, "failed")


def test_same_idempotency_key_gives_the_same_codes(client, key, service):
    body = {"service": service.code, "count": 2}

    first, again = (
        ask(client, key, body=body, **{"Idempotency-Key": "struk-0001"}) for _time in range(2)
    )

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert ReceiptToken.objects.count() == 2


def test_idempotency_key_is_of_one_client_and_one_content(client, admin, key, service):
    headers = {"Idempotency-Key": "struk-0001"}
    first = ask(client, key, body={"service": service.code}, **headers).json()
    other = make_key(admin, name="Mesin lain").key

    elsewhere = ask(client, other, body={"service": service.code}, **headers)
    changed = ask(client, key, body={"service": service.code, "count": 2}, **headers)

    assert elsewhere.json()["receipts"] != first["receipts"]
    assert (changed.status_code, problem(changed)) == (409, "refused")


def test_idempotency_key_is_free_again_after_a_refusal(client, key, service):
    headers = {"Idempotency-Key": "struk-0001"}
    assert ask(client, key, body={"service": "tidak-ada"}, **headers).status_code == 404

    assert ask(client, key, body={"service": service.code}, **headers).status_code == 201


def test_kept_codes_cannot_be_read_in_redis(client, key, service):
    headers = {"Idempotency-Key": "struk-0001"}
    told = ask(client, key, body={"service": service.code}, **headers).json()
    kept = api_clients.KeptAnswer(key, "struk-0001", "")._place

    sealed = cache.get(kept)

    code = told["receipts"][0]["code"]
    assert sealed
    assert code.encode() not in sealed


def test_use_is_counted_by_day_and_scope_only(client, key, service):
    ask(client, key, body={"service": service.code})
    ask(client, key, body={"service": service.code})
    ask(client, key, "/api/v1/services")

    counted = set(ApiUse.objects.values_list("scope", "requests"))
    assert counted == {(ApiScope.RECEIPTS_ISSUE, 2), (ApiScope.SERVICES_READ, 1)}


def test_description_and_page_need_no_key(client):
    described = client.get("/api/openapi.json").json()
    page = client.get("/api/").content.decode()

    assert set(described["paths"]) == {
        *("/api/v1/services", "/api/v1/counters", RECEIPTS),
        *("/api/v1/predicates", "/api/v1/predicates/{period}"),
        *("/api/v1/survey-results", "/api/v1/survey-results/{period}"),
    }
    assert all(path in page for path in described["paths"])
    assert "<script>" not in page


def test_bkpsdm_sees_a_key_once_and_its_digest_never(client, admin, agency):
    sign_in(client, admin)
    facts = {
        "name": "Mesin antrean",
        "agency": agency.pk,
        "scopes": [ApiScope.RECEIPTS_ISSUE],
        "per_minute": 30,
        "expires_on": (timezone.localdate() + timedelta(days=30)).strftime("%d-%m-%Y"),
    }

    page = client.post(reverse("personnel:client-create"), facts)

    made = ApiClient.objects.get()
    assert (made.agency, made.scopes, made.created_by) == (agency, ["receipts:issue"], admin)
    assert page["Cache-Control"].startswith("max-age=0")
    key = page.context["made"].key
    assert key in page.content.decode()
    shown = client.get(reverse("personnel:client-list")).content.decode()
    assert made.prefix in shown
    assert key not in shown
    assert made.digest not in shown


def test_form_keeps_what_was_typed_when_a_name_is_taken(client, admin):
    make_key(admin)
    sign_in(client, admin)
    facts = {
        "name": "Mesin antrean",
        "scopes": ["services:read"],
        "per_minute": 7,
        "expires_on": (timezone.localdate() + timedelta(days=3)).strftime("%d-%m-%Y"),
    }

    page = client.post(reverse("personnel:client-create"), facts)

    assert page.status_code == 422
    assert "Nama ini sudah dipakai" in page.content.decode()
    assert 'value="7"' in page.content.decode()


def test_revoking_asks_first_and_leaves_history(client, admin):
    made = make_key(admin).client
    sign_in(client, admin)
    address = reverse("personnel:client-revoke", args=[made.pk])

    client.get(address)
    made.refresh_from_db()
    assert made.revoked_at is None
    client.post(address)

    made.refresh_from_db()
    assert made.revoked_by == admin
    with pytest.raises(WrongState):
        revoke_client(client=made, by=admin, now=timezone.now())


def test_only_bkpsdm_makes_keys_and_only_sound_ones(admin):
    with pytest.raises(Denied):
        make_key(make_user(Role.AUDITOR))
    with pytest.raises(Incomplete):
        make_key(admin, expires_on=timezone.localdate())
    make_key(admin)
    with pytest.raises(Refused):
        make_key(admin)
