"""One mail a day at most, without anybody's name, sent by real SMTP; and how to leave it."""

from datetime import UTC, datetime
from smtplib import SMTPException

import pytest
from django.urls import reverse

from personnel.actions.notices import Message, notify
from personnel.emails import unsubscribe_address
from personnel.enums import NoticeKind
from personnel.models import DailyMail, Notice, User
from personnel.tasks import send_daily_mail
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in
from tests.factories.smtp import mail_box

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NEXT_DAY = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
SENTENCE = "SKP %(name)s menunggu pemeriksaan Anda."
SECRET = "Cut Nyak Rahasia"


@pytest.fixture
def box(settings):
    with mail_box() as box:
        for name, value in box.settings.items():
            setattr(settings, name, value)
        yield box


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(MORNING)
    return set_to


@pytest.fixture
def reader():
    return make_user(email="pembaca@sabang.invalid")


def tell(user, key, kind=NoticeKind.TASK, now=MORNING, **fields):
    message = Message(
        kind=kind, key=key, sentence=SENTENCE, url="/", details={"name": SECRET}, **fields
    )
    return notify([user.employee_id], message, now=now)


def test_mail_tells_kinds_and_numbers_in_text_and_html(box, clock, reader):
    tell(reader, "a")
    tell(reader, "b")
    tell(reader, "c", NoticeKind.RESULT_SERVED)

    assert send_daily_mail(reader.pk)

    (letter,) = box.letters
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    assert letter["To"] == reader.email
    assert letter["Subject"] == "Kinerja Sabang: 3 pesan untuk Anda"
    assert "Ada langkah yang menunggu Anda (2)" in text
    assert "Hasil evaluasi Anda disampaikan (1)" in html
    assert SECRET not in text + html
    assert unsubscribe_address(reader) in text
    assert reader.employee.nip not in text + html + str(letter["List-Unsubscribe"])


def test_second_mail_waits_for_the_next_day(box, clock, reader):
    tell(reader, "a")
    assert send_daily_mail(reader.pk)
    tell(reader, "b")
    assert not send_daily_mail(reader.pk)

    clock(NEXT_DAY)
    assert send_daily_mail(reader.pk)
    assert not send_daily_mail(reader.pk)

    assert len(box.letters) == 2
    assert DailyMail.objects.filter(recipient=reader).count() == 2


def test_mail_server_away_leaves_everything_for_the_next_try(box, clock, reader):
    tell(reader, "a")
    box.takes = False
    with pytest.raises((SMTPException, OSError)):
        send_daily_mail.run(reader.pk)
    assert not DailyMail.objects.exists()
    assert Notice.objects.get().mailed_at is None

    box.takes = True
    assert send_daily_mail(reader.pk)
    assert len(box.letters) == 1


def test_who_left_the_mail_gets_what_the_law_demands_only(box, clock, reader):
    User.objects.filter(pk=reader.pk).update(wants_mail=False)
    tell(reader, "a")
    assert not send_daily_mail(reader.pk)

    tell(reader, "b", NoticeKind.OBJECTION_RECEIVED)
    assert send_daily_mail(reader.pk)
    (letter,) = box.letters
    assert "Ada langkah yang menunggu" not in letter.get_body(("plain",)).get_content()


@pytest.mark.parametrize("reason", ["read", "rehearsal", "no address", "disabled"])
def test_nothing_is_mailed(box, clock, reason, reader):
    tell(reader, "a", may_mail=reason != "rehearsal")
    if reason == "read":
        Notice.objects.update(read_at=MORNING)
    if reason == "no address":
        User.objects.filter(pk=reader.pk).update(email="")
    if reason == "disabled":
        User.objects.filter(pk=reader.pk).update(is_active=False)

    assert not send_daily_mail(reader.pk)
    assert box.letters == []


def test_same_thing_is_told_once_a_day(reader):
    assert tell(reader, "a") == 1
    assert tell(reader, "a") == 0
    assert tell(reader, "a", now=NEXT_DAY) == 1


def test_link_of_the_mail_asks_then_leaves_without_signing_in(client, reader):
    address = unsubscribe_address(reader)

    asked = client.get(address).content.decode()
    assert "Berhenti menerima surel harian?" in asked
    reader.refresh_from_db()
    assert reader.wants_mail

    assert "sudah dihentikan" in client.post(address).content.decode()
    reader.refresh_from_db()
    assert not reader.wants_mail


def test_forged_link_changes_nothing(client, reader):
    forged = reverse("personnel:mail-unsubscribe", args=[f"{reader.pk}:palsu"])

    assert client.post(forged).status_code == 404
    reader.refresh_from_db()
    assert reader.wants_mail


def test_mail_is_chosen_on_the_page_of_messages(client, reader):
    browser = sign_in(client, reader)

    browser.post(reverse("personnel:mail-choose"), {"wanted": "0"})
    assert "Terima surel harian" in browser.get("/notices/").content.decode()
    browser.post(reverse("personnel:mail-choose"), {"wanted": "1"})
    assert "Hentikan surel harian" in browser.get("/notices/").content.decode()
