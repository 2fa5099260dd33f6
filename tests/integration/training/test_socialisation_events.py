"""Events that explain the appraisal: invited, seen, read, tested, ready."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from personnel.enums import Role
from personnel.models import Notice
from sabang_kinerja.common.errors import Incomplete, WindowClosed, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.documents import pdf_text
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in
from tests.factories.training import make_event, make_officer, make_test
from training.actions import attendance, events, guides, knowledge
from training.enums import AttendanceState, GuideKind, TestKind
from training.models import Attendance, TestAttempt, TrainingRecord
from training.rules.readiness import Step
from training.rules.room_code import room_code, window_of
from training.selectors.hours import hours_of_person
from training.selectors.socialisation import test_summaries as summaries_of
from training.selectors.socialisation import unread_guides

pytestmark = pytest.mark.django_db

START = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
DURING = START + timedelta(minutes=12)
AFTER = START + timedelta(hours=5)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def at(monkeypatch):
    def put(moment):
        monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: moment)
        monkeypatch.setattr("training.views.attendance.timezone.now", lambda: moment)

    return put


def person(unit=None):
    return make_user(employee=make_employee(unit or make_unit()))


def attend(event, user, now=DURING):
    return attendance.attend(
        event_id=event.pk,
        last_digits=user.employee.nip[-4:],
        scanned_at=now.timestamp() - 20,
        by=user,
        now=now,
    )


def scan(client, event, moment):
    code = room_code(bytes(event.secret), event.pk, window_of(moment.timestamp()))
    return client.get(reverse("training:event-scan", args=[event.pk, code]))


# Invitations


def test_everybody_of_the_units_is_invited_once_and_told(officer):
    agency = make_unit()
    mine = [person(agency) for _one in range(3)]
    person()
    event = make_event(officer, units=[agency.pk])

    assert events.invite(event_id=event.pk, by=officer, now=START - timedelta(days=3)) == 3
    assert events.invite(event_id=event.pk, by=officer, now=START - timedelta(days=2)) == 0
    assert Notice.objects.filter(recipient__in=mine, key__startswith="event:").count() == 3


def test_more_people_than_places_are_not_invited(officer):
    agency = make_unit()
    for _one in range(3):
        person(agency)
    event = make_event(officer, units=[agency.pk], capacity=2)

    with pytest.raises(Incomplete, match="tempatnya 2"):
        events.invite(event_id=event.pk, by=officer, now=START)


def test_an_invitation_comes_with_a_calendar_file(client, officer):
    event = make_event(officer)
    sign_in(client, person())

    answer = client.get(reverse("training:event-ics", args=[event.pk]))

    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20260914T020000Z" in answer.content.decode()


# The code on the screen


def test_a_code_from_the_screen_and_four_digits_make_one_present(client, officer, at):
    event, user = make_event(officer), person()
    sign_in(client, user)
    at(DURING)
    assert scan(client, event, DURING).url == reverse("training:event-attend", args=[event.pk])

    wrong = client.post(reverse("training:event-attend", args=[event.pk]), {"digits": "0000"})
    assert wrong.status_code == 422
    assert "bukan empat angka terakhir" in wrong.content.decode()
    page = client.post(
        reverse("training:event-attend", args=[event.pk]), {"digits": user.employee.nip[-4:]}
    )

    assert "Anda tercatat hadir pukul 09.12" in page.content.decode()
    row = Attendance.objects.get()
    assert (row.state, row.walk_in) == (AttendanceState.PRESENT, True)


def test_signing_in_between_scan_and_confirmation_loses_nothing(client, officer, at):
    event, user = make_event(officer), person()
    at(DURING)
    scan(client, event, DURING)
    sign_in(client, user)
    at(DURING + timedelta(minutes=4))

    page = client.post(
        reverse("training:event-attend", args=[event.pk]), {"digits": user.employee.nip[-4:]}
    )

    assert page.status_code == 200
    assert Attendance.objects.get().employee == user.employee


def test_a_photograph_of_the_code_an_hour_later_opens_and_keeps_nothing(client, officer, at):
    event, user = make_event(officer), person()
    sign_in(client, user)
    at(DURING + timedelta(hours=1))

    answer = scan(client, event, DURING)

    assert answer.status_code == 410
    assert "foto kode yang lama tidak dapat dipakai" in answer.content.decode()
    refused = client.post(
        reverse("training:event-attend", args=[event.pk]), {"digits": user.employee.nip[-4:]}
    )
    assert refused.status_code == 410
    assert not Attendance.objects.exists()


def test_a_scan_is_good_for_ten_minutes(officer):
    event, user = make_event(officer), person()

    with pytest.raises(WindowClosed, match="terlalu lama"):
        attendance.attend(
            event_id=event.pk, last_digits=user.employee.nip[-4:], by=user, now=DURING,
            scanned_at=DURING.timestamp() - 601,
        )  # fmt: skip


def test_twice_is_once(officer):
    event, user = make_event(officer), person()
    attend(event, user)

    again = attend(event, user, DURING + timedelta(minutes=3))

    assert again.again
    assert again.attendance.present_at == DURING
    assert Attendance.objects.count() == 1


def test_nobody_is_present_a_day_too_early(officer):
    with pytest.raises(WindowClosed, match="satu jam sebelum mulai"):
        attend(make_event(officer), person(), START - timedelta(days=1))


# The typed list


def test_a_typed_list_is_written_line_by_line_and_refused_lines_stay(client, officer, at):
    unit = make_unit()
    invited, walk_in = person(unit), person()
    event = make_event(officer, units=[unit.pk])
    events.invite(event_id=event.pk, by=officer, now=START)
    sign_in(client, officer)
    at(DURING)
    nip = walk_in.employee.nip
    typed = f"{invited.employee.nip}\n{nip[:8]} {nip[8:14]} {nip[14:]}\n12345\n{'9' * 18}"

    page = client.post(
        reverse("training:event-typed", args=[event.pk]), {"numbers": typed}
    ).content.decode()

    assert "2 orang dicatat hadir (1 tanpa undangan)" in page
    assert "12345" in page
    assert "tidak ada pegawai dengan NIP ini" in page
    assert Attendance.objects.filter(state=AttendanceState.PRESENT).count() == 2


def test_closing_makes_the_unseen_absent_and_counts_the_hours_of_the_others_once(officer):
    unit = make_unit()
    there, away, excused = person(unit), person(unit), person(unit)
    event = make_event(officer, units=[unit.pk])
    events.invite(event_id=event.pk, by=officer, now=START)
    attend(event, there)
    row = Attendance.objects.get(employee=excused.employee)
    attendance.excuse(attendance_id=row.pk, reason="Sakit", by=excused, now=START)

    for _twice in range(2):
        events.close_event(event_id=event.pk, by=officer, now=AFTER)
        events.announce(event_id=event.pk, by=officer, now=AFTER)
    events.close_event(event_id=event.pk, by=officer, now=AFTER)

    states = dict(Attendance.objects.values_list("employee", "state"))
    assert states[there.employee_id] == AttendanceState.PRESENT
    assert states[away.employee_id] == AttendanceState.ABSENT
    assert states[excused.employee_id] == AttendanceState.EXCUSED
    assert hours_of_person(there.employee, 2026).counted == 4
    assert TrainingRecord.objects.count() == 1


def test_a_mistake_on_a_closed_list_is_mended_with_its_hours(officer):
    event, user = make_event(officer), person()
    attend(event, user)
    events.close_event(event_id=event.pk, by=officer, now=AFTER)
    events.announce(event_id=event.pk, by=officer, now=AFTER)

    row = Attendance.objects.get()
    attendance.mark(attendance_id=row.pk, state=AttendanceState.ABSENT, by=officer, now=AFTER)
    events.close_event(event_id=event.pk, by=officer, now=AFTER)

    assert hours_of_person(user.employee, 2026).total == 0


def test_an_event_without_a_place_or_in_no_order_is_refused(officer):
    with pytest.raises(Refused, match="Isi tempat"):
        make_event(officer, place="")
    with pytest.raises(Refused, match="Selesai harus sesudah mulai"):
        make_event(officer, ends_at=START - timedelta(hours=1))


# Guides


def test_a_guide_is_confirmed_in_one_version_and_asked_again_when_it_changes(officer):
    chapters = [{"title": "Mengapa", "text": "Karena adil."}]
    first = guides.load_guide(
        slug="panduan", title="Panduan", kind=GuideKind.MAIN, required=True, chapters=chapters,
        now=START,
    )  # fmt: skip
    user = person()
    assert unread_guides(user.employee) == [first]
    made = guides.acknowledge(version_id=first.pk, by=user, now=START)
    assert unread_guides(user.employee) == []

    changed = [*chapters, {"title": "Keberatan", "text": "Empat belas hari."}]
    second = guides.publish_guide(guide_id=first.guide_id, chapters=changed, by=officer, now=AFTER)

    assert unread_guides(user.employee) == [second]
    told = Notice.objects.get(recipient=user, key=f"guide:{second.pk}")
    assert told.url == reverse("training:guide-detail", args=["panduan"])
    with pytest.raises(Incomplete, match="versi baru"):
        guides.acknowledge(version_id=first.pk, by=person(), now=AFTER)
    assert made.version.sha256 != second.sha256
    with pytest.raises(DatabaseError), transaction.atomic():
        type(first).objects.filter(pk=first.pk).update(sha256="0" * 64)


def test_the_reader_sees_which_chapter_changed(client, officer):
    first = guides.load_guide(
        slug="panduan", title="Panduan", kind=GuideKind.MAIN, required=True, now=START,
        chapters=[{"title": "Satu", "text": "a"}, {"title": "Dua", "text": "b"}],
    )  # fmt: skip
    guides.publish_guide(
        guide_id=first.guide_id, by=officer, now=AFTER,
        chapters=[{"title": "Satu", "text": "a"}, {"title": "Dua", "text": "c"}],
    )  # fmt: skip
    sign_in(client, person())

    page = client.get(reverse("training:guide-detail", args=["panduan"])).content.decode()

    assert page.count("berubah</span>") == 1
    assert "Versi 2" in page


# Tests


def answers(attempt, right=True):
    return {
        item.pk: item.correct if right else next(
            option["key"] for option in item.options if option["key"] != item.correct
        )
        for item in attempt.test.items.all()
    }  # fmt: skip


def take(event, user, kind=TestKind.AFTER, right=True, now=DURING):
    attempt = knowledge.begin_test(test=event.test, event=event, kind=kind, by=user, now=now)
    return knowledge.finish_test(
        attempt_id=attempt.pk, answers=answers(attempt, right), by=user, now=now
    )


def test_the_last_test_may_be_repeated_once_and_no_more(officer):
    event, user = make_event(officer, test=make_test()), person()

    assert take(event, user, right=False).score == 0
    assert take(event, user, right=False).score == 0
    with pytest.raises(WrongState, match="kesempatan mengulang"):
        take(event, user)


def test_who_passed_does_not_repeat_and_the_first_test_is_taken_once(officer):
    event, user = make_event(officer, test=make_test()), person()
    take(event, user, TestKind.BEFORE, right=False)
    with pytest.raises(WrongState):
        take(event, user, TestKind.BEFORE)
    assert take(event, user).score == 100
    with pytest.raises(WrongState, match="sudah lulus"):
        take(event, user)


def test_an_unfinished_test_goes_on_where_it_was_and_in_the_same_order(client, officer):
    event, user = make_event(officer, test=make_test()), person()
    attempt = knowledge.begin_test(
        test=event.test, event=event, kind=TestKind.AFTER, by=user, now=DURING
    )
    sign_in(client, user)
    url = reverse("training:test-take", args=[attempt.pk])
    item, key = next(iter(answers(attempt).items()))

    kept = client.post(url, {f"q{item}": key}, headers={"HX-Request": "true"})
    refused = client.post(url, {f"q{item}": key})

    assert kept.status_code == 204
    assert refused.status_code == 422
    assert "Masih ada 9 pertanyaan" in refused.content.decode()
    assert TestAttempt.objects.get().answers == {str(item): key}
    again = knowledge.begin_test(
        test=event.test, event=event, kind=TestKind.AFTER, by=user, now=AFTER
    )
    assert again.pk == attempt.pk


def test_two_people_get_the_items_in_different_orders(officer):
    event = make_event(officer, test=make_test())
    seeds = {
        knowledge.begin_test(
            test=event.test, event=event, kind=TestKind.AFTER, by=person(), now=DURING
        ).seed
        for _one in range(4)
    }
    assert len(seeds) == 4


def test_the_officer_reads_a_mean_from_five_people_on_and_nobodys_score(client, officer, at):
    event = make_event(officer, test=make_test())
    for right in (True, True, True, False):
        take(event, person(), right=right)
    assert summaries_of(event)[1].mean is None

    take(event, person(), right=False)

    after = summaries_of(event)[1]
    assert (after.people, after.mean, after.passed) == (5, 60, 3)


def test_nobody_opens_the_test_of_somebody_else(client, officer):
    event, user = make_event(officer, test=make_test()), person()
    attempt = take(event, user)
    sign_in(client, officer)

    assert client.get(reverse("training:test-result", args=[attempt.pk])).status_code == 404


# Readiness and certificate


def ready_person(event, unit, officer):
    user = person(unit)
    attend(event, user)
    take(event, user)
    return user


def test_readiness_shows_four_shares_and_who_is_missing(client, officer, at):
    agency = make_unit()
    event = make_event(officer, test=make_test())
    for _one in range(4):
        ready_person(event, agency, officer)
    late = person(agency)
    uneven = make_unit()
    ready_person(event, uneven, officer)
    for _one in range(2):
        person(uneven)
    sign_in(client, officer)
    at(DURING)

    page = client.get(reverse("appraisal:readiness-list")).content.decode().replace("\xa0", " ")
    assert page.count("80 %") == page.count("33 %") == 2
    people = client.get(reverse("appraisal:readiness-agency", args=[agency.pk]))
    assert late.employee.full_name in people.content.decode()

    coming = make_event(officer, starts_at=AFTER, ends_at=AFTER + timedelta(hours=2))
    client.post(reverse("appraisal:readiness-invite", args=[agency.pk]), {"event": coming.pk})

    assert list(coming.attendance.values_list("employee", flat=True)) == [late.employee_id]


def test_a_share_of_what_was_never_offered_has_no_figure(client, officer):
    person(make_unit(name="Badan Contoh"))
    sign_in(client, officer)

    page = client.get(reverse("appraisal:readiness-list"))

    shares = {tuple(row.shares) for row in page.context["rows"] if row.readiness.people}
    assert shares == {(Step.PLANNED,)}
    assert "belum siap" in page.content.decode()

    answer = client.get(reverse("appraisal:readiness-export", args=["csv"]))
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    (line,) = [one for one in text.decode().splitlines() if "Badan Contoh" in one]
    assert line.count("%") == 1


def test_a_certificate_comes_after_presence_and_a_passed_test_and_can_be_verified(
    client, officer, at
):
    agency = make_unit()
    event, user = make_event(officer, test=make_test()), person(agency)
    attend(event, user)
    events.close_event(event_id=event.pk, by=officer, now=AFTER)
    record = TrainingRecord.objects.get()
    sign_in(client, user)
    at(AFTER)
    url = reverse("reports:certificate-create", args=[record.pk])
    early = client.post(url, follow=True).content.decode()
    assert "setelah tes akhir lulus dengan nilai 70" in early

    take(event, user, now=AFTER)
    client.post(url)
    client.post(url)

    made = record.certificate
    file = client.get(reverse("reports:certificate-file", args=[made.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    shown = client.get(reverse("reports:certificate-of-record", args=[record.pk]))
    assert made.number in shown.content.decode()
    seen = client.get(reverse("verify-code", args=[made.verification_code])).content.decode()
    assert "Dokumen ini asli dan berlaku" in seen
    assert user.employee.nip not in seen


def test_the_sheet_to_sign_on_paper_names_everybody(client, officer):
    unit = make_unit()
    people = [person(unit) for _one in range(3)]
    event = make_event(officer, units=[unit.pk])
    events.invite(event_id=event.pk, by=officer, now=START)
    sign_in(client, officer)

    answer = client.get(reverse("reports:attendance-sheet", args=[event.pk]))

    text = " ".join(pdf_text(answer.content).split())
    assert "DAFTAR HADIR" in text
    assert all(one.employee.name in text for one in people)


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.SURVEY_OFFICER])
def test_a_draft_is_seen_by_who_runs_training_alone(client, officer, role):
    event = make_event(officer, announced=False)
    sign_in(client, make_user(role, employee=make_employee(make_unit())))

    assert client.get(reverse("training:event-detail", args=[event.pk])).status_code == 404


def test_the_day_of_an_event_is_that_of_sabang(officer):
    event = make_event(
        officer, starts_at=datetime(2026, 9, 13, 18, 0, tzinfo=UTC),
        ends_at=datetime(2026, 9, 13, 21, 0, tzinfo=UTC),
    )  # fmt: skip
    user = person()
    attend(event, user, event.starts_at)
    events.close_event(event_id=event.pk, by=officer, now=event.ends_at)

    assert TrainingRecord.objects.get().ends_on == date(2026, 9, 14)
