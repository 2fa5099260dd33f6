"""Calibration through its actions: reviews, the reason for a deviation, the signature, the lock."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import calibration as actions
from appraisal.actions import ratings
from appraisal.enums import CalibrationState, EvaluationState, Rating
from appraisal.models import Calibration, DeviationReason, ReviewRequest
from appraisal.selectors.rating_changes import rating_changes
from personnel.enums import Role
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from tests.factories.appraisal import (
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    rate_all,
)
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def rated(office):
    """One person, rated; the organisation's predicate is fixed."""
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    rate_all(evaluation, office.supervisor)
    fix_organisation(office, office.period())
    evaluation.refresh_from_db()
    return evaluation


def begin(office) -> Calibration:
    return actions.open_calibration(
        agency=office.agency, period=office.period(), by=office.head, now=YEAR_END
    )


def ask(evaluation, by, reason="Mohon ditinjau buktinya.") -> ReviewRequest:
    return actions.ask_review(evaluation_id=evaluation.pk, reason=reason, by=by, now=YEAR_END)


def finish(calibration, by) -> Calibration:
    return actions.finish_calibration(
        calibration_id=calibration.pk, summary="Dibahas.", by=by, now=YEAR_END
    )


def test_head_or_admin_begins_once(office):
    begin(office)

    with pytest.raises(WrongState, match="sudah dimulai"):
        begin(office)
    with pytest.raises(Denied):
        actions.open_calibration(
            agency=office.agency, period=office.period(), by=office.supervisor, now=YEAR_END
        )


@pytest.mark.parametrize("who", ["head", "admin", "leadership"])
def test_who_watches_asks_and_only_the_supervisor_answers(office, rated, who):
    asker = make_user(Role.CITY_LEADERSHIP) if who == "leadership" else getattr(office, who)
    request = ask(rated, asker)

    with pytest.raises(Denied, match="pejabat penilai"):
        actions.answer_review(request_id=request.pk, answer="x", by=asker, now=YEAR_END)
    rate_all(rated, office.supervisor, values=Rating.ABOVE)
    answered = actions.answer_review(
        request_id=request.pk, answer="Bukti baru dibaca.", by=office.supervisor, now=YEAR_END
    )

    assert answered.changed
    assert (answered.behaviour_before, answered.behaviour_after) == (Rating.MEETS, Rating.ABOVE)


@pytest.mark.parametrize("who", ["employee", "supervisor", "mayor"])
def test_others_cannot_ask(office, rated, who):
    with pytest.raises(Denied):
        ask(rated, getattr(office, who))


@pytest.mark.parametrize("role", [Role.PERFORMANCE_MANAGER, Role.AUDITOR])
def test_readers_cannot_ask(office, rated, role):
    agency = office.agency if role == Role.PERFORMANCE_MANAGER else None

    with pytest.raises(Denied):
        ask(rated, make_user(role, agency=agency))


