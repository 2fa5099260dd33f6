"""The command on the server that opens the door of a new installation."""

import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.utils import timezone

from personnel.actions.login_codes import redeem_code
from personnel.enums import Role
from personnel.models import User
from personnel.selectors.roles import roles_of
from tests.factories.personnel import make_user
from tests.factories.sessions import give_totp

pytestmark = pytest.mark.django_db


def run(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_first_admin_opens_an_account_that_can_set_its_password():
    told = run("first_admin", "admin.bkpsdm")

    account = User.objects.get(username="admin.bkpsdm")
    assert Role.BKPSDM_ADMIN in roles_of(account, timezone.localdate())
    code = re.search(r"code ([0-9A-Z-]{14}),", told).group(1).replace("-", "")
    done = redeem_code(
        login="admin.bkpsdm", code=code, password="layar-biru-pulau-weh", now=timezone.now()
    )
    assert done == account


def test_first_admin_twice_gives_one_role_and_a_new_code():
    told = [run("first_admin", "admin.bkpsdm") for _time in range(2)]

    assert User.objects.get(username="admin.bkpsdm").role_grants.count() == 1
    assert told[0] != told[1]


def test_first_admin_frees_from_a_lost_second_factor_only_when_told():
    account = make_user(Role.BKPSDM_ADMIN)
    give_totp(account)

    run("first_admin", account.username)
    assert Authenticator.objects.filter(user=account).exists()
    run("first_admin", account.username, "--reset-second-factor")

    assert not Authenticator.objects.filter(user=account).exists()
