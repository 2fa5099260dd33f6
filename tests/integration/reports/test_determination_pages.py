"""The format with everybody's predicates: who may read it, and whom it lists."""

import pytest
from django.urls import reverse

from appraisal.actions import ratings
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import DeviationReason, OrganisationPredicate
from appraisal.permissions import can_read_determinations
from personnel.enums import Role
from reports.documents.standing import VALID, DocumentState
from reports.selectors.determinations import (
    determination_content,
    determination_standing,
    evaluations_under,
)
from tests.factories.appraisal import (
    SERVED,
    YEAR_END,
    evaluation_at,
    make_office,
    plan_at,
)
from tests.factories.documents import pdf_pages
from tests.factories.personnel import make_unit, make_user
from tests.factories.reports import final_results
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


def row_of(office):
    return OrganisationPredicate.objects.select_related(
        "unit__agency", "period__year", "fixed_by"
    ).get(unit=office.agency, period=office.period())


def url_of(row, paper="a4"):
    return reverse("reports:organisation-form", args=[row.pk, paper])


def list_of(row):
    return reverse("appraisal:organisation-list", args=[row.period_id])


def text_of(answer):
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(pdf_pages(answer.content))


@pytest.mark.parametrize(
    ("who", "status"),
    [("mayor", 200), ("head", 200), ("admin", 200), ("supervisor", 403), ("employee", 403)],
)
def test_format_is_for_the_leader_above_the_head_and_bkpsdm(client, who, status):
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)
    row, browser = row_of(office), sign_in(client, getattr(office, who))

    answer = browser.get(url_of(row))
    listed = browser.get(list_of(row)).content.decode()

    assert answer.status_code == status
    assert (url_of(row) in listed) is (status == 200)


def test_format_is_read_by_the_performance_manager_and_not_found_by_strangers(client):
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)
    row = row_of(office)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)

    assert sign_in(client, manager).get(url_of(row)).status_code == 200
    assert sign_in(client, make_user()).get(url_of(row)).status_code == 404
    assert sign_in(client, office.admin).get(url_of(row, "legal")).status_code == 404


def test_nobody_reads_the_own_result_there_before_it_was_served(client):
    office = make_office()
    plan = plan_at(PlanState.FIXED, office, office.head)
    evaluation = evaluation_at(EvaluationState.FIXED, office, plan)
    row, browser = row_of(office), sign_in(client, office.head)

    refused = browser.get(url_of(row))
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=office.mayor, now=SERVED)
    served = browser.get(url_of(row))

    assert refused.status_code == 403
    assert "Format ini memuat hasil Anda sendiri." in refused.content.decode()
    assert served.status_code == 200


def test_format_lists_who_is_fixed_and_counts_who_waits(client):
    office = make_office()
    plan_at(PlanState.FIXED, office, office.supervisor)
    evaluation_at(EvaluationState.FIXED, office)

    text = text_of(sign_in(client, office.admin).get(url_of(row_of(office))))
    content = determination_content(row_of(office), YEAR_END)

    assert "RANCANGAN" in text
    assert [person.name for person in content.people] == [office.employee.employee.full_name]
    assert content.waiting == 1
    assert "1 pegawai belum ditetapkan predikatnya" in text
    assert determination_standing(content, YEAR_END).state is DocumentState.DRAFT


def test_whole_unit_gives_a_format_in_force_signed_by_who_fixed_it():
    office = make_office()
    rows = final_results(office, 3)
    DeviationReason.objects.create(
        unit=office.agency,
        period=office.period(),
        text="Dua unit mengejar tunggakan.",
        written_by=office.head,
        written_at=YEAR_END,
    )

    content = determination_content(row_of(office), SERVED)

    assert len(content.people) == 3
    assert content.leader.name == office.mayor.employee.full_name
    assert content.leader.nip is None
    assert content.deviation_reason == "Dua unit mengejar tunggakan."
    assert content.basis == "Capaian perjanjian kinerja 98 %"
    assert content.as_of == max(row.fixed_at for row in rows)
    assert determination_standing(content, SERVED) == VALID


def test_unit_with_an_own_predicate_is_not_listed_with_its_agency():
    office = make_office()
    evaluation = evaluation_at(EvaluationState.FINAL, office)
    agency = row_of(office)
    own = OrganisationPredicate.objects.create(unit=office.division, period=office.period())
    sister = OrganisationPredicate.objects.create(
        unit=make_unit(office.agency), period=office.period()
    )

    assert list(evaluations_under(agency)) == []
    assert list(evaluations_under(own)) == [evaluation]
    assert list(evaluations_under(sister)) == []


def test_list_asks_the_same_number_of_queries_for_many_units(client, django_assert_max_num_queries):
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)
    browser, row = sign_in(client, office.mayor), row_of(office)
    browser.get(list_of(row))
    with django_assert_max_num_queries(40) as one:
        browser.get(list_of(row))
    OrganisationPredicate.objects.bulk_create(
        OrganisationPredicate(unit=make_unit(office.agency), period=office.period())
        for _ in range(20)
    )

    with django_assert_max_num_queries(len(one)):
        assert len(browser.get(list_of(row)).context["rows"]) == 21


def test_verdicts_of_many_rows_agree_with_each_single_one():
    office = make_office()
    evaluation_at(EvaluationState.FINAL, office)
    row = row_of(office)

    for user in (office.mayor, office.head, office.employee, office.admin):
        verdict = can_read_determinations(user, [row], SERVED)[row.pk]
        assert bool(verdict) is (user != office.employee)
        assert bool(verdict.reason) is not bool(verdict)
