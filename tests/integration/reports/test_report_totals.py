"""Sums in a report are of people, each once, and of the rows that stand above them."""

from datetime import UTC, date, datetime

import pytest

from appraisal.actions.credit import convert_evaluation
from appraisal.models import CreditConversion
from appraisal.regulation import ALLOWANCE_BASE
from personnel.enums import PostKind, PostLevel
from personnel.models import RegulationSetting
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, make_office
from tests.factories.credit import final_of, make_credit_office
from tests.factories.personnel import make_assignment, make_employee, make_post, make_unit

pytestmark = pytest.mark.django_db


def table(office, key, now=SERVED):
    content = report_content(office.agency, office.period(), now)
    (found,) = [one for one in content.tables if one.key == key]
    return found


def test_who_rose_in_the_year_is_one_person_at_two_levels():
    office = make_credit_office()
    person = office.employee.employee
    person.assignments.update(effective_until=date(2026, 6, 30))
    post = make_post(office.division, kind=PostKind.FUNCTIONAL, level=PostLevel.AHLI_MUDA)
    make_assignment(person, post, effective_from=date(2026, 7, 1))
    convert_evaluation(evaluation_id=final_of(office).pk, by=office.admin, now=SERVED)
    assert CreditConversion.objects.count() == 2

    credit = table(office, "angka-kredit")

    assert [row[1] for row in credit.rows] == [1, 1]
    assert credit.total[1] == 1
    assert credit.total[2] == sum(row[2] for row in credit.rows)


def test_who_joins_an_empty_unit_later_in_the_month_has_a_row_in_the_recap():
    office = make_office()
    RegulationSetting.objects.create(
        key=ALLOWANCE_BASE,
        value={str(n): "0" for n in range(1, 18)} | {"7": "3000000"},
        legal_basis="x",
        valid_from=date(2026, 1, 1),
        decided_by=office.admin,
        decided_at=SERVED,
    )
    unit = make_unit(office.agency, name="Bidang Baru")
    comes = make_employee(unit)
    comes.assignments.update(effective_from=date(2026, 11, 20))

    recap = table(office, "tpp", datetime(2026, 11, 10, 2, 0, tzinfo=UTC))

    assert "Bidang Baru" in {row[0] for row in recap.rows}
    assert recap.total[1] == sum(row[1] for row in recap.rows)
