"""The reports that PermenPANRB 14/2017 asks of a survey, as paper and as sheets."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from feedback.enums import DataQuality, Standing, SurveyState
from personnel.enums import Role
from reports.selectors.survey_tables import tabulation
from tests.factories.documents import pdf_text
from tests.factories.feedback import make_response, make_result, make_survey
from tests.factories.personnel import make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)


def survey_with(*answers: list[int | None], **result: object):
    survey = make_survey(make_unit(name="Dinas Contoh"))
    for ratings in answers:
        make_response(survey, ratings=ratings)
    survey.state, survey.closed_at, survey.closed_by = SurveyState.CLOSED, NOW, make_user()
    survey.save()
    make_result(survey, **result)
    return survey


def paper(client, survey, report: str) -> str:
    answer = client.get(reverse("reports:surveyreport-file", args=[survey.pk, report, "pdf"]))
    assert answer["Content-Type"] == "application/pdf"
    return pdf_text(answer.content)


def test_tabulation_has_the_sums_of_the_worksheet():
    survey = survey_with([3] * 9, [4] * 9, [3, 3, 3, 4, 3, 3, 3, 3, None])
    make_response(survey, ratings=[1] * 9, channel="open")
    make_response(survey, ratings=[1] * 9, standing=Standing.QUARANTINED)

    table = tabulation(survey, NOW)

    assert len(table.rows) == 3
    assert table.headings == ("No. Resp", *(f"U{n}" for n in range(1, 10)), "Ket.")
    assert {row[-1] for row in table.rows} == {"", "8 dari 9 unsur"}
    sums, means, weighted, index = table.footer
    assert sums[1:5] == (10, 10, 10, 11)
    assert [str(one) for one in means[1:5]] == ["3.333", "3.333", "3.333", "3.667"]
    assert str(weighted[1]) == "0.370"
    assert index[-1] == "**) 84,72"
    assert table.mode == "Bobot unsur: 1/x tepat, dibulatkan sekali pada hasil."


def test_tabulation_sheet_keeps_numbers_as_numbers(client):
    survey = survey_with([3] * 9)
    sign_in(client, make_user(Role.SURVEY_OFFICER))

    answer = client.get(
        reverse("reports:surveyreport-file", args=[survey.pk, "tabulation", "xlsx"])
    )

    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.cell(1, 2).value == "U1 Persyaratan"
    assert [sheet.cell(2, column).value for column in (1, 2, 10)] == [1, 3, 3]
    assert sheet.cell(4, 2).value == 3.0


@pytest.mark.parametrize("report", ["tabulation", "elements", "trend", "card", "report"])
def test_paper_of_each_report_names_unit_and_weights(client, report):
    survey = survey_with([3] * 9)
    sign_in(client, make_user(Role.SURVEY_OFFICER))

    text = paper(client, survey, report)

    assert "DINAS CONTOH" in text.upper()
    assert "Bobot unsur: 1/x tepat" in text


def test_card_is_one_page_and_of_red_figure_without_number(client):
    survey = survey_with([3] * 9, verdict=DataQuality.RED)
    sign_in(client, make_user(Role.SURVEY_OFFICER))

    text = paper(client, survey, "card")

    assert "BELUM MEWAKILI" in text
    assert "82,96" not in text
    assert "Halaman 1 dari 1" in text


def test_report_has_its_chapters(client):
    survey = survey_with([3] * 9)
    sign_in(client, make_user(Role.SURVEY_OFFICER))

    text = paper(client, survey, "report")

    for chapter in ("Pendahuluan", "Metode", "Hasil", "Analisis", "Rencana tindak lanjut",
                    "Penutup", "Kuesioner", "Tabulasi", "Tindak lanjut periode lalu"):  # fmt: skip
        assert chapter in text


def test_recap_lists_units_by_name_and_marks_red(client):
    survey = survey_with([3] * 9, verdict=DataQuality.RED)
    sign_in(client, make_user(Role.AUDITOR))

    answer = client.get(reverse("reports:surveyreport-recap", args=[survey.period_id, "xlsx"]))

    sheet = load_workbook(BytesIO(answer.content)).active
    heads = [cell.value for cell in sheet[1]]
    assert heads[:2] == ["NO", "OPP"]
    assert heads[-5:] == ["POPULASI", "SAMPEL", "NRR TERTIMBANG", "NILAI IKM", "KATEGORI"]
    row = [cell.value for cell in sheet[2]]
    assert row[1] == "Dinas Contoh"
    assert row[-5:-3] == [1240, 400]
    assert row[-1] == "B *)"


def test_reports_of_a_running_or_foreign_survey_are_not_found(client):
    survey = survey_with([3] * 9)
    running = make_survey()
    sign_in(client, make_user(Role.SURVEY_OFFICER))
    assert client.get(reverse("reports:surveyreport-list", args=[running.pk])).status_code == 404

    sign_in(client, make_user(Role.EMPLOYEE))
    url = reverse("reports:surveyreport-file", args=[survey.pk, "tabulation", "pdf"])
    assert client.get(url).status_code == 404
