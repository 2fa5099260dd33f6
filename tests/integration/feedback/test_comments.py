"""Citizens' words: looked at, read, moderated; the public reads only what is shown."""

import pytest
from django.urls import reverse

from feedback.actions.closing import close_survey
from feedback.enums import CommentState
from feedback.models import Comment
from personnel.enums import Role
from tests.factories.feedback import make_response, make_survey
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(Role.SURVEY_OFFICER)


@pytest.fixture
def survey():
    return make_survey(make_unit(name="Dinas Contoh"))


def said(survey, *texts: str) -> list[Comment]:
    return [
        Comment.objects.create(survey=survey, text=text, state=CommentState.WAITING)
        for text in texts
    ]


def closed(survey, by):
    make_response(survey)
    return close_survey(survey_id=survey.pk, by=by, now=survey.opened_at)


def test_closing_looks_at_new_words(survey, officer):
    fine, masked, insult = said(
        survey, "Kursi tunggu kurang.", "Hubungi 0812-9999-0901 ya.", "Petugas goblok."
    )

    closed(survey, officer)

    for one in (fine, masked, insult):
        one.refresh_from_db()
    assert (fine.state, fine.element) == (CommentState.SHOWN, "facilities")
    assert (masked.state, masked.shown) == (CommentState.SHOWN, "Hubungi [telepon] ya.")
    assert insult.state == CommentState.WAITING


def test_public_reads_shown_words_only_and_from_five_on(client, survey, officer):
    said(survey, *(f"Loket {number} ramah." for number in range(4)), "Petugas goblok.")
    closed(survey, officer)
    url = reverse("feedback:ikm-detail", args=[survey.unit_id])

    assert "Kata warga" not in client.get(url).content.decode()

    Comment.objects.create(survey=survey, text="x", shown="Ruang bersih.")
    page = client.get(url).content.decode()
    assert page.count("<q>") == 5
    assert "goblok" not in page


def test_moderation_needs_a_reason_and_keeps_it(client, survey, officer):
    [comment] = said(survey, "Petugas goblok, dua jam menunggu.")
    closed(survey, officer)
    sign_in(client, officer)
    url = reverse("feedback:comment-update", args=[comment.pk])
    sent = {"state": "shown", "shown": "Dua jam menunggu.", "element": "time"}

    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "Isi alasan." in refused.content.decode()
    assert "Dua jam menunggu." in refused.content.decode()
    client.post(url, sent | {"reason": "Hinaan dihapus."})

    comment.refresh_from_db()
    assert (comment.state, comment.shown) == (CommentState.SHOWN, "Dua jam menunggu.")
    assert comment.reason == "Hinaan dihapus."
    assert comment.text == "Petugas goblok, dua jam menunggu."


def test_list_is_searched_by_words_theme_and_state(client, survey, officer):
    said(survey, "Kursi tunggu kurang.", "Petugas ramah.", "Pegawai tolol.")
    closed(survey, officer)
    sign_in(client, officer)
    url = reverse("feedback:comment-list")

    assert "1 komentar menunggu ditinjau." in client.get(url).content.decode()
    found = client.get(url, {"q": "kursi"}).content.decode()
    assert "Kursi tunggu" in found
    assert "Petugas ramah" not in found
    assert "Petugas ramah" in client.get(url, {"element": "conduct"}).content.decode()
    assert "Kursi" not in client.get(url, {"state": "waiting"}).content.decode()
    sheet = client.get(reverse("feedback:comment-export", args=["csv"]), {"q": "kursi"})
    assert "Kursi tunggu kurang." in sheet.content.decode("utf-8-sig")
    assert "Petugas" not in sheet.content.decode("utf-8-sig")


def test_list_asks_the_same_number_of_queries_for_more_comments(
    client, survey, officer, django_assert_max_num_queries
):
    said(survey, "Ramah.")
    sign_in(client, officer)
    url = reverse("feedback:comment-list")
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    said(survey, *(f"Ramah {number}." for number in range(19)))
    with django_assert_max_num_queries(30) as many:
        client.get(url)

    assert len(few) == len(many)


def test_waiting_words_are_not_read_by_whoever_does_not_run_the_survey(client, survey, officer):
    shown, waiting = said(survey, "Ramah.", "Pegawai tolol.")
    closed(survey, officer)
    sign_in(client, make_user(Role.AUDITOR))

    page = client.get(reverse("feedback:comment-list")).content.decode()
    assert "Ramah." in page
    assert "tolol" not in page
    url = reverse("feedback:comment-update", args=[waiting.pk])
    assert client.post(url, {"state": "shown"}).status_code == 404
    url = reverse("feedback:comment-update", args=[shown.pk])
    assert client.post(url, {"state": "hidden", "reason": "x"}).status_code == 302
    shown.refresh_from_db()
    assert shown.state == CommentState.SHOWN

    stranger = make_user()
    make_grant(stranger, Role.SURVEY_OFFICER, agency=make_unit())
    sign_in(client, stranger)
    assert client.get(url).status_code == 404
