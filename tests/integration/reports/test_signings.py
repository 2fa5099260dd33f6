"""Whose signature a paper carries: read from substitutions, acting posts and decrees."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from appraisal.actions import evaluations, periods, plans, ratings
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import OrganisationPredicate
from personnel.actions.substitutions import SubstitutionFacts, end_substitution, name_substitute
from personnel.enums import AssignmentKind
from personnel.models import User
from reports.actions.credit_letters import make_conversion_letter
from reports.actions.letters import request_letter
from reports.documents.signing import AuthorityKind
from reports.selectors.determinations import determination_content
from reports.selectors.evaluation_forms import evaluation_form_content, evaluations_for_form
from reports.selectors.forms import plan_form_content
from reports.tasks import print_letters
from tests.factories.appraisal import (
    JANUARY,
    SERVED,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
    rate_all,
)
from tests.factories.credit import converted, make_credit_office
from tests.factories.documents import pdf_text
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_override,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db

SINCE = date(2026, 1, 1)


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def deputy(office):
    return make_user(employee=make_employee(head_of=make_unit(office.agency)))


def named(office, deputy, first, last, now):
    facts = SubstitutionFacts(
        absent_id=office.supervisor.employee_id,
        substitute_id=deputy.employee_id,
        effective_from=first,
        effective_until=last,
        reason="Cuti tahunan",
    )
    return name_substitute(facts=facts, by=office.supervisor, now=now)


def fresh(user):
    """The account as the next request reads it: roles are kept for one request only."""
    return User.objects.get(pk=user.pk)


def final_signed_by(signer, office):
    """The employee's result, fixed and served by ``signer``, accepted and final."""
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    fix_organisation(office, evaluation.period)
    rate_all(evaluation, fresh(signer))
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=fresh(signer), now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=fresh(signer), now=YEAR_END)
    evaluations.accept_evaluation(evaluation_id=evaluation.pk, by=office.employee, now=SERVED)
    periods.close_windows(now=SERVED + timedelta(days=23))
    evaluation.refresh_from_db()
    return evaluation


def letter_of(evaluation, office):
    letter = request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
    print_letters(letter.job_id)
    letter.refresh_from_db()
    return letter


def text_of(letter):
    with letter.file.open("rb") as file:
        return pdf_text(file.read())


def test_letter_signed_by_a_substitute_says_for_whom_and_on_which_days(office, deputy, client):
    named(office, deputy, date(2027, 1, 1), date(2027, 1, 10), YEAR_END)

    letter = letter_of(final_signed_by(deputy, office), office)

    signing = letter.content["signing"]
    assert signing["signer"]["name"] == deputy.employee.full_name
    assert signing["authorities"] == [
        {
            "kind": "substitute",
            "post": "",
            "decree_number": "",
            "starts": "2027-01-01",
            "ends": "2027-01-10",
        }
    ]
    absent = office.supervisor.employee
    assert letter.content["supervisor"]["name"] == absent.full_name
    text = text_of(letter)
    assert f"a.n. Pejabat Penilai Kinerja, {deputy.employee.full_name}" in text
    assert f"Pengganti sementara {absent.full_name}, 1 s.d. 10 Januari 2027" in text
    page = client.get(f"/v/{letter.verification_code}").content.decode()
    assert f"a.n. {absent.assignments.get().post.title}" in page
    assert deputy.employee.full_name not in page


def test_letter_signed_by_the_supervisor_is_silent_though_a_substitute_was_named(office, deputy):
    named(office, deputy, date(2027, 1, 1), date(2027, 1, 10), YEAR_END)

    letter = letter_of(final_signed_by(office.supervisor, office), office)

    assert "signing" not in letter.content
    assert "a.n." not in text_of(letter)


def test_substitution_ended_on_the_same_day_leaves_that_day(office, deputy):
    substitution = named(office, deputy, date(2027, 1, 4), date(2027, 1, 10), YEAR_END)
    evaluation = final_signed_by(deputy, office)
    end_substitution(substitution_id=substitution.pk, by=office.supervisor, now=YEAR_END)

    text = text_of(letter_of(evaluation, office))

    assert f"Pengganti sementara {office.supervisor.employee.full_name}, 4 Januari 2027" in text


