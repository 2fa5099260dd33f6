"""Every address with every role: the answer agrees with what the view declares.

A new address without a declaration fails here; see ``sabang_kinerja/common/access.py``.
"""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from personnel.enums import Role
from sabang_kinerja.access import OTHERS, Address, addresses
from sabang_kinerja.access_words import words_of
from sabang_kinerja.common.access import Access, AccessKind
from tests.factories.addresses import SAMPLES, Scene
from tests.factories.personnel import make_grant, make_unit, make_user, make_year
from tests.factories.sessions import sign_in

MISSING = {
    "int": 10**9,
    "path": "tidak-ada",
    "slug": "tidak-ada",
    "str": "tidak-ada",
    "uuid": UUID(int=0),
}
"""For arguments without a sample, by converter."""


@pytest.fixture
def scene(db: None) -> Scene:
    cache.clear()
    agency = make_unit()
    users = {role: make_user(role, agency=agency) for role in Role}
    grant = make_grant(make_user(), Role.AUDITOR)
    return Scene(agency=agency, year=make_year(), users=users, grant=grant)


def path_of(address: Address, scene: Scene) -> str:
    if address.name in SAMPLES:
        kwargs: dict[str, Any] = SAMPLES[address.name](scene)
    else:
        found = re.findall(r"<(?:(\w+):)?(\w+)>", address.route)
        kwargs = {name: MISSING[converter or "str"] for converter, name in found}
    try:
        return reverse(address.name, kwargs=kwargs)
    except NoReverseMatch:
        pytest.fail(f"{address.name} needs a line in tests/factories/addresses.py", pytrace=False)


def ask(client: Client, path: str) -> HttpResponse:
    """The answer to a visit, or to a form where only forms are taken; nothing stays written."""
    with transaction.atomic():
        response = client.get(path)
        if response.status_code == 405:
            response = client.post(path)
        transaction.set_rollback(True)
    return response


def complaint(access: Access, role: Role | None, response: HttpResponse) -> str:
    """What is wrong with an answer; empty when it agrees with the rule."""
    status = response.status_code
    to_sign_in = status == 302 and response["Location"].startswith("/akun/login/")
    if status == 500:  # 503 is how the health check says that the broker is not there
        return "error 500"
    if access.kind is AccessKind.PUBLIC:
        refused = status in (401, 403) or (to_sign_in and "next=" in response["Location"])
        return f"public, but {status}" if refused else ""
    if access.kind is AccessKind.KEY:
        return "" if status == 401 else f"should ask for a key, but {status}"
    if role is None:
        return "" if to_sign_in else f"opens without signing in: {status}"
    if to_sign_in:
        return "signed in, but sent to sign in"
    if access.kind is AccessKind.ROLES:
        if role in access.roles:
            return f"should open, but {status}" if status == 403 else ""
        return "" if status == 403 else f"should be refused, but {status}"
    if access.kind is AccessKind.SIGNED_IN and status == 403:
        return "open to every account, but refused"
    return ""


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "anonymous")
def test_address_answers_each_role_as_declared(scene, role):
    client = Client(raise_request_exception=False)
    if role is not None:
        sign_in(client, scene.users[role])

    wrong = []
    for address in addresses():
        if address.access is not None:
            response = ask(client, path_of(address, scene))
            if problem := complaint(address.access, role, response):
                wrong.append(f"{address.name} ({address.route}): {problem}")

    assert not wrong, "\n".join(wrong)


def test_address_every_one_declares_its_rule():
    silent = [address.name for address in addresses() if address.access is None]

    assert not silent, f"no declaration beside the view of: {', '.join(silent)}"


def test_address_rules_for_other_packages_name_what_exists():
    assert set(OTHERS) <= {address.name for address in addresses()}


def test_address_samples_name_what_exists(scene):
    names = {address.name for address in addresses()}

    assert set(SAMPLES) <= names
    for name in SAMPLES:
        assert reverse(name, kwargs=SAMPLES[name](scene))


def test_page_of_rights_shows_every_declared_address(client, scene):
    sign_in(client, scene.users[Role.EMPLOYEE])

    shown = client.get(reverse("access-matrix")).context["groups"]

    rows = [row for _label, group in shown for row in group]
    own = {words_of(address.name) for address in addresses() if address.name not in OTHERS}
    assert own <= {(row.noun, verb) for row in rows for verb in row.verbs or [""]}
    (grants,) = (row for row in rows if row.noun == "Peran" and "buat" in row.verbs)
    assert grants.marks == [role == Role.BKPSDM_ADMIN for role in Role]
