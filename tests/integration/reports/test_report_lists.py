"""Names in a report: what a person has not been told yet, nobody reads beside the name."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from appraisal.enums import EvaluationState
from personnel.enums import Role
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, evaluation_at, make_office
from tests.factories.personnel import make_grant
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (EvaluationState.FIXED, ("belum disampaikan",) * 3),
        (EvaluationState.SERVED, ("Sesuai ekspektasi", "Sesuai ekspektasi", "Baik")),
    ],
)
def test_a_result_stands_beside_a_name_once_its_person_was_told(client, state, said):
    office = make_office()
    evaluation_at(state, office)
    make_grant(office.employee, Role.PERFORMANCE_MANAGER, agency=office.agency)
    browser = sign_in(client, office.employee)

    address = f"/performance/{office.division.pk}/{office.period().pk}/export/"
    book = load_workbook(BytesIO(browser.get(address).content))

    (row,) = [
        row
        for row in book["daftar-hasil"].iter_rows(values_only=True)
        if row[1] == office.employee.employee.full_name
    ]
    assert row[4:7] == said
    assert report_content(office.division, office.period(), SERVED).summary.evaluated == 1
