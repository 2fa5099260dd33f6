"""Open data: published once, small groups hidden, readable by everybody and by programs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from appraisal.enums import EvaluationState, Rating
from appraisal.models import Evaluation
from personnel.actions.api_clients import create_client
from personnel.enums import ApiScope, PeriodKind, Role
from reports.actions.open_figures import publish_figures, withdraw_figures
from reports.models import OpenFigures
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import evaluation_at
from tests.factories.credit import final_crowd, final_of, make_credit_office
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
LIST = "/data-terbuka/"


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return make_credit_office()


def published(office, people=12):
    final_crowd(office, people)
    return publish_figures(period=office.period(), by=office.admin, now=NOW)


def test_counts_are_those_of_final_results(office):
    final_crowd(office, 12)
    final_of(office, until=EvaluationState.SERVED)

    figures = publish_figures(period=office.period(), by=office.admin, now=NOW)

    final = Evaluation.objects.filter(period=office.period(), state=EvaluationState.FINAL)
    assert figures.content["city"]["people"] == final.count() == 12
    assert figures.content["columns"] == [
        [one] for one in ("very_good", "good", "needs_improvement", "poor", "very_poor")
    ]
    assert figures.content["agencies"] == [
        {"name": office.agency.name, "people": 12, "counts": [0, 12, 0, 0, 0]}
    ]
    assert figures.content["together"] is None


def test_a_single_poor_result_can_be_read_nowhere(client, office):
    final_of(office, results=Rating.BELOW, values=Rating.BELOW)
    figures = published(office)

    shown = figures.content
    assert shown["columns"] == [
        ["very_good"],
        ["good", "needs_improvement", "poor", "very_poor"],
    ]
    assert shown["city"]["counts"] == [0, 13]
    assert "Baik / Butuh Perbaikan / Kurang / Sangat Kurang" in client.get(LIST).content.decode()


def test_small_agencies_stand_together(office):
    final_crowd(office, 12)
    small = make_credit_office_beside(office)
    final_crowd(small, 6)

    content = publish_figures(period=office.period(), by=office.admin, now=NOW).content

    # One small agency alone would be what is left: another stands with it.
    assert content["agencies"] == []
    assert content["together"]["people"] == 18
    assert sorted(content["together"]["names"]) == sorted([office.agency.name, small.agency.name])


def make_credit_office_beside(office):
    """Another agency in the same city and year."""
    agency = make_unit()
    division = make_unit(agency)
    return replace(
        office,
        agency=agency,
        division=division,
        supervisor=make_user(employee=make_employee(head_of=division)),
    )


def test_what_is_published_stays_as_it_is(office):
    figures = published(office)

    later = NOW + timedelta(days=1)
    for change in ({"content": {}}, {"fingerprint": "0" * 64}, {"published_at": later}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OpenFigures.objects.filter(pk=figures.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        figures.delete()
    with pytest.raises(WrongState, match="sudah pernah diterbitkan"):
        publish_figures(period=office.period(), by=office.admin, now=NOW)


def test_who_may_not_and_when_not(office):
    period = office.period()
    with pytest.raises(Denied):
        publish_figures(period=period, by=office.head, now=NOW)
    with pytest.raises(WrongState, match="belum memiliki hasil final"):
        publish_figures(period=period, by=office.admin, now=NOW)
    with pytest.raises(WrongState, match="dapat diterbitkan setelah 31 Desember 2026"):
        publish_figures(period=period, by=office.admin, now=NOW.replace(year=2026))
    final_crowd(office, 4)
    with pytest.raises(WrongState, match="terlalu sedikit"):
        publish_figures(period=period, by=office.admin, now=NOW)


def test_an_objection_that_waits_comes_first(office):
    final_crowd(office, 12)
    evaluation_at(EvaluationState.OBJECTED, office)

    with pytest.raises(WrongState, match="keberatan yang belum diputus: 1"):
        publish_figures(period=office.period(), by=office.admin, now=NOW)


def test_everybody_reads_page_and_files(client, office):
    assert "Belum ada data yang diterbitkan" in client.get(LIST).content.decode()
    figures = published(office)

    page = client.get(LIST).content.decode()
    assert "Predikat kinerja 12 pegawai, Tahun 2026." in page
    assert office.agency.name in page

    answer = client.get(reverse("reports:openfigures-data", args=[figures.pk, "json"]))
    assert answer["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    assert told["city"] == {"people": 12, "counts": [0, 12, 0, 0, 0]}
    assert set(told["dictionary"]) == {"period", "agency", "people", "predicate", "count"}
    lines = client.get(reverse("reports:openfigures-data", args=[figures.pk, "csv"])).content
    assert f"Tahun 2026,{office.agency.name},12,good,12".encode() in lines.replace(b";", b",")
    assert client.get(reverse("reports:openfigures-dictionary")).status_code == 200
    assert client.get(f"/data-terbuka/{figures.pk}/data.xml").status_code == 404


def test_withdrawn_figures_are_gone_for_good(client, office):
    figures = published(office)
    with pytest.raises(Incomplete):
        withdraw_figures(figures=figures, reason=" ", by=office.admin, now=NOW)
    sign_in(client, office.admin)
    page = reverse("reports:openfigures-withdraw", args=[figures.pk])
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "Predikat satu dinas keliru."})

    client.logout()
    assert "Belum ada data yang diterbitkan" in client.get(LIST).content.decode()
    assert client.get(f"/data-terbuka/{figures.pk}/data.json").status_code == 410
    with pytest.raises(WrongState):
        publish_figures(period=office.period(), by=office.admin, now=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        OpenFigures.objects.update(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")


def test_admin_publishes_from_the_page(client, office, django_assert_max_num_queries):
    final_crowd(office, 12)
    sign_in(client, office.admin)

    with django_assert_max_num_queries(60):
        page = client.get(reverse("reports:openfigures-manage")).content.decode()
    assert "Tahun 2026" in page and "belum memiliki hasil final" in page
    answer = client.post(
        reverse("reports:openfigures-publish", args=[office.period().pk]), follow=True
    )
    assert "Data Tahun 2026 sudah terbit." in answer.content.decode()
    manage = reverse("reports:openfigures-manage")
    assert "Cabut<" in client.get(manage).content.decode()
    auditor = make_user(Role.AUDITOR)
    sign_in(client, auditor)
    assert "Cabut<" not in client.get(manage).content.decode()


def test_a_dashboard_reads_by_key(client, office):
    figures = published(office)
    key = create_client(
        name="Dasbor provinsi",
        agency=None,
        scopes=[ApiScope.FIGURES_READ],
        per_minute=60,
        expires_on=(NOW + timedelta(days=30)).date(),
        by=office.admin,
        now=NOW,
    ).key
    headers = {"Authorization": f"Bearer {key}"}

    (period,) = client.get("/api/v1/predicates", headers=headers).json()
    assert (period["label"], period["id"]) == ("Tahun 2026", figures.period_id)
    told = client.get(f"/api/v1/predicates/{period['id']}", headers=headers).json()
    assert told["agencies"] == figures.content["agencies"]
    quarter = office.period(PeriodKind.QUARTER)
    assert client.get(f"/api/v1/predicates/{quarter.pk}", headers=headers).status_code == 404
    assert client.get("/api/v1/survey-results", headers=headers).json() == []
    assert client.get("/api/v1/survey-results/1", headers=headers).status_code == 404
    assert client.get("/api/v1/services", headers=headers).status_code == 403
