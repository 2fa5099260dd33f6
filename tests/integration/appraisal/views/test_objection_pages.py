"""Objections on the pages: filing in time and late, both statements, the decision."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from appraisal.actions import objections
from appraisal.enums import EvaluationState, ObjectionState, Predicate, Rating
from appraisal.models import Evaluation, Objection
from personnel.enums import Role
from tests.factories.appraisal import SERVED, evaluation_at, make_office, objection_of
from tests.factories.crowds import give_evaluations, make_crowd
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LATE = datetime(2027, 1, 19, 17, 1, tzinfo=UTC)
"""One minute past midnight WIB after day 14."""


@pytest.fixture
def office(db, clock):
    clock(SERVED)
    return make_office()


def file_url(evaluation):
    return reverse("appraisal:objection-create", args=[evaluation.pk])


def page_of(objection):
    return reverse("appraisal:objection-detail", args=[objection.pk])


def under_review(office, **ratings):
    """An objection that waits for the decision, with both statements."""
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office, **ratings))
    objections.examine_objection(objection_id=objection.pk, by=office.head, now=SERVED)
    objections.save_statement(
        objection_id=objection.pk, text="Bukti datang kemudian.", by=office.supervisor, now=SERVED
    )
    objection.refresh_from_db()
    return objection


def decision(objection, **changes):
    return {
        "row_version": objection.row_version,
        "outcome": "changed",
        "results_rating": "meets",
        "behaviour_rating": "meets",
        "decision": "Bukti membenarkan pegawai.",
    } | changes


def test_filed_in_time_it_is_confirmed_with_who_decides_and_when(client, office):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.employee)

    form = client.get(file_url(evaluation)).content.decode()
    answer = client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."}, follow=True)

    objection = Objection.objects.get()
    evaluation.refresh_from_db()
    assert "Keberatan dapat diajukan sampai Selasa, 19 Januari 2027." in form
    assert objection.state == ObjectionState.SUBMITTED
    assert evaluation.state == EvaluationState.OBJECTED
    assert (
        f"Keberatan sudah diterima. {office.head.employee.full_name} akan memutuskannya "
        "paling lambat 25 Januari 2027." in answer.content.decode()
    )


def test_objection_without_grounds_is_asked_for_them(client, office):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.employee)

    answer = client.post(file_url(evaluation), {"grounds": "   "})

    assert answer.status_code == 422
    assert "Tuliskan alasan keberatan Anda." in answer.content.decode()
    assert not Objection.objects.exists()


def test_late_one_is_locked_on_the_result_and_kept_on_record_w4(client, office, clock):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    clock(LATE)
    sign_in(client, office.employee)

    result = client.get(
        reverse("appraisal:evaluation-detail", args=[evaluation.pk])
    ).content.decode()
    client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."})
    client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."})

    objection = Objection.objects.get()
    evaluation.refresh_from_db()
    sentence = "Batas waktu keberatan berakhir pada 19-01-2027."
    assert sentence in result
    assert "Catat keberatan yang terlambat" in result
    assert objection.state == ObjectionState.REJECTED_FORMALLY
    assert sentence in objection.decision
    assert evaluation.state == EvaluationState.SERVED
    assert sentence in client.get(page_of(objection)).content.decode()


def test_second_click_leads_to_the_first_objection(client, office):
    evaluation = evaluation_at(EvaluationState.SERVED, office)
    sign_in(client, office.employee)

    client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."})
    again = client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."})

    objection = Objection.objects.get()
    assert again["Location"] == page_of(objection)


def test_result_that_was_not_served_cannot_be_objected(client, office):
    evaluation = evaluation_at(EvaluationState.FIXED, office)
    sign_in(client, office.employee)

    answer = client.post(file_url(evaluation), {"grounds": "Bukti belum dibaca."}, follow=True)

    assert "karena status saat ini: Ditetapkan." in answer.content.decode()
    assert not Objection.objects.exists()


def test_both_sides_write_their_statement_and_nobody_else(client, office):
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    url = reverse("appraisal:objection-statement", args=[objection.pk])

    for user, text in (
        (office.employee, "Lihat halaman 3."),
        (office.supervisor, "Sudah saya baca."),
    ):
        sign_in(client, user)
        objection.refresh_from_db()
        client.post(url, {"keterangan-text": text, "keterangan-row_version": objection.row_version})
    sign_in(client, office.head)
    other = client.post(url, {"keterangan-text": "Saya juga.", "keterangan-row_version": 1})

    objection.refresh_from_db()
    assert objection.employee_statement == "Lihat halaman 3."
    assert objection.supervisor_statement == "Sudah saya baca."
    assert other.status_code == 302


def test_statement_written_at_the_same_time_is_kept_on_the_page(client, office):
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    seen = objection.row_version
    objections.save_statement(
        objection_id=objection.pk, text="Lebih dulu.", by=office.supervisor, now=SERVED
    )
    sign_in(client, office.employee)

    answer = client.post(
        reverse("appraisal:objection-statement", args=[objection.pk]),
        {"keterangan-text": "Tulisan saya.", "keterangan-row_version": seen},
    )

    assert answer.status_code == 409
    assert "Tulisan Anda masih ada" in answer.content.decode()
    assert "Tulisan saya." in answer.content.decode()


def test_decision_is_locked_until_both_statements_are_there(client, office):
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    sign_in(client, office.head)

    client.post(reverse("appraisal:objection-examine", args=[objection.pk]))
    page = client.get(page_of(objection)).content.decode()

    assert "Putusan dapat dibuat setelah keterangan pejabat penilai dan pegawai ada." in page
    assert "Tetapkan putusan" not in page


def test_predicate_of_the_chosen_pair_is_shown_before_deciding(client, office):
    objection = under_review(office, results=Rating.BELOW)
    sign_in(client, office.head)

    page = client.get(page_of(objection), {"results_rating": "above", "behaviour_rating": "above"})

    assert page.context["preview"] == Predicate.VERY_GOOD
    assert Evaluation.objects.get().predicate == Predicate.NEEDS_IMPROVEMENT


def test_decision_changes_the_result_and_is_final_w5(client, office):
    objection = under_review(office, results=Rating.BELOW)
    sign_in(client, office.head)

    answer = client.post(
        reverse("appraisal:objection-decide", args=[objection.pk]),
        decision(objection),
        follow=True,
    )

    evaluation = Evaluation.objects.get()
    assert "Hasil diubah: predikat menjadi Baik." in answer.content.decode()
    assert (evaluation.predicate, evaluation.state) == (Predicate.GOOD, EvaluationState.FINAL)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"results_rating": "below"}, "Pilih rating yang berubah, atau pilih putusan “tetap”."),
        ({"outcome": "upheld"}, "Putusan “tetap” tidak mengubah rating."),
        ({"outcome": ""}, "Pilih salah satu putusan."),
        ({"decision": ""}, "Tuliskan putusan dan alasannya."),
    ],
)
def test_contradictory_or_empty_decision_is_said_at_its_field(client, office, changes, sentence):
    objection = under_review(office, results=Rating.BELOW)
    sign_in(client, office.head)

    answer = client.post(
        reverse("appraisal:objection-decide", args=[objection.pk]), decision(objection, **changes)
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Objection.objects.get().state == ObjectionState.UNDER_REVIEW


def test_rejection_for_want_of_form_needs_its_reason(client, office):
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    sign_in(client, office.head)
    url = reverse("appraisal:objection-reject", args=[objection.pk])

    without = client.post(url, {"reason": ""})
    client.post(url, {"reason": "Tidak menyebut rating yang dikeberatani."})

    objection.refresh_from_db()
    assert without.status_code == 422
    assert "Tuliskan alasannya agar dapat dipahami." in without.content.decode()
    assert objection.state == ObjectionState.REJECTED_FORMALLY
    assert Evaluation.objects.get().state == EvaluationState.FINAL


@pytest.mark.parametrize("step", ["examine", "reject", "decide"])
def test_only_the_reviewing_superior_decides(client, office, step):
    objection = under_review(office)
    for user in (office.employee, office.supervisor, office.admin):
        sign_in(client, user)
        client.post(
            reverse(f"appraisal:objection-{step}", args=[objection.pk]),
            decision(objection, outcome="upheld", results_rating="meets") | {"reason": "x"},
        )

    objection.refresh_from_db()
    assert objection.state == ObjectionState.UNDER_REVIEW


def test_objection_is_not_found_by_a_stranger(client, office):
    objection = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    sign_in(client, make_user())

    assert client.get(page_of(objection)).status_code == 404


def test_list_puts_open_ones_first_and_counts_them(client, office):
    open_one = objection_of(evaluation_at(EvaluationState.OBJECTED, office))
    sign_in(client, make_user(Role.AUDITOR))

    page = client.get(reverse("appraisal:objection-list"))

    assert "Satu keberatan belum diputus." in page.content.decode()
    assert [row.pk for row in page.context["page"]] == [open_one.pk]


def test_list_asks_the_same_number_of_queries_for_1_and_25_objections(
    client, office, django_assert_max_num_queries
):
    evaluations = give_evaluations(make_crowd(office, 25), office.period())
    sign_in(client, office.admin)
    url = reverse("appraisal:objection-list")

    def object_to(rows):
        Objection.objects.bulk_create(
            Objection(
                evaluation=row,
                grounds="Alasan",
                results_before="meets",
                behaviour_before="meets",
                predicate_before="good",
                filed_at=SERVED,
                decide_by=(SERVED + timedelta(days=20)).date(),
            )
            for row in rows
        )

    object_to(evaluations[:1])
    client.get(url)
    with django_assert_max_num_queries(21) as single:
        client.get(url)
    object_to(evaluations[1:])
    with django_assert_max_num_queries(21) as full:
        page = client.get(url)

    assert len(page.context["page"].object_list) == 25
    assert len(single) == len(full)
