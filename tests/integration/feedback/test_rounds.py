"""A 360 round from its plan to its one release, by the actions that the pages call."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from feedback.actions import nominations, rater_forms, round_closing, round_release, rounds
from feedback.actions.round_reminders import remind_raters
from feedback.enums import NominationState, RaterGroup, RoundForm, RoundState
from feedback.models import (
    FeedbackRound,
    Nomination,
    PeerReport,
    RaterForm,
    RaterKey,
    Reviewee,
    ScoreSheet,
)
from feedback.selectors.rounds import design_of, progress_of
from personnel.models import Assignment, Notice
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import make_assignment, make_employee, make_post, make_unit
from tests.factories.rounds import (
    LATER,
    NOW,
    answer,
    answer_all,
    approve_all,
    go,
    make_agency,
    make_round,
    report_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_agency(9, 8)


def review_of(round_, user) -> Reviewee:
    return Reviewee.objects.get(round=round_, employee=user.employee)


def peer_of(review) -> Nomination:
    return review.nominations.filter(group=RaterGroup.PEER).first()


# Planning


def test_thresholds_below_the_floor_are_refused_in_words(office):
    with pytest.raises(Refused, match="paling rendah: 3"):
        make_round(office, least_overall=2)
    with pytest.raises(Refused, match="paling rendah: 3"):
        make_round(office, least_detail=4)


def test_days_must_follow_each_other(office):
    with pytest.raises(Refused, match="Persetujuan berakhir"):
        make_round(office, approve_until=date(2026, 9, 1))


def test_only_bkpsdm_plans(office):
    with pytest.raises(Denied):
        rounds.remove_round(round_id=make_round(office).pk, by=office.head, now=NOW)


def test_thresholds_are_fixed_once_names_are_gathered(office):
    made = make_round(office, RoundState.NOMINATION)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        FeedbackRound.objects.filter(pk=made.pk).update(least_detail=9)


def test_a_round_only_goes_forward(office):
    made = make_round(office, RoundState.APPROVAL)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedbackRound.objects.filter(pk=made.pk).update(state=RoundState.DRAFT)
    with pytest.raises(WrongState):
        rounds.open_nomination(round_id=made.pk, by=office.admin, now=NOW)


# Names


def test_everybody_is_proposed_raters_and_told(office):
    made = make_round(office, RoundState.NOMINATION)
    found = design_of(made)
    assert made.reviewees.count() == 20
    assert not found.overloaded and not found.closed
    assert Notice.objects.filter(key=f"round:{made.pk}:nominate").count() == 20
    review = review_of(made, office.people[0])
    assert review.superior == office.leaders[0].employee
    groups = set(review.nominations.values_list("group", flat=True))
    assert groups == {RaterGroup.SELF, RaterGroup.SUPERIOR, RaterGroup.PEER}


def test_a_person_strikes_two_names_and_no_third(office):
    made = make_round(office, RoundState.NOMINATION)
    user = office.people[0]
    peers = list(review_of(made, user).nominations.filter(group=RaterGroup.PEER))
    for one in peers[:2]:
        nominations.strike(nomination_id=one.pk, by=user, now=NOW)
    with pytest.raises(Incomplete, match="Paling banyak 2 nama"):
        nominations.strike(nomination_id=peers[2].pk, by=user, now=NOW)
    nominations.restore(nomination_id=peers[0].pk, by=user, now=NOW)
    nominations.strike(nomination_id=peers[2].pk, by=user, now=NOW)


def test_superior_and_oneself_cannot_be_struck(office):
    made = make_round(office, RoundState.NOMINATION)
    user = office.people[0]
    named = review_of(made, user).nominations.get(group=RaterGroup.SUPERIOR)
    with pytest.raises(WrongState, match="selalu ada"):
        nominations.strike(nomination_id=named.pk, by=user, now=NOW)


def test_nobody_strikes_on_anothers_list(office):
    made = make_round(office, RoundState.NOMINATION)
    with pytest.raises(Denied):
        nominations.strike(
            nomination_id=peer_of(review_of(made, office.people[0])).pk,
            by=office.people[1],
            now=NOW,
        )


def test_the_superior_changes_and_approves_and_then_the_list_stands(office):
    made = make_round(office, RoundState.NOMINATION)
    user, leader = office.people[0], office.leaders[0]
    review = review_of(made, user)
    nominations.remove(nomination_id=peer_of(review).pk, by=leader, now=NOW)
    stranger = make_employee(make_unit())
    added = nominations.add(
        review_id=review.pk, rater=stranger, group=RaterGroup.INTERNAL_USER, by=leader, now=NOW
    )
    assert added.is_outside
    nominations.approve(review_id=review.pk, by=leader, now=NOW)
    with pytest.raises(WrongState, match="sudah disetujui"):
        nominations.strike(nomination_id=peer_of(review).pk, by=user, now=NOW)


@pytest.mark.parametrize("who", ["oneself", "superior", "apart", "twice", "idle", "burdened"])
def test_who_cannot_be_added_is_refused_in_words(office, who):
    made = make_round(office, RoundState.NOMINATION)
    user = office.people[0]
    review = review_of(made, user)
    asked = set(review.nominations.values_list("rater_id", flat=True))
    free = [one for one in office.people if one.employee_id not in asked]
    rater, words = {
        "oneself": lambda: (user.employee, "selalu ditanya"),
        "superior": lambda: (review.superior, "selalu ditanya"),
        "apart": lambda: (_apart(user, free[0]), "tidak ditanya tentang satu sama lain"),
        "twice": lambda: (peer_of(review).rater, "sudah ada dalam daftar"),
        "idle": lambda: (make_employee(assigned=False), "tidak sedang bertugas"),
        "burdened": lambda: (_burdened(made, office, free[0]), "sudah diminta mengisi 8"),
    }[who]()
    if who == "twice":
        _free_load(made, rater)
    with pytest.raises((Incomplete, Refused), match=words):
        nominations.add(review_id=review.pk, rater=rater, group=RaterGroup.PEER, by=user, now=NOW)


def _apart(user, other):
    rounds.declare_conflict(other=user.employee, kind="family", by=other, now=NOW)
    return other.employee


def _free_load(round_, rater):
    Nomination.objects.filter(reviewee__round=round_, rater=rater, group=RaterGroup.PEER).update(
        state=NominationState.REMOVED
    )


def _burdened(round_, office, user):
    _free_load(round_, user.employee)
    Nomination.objects.filter(rater=user.employee).exclude(group=RaterGroup.SELF).delete()
    others = [one for one in office.by_employee.values() if one not in (user, office.people[0])]
    for other in others[:8]:
        Nomination.objects.create(
            reviewee=review_of(round_, other), rater=user.employee, group=RaterGroup.PEER
        )
    return user.employee


def test_a_declared_conflict_keeps_two_apart_in_the_proposal(office):
    one, other = office.people[0], office.people[1]
    rounds.declare_conflict(other=other.employee, kind="family", by=one, now=NOW)
    made = make_round(office, RoundState.NOMINATION)
    for first, second in ((one, other), (other, one)):
        found = review_of(made, first).nominations.filter(rater=second.employee)
        assert not found.exists()


def test_a_conflict_is_declared_once_and_not_with_oneself(office):
    one, other = office.people[:2]
    rounds.declare_conflict(other=other.employee, kind="family", by=one, now=NOW)
    with pytest.raises(Refused, match="sudah Anda daftarkan"):
        rounds.declare_conflict(other=other.employee, kind="dispute", by=one, now=NOW)
    with pytest.raises(Refused, match="Pilih pegawai lain"):
        rounds.declare_conflict(other=one.employee, kind="family", by=one, now=NOW)


def test_a_list_of_two_names_is_not_approved(office):
    tiny = make_agency(2)
    made = make_round(tiny, RoundState.NOMINATION)
    review = review_of(made, tiny.people[0])
    review.nominations.filter(group=RaterGroup.PEER, is_outside=True).delete()
    with pytest.raises(Incomplete, match="hanya berisi"):
        nominations.approve(review_id=review.pk, by=tiny.leaders[0], now=NOW)


# Answering


@pytest.fixture
def asking(office):
    made = make_round(office, RoundState.NOMINATION)
    approve_all(made, office)
    go(made, office, RoundState.APPROVAL)
    go(made, office, RoundState.COLLECTION)
    made.refresh_from_db()
    return made


def form_of(round_, user) -> RaterForm:
    return (
        RaterForm.objects.filter(
            nomination__reviewee__round=round_,
            nomination__rater=user.employee,
            nomination__group=RaterGroup.PEER,
        )
        .select_related("nomination__reviewee__round", "nomination__reviewee__unit")
        .first()
    )


def test_a_form_is_kept_half_done_and_sent_whole(office, asking):
    user = office.people[0]
    form = form_of(asking, user)
    half = rater_forms.FormInput(ratings=[3, None, 2, None, None, None, 0])
    rater_forms.save_form(form_id=form.pk, entered=half, send=False, by=user, now=NOW)
    form.refresh_from_db()
    assert list(rater_forms.read_form(form=form, by=user, now=NOW).ratings) == list(half.ratings)
    with pytest.raises(Incomplete, match="setiap perilaku"):
        rater_forms.save_form(form_id=form.pk, entered=half, send=True, by=user, now=NOW)
    with pytest.raises(Incomplete, match="Tidak ada perilaku"):
        answer(form, user, [0] * 7)
    answer(form, user, [3, 3, 2, 4, 4, 1, 0])
    form.refresh_from_db()
    assert form.is_sent


def test_answering_twice_changes_the_one_form(office, asking):
    user = office.people[0]
    form = form_of(asking, user)
    answer(form, user, [1] * 7)
    answer(form, user, [4] * 7)
    go(asking, office, RoundState.CLOSED)
    sheets = ScoreSheet.objects.filter(reviewee=form.nomination.reviewee, group=RaterGroup.PEER)
    assert sheets.count() == form.nomination.reviewee.nominations.filter(group="peer").count()


def test_a_second_window_does_not_overwrite(office, asking):
    user = office.people[0]
    form = form_of(asking, user)
    entered = rater_forms.FormInput(ratings=[3] * 7)
    save = lambda: rater_forms.save_form(  # noqa: E731
        form_id=form.pk, entered=entered, send=False, by=user, now=NOW, row_version=1
    )
    save()
    with pytest.raises(ChangedMeanwhile):
        save()


def test_nobody_answers_for_another(office, asking):
    form = form_of(asking, office.people[0])
    with pytest.raises(Denied):
        answer(form, office.people[1], [3] * 7)


def test_after_the_last_day_nothing_is_added(office, asking):
    user = office.people[0]
    form = form_of(asking, user)
    with pytest.raises(WrongState, match="sudah ditutup"):
        rater_forms.save_form(
            form_id=form.pk,
            entered=rater_forms.FormInput(ratings=[3] * 7),
            send=True,
            by=user,
            now=LATER,
        )


def test_about_a_person_who_moved_nobody_answers(office, asking):
    user = office.people[0]
    form = form_of(asking, user)
    moved = form.nomination.reviewee.employee
    Assignment.objects.filter(employee=moved).update(effective_until=date(2026, 8, 31))
    make_assignment(moved, make_post(make_unit()), effective_from=date(2026, 9, 1))
    with pytest.raises(WrongState, match="sudah pindah"):
        answer(form, user, [3] * 7)


def test_what_is_held_cannot_be_read_from_the_table(office, asking):
    user = office.people[0]
    form = answer(form_of(asking, user), user, [3] * 7, keep="Tetap sabar melayani.")
    form.refresh_from_db()
    assert b"sabar" not in bytes(form.sealed)
    lengths = {len(bytes(one)) for one in RaterForm.objects.filter(is_sent=True).values_list(
        "sealed", flat=True)}  # fmt: skip
    assert len(lengths) == 1


def test_the_longest_text_of_any_letters_fits(office, asking):
    user = office.people[0]
    form = answer(form_of(asking, user), user, [3] * 7, keep="\x01" * 500, improve="😀" * 500)
    assert form.is_sent


def test_only_who_owes_a_form_is_reminded(office, asking):
    answered = office.people[0]
    for form in RaterForm.objects.filter(nomination__rater=answered.employee).select_related(
        "nomination__reviewee__round", "nomination__reviewee__unit"
    ):
        answer(form, answered, [3] * 7)
    week_before = NOW.replace(month=10, day=11)
    assert remind_raters(now=week_before) > 10
    told = Notice.objects.filter(key=f"round:{asking.pk}:remind")
    assert not told.filter(recipient=answered).exists()
    assert remind_raters(now=week_before + timedelta(hours=2)) == 0
    assert remind_raters(now=week_before + timedelta(days=1)) == 0
    round_closing.close_round(round_id=asking.pk, by=office.admin, now=week_before)
    assert not told.exists()


def test_no_share_of_answers_is_told_of_a_small_round(office, asking):
    assert progress_of(asking).answered is not None
    small = make_agency(2)
    few = make_round(small, RoundState.COLLECTION)
    assert progress_of(few).answered is None


# Closing and release


def test_closing_parts_answers_from_raters(office, asking):
    answer_all(asking, office, text="Tetap sabar melayani.")
    round_closing.close_round(round_id=asking.pk, by=office.admin, now=NOW)
    assert not RaterForm.objects.filter(nomination__reviewee__round=asking).exists()
    key = round_closing.read_key(asking)
    assert len(key.sheets) == ScoreSheet.objects.filter(reviewee__round=asking).count()
    raw = bytes(RaterKey.objects.get(round=asking).sealed)
    assert str(ScoreSheet.objects.first().pk).encode() not in raw


def test_the_calendar_closes_and_two_processes_close_once(office, asking):
    FeedbackRound.objects.filter(pk=asking.pk).update(answer_until=date(2026, 9, 27))
    closed = round_closing.close_round(round_id=asking.pk, by=None, now=LATER)
    assert closed == 0
    with pytest.raises(WrongState):
        round_closing.close_round(round_id=asking.pk, by=None, now=LATER)


@pytest.fixture
def released(office, asking):
    answer_all(asking, office, text="Tetap sabar melayani.")
    go(asking, office, RoundState.CLOSED)
    go(asking, office, RoundState.RELEASED)
    asking.refresh_from_db()
    return asking


def test_a_report_has_means_of_colleagues_beside_oneself_and_superior(office, released):
    content = report_of(released, office.people[0].employee).content
    assert content["shape"] == "detail"
    assert set(content["oneself"]) == set(content["superior"]) == set("0123456")
    assert len(content["texts"][""]) >= 5
    assert released.figures["rho"] > 0.3
    assert PeerReport.objects.filter(reviewee__round=released).count() == 20


def test_what_was_released_stays(office, released):
    with pytest.raises(DatabaseError), transaction.atomic():
        PeerReport.objects.filter(reviewee__round=released).update(overall=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        FeedbackRound.objects.filter(pk=released.pk).update(name="Lain")
    with pytest.raises(WrongState):
        round_release.release_round(round_id=released.pk, by=office.admin, now=LATER)


def test_a_round_in_which_all_give_the_same_shows_no_figure(office, asking):
    answer_all(asking, office, scores=lambda _asked: [3] * 7)
    go(asking, office, RoundState.CLOSED)
    go(asking, office, RoundState.RELEASED)
    content = report_of(asking, office.people[0].employee).content
    assert content["use"] == "not_shown"
    assert content["overall"] is None and content["values"] == {}


def test_a_unit_of_two_is_withheld_not_broken():
    tiny = make_agency(2)
    made = make_round(tiny, RoundState.RELEASED)
    for report in PeerReport.objects.filter(reviewee__round=made):
        assert report.content["shape"] != "detail"


def test_the_full_form_has_twenty_one_behaviours(office):
    made = make_round(office, RoundState.COLLECTION, form=RoundForm.FULL)
    answer_all(made, office, scores=lambda asked: [1 + asked.reviewee.employee_id % 4] * 20 + [0])
    round_closing.close_round(round_id=made.pk, by=office.admin, now=NOW)
    go(made, office, RoundState.RELEASED)
    assert PeerReport.objects.filter(reviewee__round=made, overall__isnull=True).count() >= 0
    assert ScoreSheet.objects.filter(reviewee__round=made).first().ratings[20] is None


def test_keys_are_destroyed_on_their_day_and_a_release_without_key_still_works(office, asking):
    answer_all(asking, office)
    round_closing.close_round(round_id=asking.pk, by=office.admin, now=NOW)
    due = RaterKey.objects.get(round=asking).destroy_on
    assert due == date(2026, 9, 7) + timedelta(days=104)
    assert round_closing.destroy_keys(now=NOW) == 0
    assert round_closing.destroy_keys(now=NOW + timedelta(days=104)) == 1
    assert round_closing.read_key(asking) is None
    go(asking, office, RoundState.RELEASED)
    assert report_of(asking, office.people[0].employee).content["shape"] == "detail"