def test_one_open_request_at_a_time_also_for_the_database(office, rated):
    ask(rated, office.head)

    with pytest.raises(WrongState, match="belum ditanggapi"):
        ask(rated, office.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.create(
            evaluation=rated, reason="x", asked_by=office.head, asked_at=YEAR_END
        )


def test_empty_words_are_refused_with_what_to_write(office, rated):
    with pytest.raises(Incomplete, match="perlu ditinjau"):
        ask(rated, office.head, reason="  ")
    request = ask(rated, office.head)
    with pytest.raises(Incomplete, match="tanggapan"):
        actions.answer_review(request_id=request.pk, answer=" ", by=office.supervisor, now=YEAR_END)


def test_fixed_rating_is_not_reviewed(office):
    evaluation = evaluation_at(EvaluationState.FIXED, office)

    with pytest.raises(WrongState, match="belum ditetapkan"):
        ask(evaluation, office.head)


def test_changes_since_the_beginning_are_listed_with_old_new_reason(office, rated):
    calibration = begin(office)
    Calibration.objects.filter(pk=calibration.pk).update(opened_at=YEAR_END - timedelta(days=400))
    entered = ratings.RatingInput(
        results_rating=Rating.ABOVE, results_reason="Selesai dua bulan lebih awal."
    )
    ratings.save_ratings(
        evaluation_id=rated.pk, entered=entered, by=office.supervisor, now=YEAR_END
    )

    changes = rating_changes(office.agency, office.period(), YEAR_END - timedelta(days=400))

    assert [(row.name, row.before, row.after, row.reason) for row in changes] == [
        (
            office.employee.employee.name,
            "Sesuai ekspektasi",
            "Di atas ekspektasi",
            "Selesai dua bulan lebih awal.",
        )
    ]


# Deviation


def write(office, text="Dua unit menyelesaikan tunggakan.", by=None, seen=None) -> DeviationReason:
    return actions.write_deviation(
        unit=office.agency,
        period=office.period(),
        text=text,
        by=by or office.head,
        now=YEAR_END,
        seen_version=seen,
    )


def test_head_writes_the_reason_and_the_old_wording_stays_in_history(office):
    first = write(office)
    second = write(office, "Alasan lain.", seen=first.row_version)

    assert second.pk == first.pk
    texts = list(second.events.order_by("pgh_id").values_list("text", flat=True))
    assert texts == ["Dua unit menyelesaikan tunggakan.", "Alasan lain."]
    with pytest.raises(ChangedMeanwhile):
        write(office, "Terlambat.", seen=first.row_version)
    with pytest.raises(Denied, match="pimpinan unit"):
        write(office, by=office.supervisor)
    with pytest.raises(Incomplete):
        write(office, "  ")


# Signature


def test_signature_names_everything_that_is_still_open(office):
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    calibration = begin(office)
    ask(evaluation, office.head)

    with pytest.raises(Incomplete) as refused:
        finish(calibration, office.head)

    assert refused.value.problems == [
        "Predikat organisasi belum ditetapkan oleh pimpinan di atasnya.",
        "1 pegawai sudah mengajukan tetapi belum dinilai lengkap.",
        "1 permintaan peninjauan belum ditanggapi.",
    ]


def test_deviation_without_reason_holds_the_signature_back(office):
    give_evaluations(make_crowd(office, 11, results=1), office.period(), rated=True)
    evaluation_at(EvaluationState.IN_PROGRESS, office)
    fix_organisation(office, office.period())
    calibration = begin(office)

    with pytest.raises(Incomplete) as refused:
        finish(calibration, office.head)
    assert refused.value.problems == ["Alasan penyimpangan dari pola belum ditulis."]

    write(office)
    assert finish(calibration, office.head).state == CalibrationState.FINISHED


def test_only_the_head_signs_and_the_ratings_stay_from_then_on(office, rated):
    calibration = begin(office)
    with pytest.raises(Denied, match="kepala perangkat daerah"):
        finish(calibration, office.admin)
    done = finish(calibration, office.head)
    assert done.finished_by == office.head.employee

    with pytest.raises(WrongState, match="kalibrasi perangkat daerah sudah selesai"):
        rate_all(rated, office.supervisor, values=Rating.ABOVE)
    with pytest.raises(WrongState, match="sudah selesai"):
        ask(rated, office.head)
    fixed = ratings.fix_evaluation(evaluation_id=rated.pk, by=office.supervisor, now=YEAR_END)
    assert fixed.state == EvaluationState.FIXED


def test_reopening_needs_a_reason_of_bkpsdm_and_frees_the_ratings(office, rated):
    calibration = finish(begin(office), office.head)
    opening = {"calibration_id": calibration.pk, "reason": "Bukti baru.", "now": YEAR_END}
    with pytest.raises(Denied):
        actions.reopen_calibration(**opening, by=office.head)
    with pytest.raises(Incomplete):
        actions.reopen_calibration(**opening | {"reason": ""}, by=office.admin)

    opened = actions.reopen_calibration(**opening, by=office.admin)

    assert opened.state == CalibrationState.OPEN
    assert rate_all(rated, office.supervisor, values=Rating.ABOVE).behaviour_rating == Rating.ABOVE


def test_who_hands_in_after_the_signature_is_still_rated(office, rated):
    finish(begin(office), office.head)
    rated.submitted_at = YEAR_END + timedelta(days=1)
    rated.save(update_fields=["submitted_at"])

    assert rate_all(rated, office.supervisor, values=Rating.ABOVE).behaviour_rating == Rating.ABOVE


def test_database_refuses_a_finished_calibration_without_signature(office):
    calibration = begin(office)

    with (
        pytest.raises(IntegrityError, match="calibration_finished_is_signed"),
        transaction.atomic(),
    ):
        Calibration.objects.filter(pk=calibration.pk).update(state=CalibrationState.FINISHED)
