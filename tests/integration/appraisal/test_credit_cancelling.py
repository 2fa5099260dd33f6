"""Cancelling a conversion that was made by mistake: who, until when, and what stays of it."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from appraisal.actions.credit import cancel_conversion, convert_agency, convert_evaluation
from appraisal.actions.credit_bases import BaseFacts, record_base
from appraisal.actions.credit_determinations import determine_credit
from appraisal.enums import ConversionState, CreditBaseKind
from appraisal.models import CreditConversion
from appraisal.selectors.credit import credit_account
from personnel.enums import Role
from reports.actions.credit_letters import make_conversion_letter
from reports.selectors.credit_letters import credit_validity
from reports.selectors.letters import Validity
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from tests.factories.appraisal import SERVED
from tests.factories.credit import converted, make_credit_office
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)
REASON = "Jabatan tercatat keliru."


@pytest.fixture
def office(db, clock):
    clock(LATER)
    return make_credit_office()


def cancel(row, by, reason=REASON):
    return cancel_conversion(conversion_id=row.pk, reason=reason, by=by, now=LATER)


def total_of(office):
    return credit_account(office.employee.employee, LATER.date()).standing.cumulative


def promote(office):
    """A promotion in rank that uses 50 of the 62,500 points there are."""
    for kind, points in ((CreditBaseKind.FORMER, Decimal(50)), ("rank_promotion", None)):
        facts = BaseFacts(
            kind=kind,
            level="ahli_pertama",
            effective_on=LATER.date(),
            decree_number=f"821/{kind}",
            decree_date=LATER.date(),
            points=points,
        )
        record_base(
            employee_id=office.employee.employee_id, facts=facts, by=office.admin, now=LATER
        )


def test_cancelled_conversion_counts_no_more_and_its_months_are_free(office):
    row = converted(office)
    assert total_of(office) == Decimal("12.500")

    ended = cancel(row, office.admin)

    assert (ended.state, ended.end_reason, ended.ended_by) == ("cancelled", REASON, office.admin)
    assert total_of(office) == 0
    convert_evaluation(evaluation_id=row.evaluation_id, by=office.admin, now=LATER)
    assert total_of(office) == Decimal("12.500")
    assert CreditConversion.objects.count() == 2


def test_agency_converts_what_was_cancelled_again(office):
    row = converted(office)
    cancel(row, office.admin)

    done = convert_agency(agency=office.agency, period=office.period(), by=office.admin, now=LATER)

    assert (done.people, done.replaced) == (1, 0)


def test_whoever_converts_may_cancel_and_nobody_else(office):
    row = converted(office)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    elsewhere = make_user(Role.PERFORMANCE_MANAGER)

    for stranger in (office.employee, office.supervisor, elsewhere, make_user(Role.AUDITOR)):
        with pytest.raises(Denied):
            cancel(row, stranger)
    assert cancel(row, manager).state == ConversionState.CANCELLED


def test_cancelling_needs_a_reason_and_happens_once(office):
    row = converted(office)
    with pytest.raises(Incomplete):
        cancel(row, office.admin, reason=" ")

    cancel(row, office.admin)

    with pytest.raises(WrongState, match="Dibatalkan"):
        cancel(row, office.admin)


def test_what_a_determination_counted_stays_and_says_why(office):
    row = converted(office)
    determine_credit(employee_id=row.employee_id, by=office.admin, now=LATER)

    with pytest.raises(WrongState, match="penetapan angka kredit tanggal 1 Februari 2027"):
        cancel(row, office.admin)


def test_what_a_promotion_used_stays_and_says_why(office):
    row = converted(office)
    promote(office)

    with pytest.raises(WrongState, match="kenaikan pangkat"):
        cancel(row, office.admin)


def set_cancelled(row, **changes):
    values = {"state": "cancelled", "ended_at": LATER, "ended_by": row.made_by} | changes
    return CreditConversion.objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("rests", [determine_credit, promote], ids=["determined", "promoted"])
def test_database_keeps_what_something_rests_on(office, rests):
    row = converted(office)
    if rests is promote:
        promote(office)
    else:
        determine_credit(employee_id=row.employee_id, by=office.admin, now=LATER)

    with pytest.raises(DatabaseError, match="counted or used"), transaction.atomic():
        set_cancelled(row, end_reason=REASON)


def test_database_wants_a_reason_and_lets_nothing_come_back(office):
    row = converted(office)
    with pytest.raises(DatabaseError, match="says_when_and_why"), transaction.atomic():
        set_cancelled(row)
    set_cancelled(row, end_reason=REASON)

    for changes in ({"state": "in_force", "ended_at": None}, {"end_reason": "Lain."}):
        with pytest.raises(DatabaseError), transaction.atomic():
            CreditConversion.objects.filter(pk=row.pk).update(**changes)


def test_paper_of_a_cancelled_conversion_is_withdrawn(office):
    row = converted(office)
    letter = make_conversion_letter(conversion_id=row.pk, by=office.admin, now=SERVED)

    cancel(row, office.admin)

    letter.refresh_from_db()
    assert (credit_validity(letter), letter.state) == (Validity.WITHDRAWN, "withdrawn")


def test_no_paper_is_made_of_a_cancelled_conversion(office):
    row = cancel(converted(office), office.admin)

    with pytest.raises(WrongState, match="dibatalkan"):
        make_conversion_letter(conversion_id=row.pk, by=office.admin, now=LATER)


# Pages


def test_page_asks_for_the_reason_and_keeps_it_readable(client, office):
    row = converted(office)
    account = reverse("appraisal:credit-detail", args=[row.employee_id])
    url = reverse("appraisal:credit-conversion-cancel", args=[row.pk])
    sign_in(client, office.admin)
    assert f'href="{url}"' in client.get(account).content.decode()
    assert "Batalkan konversi" in client.get(url).content.decode()

    empty = client.post(url, {"reason": " "})
    assert empty.status_code == 422
    assert "Isi kolom ini." in empty.content.decode()
    answer = client.post(url, {"reason": REASON}, follow=True).content.decode()

    assert "dapat dikonversi kembali" in answer
    assert f'href="{url}"' not in answer
    sign_in(client, office.employee)
    page = client.get(account).content.decode()
    assert "dibatalkan 01-02-2027 oleh" in page
    assert REASON in page


def test_page_locks_the_button_with_its_reason(client, office):
    row = converted(office)
    determine_credit(employee_id=row.employee_id, by=office.admin, now=LATER)
    url = reverse("appraisal:credit-conversion-cancel", args=[row.pk])
    sign_in(client, office.admin)

    page = client.get(url).content.decode()
    answer = client.post(url, {"reason": REASON}, follow=True).content.decode()

    assert "sudah termuat dalam penetapan" in page
    assert "disabled" in page
    assert "sudah termuat dalam penetapan" in answer
    row.refresh_from_db()
    assert row.state == ConversionState.IN_FORCE


def test_owner_reads_the_account_without_a_way_to_cancel(client, office):
    row = converted(office)
    url = reverse("appraisal:credit-conversion-cancel", args=[row.pk])
    sign_in(client, office.employee)
    account = reverse("appraisal:credit-detail", args=[row.employee_id])

    assert f'href="{url}"' not in client.get(account).content.decode()
    client.post(url, {"reason": REASON})

    row.refresh_from_db()
    assert row.state == ConversionState.IN_FORCE
    sign_in(client, make_user())
    assert client.get(url).status_code == 404
