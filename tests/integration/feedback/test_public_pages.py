"""What everybody reads of the citizens' survey, and what nobody may read out of it."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.urls import reverse

from feedback.enums import DataQuality, Element, FollowUpState, SurveyState
from feedback.models import CitizenSurvey, FollowUpItem
from feedback.rules.figures import AnswerCounts, Figures, Worksheet
from personnel.models import Unit
from tests.factories.feedback import (
    make_figures,
    make_response,
    make_result,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_employee, make_unit, make_user

pytestmark = pytest.mark.django_db


def closed(survey: CitizenSurvey) -> CitizenSurvey:
    survey.state = SurveyState.CLOSED
    survey.closed_at, survey.closed_by = survey.opened_at, make_user()
    survey.save()
    return survey


def published(name: str = "Dinas Contoh", **result: object) -> Unit:
    unit = make_unit(name=name)
    make_result(closed(make_survey(unit)), **result)
    return unit


def read(client, unit: Unit, **query: object) -> str:
    response = client.get(reverse("feedback:ikm-detail", args=[unit.pk]), query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_unit_page_says_what_citizens_think_with_interval_and_weakest_element(client):
    unit = published()

    page = read(client, unit)

    assert "Warga menilai pelayanan ini baik. Yang paling lemah: waktu penyelesaian." in page
    assert "82,96" in page
    assert "80,96" not in page
    assert "81,0 – 85,0" in page
    assert "B, pasti" in page
    assert page.index("Waktu penyelesaian: 73,50") < page.index("Biaya/tarif: 100,00")


def test_unit_page_of_red_figure_leads_with_what_is_missing_and_never_with_the_figure(client):
    unit = published(verdict=DataQuality.RED)

    page = read(client, unit)

    assert "Jawaban belum cukup mewakili penerima layanan." in page
    assert "Masih diperlukan 82 jawaban, terutama perempuan di Sukajaya." in page
    assert 'class="bigfig"' not in page
    assert "Nilai dari jawaban yang ada: 82,96, belum mewakili." in page


def test_unit_page_of_amber_figure_carries_its_label_and_failed_condition(client):
    page = read(client, published(verdict=DataQuality.AMBER))

    assert "baca angka ini dengan hati-hati" in page
    assert "dapat bergeser hingga 3,4 poin" in page


def test_unit_page_hides_small_cells(client):
    page = read(client, published())

    assert "S3 <abbr" in page
    assert "S3 3" not in page


def test_unit_page_without_survey_or_with_a_running_one_shows_no_index(client):
    unit = make_unit(name="Unit Baru")
    assert "Belum ada hasil survei." in read(client, unit)

    survey = make_survey(unit)
    make_response(survey)
    make_response(survey, channel="open")

    page = read(client, unit)
    assert ": 1 jawaban sah" in page
    assert "bigfig" not in page
    assert "75,00" not in page


def test_unit_page_of_one_answer_shows_no_interval(client):
    figures = make_figures(
        verdict=DataQuality.RED,
        counts=AnswerCounts(usable=1),
        uncertainty=None,
        profile={"sex": {"P": 1}},
        worksheet=Worksheet(exact="75.00", rounded3="74.93", rounded2="74.25"),
    )
    unit = make_unit()
    make_result(
        closed(make_survey(unit)),
        verdict=DataQuality.RED,
        figures=figures,
        index=Decimal("75.00"),
        lower=None,
        upper=None,
    )

    page = read(client, unit)

    assert "Nilai dari jawaban yang ada: 75,00, belum mewakili." in page
    assert "Perempuan <abbr" in page


def test_unit_page_marks_break_between_periods_that_cannot_be_compared(client):
    unit = make_unit()
    earlier = make_survey_period(year=2025, starts=date(2025, 7, 1), ends=date(2025, 12, 31))
    make_result(
        closed(make_survey(unit, period=earlier)),
        figures=make_figures(elements=make_figures().elements[:8]),
    )
    make_result(closed(make_survey(unit)))

    page = read(client, unit)

    assert 'class="ix-break"' in page
    assert "Garis putus sebelum Semester II 2026: jumlah unsur 8 menjadi 9." in page
    assert "Semester II 2025" in page
    assert "82,96" in read(client, unit, period=earlier.pk)


def test_unit_page_lists_follow_up_without_naming_people(client):
    unit = published()
    employee = make_employee()
    for state in (FollowUpState.RUNNING, FollowUpState.CANCELLED):
        FollowUpItem.objects.create(
            survey=unit.surveys.get(), element=Element.TIME, activity=f"Loket kedua {state}",
            year=2027, quarters="12", due_on=date(2027, 6, 30), responsible=employee,
            written_by=make_user(), state=state,
        )  # fmt: skip

    page = read(client, unit)

    assert "Loket kedua running" in page
    assert "Loket kedua cancelled" not in page
    assert employee.name not in page


def test_city_page_groups_units_that_cannot_be_told_apart_by_name_not_by_value(client):
    published("Dinas B", index=Decimal("84.00"))
    published("Dinas A", index=Decimal("82.00"))
    published("Dinas C", index=Decimal("70.00"))
    published("Dinas D", verdict=DataQuality.RED)

    page = " ".join(client.get(reverse("feedback:ikm-list")).content.decode().split())

    order = [page.index(text) for text in (
        "Kelompok 1", "Dinas A", "Dinas B", "Kelompok 2", "Dinas C",
        "Belum mewakili, jadi tanpa angka", "Dinas D",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "peringkat 1" not in page.lower()


def test_city_page_search_keeps_groups_and_query_count(client, django_assert_num_queries):
    for number in range(20):
        published(f"Dinas {number:02}")
    url = reverse("feedback:ikm-list")
    client.get(url)

    with django_assert_num_queries(3):
        everything = client.get(url).content.decode()
    found = client.get(url, {"q": "dinas 07"}).content.decode()

    assert everything.count('scope="row"') == 20
    assert found.count('scope="row"') == 1
    assert "Rentang unit-unit ini bersambung" in found
    assert "Tidak ada unit" in client.get(url, {"q": "zzz"}).content.decode()


def test_city_page_before_any_survey_is_closed_says_so(client):
    make_survey()

    page = client.get(reverse("feedback:ikm-list")).content.decode()

    assert "Belum ada survei warga yang ditutup." in page
    assert "1 survei sedang berjalan" in page


def test_open_data_is_readable_from_anywhere_and_hides_what_the_page_hides(client):
    unit = published()

    response = client.get(reverse("feedback:ikm-data", args=[unit.pk, "json"]))
    data = json.loads(response.content)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert data["licence"] == "CC BY 4.0"
    assert data["result"]["index"] == 82.96
    assert data["result"]["quality"] == "green"
    assert data["result"]["profile"]["education"]["S3"] is None
    assert {"n", "index", "grade"} <= set(" ".join(data["dictionary"]).replace(",", "").split())

    response = client.get(reverse("feedback:ikm-data", args=[unit.pk, "csv"]))
    rows = list(csv.DictReader(StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["figure"] == "index"
    assert rows[0]["index"] == "82.96"
    assert [row["figure"] for row in rows[1:]] == list(Element.values)


def test_open_data_of_red_figure_has_its_label_and_no_elements(client):
    unit = published(verdict=DataQuality.RED)

    result = client.get(reverse("feedback:ikm-data", args=[unit.pk, "json"])).json()["result"]

    assert (result["quality"], result["elements"]) == ("red", [])
    assert result["failed"]


def test_open_data_without_result_is_empty_and_unknown_kind_is_not_found(client):
    unit = make_unit()

    data = client.get(reverse("feedback:ikm-data", args=[unit.pk, "json"])).json()

    assert data["result"] is None
    assert client.get(reverse("feedback:ikm-data", args=[unit.pk, "xml"])).status_code == 404


def test_card_alone_may_be_embedded(client):
    unit = published()

    card = client.get(reverse("feedback:ikm-card", args=[unit.pk]))
    page = client.get(reverse("feedback:ikm-detail", args=[unit.pk]))

    assert "frame-ancestors *" in card["Content-Security-Policy"]
    assert "X-Frame-Options" not in card
    assert "82,96" in card.content.decode()
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "kartu/" in page.content.decode()


def test_card_of_red_figure_has_no_number(client):
    unit = published(verdict=DataQuality.RED)

    card = client.get(reverse("feedback:ikm-card", args=[unit.pk])).content.decode()

    assert "82,96" not in card
    assert "Belum mewakili" in card


def test_sign_in_page_leads_to_results(client):
    assert reverse("feedback:ikm-list") in client.get("/akun/login/").content.decode()


def test_figures_of_an_empty_survey_make_an_honest_page(client):
    unit = make_unit()
    make_result(
        closed(make_survey(unit)), verdict=DataQuality.RED, figures=Figures(), index=None,
    )  # fmt: skip

    assert "Belum ada jawaban yang sah." in read(client, unit)
