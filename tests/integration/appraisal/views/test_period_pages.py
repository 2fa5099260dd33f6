"""Periods and organisation predicates: opening, progress, recommending, fixing."""

import pytest
from django.urls import reverse

from appraisal.actions import periods as actions
from appraisal.enums import EvaluationState, OrganisationState, PlanState
from appraisal.models import Evaluation, OrganisationPredicate
from personnel.enums import PeriodKind, Role
from personnel.models import Deadline
from tests.factories.appraisal import (
    APRIL,
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    plan_at,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db, clock):
    clock(YEAR_END)
    return make_office()


@pytest.fixture
def row(office):
    """The agency's predicate of the annual period, open for fixing."""
    evaluation_at(EvaluationState.IN_RATING, office)
    return OrganisationPredicate.objects.get(unit=office.agency, period=office.period())


def fix_url(row):
    return reverse("appraisal:organisation-fix", args=[row.pk])


def filled(row, **changes):
    return {
        "row_version": row.row_version,
        "predicate": "good",
        "basis": "Capaian perjanjian kinerja 98 %.",
    } | changes


# Periods


def test_periods_of_the_year_are_listed_with_counts(client, office, row):
    sign_in(client, office.admin)

    page = client.get(reverse("appraisal:period-list"))

    counts = {
        str(line.period): (line.total, line.handed_in) for line, _button in page.context["rows"]
    }
    assert counts["Tahun 2026"] == (1, 1)
    assert counts["Triwulan I 2026"] == (0, 0)
    assert "Satu dari lima periode 2026 sudah dibuka." in page.content.decode()


def test_opening_a_period_gives_every_fixed_plan_one_evaluation_once(client, office, clock):
    plan_at(PlanState.FIXED, office)
    quarter = office.period(PeriodKind.QUARTER, 1)
    clock(APRIL)
    sign_in(client, office.admin)
    url = reverse("appraisal:period-open", args=[quarter.pk])

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert "1 evaluasi dibuka." in first
    assert "Tidak ada yang perlu dibuka" in second
    assert Evaluation.objects.filter(period=quarter).count() == 1


def test_opening_is_for_bkpsdm_alone(client, office):
    sign_in(client, make_user(Role.AUDITOR))

    answer = client.post(reverse("appraisal:period-open", args=[office.period().pk]))

    assert answer.status_code == 403
    assert not Evaluation.objects.exists()


def test_watchers_read_progress_without_the_button(client, office, row):
    sign_in(client, make_user(Role.CITY_LEADERSHIP))

    page = client.get(reverse("appraisal:period-detail", args=[row.period_id])).content.decode()

    assert "Satu perangkat daerah belum selesai." in page
    assert "Buka evaluasi" not in page


def test_late_agencies_come_first_and_are_named_late(client, office, row):
    fix_organisation(office, row.period)
    other = make_unit()
    make_employee(other)
    Deadline.objects.create(
        year=office.year, key="tahunan.due", due=row.period.ends, legal_basis="PP 30/2019"
    )
    sign_in(client, office.admin)

    page = client.get(reverse("appraisal:period-detail", args=[row.period_id]))

    assert "Satu perangkat daerah terlambat." in page.content.decode()
    assert [line.agency for line in page.context["agencies"]] == [office.agency]
    assert "1 belum ditetapkan" in page.content.decode()


def test_progress_asks_the_same_number_of_queries_for_1_and_20_agencies(
    client, office, row, django_assert_max_num_queries
):
    sign_in(client, office.admin)
    url = reverse("appraisal:period-detail", args=[row.period_id])
    client.get(url)
    with django_assert_max_num_queries(26) as single:
        client.get(url)

    plans = make_crowd(office, 20)
    for plan in plans:
        unit = make_unit()
        plan.assignment.post = make_employee(unit).assignments.get().post
        plan.assignment.save()
    give_evaluations(plans, row.period)
    with django_assert_max_num_queries(26) as full:
        page = client.get(url)

    assert len(page.context["agencies"]) == 21
    assert len(single) == len(full)


# Organisation predicates


