"""The pages of a 360 round, each as its own reader sees it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from feedback.actions import peer_reports
from feedback.enums import RaterGroup, RoundState
from feedback.jobs import take_round_steps
from feedback.models import KeyOpening, RaterForm, Reviewee, SheetText
from personnel.enums import Role
from tests.factories.personnel import make_unit, make_user
from tests.factories.rounds import NOW, answer_all, go, make_agency, make_round
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SAID = "Tetap sabar melayani warga."
AFTER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(freezer_at):
    freezer_at(NOW)


@pytest.fixture
def freezer_at(monkeypatch):
    """Let the pages see the moment of the factories."""

    def at(moment):
        monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: moment)

    return at


@pytest.fixture
def office():
    return make_agency(9, 8)


def review_of(round_, user) -> Reviewee:
    return Reviewee.objects.get(round=round_, employee=user.employee)


def form_of(round_, user, group=RaterGroup.PEER) -> RaterForm:
    return RaterForm.objects.filter(
        nomination__reviewee__round=round_,
        nomination__rater=user.employee,
        nomination__group=group,
    ).first()


def filled(form, score=3, **more) -> dict[str, object]:
    values = ("service", "accountable", "competent", "harmonious", "loyal", "adaptive",
              "collaborative")  # fmt: skip
    row = RaterForm.objects.get(pk=form.pk)
    return {f"{value}-0": str(score) for value in values} | {
        "keep": "", "improve": "", "row_version": row.row_version,
    } | more  # fmt: skip


# BKPSDM


def test_bkpsdm_plans_a_round_and_takes_it_to_collection(client, office):
    sign_in(client, office.admin)
    typed = {
        "name": "Putaran 360 2026", "form": "short", "agencies": [office.agency.pk],
        "nominate_until": "20-09-2026", "approve_until": "27-09-2026",
        "answer_until": "18-10-2026", "least_raters": 6, "most_raters": 7, "least_outside": 2,
        "most_load": 8, "most_strikes": 2, "least_detail": 4, "least_overall": 3,
        "least_distribution": 8, "above": "3.5", "meets": "2.5",
    }  # fmt: skip
    refused = client.post(reverse("feedback:round-create"), typed)
    assert refused.status_code == 422
    assert "Batas kerahasiaan paling rendah" in refused.content.decode()
    assert "Putaran 360 2026" in refused.content.decode()
    page = client.post(reverse("feedback:round-create"), typed | {"least_detail": 5}, follow=True)
    assert page.status_code == 200
    url = page.request["PATH_INFO"]
    for words in ("Mulai pengusulan", "Mulai persetujuan", "Mulai pengisian"):
        assert words in client.get(url).content.decode()
        assert client.get(f"{url}step/").status_code == 200
        page = client.post(f"{url}step/", follow=True).content.decode()
        assert "sedang dikerjakan di latar belakang" in page
        assert words not in client.get(url).content.decode()
        assert take_round_steps() == 1
        assert take_round_steps() == 0
    assert "Tutup pengisian" in client.get(url).content.decode()


def test_a_step_that_is_refused_says_why_on_the_page(client, office):
    sign_in(client, office.admin)
    made = make_round(office)
    made.agencies.set([make_unit()])
    url = reverse("feedback:round-detail", args=[made.pk])
    client.post(f"{url}step/")
    assert take_round_steps() == 0
    page = client.get(url).content.decode()
    assert "Tidak ada pegawai yang bertugas" in page and "Mulai pengusulan" in page


def test_a_draft_is_removed_after_a_question(client, office):
    sign_in(client, office.admin)
    made = make_round(office)
    url = reverse("feedback:round-delete", args=[made.pk])
    assert "Hapus draf" in client.get(url).content.decode()
    client.post(url)
    assert client.get(reverse("feedback:round-detail", args=[made.pk])).status_code == 404


def test_the_people_of_a_round_are_found_and_exported(
    client, office, django_assert_max_num_queries
):
    sign_in(client, office.admin)
    made = make_round(office, RoundState.NOMINATION)
    url = reverse("feedback:round-people", args=[made.pk])
    with django_assert_max_num_queries(20):
        page = client.get(url).content.decode()
    assert "20 pegawai diulas" in page
    name = office.people[0].employee.name
    found = client.get(url, {"q": name}).content.decode()
    assert name in found
    assert client.get(url, {"approved": "true"}).content.decode().count("person wrap") == 0
    export = client.get(reverse("feedback:round-export", args=[made.pk, "csv"]))
    assert name in export.content.decode("utf-8-sig")


def test_no_page_of_bkpsdm_or_auditor_says_who_answered(client, office):
    made = make_round(office, RoundState.COLLECTION)
    before = {}
    auditor = make_user(Role.AUDITOR)
    urls = [
        reverse("feedback:round-detail", args=[made.pk]),
        reverse("feedback:round-people", args=[made.pk]),
        reverse("feedback:review-list"),
    ]
    for user in (office.admin, auditor):
        sign_in(client, user)
        before[user] = [_bare(client, url) for url in urls]
    form = form_of(made, office.people[0])
    sign_in(client, office.people[0])
    client.post(reverse("feedback:form-fill", args=[form.pk]), filled(form))
    assert RaterForm.objects.get(pk=form.pk).is_sent
    for user in (office.admin, auditor):
        sign_in(client, user)
        assert [_bare(client, url) for url in urls] == before[user]


def _bare(client, url) -> str:
    """A page without what differs at each request."""
    page = client.get(url).content.decode()
    return "".join(line for line in page.splitlines() if "csrf" not in line.lower())


# Names


def test_the_person_strikes_adds_and_takes_back(client, office):
    made = make_round(office, RoundState.NOMINATION)
    user = office.people[0]
    sign_in(client, user)
    review = review_of(made, user)
    url = reverse("feedback:review-detail", args=[review.pk])
    page = client.get(url).content.decode()
    assert "mencoret 2 nama" in page
    one = review.nominations.filter(group=RaterGroup.PEER).first()
    client.post(reverse("feedback:nomination-step", args=[one.pk, "strike"]))
    assert "mencoret 1 nama" in client.get(url).content.decode()
    client.post(reverse("feedback:nomination-step", args=[one.pk, "restore"]))
    assert "mencoret 2 nama" in client.get(url).content.decode()
    typed = {"rater": "tidak ada orang ini", "group": "peer"}
    refused = client.post(reverse("feedback:nomination-add", args=[review.pk]), typed)
    assert refused.status_code == 422
    assert "tidak ada orang ini" in refused.content.decode()


def test_the_superior_approves_and_a_stranger_sees_nothing(client, office):
    made = make_round(office, RoundState.NOMINATION)
    review = review_of(made, office.people[0])
    sign_in(client, office.leaders[0])
    page = client.post(reverse("feedback:review-approve", args=[review.pk]), follow=True)
    assert "Daftar sudah disetujui" in page.content.decode()
    sign_in(client, office.leaders[1])
    assert client.get(reverse("feedback:review-detail", args=[review.pk])).status_code == 404


def test_a_conflict_is_declared_on_the_page(client, office):
    sign_in(client, office.people[0])
    url = reverse("feedback:conflict-list")
    nip = office.people[1].employee.nip
    page = client.post(url, {"other": nip, "kind": "family"}, follow=True).content.decode()
    assert office.people[1].employee.full_name in page
    again = client.post(url, {"other": nip, "kind": "family"})
    assert again.status_code == 422


# Answering


def test_a_form_saves_itself_and_keeps_what_is_half_done(client, office):
    made = make_round(office, RoundState.COLLECTION)
    user = office.people[0]
    form = form_of(made, user)
    sign_in(client, user)
    url = reverse("feedback:form-fill", args=[form.pk])
    saved = client.post(
        url, {"service-0": "3", "row_version": 1, "keep": SAID}, headers={"X-Autosave": "1"}
    )
    assert saved.status_code == 200 and saved.json()["row_version"] == 2
    page = client.get(url).content.decode()
    assert SAID in page
    stale = client.post(url, {"row_version": 1}, headers={"X-Autosave": "1"})
    assert stale.status_code == 409
    listed = client.get(reverse("feedback:review-list")).content.decode()
    assert "tersimpan, belum dikirim" in listed


def test_a_form_with_gaps_names_them_and_keeps_the_rest(client, office):
    made = make_round(office, RoundState.COLLECTION)
    user = office.people[0]
    form = form_of(made, user)
    sign_in(client, user)
    typed = filled(form, improve="Lebih sering berbagi.")
    del typed["loyal-0"]
    page = client.post(reverse("feedback:form-fill", args=[form.pk]), typed)
    assert page.status_code == 422
    assert "Pilih satu jawaban." in page.content.decode()
    assert "Lebih sering berbagi." in page.content.decode()


def test_words_are_looked_at_once_more_before_they_are_sent(client, office):
    made = make_round(office, RoundState.COLLECTION)
    user = office.people[0]
    form = form_of(made, user)
    sign_in(client, user)
    url = reverse("feedback:form-fill", args=[form.pk])
    words = "Sebagai bendahara saya kemarin dibentak di ruang saya."
    page = client.post(url, filled(form, improve=words)).content.decode()
    assert "dapat menunjukkan siapa Anda" in page
    for trace in ("hari atau tanggal", "tugas Anda", "tempat Anda bekerja"):
        assert trace in page
    assert not RaterForm.objects.get(pk=form.pk).is_sent
    client.post(url, filled(form, improve=words, looked="1"))
    assert RaterForm.objects.get(pk=form.pk).is_sent


def test_a_form_of_another_does_not_exist_for_the_reader(client, office):
    made = make_round(office, RoundState.COLLECTION)
    sign_in(client, office.people[1])
    form = form_of(made, office.people[0])
    assert client.get(reverse("feedback:form-fill", args=[form.pk])).status_code == 404


def test_the_page_says_why_it_is_not_anonymous(client, office):
    sign_in(client, office.people[0])
    page = client.get(reverse("feedback:review-list")).content.decode()
    assert "Rahasia, bukan anonim" in page


# Reports


@pytest.fixture
def released(office):
    made = make_round(office, RoundState.COLLECTION)
    answer_all(made, office, text=SAID)
    go(made, office, RoundState.CLOSED)
    go(made, office, RoundState.RELEASED)
    return made


def test_superior_first_dialogue_then_the_person_who_answers(client, office, released):
    user, leader = office.people[0], office.leaders[0]
    review = review_of(released, user)
    url = reverse("feedback:report-detail", args=[review.pk])
    sign_in(client, user)
    closed = client.get(url).content.decode()
    assert "terbuka setelah pejabat penilai mencatat dialog" in closed
    assert SAID not in closed
    sign_in(client, leader)
    page = client.get(url).content.decode()
    assert SAID in page and "Catat dialog" in page
    record = reverse("feedback:dialogue-record", args=[review.pk])
    early = client.post(record, {"held_on": "01-08-2026", "note": "Bicara."})
    assert early.status_code == 422 and "antara hari rilis" in early.content.decode()
    client.post(record, {"held_on": "07-09-2026", "note": "Membahas kerja sama."})
    sign_in(client, user)
    page = client.get(url).content.decode()
    assert SAID in page and "Membahas kerja sama." in page
    respond = reverse("feedback:report-respond", args=[review.pk])
    client.post(respond, {"text": "Terima kasih, saya akan berbagi lebih sering."})
    again = client.get(respond, follow=True).content.decode()
    assert "sudah disimpan bersama laporan" in again
    sign_in(client, leader)
    assert "berbagi lebih sering" in client.get(url).content.decode()


def test_the_report_leads_to_that_of_the_round_before(client, office, released):
    again = make_round(office, RoundState.COLLECTION, name="Putaran kedua", now=AFTER)
    answer_all(again, office)
    go(again, office, RoundState.CLOSED, AFTER)
    go(again, office, RoundState.RELEASED, AFTER)
    sign_in(client, office.leaders[0])
    url = reverse("feedback:report-detail", args=[review_of(again, office.people[0]).pk])
    first = review_of(released, office.people[0])
    page = client.get(url).content.decode()
    assert reverse("feedback:report-detail", args=[first.pk]) in page
    assert "Putaran sebelumnya" in page
    page = client.get(reverse("feedback:report-detail", args=[first.pk])).content.decode()
    assert "Putaran sebelumnya" not in page


def test_a_colleague_bkpsdm_and_the_auditor_read_no_report(client, office, released):
    review = review_of(released, office.people[0])
    url = reverse("feedback:report-detail", args=[review.pk])
    for user in (office.people[1], office.admin, make_user(Role.AUDITOR), office.leaders[1]):
        sign_in(client, user)
        assert client.get(url).status_code == 404


def test_who_answered_in_confidence_does_not_read_although_superior_by_now(
    client, office, released
):
    peer = review_of(released, office.people[0]).nominations.filter(group=RaterGroup.PEER).first()
    Reviewee.objects.filter(pk=peer.reviewee_id).update(superior=peer.rater)
    sign_in(client, office.user(peer.rater_id))
    page = client.get(reverse("feedback:report-detail", args=[peer.reviewee_id])).content.decode()
    assert "ditanya secara rahasia" in page and SAID not in page


def test_an_insult_is_hidden_before_the_release_with_a_reason(client, office):
    made = make_round(office, RoundState.COLLECTION)
    answer_all(made, office, text="Dasar goblok.")
    go(made, office, RoundState.CLOSED)
    sign_in(client, office.admin)
    url = reverse("feedback:round-texts", args=[made.pk])
    assert "Dasar goblok." in client.get(url).content.decode()
    for row in SheetText.objects.filter(reviewee__round=made):
        client.post(reverse("feedback:text-hide", args=[row.pk]), {"reason": "Hinaan"})
    go(made, office, RoundState.RELEASED)
    review = review_of(made, office.people[0])
    peer_reports.record_dialogue(
        review_id=review.pk, held_on=date(2026, 9, 7), note="x", by=office.leaders[0], now=NOW
    )
    sign_in(client, office.people[0])
    page = client.get(reverse("feedback:report-detail", args=[review.pk])).content.decode()
    assert "goblok" not in page


# The key


def test_two_offices_open_the_key_and_nobody_alone(client, office, released):
    auditor, leadership = make_user(Role.AUDITOR), make_user(Role.CITY_LEADERSHIP)
    text = SheetText.objects.filter(reviewee__round=released, group="").first()
    sign_in(client, auditor)
    create = reverse("feedback:key-create")
    short = client.post(create, {"number": str(text.pk), "reason": "ingin tahu"})
    assert short.status_code == 422
    client.post(create, {"number": str(text.pk), "reason": "Catatan berisi ancaman pembunuhan."})
    opening = KeyOpening.objects.get()
    read = reverse("feedback:key-read", args=[opening.pk])
    refused = client.post(read, follow=True).content.decode()
    assert "belum disetujui" in refused
    sign_in(client, leadership)
    client.post(
        reverse("feedback:key-decide", args=[opening.pk]),
        {"allow": "yes", "reason": "Dugaan tindak pidana."},
    )
    assert client.post(read).status_code == 403
    sign_in(client, auditor)
    page = client.post(read).content.decode()
    assert "ditulis oleh" in page
    opening.refresh_from_db()
    assert opening.read_at is not None
    assert "Nama dibaca" in client.get(reverse("feedback:key-list")).content.decode()


def test_the_form_for_the_key_knows_no_such_text(client):
    sign_in(client, make_user(Role.AUDITOR))
    page = client.post(
        reverse("feedback:key-create"),
        {"number": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "reason": "Ancaman kepada keluarga."},
    )
    assert page.status_code == 422
    assert "Tidak ada catatan dengan nomor ini." in page.content.decode()
