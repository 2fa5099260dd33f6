"""The pulse: a wave from its plan to its result, by pages and actions; nobody can be traced."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from feedback.actions import pulse as actions
from feedback.enums import PulseMoment, WaveState
from feedback.models import HeldPulse, PulseAnswer, PulseInvitation, PulseText, PulseWave
from personnel.enums import Role
from personnel.models import Notice
from sabang_kinerja.common.errors import Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
ALL = (4, 4, 3, 4, 5, 2, 4, 2, 3, 4, 4)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: NOW)


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


def staff(size: int) -> list:
    """Accounts of so many people of one new agency."""
    agency = make_unit()
    return [make_user(employee=make_employee(agency)) for _one in range(size)]


def opened(admin, moment=PulseMoment.BEFORE) -> PulseWave:
    wave = actions.plan_wave(
        year=2026, moment=moment, opens_on=date(2026, 9, 1), closes_on=date(2026, 9, 14),
        by=admin, now=NOW,
    )  # fmt: skip
    actions.open_wave(wave_id=wave.pk, by=admin, now=NOW)
    wave.refresh_from_db()
    return wave


def say(wave, user, items=ALL, text="") -> None:
    invitation = PulseInvitation.objects.get(wave=wave, employee=user.employee)
    actions.answer_pulse(invitation_id=invitation.pk, items=items, text=text, by=user, now=NOW)


def varied(place: int) -> tuple[int, ...]:
    return tuple(1 + (place + item) % 5 for item in range(11))


def test_a_wave_is_planned_once_a_year_and_only_by_bkpsdm(admin):
    opened(admin)
    with pytest.raises(Refused, match="sudah ada"):
        opened(admin)
    with pytest.raises(Denied):
        opened(make_user(), PulseMoment.PLANNED)


def test_everybody_who_serves_is_invited_and_small_agencies_are_not_named(admin):
    large, small = staff(10), staff(4)
    wave = opened(admin)
    named = PulseInvitation.objects.get(wave=wave, employee=large[0].employee)
    assert named.group is not None
    assert PulseInvitation.objects.get(wave=wave, employee=small[0].employee).group is None
    assert Notice.objects.filter(recipient=large[0]).exists()


def test_one_answers_once_and_not_for_another(admin):
    people = staff(10)
    wave = opened(admin)
    say(wave, people[0])
    with pytest.raises(WrongState, match="sudah menjawab"):
        say(wave, people[0])
    invitation = PulseInvitation.objects.get(wave=wave, employee=people[1].employee)
    with pytest.raises(Denied):
        actions.answer_pulse(invitation_id=invitation.pk, items=ALL, text="", by=people[2], now=NOW)
    with pytest.raises(Incomplete):
        say(wave, people[1], (None,) * 11)
    with pytest.raises(WrongState, match="ditutup"):
        actions.answer_pulse(
            invitation_id=invitation.pk, items=ALL, text="", by=people[1],
            now=NOW + timedelta(days=30),
        )  # fmt: skip


def test_answers_leave_with_four_others_of_their_agency(admin):
    people, others = staff(12), staff(12)
    wave = opened(admin)
    for user in [*people[:4], others[0]]:
        say(wave, user)
    assert actions.mix_pulse(wave=wave) == 0
    say(wave, people[4])
    assert actions.mix_pulse(wave=wave) == 5
    assert HeldPulse.objects.count() == 1
    assert PulseAnswer.objects.filter(wave=wave).values("group").distinct().count() == 1


def test_nothing_joins_an_answer_with_a_person(admin):
    people = staff(12)
    wave = opened(admin)
    for place, user in enumerate(people):
        say(wave, user, varied(place), text=f"Catatan {place}")
    actions.mix_pulse(wave=wave)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM feedback_pulseinvitation WHERE answered")
        assert len(cursor.fetchall()) == 1
        cursor.execute("SELECT items[1] FROM feedback_pulseanswer ORDER BY ctid")
        placed = [first for (first,) in cursor.fetchall()]
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name IN "
            "('feedback_pulseanswer', 'feedback_pulsetext', 'feedback_heldpulse')"
        )
        columns = {name for (name,) in cursor.fetchall()}
    assert columns == {"id", "wave_id", "group_id", "items", "text", "sealed"}
    assert placed != [varied(place)[0] for place in range(12)]
    actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)
    assert not PulseInvitation.objects.filter(wave=wave).exists()
    assert PulseText.objects.filter(wave=wave).count() == 12


def test_a_result_is_computed_once_and_stays(admin):
    people = staff(12)
    wave = opened(admin)
    for place, user in enumerate(people):
        say(wave, user, varied(place))
    actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)
    wave.refresh_from_db()
    assert wave.result["n"] == 12 and len(wave.result["groups"]) == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        PulseWave.objects.filter(pk=wave.pk).update(result={})
    with pytest.raises(WrongState):
        actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)


def test_only_who_owes_is_reminded_three_days_before(admin):
    people = staff(10)
    wave = opened(admin)
    say(wave, people[0])
    assert actions.remind_staff(now=NOW) == 0
    day = NOW + timedelta(days=4)
    assert actions.remind_staff(now=day) >= 9
    told = Notice.objects.filter(key=f"pulse:{wave.pk}:remind")
    assert not told.filter(recipient=people[0]).exists()


def test_pages_of_staff_answer_read_and_tell_why(client, admin):
    people = staff(10)
    wave = opened(admin)
    sign_in(client, people[0])
    url = reverse("feedback:pulse-answer")
    page = client.get(url).content.decode()
    assert "Tidak dapat ditelusuri kembali kepada Anda" in page
    empty = client.post(url, {"text": "Perlu contoh yang jelas."})
    assert empty.status_code == 422
    assert "Perlu contoh yang jelas." in empty.content.decode()
    done = client.post(url, {"P1": "4", "R1": "2", "text": ""}, follow=True).content.decode()
    assert "Jawaban Anda sudah masuk" in done
    assert "sudah menjawab" in client.get(url).content.decode()
    for place, user in enumerate(people[1:]):
        say(wave, user, varied(place))
    actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)
    actions.note_done(wave_id=wave.pk, text="Klinik SKP di tiga kantor.", by=admin, now=NOW)
    page = client.get(reverse("feedback:pulse-result")).content.decode()
    assert "Klinik SKP di tiga kantor." in page and "Keadilan proses" in page
    assert client.get(reverse("feedback:wave-list")).status_code == 403


def test_pages_of_bkpsdm_plan_open_close_and_hide_the_unit_of_four(
    client, admin, django_assert_max_num_queries
):
    large, small = staff(20), staff(4)
    sign_in(client, admin)
    typed = {
        "year": 2026, "moment": "T0", "opens_on": "01-09-2026", "closes_on": "14-09-2026",
    }  # fmt: skip
    page = client.post(reverse("feedback:wave-create"), typed, follow=True)
    url = page.request["PATH_INFO"]
    assert "Buka gelombang" in page.content.decode()
    client.post(f"{url}open/")
    wave = PulseWave.objects.get()
    for place, user in enumerate([*large, *small]):
        say(wave, user, (1 + place % 5,) * 7 + (2,) * 3 + (3 + place % 2,))
    client.post(f"{url}close/")
    with django_assert_max_num_queries(20):
        page = client.get(url).content.decode()
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED
    names = {user.employee.assignments.get().post.unit.name for user in small}
    assert not any(name in page for name in names)
    export = client.get(f"{url}csv/").content.decode("utf-8-sig")
    assert "Seluruh kota" in export and not any(name in export for name in names)


def test_the_watch_list_says_what_helps(client, admin):
    people, happy = staff(12), staff(12)
    wave = opened(admin)
    for place in range(12):
        say(wave, people[place], (3,) * 7 + (2 - place % 2, 2, 4, 4 + place % 2))
        say(wave, happy[place], (3 + place % 2,) * 7 + (4 + place % 2,) * 4)
    actions.close_wave(wave_id=wave.pk, by=admin, now=NOW)
    sign_in(client, admin)
    page = client.get(reverse("feedback:wave-detail", args=[wave.pk])).content.decode()
    assert "Jelaskan tujuan penilaian" in page
    assert "bukan penilaian atas pimpinan unit" in page
    text = reverse("feedback:wave-note", args=[wave.pk])
    assert client.post(text, {"text": ""}).status_code == 422