def test_leader_above_fixes_the_predicate_with_its_basis(client, office, row):
    sign_in(client, office.mayor)
    listed = client.get(
        reverse("appraisal:organisation-list", args=[row.period_id])
    ).content.decode()

    answer = client.post(fix_url(row), filled(row), follow=True)

    row.refresh_from_db()
    assert "Satu predikat organisasi menunggu Anda." in listed
    assert (row.state, row.predicate) == (OrganisationState.FIXED, "good")
    assert row.fixed_by == office.mayor.employee
    assert f"Predikat organisasi {office.agency} sudah ditetapkan." in answer.content.decode()


def test_own_head_is_refused_with_the_sentence_w12(client, office, row):
    sign_in(client, office.head)
    sentence = "Predikat unit ditetapkan oleh pimpinan di atasnya, bukan kepala unit itu."

    listed = client.get(reverse("appraisal:organisation-list", args=[row.period_id]))
    posted = client.post(fix_url(row), filled(row), follow=True)

    row.refresh_from_db()
    assert sentence in listed.content.decode()
    assert sentence in posted.content.decode()
    assert row.state == OrganisationState.DRAFT


def test_others_read_who_fixes_it(client, office, row):
    sign_in(client, office.admin)

    page = client.get(reverse("appraisal:organisation-list", args=[row.period_id]))
    posted = client.post(fix_url(row), filled(row), follow=True).content.decode()

    row.refresh_from_db()
    assert "Rekomendasikan" in page.content.decode()
    assert f"dapat menetapkannya: {office.mayor.employee.full_name}." in posted
    assert row.state == OrganisationState.DRAFT


def test_recommendation_of_bkpsdm_stands_beside_the_leaders_form(client, office, row):
    sign_in(client, office.admin)
    url = reverse("appraisal:organisation-recommend", args=[row.pk])
    client.post(url, filled(row, predicate="needs_improvement", basis="Dua indikator tertinggal."))

    sign_in(client, office.mayor)
    page = client.get(fix_url(row)).content.decode()

    row.refresh_from_db()
    assert row.state == OrganisationState.RECOMMENDED
    assert "Rekomendasi BKPSDM" in page
    assert "Dua indikator tertinggal." in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"predicate": ""}, "Pilih capaian perjanjian kinerja."),
        ({"basis": " "}, "Tuliskan dasar penetapan."),
    ],
)
def test_predicate_without_choice_or_basis_is_asked_for_it(client, office, row, changes, sentence):
    sign_in(client, office.mayor)

    answer = client.post(fix_url(row), filled(row, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_predicate_fixed_meanwhile_keeps_what_was_typed(client, office, row):
    sign_in(client, office.mayor)
    seen = row.row_version
    actions.recommend_organisation(
        predicate_id=row.pk, predicate="good", basis="Baru.", by=office.admin, now=YEAR_END
    )

    answer = client.post(fix_url(row), filled(row, row_version=seen, basis="Dasar saya."))

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan Anda masih ada" in page
    assert "Dasar saya." in page


def test_list_shows_own_unit_to_employees_and_nothing_to_strangers(client, office, row):
    def units(user):
        sign_in(client, user)
        url = reverse("appraisal:organisation-list", args=[row.period_id])
        return [line.row.unit for line in client.get(url).context["rows"]]

    assert units(office.employee) == [office.agency]
    assert units(office.mayor) == [office.agency]
    assert units(make_user()) == []


def test_list_asks_the_same_number_of_queries_for_1_and_20_units(
    client, office, row, django_assert_max_num_queries
):
    sign_in(client, office.mayor)
    url = reverse("appraisal:organisation-list", args=[row.period_id])
    client.get(url)
    with django_assert_max_num_queries(31) as single:
        client.get(url)

    for _ in range(19):
        unit = make_unit()
        make_employee(head_of=unit)
        OrganisationPredicate.objects.create(unit=unit, period=row.period)
    with django_assert_max_num_queries(31) as full:
        page = client.get(url)

    assert len(page.context["rows"]) == 20
    assert len(single) == len(full)
