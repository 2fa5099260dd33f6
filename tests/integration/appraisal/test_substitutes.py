"""Somebody acts for an absent supervisor: on the days named, visibly, never for oneself."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from appraisal import permissions
from appraisal.actions import plans, ratings
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import EvaluationTransition, PlanTransition
from personnel.actions.substitutions import (
    SubstitutionFacts,
    decline_substitution,
    end_substitution,
    name_substitute,
)
from personnel.enums import Role
from personnel.models import Notice, Substitution, User
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.appraisal import JANUARY, YEAR_END, evaluation_at, make_office, plan_at
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 5), date(2026, 1, 20)
AFTER = datetime(2026, 1, 21, 2, 0, tzinfo=UTC)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def deputy(office):
    return make_user(employee=make_employee(head_of=make_unit(office.agency)))


def fresh(user: User) -> User:
    """The account as the next request reads it: roles are kept for one request only."""
    return User.objects.get(pk=user.pk)


def named(office, deputy, first=FIRST, last=LAST, now=JANUARY, by=None):
    facts = SubstitutionFacts(
        absent_id=office.supervisor.employee_id,
        substitute_id=deputy.employee_id,
        effective_from=first,
        effective_until=last,
        reason="Cuti tahunan",
    )
    return name_substitute(facts=facts, by=by or office.supervisor, now=now)


def test_substitute_approves_in_both_names(office, deputy):
    plan = plan_at(PlanState.SUBMITTED, office)
    named(office, deputy)

    plans.approve_plan(plan_id=plan.pk, by=fresh(deputy), now=JANUARY)

    step = PlanTransition.objects.get(plan=plan, verb="approve")
    assert step.by == deputy
    assert step.on_behalf_of == office.supervisor.employee
    assert step.signed_as == (f"{deputy.get_full_name()} a.n. {office.supervisor.get_full_name()}")


def test_supervisor_present_signs_alone(office, deputy):
    plan = plan_at(PlanState.SUBMITTED, office)
    named(office, deputy)

    plans.approve_plan(plan_id=plan.pk, by=office.supervisor, now=JANUARY)

    step = PlanTransition.objects.get(plan=plan, verb="approve")
    assert (step.on_behalf_of, step.signed_as) == (None, "")


def test_substitute_serves_a_result(office, deputy):
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    named(office, deputy, date(2027, 1, 1), date(2027, 1, 10), now=YEAR_END)

    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=fresh(deputy), now=YEAR_END)

    step = EvaluationTransition.objects.get(evaluation=evaluation, verb="serve")
    assert step.on_behalf_of == office.supervisor.employee


def test_substitute_has_no_right_before_after_or_when_declined(office, deputy):
    plan = plan_at(PlanState.SUBMITTED, office)
    row = named(office, deputy)

    assert permissions.can_approve_plan(fresh(deputy), plan, JANUARY)
    assert not permissions.can_approve_plan(fresh(deputy), plan, AFTER)
    assert not permissions.visible_plans(fresh(deputy), AFTER).filter(pk=plan.pk).exists()

    decline_substitution(substitution_id=row.pk, reason="Sedang dinas", by=deputy, now=JANUARY)
    with pytest.raises(Denied):
        plans.approve_plan(plan_id=plan.pk, by=fresh(deputy), now=JANUARY)
    assert Notice.objects.filter(recipient=office.supervisor, kind="substitution").exists()


def test_substitute_never_judges_the_own_plan(office):
    plan = plan_at(PlanState.SUBMITTED, office)
    Substitution.objects.create(
        absent=office.supervisor.employee,
        substitute=office.employee.employee,
        effective_from=FIRST,
        effective_until=LAST,
        reason="Cuti",
        named_by=office.admin,
        named_at=JANUARY,
    )

    with pytest.raises(Denied):
        plans.approve_plan(plan_id=plan.pk, by=fresh(office.employee), now=JANUARY)


def test_return_to_work_ends_it_today(office, deputy):
    plan = plan_at(PlanState.SUBMITTED, office)
    row = named(office, deputy)

    end_substitution(substitution_id=row.pk, by=office.supervisor, now=JANUARY)

    assert not permissions.can_approve_plan(fresh(deputy), plan, JANUARY)
    row.refresh_from_db()
    assert row.effective_until == date(2026, 1, 9)
    with pytest.raises(WrongState):
        end_substitution(substitution_id=row.pk, by=office.supervisor, now=JANUARY)


def test_substitute_must_be_nameable(office, deputy):
    named(office, deputy)
    stranger = make_user()

    with pytest.raises(Refused, match="Sudah ada pengganti"):
        named(office, deputy, date(2026, 1, 20), date(2026, 1, 25))
    with pytest.raises(Refused, match="paling rendah pejabat pengawas"):
        named(office, office.employee, date(2026, 3, 1), date(2026, 3, 5))
    with pytest.raises(Refused, match="enam bulan"):
        named(office, deputy, date(2026, 2, 1), date(2026, 12, 1))
    with pytest.raises(Refused, match="lewat"):
        named(office, deputy, date(2025, 2, 1), date(2025, 2, 2))
    with pytest.raises(Denied):
        named(office, deputy, date(2026, 3, 1), date(2026, 3, 2), by=stranger)
    with pytest.raises(Incomplete):
        row = Substitution.objects.get()
        decline_substitution(substitution_id=row.pk, reason=" ", by=deputy, now=JANUARY)


def test_database_refuses_a_substitute_for_oneself(office):
    person = office.supervisor.employee
    with pytest.raises(IntegrityError), transaction.atomic():
        Substitution.objects.create(
            absent=person,
            substitute=person,
            effective_from=FIRST,
            effective_until=LAST,
            reason="x",
            named_by=office.admin,
            named_at=JANUARY,
        )


def test_pages_name_both_kinds(client, clock, office, deputy):
    clock(JANUARY)
    plan = plan_at(PlanState.SUBMITTED, office)
    named(office, deputy)
    browser = sign_in(client, deputy)

    page = browser.get(reverse("appraisal:plan-detail", args=[plan.pk])).content.decode()
    assert "Anda bertindak a.n." in page
    assert reverse("appraisal:plan-approve", args=[plan.pk]) in page
    listed = browser.get(reverse("personnel:substitution-list")).content.decode()
    assert office.supervisor.employee.full_name in listed
    assert "Pendelegasian dengan surat keputusan" in listed


def test_form_keeps_what_was_typed(client, clock, office, deputy):
    clock(JANUARY)
    browser = sign_in(client, office.supervisor)
    data = {
        "substitute": deputy.employee.nip,
        "effective_from": "20-01-2026",
        "effective_until": "10-01-2026",
        "reason": "Cuti",
    }

    refused = browser.post(reverse("personnel:substitution-create"), data)
    assert refused.status_code == 422
    assert 'value="20-01-2026"' in refused.content.decode()

    taken = browser.post(
        reverse("personnel:substitution-create"), data | {"effective_until": "25-01-2026"}
    )
    assert taken.status_code == 302
    assert Notice.objects.filter(recipient=deputy, kind="substitution").exists()


def test_strangers_find_no_substitution(client, clock, office, deputy):
    clock(JANUARY)
    row = named(office, deputy)
    browser = sign_in(client, make_user(Role.EMPLOYEE))

    answer = browser.get(reverse("personnel:substitution-decline", args=[row.pk]))

    assert answer.status_code == 404
