"""Tablets at counters: set up once, codes in a pool, each answer once, on its day."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from feedback.actions.kiosks import (
    MOST_UNSPENT,
    POOL,
    register_kiosk,
    renew_key,
    revoke_kiosk,
    set_up,
)
from feedback.actions.mixing import leave_in_groups
from feedback.actions.sealing import open_sealed
from feedback.enums import Channel, Element, Standing
from feedback.models import HeldAnswer, Kiosk, ReceiptToken, Response
from feedback.rules.flags import flags_of
from feedback.views.kiosks import COOKIE, FILES
from personnel.enums import Role
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Denied, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.feedback import make_counter, make_service, make_survey, make_survey_period
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

CODES, ANSWERS = "/kios/codes/", "/kios/answers/"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def day():
    return local_day(timezone.now())


@pytest.fixture
def survey(day):
    period = make_survey_period(
        year=day.year, starts=day - timedelta(days=60), ends=day + timedelta(days=60)
    )
    return make_survey(period=period)


@pytest.fixture
def service(survey):
    return make_service(survey.unit)


@pytest.fixture
def officer(survey):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=survey.unit)
    return user


@pytest.fixture
def made(survey, service, officer):
    counter = make_counter(survey.unit)
    return register_kiosk(counter=counter, name="Tablet", by=officer, now=timezone.now())


@pytest.fixture
def tablet(client, made):
    """A browser whose tablet is set up."""
    client.get(reverse("feedback:kiosk-setup", args=[made.key]))
    return client


def answer(tablet, code, service, **fields):
    ratings = dict.fromkeys(Element.values, "3") | {"time": "4"}
    sent = {"kode": code, "layanan": service.code, "detik": "70", "umur": "0", **ratings, **fields}
    return tablet.post(ANSWERS, sent)


def codes_of(tablet, have=0):
    return tablet.post(CODES, {"have": have}).json()["codes"]


def held():
    return [open_sealed(bytes(row.sealed)) for row in HeldAnswer.objects.all()]


def test_address_opens_one_tablet_once_and_stays_nowhere(client, made):
    address = reverse("feedback:kiosk-setup", args=[made.key])

    opened = client.get(address)

    assert (opened.status_code, opened["Location"]) == (302, "/kios/")
    cookie = opened.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/kios/")
    assert cookie.value != made.key
    assert Kiosk.objects.get().set_up_on is not None
    client.cookies.clear()
    again = client.get(address)
    assert again.status_code == 410
    assert COOKIE not in again.cookies


def test_tablet_gets_what_it_needs_to_ask_without_a_network(tablet, service, survey):
    make_service(make_unit())
    below = make_service(make_unit(survey.unit), has_fee=True)

    told = tablet.get("/kios/data/").json()

    assert {one["code"] for one in told["services"]} == {service.code, below.code}
    forms = {one["code"]: told["forms"][one["form"]] for one in told["services"]}
    free, fee = forms[service.code], forms[below.code]
    assert [code for code, _name in free["languages"]] == ["id", "en"]
    assert len(free["asks"]["id"]["questions"]) == 8
    assert len(fee["asks"]["en"]["questions"]) == 9
    assert all(len(one["options"]) == 4 for one in fee["asks"]["en"]["questions"])
    assert set(told["words"]) == {"id", "en", "ace"}


def test_content_costs_no_more_queries_for_more_services(
    tablet, survey, django_assert_max_num_queries
):
    for _number in range(30):
        make_service(survey.unit)

    with django_assert_max_num_queries(15):
        assert len(tablet.get("/kios/data/").json()["services"]) == 31


def test_pool_is_filled_up_and_codes_are_kept_as_digests(tablet, made):
    codes = codes_of(tablet, have=10)

    assert len(set(codes)) == POOL - 10
    rows = ReceiptToken.objects.filter(kiosk=made.kiosk, service=None, used=False)
    assert rows.count() == POOL - 10
    assert not rows.filter(digest__in=codes).exists()
    assert codes_of(tablet, have=POOL) == []


def test_tablet_that_forgets_its_codes_gets_no_endless_supply(tablet):
    for _time in range(MOST_UNSPENT // POOL + 3):
        codes_of(tablet)

    assert ReceiptToken.objects.count() == MOST_UNSPENT


def test_answer_that_is_sent_twice_counts_once(tablet, service, made):
    (code, *_rest) = codes_of(tablet)

    first, again = answer(tablet, code, service), answer(tablet, code, service)

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == {"taken": True}
    (kept,) = held()
    assert (kept["channel"], kept["service"]) == (Channel.KIOSK, service.pk)
    assert ReceiptToken.objects.filter(used=True).count() == 1


def test_answer_keeps_the_day_on_which_it_was_given(tablet, service, day):
    codes = codes_of(tablet)
    ReceiptToken.objects.update(issued_on=day - timedelta(days=20))

    for code, age in zip(codes, ("0", "259200", "-864000", "864000000", "x"), strict=False):
        assert answer(tablet, code, service, umur=age).status_code == 200

    expected = [day, day - timedelta(days=3), day, day - timedelta(days=20), day]
    assert sorted(one["day"] for one in held()) == sorted(str(one) for one in expected)


def test_crowd_from_one_tablet_is_no_burst(tablet, service):
    """One device for many, and all at once when the network is back: no sign but its own speed."""
    for number, code in enumerate(codes_of(tablet)[:30]):
        answer(
            tablet, code, service, detik="9" if number == 0 else "70", procedure=str(1 + number % 4)
        )
    leave_in_groups()

    rows = Response.objects.filter(channel=Channel.KIOSK)
    assert rows.count() == 30
    assert rows.filter(standing=Standing.USABLE).count() == 30
    flagged = [flags_of(row.flags) for row in rows if row.flags]
    assert len(flagged) == 1


def test_counter_is_told_only_where_many_answered(tablet, service, made):
    codes = codes_of(tablet)
    for code in codes[:5]:
        answer(tablet, code, service)
    leave_in_groups()
    assert set(Response.objects.values_list("counter", flat=True)) == {None}

    for code in codes[5:45]:
        answer(tablet, code, service)
    leave_in_groups()
    assert made.kiosk.counter_id in set(Response.objects.values_list("counter", flat=True))


def test_what_leaves_cannot_be_told_from_its_codes(tablet, service, made):
    """All spent codes of the tablet carry the mark of one writing, whichever came last."""
    for code in codes_of(tablet)[:7]:
        answer(tablet, code, service)

    spent = ReceiptToken.objects.filter(kiosk=made.kiosk, used=True)
    marks = spent.extra(select={"xmin": "xmin::text"}).values_list("xmin", flat=True)
    assert (spent.count(), len(set(marks))) == (7, 1)
    leave_in_groups()
    assert spent.count() == 7
    assert not any("kiosk" in field.name for field in Response._meta.get_fields())


@pytest.mark.parametrize(
    "wrong",
    [{"layanan": "tidak-ada"}, {"kode": "0000-0000-0000-0000-0"}, {"time": ""}, {"time": "9"}],
)
def test_what_makes_no_sense_is_refused_and_spends_nothing(tablet, service, wrong):
    (code, *_rest) = codes_of(tablet)

    response = answer(tablet, code, service, **wrong)

    assert response.status_code == 422
    assert not ReceiptToken.objects.filter(used=True).exists()
    assert not HeldAnswer.objects.exists()


def test_code_of_another_tablet_opens_nothing(tablet, service, officer, client):
    codes = codes_of(tablet)
    other = register_kiosk(
        counter=make_counter(service.unit), name="Lain", by=officer, now=timezone.now()
    )
    client.cookies[COOKIE] = set_up(other.key, now=timezone.now())

    assert answer(client, codes[0], service).status_code == 422


def test_code_of_a_tablet_opens_nothing_on_a_phone(tablet, client):
    code = codes_of(tablet)[0]

    assert client.get(reverse("feedback:answer-code", args=[code])).status_code == 410


def test_revoked_tablet_is_refused(tablet, service, made, officer):
    (code, *_rest) = codes_of(tablet)
    revoke_kiosk(kiosk=made.kiosk, by=officer, now=timezone.now())

    assert tablet.get("/kios/data/").status_code == 401
    assert tablet.post(CODES, {"have": 0}).status_code == 401
    assert answer(tablet, code, service).status_code == 401
    with pytest.raises(WrongState):
        renew_key(kiosk=made.kiosk, by=officer, now=timezone.now())


def test_new_address_lets_waiting_answers_through_and_shuts_the_old_cookie(
    tablet, service, made, officer
):
    (code, *_rest) = codes_of(tablet)
    renewed = renew_key(kiosk=made.kiosk, by=officer, now=timezone.now())
    assert answer(tablet, code, service).status_code == 401

    tablet.get(reverse("feedback:kiosk-setup", args=[renewed.key]))

    assert answer(tablet, code, service).status_code == 200


def test_page_and_worker_are_the_same_for_everybody(client):
    page, worker = client.get("/kios/"), client.get("/kios/sw.js")

    assert (page.status_code, worker.status_code) == (200, 200)
    assert worker["Content-Type"].startswith("text/javascript")
    assert all(f"/static/{name}" in worker.content.decode() for name in FILES)
    shown = page.content.decode()
    assert all(f"/static/{name}" in shown for name in FILES)
    assert client.get("/kios/manifest.webmanifest").json()["scope"] == "/kios/"


def test_officer_registers_and_sees_the_address_once(client, officer, survey):
    counter = make_counter(survey.unit)
    sign_in(client, officer)

    page = client.post(reverse("feedback:kiosk-create"), {"counter": counter.pk, "name": "Depan"})

    url = page.context["url"]
    assert url in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Kiosk.objects.get().key_digest not in url
    shown = client.get(reverse("feedback:kiosk-list")).content.decode()
    assert "Depan" in shown
    assert "alamat belum dibuka" in shown
    assert url not in shown


def test_officer_revokes_after_a_question(client, officer, made):
    sign_in(client, officer)
    address = reverse("feedback:kiosk-revoke", args=[made.kiosk.pk])

    assert client.get(address).status_code == 200
    assert Kiosk.objects.get().revoked_at is None
    client.post(address)

    assert Kiosk.objects.get().revoked_at is not None


def test_officer_of_another_agency_finds_nothing(client, made):
    stranger = make_user()
    make_grant(stranger, Role.SURVEY_OFFICER, agency=make_unit())
    sign_in(client, stranger)

    assert made.kiosk.name not in client.get(reverse("feedback:kiosk-list")).content.decode()
    for step in ("renew", "revoke"):
        address = reverse(f"feedback:kiosk-{step}", args=[made.kiosk.pk])
        assert client.post(address).status_code == 404
    with pytest.raises(Denied):
        revoke_kiosk(kiosk=made.kiosk, by=stranger, now=timezone.now())


def test_two_tablets_of_a_counter_have_two_names(made, officer):
    with pytest.raises(Refused):
        register_kiosk(counter=made.kiosk.counter, name="Tablet", by=officer, now=timezone.now())


def test_list_costs_no_more_queries_for_more_tablets(
    client, officer, survey, django_assert_max_num_queries
):
    counter = make_counter(survey.unit)
    for number in range(40):
        register_kiosk(counter=counter, name=f"T{number}", by=officer, now=timezone.now())
    sign_in(client, officer)

    with django_assert_max_num_queries(25):
        client.get(reverse("feedback:kiosk-list"))
