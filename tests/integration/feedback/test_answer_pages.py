"""The citizen's pages without scripts: nothing typed is lost, nobody known, refusals are kind."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from feedback.actions.mixing import leave_at_closing
from feedback.actions.receipts import draw_codes
from feedback.enums import Channel, Element, QuestionKind
from feedback.models import Comment, Contact, HeldAnswer, Question, ReceiptToken, Response
from feedback.rules.codes import group_code
from feedback.selectors.asking import held_count
from feedback.views.limits import Limit
from personnel.enums import Role
from sabang_kinerja.common.logs import RedactingFormatter
from tests.factories.feedback import (
    make_counter,
    make_questionnaire,
    make_service,
    make_survey,
    make_survey_period,
)
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SEND, DOOR = "/survei/jawab/", "/survei/"


@pytest.fixture(autouse=True)
def _fresh():
    cache.clear()


@pytest.fixture
def survey():
    today = timezone.localdate()
    period = make_survey_period(
        year=today.year, starts=today - timedelta(days=20), ends=today + timedelta(days=40)
    )
    return make_survey(period=period)


@pytest.fixture
def service(survey):
    return make_service(survey.unit, name="Rawat jalan", has_fee=True)


@pytest.fixture
def code(service):
    counter = make_counter(service.unit, name="Loket 3")
    drawn = draw_codes(service=service, counter=counter, number=1, now=timezone.now())
    return drawn.codes[0]


def filled(code, **fields):
    return {
        "kode": code,
        "mulai": started(code),
        "kirim": "1",
        **dict.fromkeys(Element.values, "3"),
        **fields,
    }


def started(subject, ago=45):
    signer = signing.TimestampSigner(salt="survey")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - ago)
    return signer.sign(subject)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("form", ["/s/{}", "/S/{}", "/s/{}/"])
def test_a_qr_code_opens_the_questionnaire_of_its_service(client, code, form):
    response = client.get(form.format(group_code(code)))

    page = text_of(response)
    assert response.status_code == 200
    assert "Bagaimana layanan Rawat jalan?" in page
    assert "Loket 3" in page
    assert page.count('type="radio"') == 36
    assert "Pertanyaan 9 dari 9" in page


def test_nobody_is_known_and_nothing_is_kept_on_the_way(client, code):
    responses = [
        client.get(f"/s/{code}"),
        client.post(SEND, filled(code)),
        client.get(DOOR),
        client.get("/survei/terima-kasih/"),
    ]

    for response in responses:
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "no-referrer"


def test_an_answer_is_taken_and_somebody_thanked(client, code, survey):
    response = client.post(SEND, filled(code, sex="P", comment="Ramah"))

    assert (response.status_code, response["Location"]) == (
        303,
        "/survei/terima-kasih/?bahasa=id",
    )
    assert "Terima kasih" in text_of(client.get(response["Location"]))
    assert held_count(survey) == 1
    leave_at_closing([survey])
    kept = Response.objects.get()
    assert (kept.ratings, kept.sex, kept.channel) == ([3] * 9, "P", Channel.RECEIPT)
    assert kept.duration == "<60"
    assert Comment.objects.get().text == "Ramah"


def test_half_a_form_keeps_what_was_answered_and_marks_what_is_missing(client, code):
    data = filled(code, comment="Antre lama", sex="L", contact="0812 3456 7890", consent="1")
    del data["time"], data["conduct"]

    response = client.post(SEND, data)

    page = text_of(response)
    assert response.status_code == 422
    assert "2 pertanyaan belum dijawab." in page
    assert page.count(" checked") == 7 + 1
    assert 'href="#time"' in page
    assert 'href="#conduct"' in page
    assert "Antre lama" in page
    assert 'value="0812 3456 7890"' in page
    assert '<option value="L" selected>' in page
    assert data["mulai"] in page
    assert not ReceiptToken.objects.get().used


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"contact": "081234567890"}, "Centang persetujuan ini"),
        ({"consent": "1"}, "Tulis nomor telepon atau surel"),
        ({"contact": "rumah biru", "consent": "1"}, "Tulis nomor telepon lengkap"),
        ({"wish": "Mohon dihubungi"}, "Tulis ke mana kami dapat menjawab"),
        ({"comment": "x" * 601}, "600"),
        ({"time": "5"}, "Pertanyaan ini belum dijawab"),
        ({"sex": "Q"}, "perlu diperbaiki"),
    ],
)
def test_what_is_wrong_is_said_beside_it(client, code, fields, words):
    response = client.post(SEND, filled(code, **fields))

    assert response.status_code == 422
    assert words in text_of(response)
    assert not HeldAnswer.objects.exists()


def test_a_contact_is_kept_apart_with_its_consent(client, code, survey):
    client.post(SEND, filled(code, contact="warga@contoh.id", consent="1", wish="Telepon saya"))
    leave_at_closing([survey])

    kept = Contact.objects.get()
    assert (kept.kind, kept.value, kept.wish) == ("email", "warga@contoh.id", "Telepon saya")
    assert kept.consent


def test_sending_twice_and_going_back_end_kindly(client, code):
    client.post(SEND, filled(code))

    for response in (client.post(SEND, filled(code)), client.get(f"/s/{code}")):
        assert response.status_code == 410
        assert "sudah kami terima" in text_of(response)
        assert "kanal terbuka" in text_of(response)
    assert HeldAnswer.objects.count() == 1


def test_expired_unknown_and_mistyped_codes_are_told_apart(client, code, survey):
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    mistyped = client.post(DOOR, {"kode": wrong})
    assert (mistyped.status_code, "belum tepat" in text_of(mistyped)) == (422, True)
    assert f'value="{group_code(wrong)}"' in text_of(mistyped) or wrong in text_of(mistyped)

    ReceiptToken.objects.update(
        issued_on=timezone.localdate() - timedelta(days=20),
        expires_on=timezone.localdate() - timedelta(days=1),
    )
    expired = client.get(f"/s/{code}")
    assert (expired.status_code, "sudah lewat" in text_of(expired)) == (410, True)

    ReceiptToken.objects.all().delete()
    unknown = client.get(f"/s/{code}")
    assert (unknown.status_code, "tidak kami kenal" in text_of(unknown)) == (404, True)


def test_a_survey_that_does_not_run_says_so(client, code, survey):
    type(survey).objects.update(closes_on=timezone.localdate() - timedelta(days=1))

    response = client.get(f"/s/{code}")

    assert response.status_code == 410
    assert "sedang tidak dibuka" in text_of(response)
    assert "lapor.go.id" in text_of(response)


def test_a_code_is_typed_forgivingly(client, code):
    typed = group_code(code).lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert "Bagaimana layanan" in text_of(client.post(DOOR, {"kode": typed}))


def test_english_is_whole_and_acehnese_waits_for_its_check(client, code, survey):
    english = text_of(client.get(f"/s/{code}?bahasa=en"))
    assert 'lang="en"' in english
    assert "How is time?" in english
    assert "Question 3 of 9" in english
    assert "Bagaimana" not in english
    assert "Acèh" not in english

    asked_too_early = text_of(client.get(f"/s/{code}?bahasa=ace"))
    assert "Kiban time?" not in asked_too_early

    type(survey.questionnaire).objects.update(
        acehnese_checked_at=timezone.now(), acehnese_checked_by=make_user()
    )
    acehnese = text_of(client.get(f"/s/{code}?bahasa=ace"))
    assert '<html lang="ace"' in acehnese
    assert "Kiban time?" in acehnese
    assert "Lanjôt" in acehnese


def test_another_language_or_size_loses_nothing(client, code):
    data = filled(code, comment="Antre lama", bahasa="en", besar="1")
    del data["kirim"], data["conduct"]

    response = client.post(SEND, data)

    page = text_of(response)
    assert response.status_code == 200
    assert page.count(" checked") == 8
    assert "Antre lama" in page
    assert data["mulai"] in page
    assert 'class="is-large"' in page
    assert "How is time?" in page


def test_a_free_service_is_asked_eight_questions(client, code, service):
    type(service).objects.update(has_fee=False)

    page = text_of(client.get(f"/s/{code}"))

    assert "Pertanyaan 8 dari 8" in page
    assert 'name="cost"' not in page


def test_further_questions_may_stay_empty(client, code, survey):
    draft = make_questionnaire()
    type(draft).objects.update(state="draft")
    for position, kind, slug in (
        (10, QuestionKind.CHOICE, "antre"),
        (11, QuestionKind.TEXT, "lagi"),
    ):
        Question.objects.create(
            questionnaire=draft,
            position=position,
            kind=kind,
            code=slug,
            text={"id": f"Tanya {slug}?"},
            options=[{"value": n, "text": {"id": f"Pilihan {n}"}} for n in (1, 2)],
        )
    page = text_of(client.get(f"/s/{code}"))
    assert "Pertanyaan 11 dari 11" in page

    client.post(SEND, filled(code, **{"lain-antre": "2"}))
    leave_at_closing([survey])

    assert Response.objects.get().further == {"antre": "2"}


def test_the_open_channel_takes_an_answer_without_a_code(client, service, survey):
    other = make_service(name="Tanpa survei")
    page = text_of(client.get(reverse("feedback:answer-services")))
    assert "Rawat jalan" in page
    assert other.name not in page

    address = reverse("feedback:answer-open", args=[service.code])
    assert "Bagaimana layanan Rawat jalan?" in text_of(client.get(address))
    data = filled("") | {"mulai": started(service.code)}
    assert client.post(address, data | {"time": ""}).status_code == 422
    assert client.post(address, data).status_code == 303

    leave_at_closing([survey])
    assert Response.objects.get().channel == Channel.OPEN
    assert client.get(reverse("feedback:answer-open", args=[other.code])).status_code == 404


def test_services_need_the_same_queries_however_many(client, survey, django_assert_num_queries):
    make_service(survey.unit)
    address = reverse("feedback:answer-services")
    with django_assert_num_queries(3):
        client.get(address)
    for _ in range(15):
        make_service(survey.unit)
    with django_assert_num_queries(3):
        client.get(address)


def test_what_only_a_machine_fills_in_is_thanked_and_forgotten(client, code):
    response = client.post(SEND, filled(code, situs="http://iklan.invalid"))

    assert response.status_code == 303
    assert not HeldAnswer.objects.exists()
    assert not ReceiptToken.objects.get().used


def test_too_many_from_one_network_are_asked_to_wait_and_lose_nothing(client, code):
    for _ in range(Limit.ANSWER.value[1]):
        client.post(SEND, {"kode": "x"}, REMOTE_ADDR="36.80.1.7")

    refused = client.post(SEND, filled(code, comment="Antre"), REMOTE_ADDR="36.80.1.200")
    elsewhere = client.post(SEND, filled(code), REMOTE_ADDR="36.80.2.7")

    assert refused.status_code == 429
    assert refused["Retry-After"] == "60"
    page = text_of(refused)
    assert "Mohon tunggu sebentar" in page
    assert 'name="comment" value="Antre"' in page
    assert f'name="kode" value="{code}"' in page
    assert elsewhere.status_code == 303


def test_guessing_codes_ends_soon(client):
    statuses = [
        client.get("/s/00000-00000", REMOTE_ADDR="36.80.1.7").status_code for _ in range(32)
    ]

    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_a_code_never_reaches_a_log(client, code, caplog):
    caplog.set_level(logging.DEBUG)
    ReceiptToken.objects.all().delete()
    client.get(f"/s/{code}")
    client.get(f"/s/{group_code(code)}/")
    client.post(DOOR, {"kode": code})
    client.post(SEND, filled(code))

    formatter = RedactingFormatter("%(message)s")
    lines = [formatter.format(record) for record in caplog.records]
    assert any("/s/" in line for line in lines)
    assert not any(code in line or group_code(code) in line for line in lines)


def test_a_browser_of_the_staff_is_told_apart_without_saying_who(client, code):
    desk = Client()
    sign_in(desk, make_user(Role.EMPLOYEE))
    response = desk.get(reverse("home"))

    cookie = response.cookies["petugas"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("1", True, "Lax")
    assert "petugas" not in desk.get(reverse("home")).cookies
    assert "petugas" not in client.get(reverse("account_login")).cookies


def test_a_page_costs_few_queries(client, code, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get(f"/s/{code}")
