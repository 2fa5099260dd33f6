"""Codes for receipts: given out once, kept as digests, counted by counter, printed on stickers."""

from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.actions.receipts import MOST_CODES, draw_codes, issue_codes
from feedback.actions.sealing import CannotOpen, code_digest, open_sealed, seal
from feedback.models import ReceiptToken, Service
from feedback.rules.codes import normalise_code
from feedback.selectors.receipts import receipt_counts
from personnel.enums import Role
from personnel.models import RegulationSetting
from sabang_kinerja.common.errors import Denied, Incomplete
from tests.factories.feedback import make_counter, make_service
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 2, tzinfo=UTC)


@pytest.fixture
def counter():
    return make_counter()


@pytest.fixture
def service(counter):
    return make_service(counter.unit)


@pytest.fixture
def officer(counter):
    return officer_of(counter.unit)


def officer_of(agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return user


def test_codes_are_kept_as_digests_only(service, counter, officer):
    issued = issue_codes(service=service, counter=counter, number=30, by=officer, now=NOW)

    assert len({normalise_code(code) for code in issued.codes}) == 30
    kept = set(ReceiptToken.objects.values_list("digest", flat=True))
    assert kept == {code_digest(code) for code in issued.codes}
    assert not any(code in digest.upper() for code in issued.codes for digest in kept)
    assert set(ReceiptToken.objects.values_list("issued_on", "expires_on", "used")) == {
        (date(2026, 9, 1), date(2026, 9, 15), False)
    }


def test_the_days_of_a_code_are_a_setting_of_the_city(service, counter, officer):
    RegulationSetting.objects.create(
        key="survei.masa_kode",
        value=30,
        valid_from=date(2026, 1, 1),
        legal_basis="Keputusan",
        decided_by=officer,
        decided_at=NOW,
    )

    issued = issue_codes(service=service, counter=counter, number=1, by=officer, now=NOW)

    assert issued.expires_on == date(2026, 10, 1)


def test_codes_of_another_agency_are_refused(service, counter, officer):
    stranger = officer_of(make_unit())
    with pytest.raises(Denied):
        issue_codes(service=service, counter=counter, number=1, by=stranger, now=NOW)
    with pytest.raises(Incomplete):
        issue_codes(service=service, counter=make_counter(), number=1, by=officer, now=NOW)


@pytest.mark.parametrize("number", [0, MOST_CODES + 1])
def test_a_batch_has_bounds(service, counter, officer, number):
    with pytest.raises(Incomplete):
        issue_codes(service=service, counter=counter, number=number, by=officer, now=NOW)


def test_counts_tell_how_many_and_never_which(service, counter, officer, django_assert_num_queries):
    issued = issue_codes(service=service, counter=counter, number=4, by=officer, now=NOW)
    ReceiptToken.objects.filter(digest=code_digest(issued.codes[0])).update(used=True)
    for _ in range(8):
        other = make_counter(counter.unit)
        issue_codes(service=service, counter=other, number=1, by=officer, now=NOW)

    with django_assert_num_queries(1):
        rows = receipt_counts(Service.objects.all(), since=date(2026, 9, 1))

    assert len(rows) == 9
    (first,) = (row for row in rows if row.counter == counter.name)
    assert (first.issued, first.used, first.rate) == (4, 1, 0.25)
    assert receipt_counts(Service.objects.all(), since=date(2026, 9, 2)) == []


def test_codes_given_out_at_no_counter_are_counted_apart(client, service, counter, officer):
    draw_codes(service=service, counter=None, number=3, now=NOW)
    draw_codes(service=service, counter=counter, number=2, now=NOW)

    rows = receipt_counts(Service.objects.all(), since=date(2026, 9, 1))

    assert {(row.counter, row.issued) for row in rows} == {("", 3), (counter.name, 2)}
    sign_in(client, officer)
    assert "Tanpa loket" in client.get(reverse("feedback:receipt-list")).content.decode()


def test_officer_prints_stickers(client, service, counter, officer):
    sign_in(client, officer)
    address = reverse("reports:receipt-create")

    response = client.post(address, {"service": service.pk, "counter": counter.pk, "number": 30})

    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    with pypdfium2.PdfDocument(response.content) as pdf:
        assert len(pdf) == 2
        text = pdf[0].get_textpage().get_text_bounded()
    printed = [normalise_code(line) for line in text.splitlines()]
    digests = {code_digest(code) for code in printed if code}
    assert len(digests) == 24
    assert ReceiptToken.objects.filter(digest__in=digests).count() == 24
    for words in (service.name, counter.name, service.unit.name, "/survei"):
        assert words in text


def test_page_shows_what_is_wrong_and_keeps_what_was_typed(client, service, counter, officer):
    sign_in(client, officer)
    foreign = make_service()

    page = client.get(reverse("feedback:receipt-list")).content.decode()
    response = client.post(
        reverse("reports:receipt-create"),
        {"service": foreign.pk, "counter": counter.pk, "number": 900},
    )

    assert service.name in page
    assert foreign.name not in page
    assert response.status_code == 422
    assert 'value="900"' in response.content.decode()
    assert not ReceiptToken.objects.exists()


def test_page_needs_the_same_queries_for_many_counters(client, service, counter, officer):
    sign_in(client, officer)
    now = datetime.now(UTC)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("feedback:receipt-list"))
        return len(captured)

    issue_codes(service=service, counter=counter, number=1, by=officer, now=now)
    queries()
    few = queries()
    for _ in range(12):
        other = make_counter(counter.unit)
        issue_codes(service=service, counter=other, number=1, by=officer, now=now)
    assert queries() == few


def test_a_sealed_answer_has_one_length_and_one_key(settings):
    short, long = seal({"a": 1}), seal({"a": "x" * 4000})

    assert len(short) == len(long)
    assert open_sealed(short) == {"a": 1}
    assert seal({"a": 1}) != short
    settings.SURVEY_KEY = "another"
    with pytest.raises(CannotOpen):
        open_sealed(short)


def test_a_code_lives_on_its_last_day(service, counter, officer):
    issued = issue_codes(service=service, counter=counter, number=1, by=officer, now=NOW)
    assert issued.expires_on - NOW.date() == timedelta(days=14)
