"""The four rules beside a view: what they put on record and what they enforce."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from personnel.enums import Role
from sabang_kinerja.common.access import (
    AccessKind,
    declared_access,
    object_rule,
    public,
    roles,
    signed_in,
)


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("isi")


def asking(*held: Role) -> HttpRequest:
    request = HttpRequest()
    request.method = "POST"
    request.roles = SimpleNamespace(roles=frozenset(held))
    return request


def test_roles_open_to_one_of_them():
    guarded = roles(Role.AUDITOR, Role.BKPSDM_ADMIN)(view)

    assert guarded(asking(Role.EMPLOYEE, Role.AUDITOR)).content == b"isi"


@pytest.mark.parametrize("held", [[], [Role.EMPLOYEE, Role.SUPERVISOR]])
def test_roles_refuse_others_and_name_whom_it_opens_to(held):
    guarded = roles(Role.AUDITOR, Role.BKPSDM_ADMIN)(view)

    with pytest.raises(PermissionDenied, match="hanya untuk peran Auditor atau Admin BKPSDM"):
        guarded(asking(*held))


def test_rules_survive_the_decorators_above_them():
    stacked = require_POST(roles(Role.AUDITOR)(view))

    assert declared_access(stacked).kind is AccessKind.ROLES
    assert declared_access(stacked).roles == {Role.AUDITOR}


def test_public_view_is_exempt_from_sign_in_and_the_others_are_not():
    def fresh(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert public(fresh).login_required is False
    assert getattr(signed_in(view), "login_required", True) is True
    assert getattr(object_rule("pemilik")(view), "login_required", True) is True


def test_object_rule_keeps_its_words():
    def fresh(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    access = declared_access(object_rule("Pemilik SKP")(fresh))
    assert (access.kind, access.words) == (AccessKind.OBJECT, "Pemilik SKP")


def test_view_without_a_rule_has_none():
    def fresh(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert declared_access(fresh) is None