def test_substitute_with_a_daily_acting_order_signs_as_plh(office, deputy):
    post = office.supervisor.employee.assignments.get().post
    make_assignment(
        deputy.employee,
        post,
        kind=AssignmentKind.DAILY_ACTING,
        effective_from=date(2027, 1, 1),
        effective_until=date(2027, 1, 10),
        decree_number="800/7/2027",
    )
    named(office, deputy, date(2027, 1, 1), date(2027, 1, 10), YEAR_END)

    text = text_of(letter_of(final_signed_by(deputy, office), office))

    assert f"Pejabat Penilai Kinerja, Plh. {post.title}, {deputy.employee.full_name}" in text
    assert "Plh. berdasarkan Keputusan Nomor 800/7/2027, 1 s.d. 10 Januari 2027" in text
    assert "a.n." not in text


def test_acting_head_signs_as_plt_with_the_decree(office, deputy):
    held = office.supervisor.employee.assignments.get()
    held.effective_until = date(2025, 12, 31)
    held.save()
    make_assignment(
        deputy.employee,
        held.post,
        kind=AssignmentKind.ACTING,
        effective_from=SINCE,
        decree_number="821.2/14/2026",
    )

    plan = plan_at(PlanState.FIXED, office)

    assert plan.supervisor == deputy.employee
    (authority,) = plan_form_content(plan, SERVED).head.signing.authorities
    assert (authority.kind, authority.post) == (AuthorityKind.ACTING, held.post.title)
    assert (authority.decree_number, authority.starts) == ("821.2/14/2026", SINCE)


def test_head_signs_for_the_own_unit_in_the_own_post_while_acting_elsewhere(office):
    make_assignment(
        office.supervisor.employee,
        office.head.employee.assignments.get().post,
        kind=AssignmentKind.ACTING,
        effective_from=SINCE,
    )

    plan = plan_at(PlanState.FIXED, office)

    assert plan.supervisor == office.supervisor.employee
    assert plan_form_content(plan, SERVED).head.signing is None


def test_supervisor_by_decree_signs_with_its_number(office, deputy, client):
    make_override(
        office.employee.employee,
        deputy.employee,
        decree_number="800.1/902/2026",
        effective_from=SINCE,
    )
    plan = plan_at(PlanState.FIXED, office)
    client.force_login(office.employee)

    answer = client.get(reverse("reports:plan-form", args=[plan.pk, "f4"]))

    assert (
        "Pendelegasian berdasarkan Keputusan Nomor 800.1/902/2026, sejak 1 Januari 2026"
        in pdf_text(answer.content)
    )


def test_plan_signed_by_a_substitute_says_so_under_plan_and_annex(office, deputy):
    plan = plan_at(PlanState.APPROVED, office)
    plans.sign_plan(plan_id=plan.pk, by=office.employee, now=JANUARY)
    named(office, deputy, date(2026, 1, 5), date(2026, 1, 20), JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=fresh(deputy), now=JANUARY)
    plan.refresh_from_db()

    head = plan_form_content(plan, SERVED).head

    assert head.supervisor.name == office.supervisor.employee.full_name
    assert head.signing.signer.name == deputy.employee.full_name


def test_evaluation_form_names_the_substitute_only_to_those_who_see_the_ratings(office, deputy):
    named(office, deputy, date(2027, 1, 1), date(2027, 1, 10), YEAR_END)
    evaluation = final_signed_by(deputy, office)
    row = evaluations_for_form(type(evaluation).objects.filter(pk=evaluation.pk)).get()

    shown = evaluation_form_content(row, SERVED, shows_ratings=True)
    hidden = evaluation_form_content(row, SERVED, shows_ratings=False)

    assert shown.head.signing.signer.name == deputy.employee.full_name
    assert hidden.head.signing is None


def test_determination_of_an_acting_leader_names_the_post_acted_in(office, deputy):
    evaluation_at(EvaluationState.IN_RATING, office)
    row = OrganisationPredicate.objects.get(unit=office.agency, period=office.period())
    held = office.mayor.employee.assignments.get()
    held.effective_until = date(2026, 12, 31)
    held.save()
    make_assignment(
        deputy.employee, held.post, kind=AssignmentKind.ACTING, effective_from=date(2027, 1, 1)
    )

    content = determination_content(row, YEAR_END)

    assert content.leader.name == deputy.employee.full_name
    (authority,) = content.signing.authorities
    assert (authority.kind, authority.post) == (AuthorityKind.ACTING, held.post.title)


def test_paper_of_angka_kredit_names_the_decree_of_delegation():
    office = make_credit_office()
    make_override(
        office.employee.employee,
        office.supervisor.employee,
        decree_number="800.1/903/2026",
        effective_from=SINCE,
    )
    conversion = converted(office)

    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.employee, now=SERVED)

    assert letter.content["signing"]["authorities"][0]["decree_number"] == "800.1/903/2026"
    assert "Pendelegasian berdasarkan Keputusan Nomor 800.1/903/2026" in text_of(letter)
