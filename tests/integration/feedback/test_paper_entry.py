"""Paper sheets: a plain form of ten rows, single rows, and undoing."""

from datetime import date

import pytest
from django.urls import reverse

from feedback.enums import Channel, Standing
from feedback.models import Comment, EntryBatch, Response
from feedback.rules.elements import ELEMENTS
from personnel.enums import Role
from tests.factories.feedback import make_service, make_survey
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

CODES = [element.value for element in ELEMENTS]


@pytest.fixture
def agency():
    return make_unit()


@pytest.fixture
def service(agency):
    return make_service(agency, has_fee=True)


@pytest.fixture
def survey(agency, service):
    make_service(agency)
    return make_survey(agency)


@pytest.fixture
def officer(agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return user


@pytest.fixture
def browser(client, officer):
    return sign_in(client, officer)


@pytest.fixture
def batch(browser, survey):
    browser.post(reverse("feedback:entry-create", args=[survey.pk]))
    return EntryBatch.objects.get()


def sheet(service, ratings="333233333", **more):
    answers = {f"r-{code}": digit.strip() for code, digit in zip(CODES, ratings, strict=True)}
    return {"day": "01-09-2026", "service": str(service.pk), **answers} | more


def ten(*rows):
    data = {"form-TOTAL_FORMS": "10", "form-INITIAL_FORMS": "0"}
    for number in range(10):
        row = rows[number] if number < len(rows) else {}
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return data


def fill(batch):
    return reverse("feedback:entry-fill", args=[batch.pk])


def save(browser, batch, row):
    return browser.post(reverse("feedback:entry-save", args=[batch.pk]), row)


def empty_as_shown(browser, batch):
    form = browser.get(fill(batch)).context["formset"].forms[0]
    return {"day": f"{form.initial['day']:%d-%m-%Y}", "service": form.initial["service"] or ""}


def test_ten_rows_are_written_without_a_script_and_empty_ones_left_out(browser, batch, service):
    rest = [empty_as_shown(browser, batch)] * 8
    page = browser.post(
        fill(batch),
        ten(
            sheet(service, age="30", sex="L", education="SMA", comment="Ruang tunggu panas."),
            sheet(service, ratings="33323   3"),
            *rest,
        ),
    )

    assert page.status_code == 200
    first, second = Response.objects.filter(batch=batch).order_by("standing")[::-1]
    assert {first.standing, second.standing} == {Standing.USABLE, Standing.UNUSABLE}
    usable = Response.objects.get(standing=Standing.USABLE)
    assert usable.ratings == [3, 3, 3, 2, 3, 3, 3, 3, 3]
    assert (usable.age_group, usable.sex, usable.day) == ("25-34", "L", date(2026, 9, 1))
    assert usable.channel == Channel.PAPER
    assert Comment.objects.get().batch == batch
    batch.refresh_from_db()
    assert batch.rows == 2


def test_one_bad_cell_holds_everything_back_and_nothing_typed_is_lost(browser, batch, service):
    page = browser.post(
        fill(batch), ten(sheet(service), sheet(service, ratings="335233333", age="7"))
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert "baris 2" in html
    assert "Isi 1 sampai 4" in html
    assert "Umur 17 sampai 110" in html
    assert 'value="5"' in html
    assert not Response.objects.exists()


def test_a_row_is_saved_by_itself_with_the_running_counts(browser, batch, service):
    first = save(browser, batch, sheet(service)).json()
    second = save(browser, batch, sheet(service, ratings="333      ")).json()

    assert first["note"] == "Tersimpan"
    assert "terlalu sedikit" in second["note"]
    assert (second["rows"], second["usable"], second["unusable"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        ({"r-time": "5"}, "r-time"),
        ({"r-time": "x"}, "r-time"),
        ({"day": "31-02-2026"}, "day"),
        ({"day": "01-01-2026"}, "day"),
        ({"age": "200"}, "age"),
        ({"service": "999999"}, "service"),
        ({"service": ""}, "service"),
        ({"sex": "Z"}, "sex"),
    ],
)
def test_a_wrong_cell_is_told_at_the_cell(browser, batch, service, changed, cell):
    answer = save(browser, batch, sheet(service) | changed)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [cell]
    assert not Response.objects.exists()


def test_an_empty_row_is_no_sheet(browser, batch, service):
    assert save(browser, batch, sheet(service, ratings=" " * 9)).status_code == 422


def test_a_free_service_costs_nothing(browser, batch, agency):
    free = make_service(agency)
    save(browser, batch, sheet(free, ratings="333 33333"))
    assert Response.objects.get().ratings[3] == 4


def test_the_last_row_is_taken_back_with_its_comment(browser, batch, service):
    save(browser, batch, sheet(service))
    written = save(browser, batch, sheet(service, comment="Salah ketik")).json()["written"]
    undo = reverse("feedback:entry-undo", args=[batch.pk])

    answer = browser.post(undo, {"written": written}, headers={"Accept": "application/json"})

    assert answer.json() == {"gone": 1, "rows": 1, "usable": 1, "unusable": 0}
    assert Response.objects.count() == 1
    assert not Comment.objects.exists()
    assert browser.post(undo, {"written": written + ",x:y"}).status_code == 302
    assert Response.objects.count() == 1


def test_rows_of_another_batch_are_not_touched(browser, batch, survey, service):
    written = save(browser, batch, sheet(service)).json()["written"]
    browser.post(reverse("feedback:entry-create", args=[survey.pk]))
    other = EntryBatch.objects.exclude(pk=batch.pk).get()
    browser.post(reverse("feedback:entry-undo", args=[other.pk]), {"written": written})
    assert Response.objects.count() == 1


def test_a_batch_that_was_undone_takes_no_more(browser, batch, service):
    save(browser, batch, sheet(service))
    browser.post(reverse("feedback:entry-cancel", args=[batch.pk]))
    assert not Response.objects.exists()
    assert save(browser, batch, sheet(service)).status_code == 409
    assert browser.get(fill(batch)).status_code == 302


def test_only_officers_of_the_agency_enter(client, batch, survey):
    addresses = [
        fill(batch),
        reverse("feedback:entry-cancel", args=[batch.pk]),
    ]
    stranger = make_user()
    make_grant(stranger, Role.SURVEY_OFFICER, agency=make_unit())
    browser = sign_in(client, stranger)
    for address in addresses:
        assert browser.get(address).status_code == 404
    for role in (Role.EMPLOYEE, Role.AUDITOR, Role.CITY_LEADERSHIP, Role.QUALITY_REVIEWER):
        browser = sign_in(client, make_user(role))
        for address in addresses:
            assert browser.get(address).status_code == 403, role
