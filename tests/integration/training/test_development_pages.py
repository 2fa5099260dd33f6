"""Pages of development, each as its own reader sees it."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from personnel.enums import Role
from tests.factories.appraisal import make_office
from tests.factories.development import (
    OPENED,
    SOON,
    make_family,
    make_measurement,
    open_plan,
    plan_in,
)
from tests.factories.personnel import make_employee, make_user
from tests.factories.sessions import sign_in
from tests.factories.training import make_training
from training.enums import DevelopmentState
from training.models import (
    Competence,
    CompetenceMeasurement,
    CompetenceStandard,
    DevelopmentAction,
    DevelopmentPlan,
    PostFamily,
    YearPlan,
)
from training.rules.development import Need

pytestmark = pytest.mark.django_db
S = DevelopmentState


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """Let the pages see a moment; the one shortly after a plan was opened, unless told."""

    def move(moment):
        monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: moment)

    move(SOON)
    return move


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def officer(db):
    return make_user(Role.TRAINING_OFFICER)


def page(client, user, name, *args, data=None, query="", **more):
    sign_in(client, user)
    path = reverse(f"training:{name}", args=args) + query
    if data is None:
        return client.get(path)
    return client.post(path, data | {"csrfmiddlewaretoken": "as a browser sends"}, **more)


def text(client, user, name, *args, **more) -> str:
    answer = page(client, user, name, *args, **more)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_own_page_invites_to_begin_and_says_that_it_changes_no_result(client, office):
    found = text(client, office.employee, "development-own")

    assert "Apa yang ingin Anda kuasai berikutnya?" in found
    assert "Isinya tidak mengubah hasil evaluasi." in found
    assert "Belum ada standar kompetensi bagi jabatan ini." in found


def test_account_without_a_person_reads_its_page(client):
    found = text(client, make_user(Role.AUDITOR, with_employee=False), "development-own")

    assert "Akun ini tidak terhubung dengan pegawai." in found


def test_own_page_shows_the_plan_with_its_deadline_and_what_the_post_demands(
    client, office, officer
):
    make_family(officer, OPENED, levels={"Komunikasi": 2, "Kerja Sama": 1})
    make_measurement(office.employee.employee, "Komunikasi", 1, officer)
    open_plan(office.employee.employee)

    found = text(client, office.employee, "development-own")

    assert "Rencana 2027 terbuka untuk Anda, paling lambat 4 Februari 2027." in found
    assert "1 kompetensi belum diukur" in found
    assert "belum ada</span>" in found


def test_plan_begins_on_its_own_page_and_once(client, office):
    answer = page(client, office.employee, "development-create", data={"year": 2027})
    plan = DevelopmentPlan.objects.get()
    assert answer["Location"] == reverse("training:development-detail", args=[plan.pk])

    again = page(client, office.employee, "development-create", data={"year": 2027})
    assert again.status_code == 422
    assert "sudah ada" in again.content.decode()


@pytest.mark.parametrize("need", Need)
@pytest.mark.parametrize("reader", ["employee", "supervisor"])
def test_plan_is_spoken_of_as_help_and_not_as_punishment(client, office, need, reader):
    plan = plan_in(S.SUBMITTED, office, need) if need in ("improve", "guide") else None
    if plan is None:
        plan = open_plan(office.employee.employee, Need.STRETCH)
        DevelopmentPlan.objects.filter(pk=plan.pk).update(state=S.DRAFT, need=need)

    found = text(client, getattr(office, reader), "development-detail", plan.pk).lower()

    assert not [word for word in ("sanksi", "hukum", "gagal", "buruk", "kurang") if word in found]


def test_draft_says_what_is_missing_and_refuses_with_the_same_words(client, office):
    plan = open_plan(office.employee.employee)

    found = text(client, office.employee, "development-detail", plan.pk)
    assert "Susun rencana Anda paling lambat 4 Februari 2027." in found
    assert "Tambahkan paling sedikit satu langkah coaching atau mentoring." in found
    answer = page(client, office.employee, "development-submit", plan.pk, data={}, follow=True)
    assert "Rencana ini belum lengkap." in answer.content.decode()


def test_late_plan_says_that_one_can_still_go_on(client, office, at):
    plan = open_plan(office.employee.employee)
    at(SOON + timedelta(days=30))

    assert "Anda masih dapat melanjutkan." in text(
        client, office.employee, "development-detail", plan.pk
    )


def test_plan_is_written_page_by_page(client, office):
    plan = open_plan(office.employee.employee)
    owner = office.employee
    training = make_training()

    page(client, owner, "goal-create", plan.pk, data={"text": "Menulis ringkas"})
    goal = plan.goals.get()
    page(client, owner, "goal-update", plan.pk, goal.pk, data={"text": "Menulis laporan"})
    action = {
        "kind": "mentoring",
        "text": "Bertemu",
        "starts_on": "01-02-2027",
        "ends_on": "01-03-2027",
        "training": training.pk,
    }
    wrong = page(
        client, owner, "action-create", plan.pk, goal.pk, data=action | {"ends_on": "01-01-2027"}
    )
    assert wrong.status_code == 422
    page(client, owner, "action-create", plan.pk, goal.pk, data=action)
    row = goal.actions.get()
    page(client, owner, "action-update", plan.pk, goal.pk, row.pk, data=action | {"helper": "Rina"})
    indicator = {"result": "Tersusunnya laporan", "text": "Tepat waktu", "target_value": "95,5"}
    page(client, owner, "indicator-create", plan.pk, data=indicator)
    measure = plan.indicators.get()
    page(
        client,
        owner,
        "indicator-update",
        plan.pk,
        measure.pk,
        data=indicator | {"measure_unit": "%"},
    )

    found = text(client, owner, "development-detail", plan.pk)
    for words in ("Menulis laporan", "Didampingi Rina", "95,5 %", training.title):
        assert words in found
    for name, args in (
        ("goal-update", (goal.pk,)),
        ("goal-delete", (goal.pk,)),
        ("action-update", (goal.pk, row.pk)),
        ("action-delete", (goal.pk, row.pk)),
        ("indicator-update", (measure.pk,)),
        ("indicator-delete", (measure.pk,)),
    ):
        assert page(client, owner, name, plan.pk, *args).status_code == 200
    page(client, owner, "indicator-delete", plan.pk, measure.pk, data={})
    page(client, owner, "action-delete", plan.pk, goal.pk, row.pk, data={})
    page(client, owner, "goal-delete", plan.pk, goal.pk, data={})
    assert not (plan.goals.exists() or plan.indicators.exists())


def test_superior_answers_on_the_page_of_the_plan(client, office):
    plan = plan_in(S.SUBMITTED, office)
    answer = {"row_version": plan.row_version, "note": "Mari bertemu Senin."}

    found = text(client, office.supervisor, "development-detail", plan.pk)
    assert "mengajukan rencana untuk 2027." in found
    assert 'name="decision"' in found
    back = page(
        client,
        office.supervisor,
        "development-review",
        plan.pk,
        data=answer | {"decision": "return"},
        follow=True,
    )
    assert "beserta catatan Anda" in back.content.decode()
    assert "Mari bertemu Senin." in text(client, office.employee, "development-detail", plan.pk)
    page(client, office.employee, "development-submit", plan.pk, data={})
    old = page(
        client,
        office.supervisor,
        "development-review",
        plan.pk,
        data=answer | {"decision": "agree"},
        follow=True,
    )
    assert "baru saja berubah" in old.content.decode()
    plan.refresh_from_db()
    page(
        client,
        office.supervisor,
        "development-review",
        plan.pk,
        data={"row_version": plan.row_version, "note": "", "decision": "agree"},
    )
    plan.refresh_from_db()
    assert plan.state == S.AGREED
    broken = page(client, office.supervisor, "development-review", plan.pk, data={}, follow=True)
    assert "sudah lama" in broken.content.decode()


def test_meetings_and_actions_are_noted_on_their_pages(client, office, at):
    plan = plan_in(S.AGREED, office)
    at(SOON + timedelta(days=70))
    action = DevelopmentAction.objects.get(goal__plan=plan)
    check = {"held_on": "31-03-2027", "progress": "as_planned", "note": "Draf lebih ringkas."}

    assert page(client, office.supervisor, "check-record", plan.pk, 1).status_code == 200
    refused = page(
        client,
        office.supervisor,
        "check-record",
        plan.pk,
        1,
        data=check | {"held_on": "31-12-2027"},
    )
    assert refused.status_code == 422
    page(client, office.supervisor, "check-record", plan.pk, 1, data=check)
    assert page(client, office.employee, "check-answer", plan.pk, 1).status_code == 200
    page(client, office.employee, "check-answer", plan.pk, 1, data={"text": "Terbantu."})
    assert page(client, office.employee, "action-done", plan.pk, action.pk).status_code == 200
    page(
        client,
        office.employee,
        "action-done",
        plan.pk,
        action.pk,
        data={"done_on": "15-03-2027", "note": "Lebih ringkas"},
    )

    for user in (office.employee, office.supervisor, office.head):
        found = text(client, user, "development-detail", plan.pk)
        for words in ("Draf lebih ringkas.", "Terbantu.", "Dilaksanakan 15 Maret 2027"):
            assert words in found


def test_agreed_plan_is_opened_again_or_closed_with_words(client, office):
    plan = plan_in(S.AGREED, office)

    for name in ("development-reopen", "development-close"):
        assert page(client, office.supervisor, name, plan.pk).status_code == 200
        assert page(client, office.supervisor, name, plan.pk, data={}).status_code == 422
    page(client, office.supervisor, "development-reopen", plan.pk, data={"note": "Tambah satu."})
    plan.refresh_from_db()
    assert plan.state == S.DRAFT
    page(client, office.employee, "development-submit", plan.pk, data={})
    page(client, office.employee, "development-withdraw", plan.pk, data={})
    page(client, office.employee, "development-submit", plan.pk, data={})
    plan.refresh_from_db()
    page(
        client,
        office.supervisor,
        "development-review",
        plan.pk,
        data={"row_version": plan.row_version, "decision": "agree"},
    )
    page(client, office.supervisor, "development-close", plan.pk, data={"conclusion": "Tercapai."})
    assert "Tercapai." in text(client, office.employee, "development-detail", plan.pk)


def test_offer_is_taken_or_left_on_its_page(client, office):
    plan = open_plan(office.employee.employee, Need.STRETCH)

    found = text(client, office.employee, "development-detail", plan.pk)
    assert "sebuah tawaran, bukan kewajiban" in found
    asked = text(client, office.employee, "development-aside", plan.pk)
    assert "Tidak ada yang dicatat dalam penilaian Anda." in asked
    page(client, office.employee, "development-aside", plan.pk, data={})
    plan.refresh_from_db()
    assert plan.state == S.DECLINED
    assert "kembali kapan saja" in text(client, office.employee, "development-detail", plan.pk)
    page(client, office.employee, "development-take", plan.pk, data={})
    plan.refresh_from_db()
    assert plan.state == S.DRAFT


def test_stranger_finds_no_plan_and_no_person(client, office):
    plan = plan_in(S.AGREED, office)
    stranger = make_user(Role.SUPERVISOR)

    assert page(client, stranger, "development-detail", plan.pk).status_code == 404
    assert page(client, stranger, "goal-create", plan.pk).status_code == 404
    person = office.employee.employee_id
    assert page(client, stranger, "person-development", person).status_code == 404
    assert page(client, stranger, "person-measure", person).status_code == 404


def test_team_page_shows_who_waits_and_leads_to_measuring(client, office, officer):
    make_family(officer, OPENED, levels={"Komunikasi": 2})
    other = make_employee(office.division)
    plan = plan_in(S.SUBMITTED, office)

    found = text(client, office.supervisor, "development-team", query="?year=2027")

    assert "1 rencana menunggu tanggapan Anda." in found
    assert reverse("training:development-detail", args=[plan.pk]) in found
    assert reverse("training:person-measure", args=[other.pk]) in found
    assert "belum diukur" in found
    assert "1 belum diukur" not in found


def test_superior_measures_and_leaves_open_what_was_not_seen(client, office, officer):
    make_family(officer, OPENED, levels={"Komunikasi": 3, "Kerja Sama": 1})
    person = office.employee.employee
    talk = Competence.objects.get(name="Komunikasi")
    assert "itu bukan nol" in text(client, office.supervisor, "person-measure", person.pk)

    empty = page(client, office.supervisor, "person-measure", person.pk, data={})
    assert empty.status_code == 422
    page(
        client,
        office.supervisor,
        "person-measure",
        person.pk,
        data={f"level-{talk.pk}": "1", f"note-{talk.pk}": "Rapat pekan lalu"},
    )

    assert CompetenceMeasurement.objects.get().level == 1
    found = text(client, office.supervisor, "person-development", person.pk)
    assert "dapat diperkuat pada 1 kompetensi." in found
    assert "Atasan</small>" in found
    locked = text(client, office.head, "person-measure", person.pk)
    assert "diisi oleh atasan langsung" in locked


def test_list_of_the_city_is_searched_and_carried_away(client, office, officer, at):
    plan = open_plan(office.employee.employee)
    open_plan(make_employee(office.division), Need.STRETCH)
    at(SOON + timedelta(days=30))

    found = text(client, officer, "development-list")
    assert "1 rencana lewat batas waktu dan masih disusun." in found
    assert plan.employee.full_name in found
    assert "Tidak ada yang cocok" in text(
        client, officer, "development-list", query="?q=tidakada&late=true"
    )
    assert plan.employee.full_name in text(
        client, officer, "development-list", query="?late=true&need=improve&state=draft&year=2027"
    )
    file = page(client, officer, "development-export", "csv").content.decode("utf-8-sig")
    assert len(file.strip().splitlines()) == 2
    assert page(client, office.supervisor, "development-list").status_code == 403


def test_list_without_plans_says_how_they_come(client, officer):
    assert "Rencana terbuka sendiri" in text(client, officer, "development-list")


def test_standards_are_kept_on_their_pages(client, officer):
    assert "Belum ada kelompok jabatan." in text(client, officer, "family-list")
    family = {"code": "guru", "name": "Guru", "post_codes": "guru_kelas\nguru_mapel", "level": ""}
    assert page(client, officer, "family-create").status_code == 200
    page(client, officer, "family-create", data=family)
    made = PostFamily.objects.get()
    assert made.post_codes == ["guru_kelas", "guru_mapel"]
    page(client, officer, "family-update", made.pk, data=family | {"name": "Guru kota"})
    standard = {
        "competence": "Asesmen belajar",
        "required_level": 3,
        "weight": 2,
        "valid_from": "01-01-2027",
    }
    assert page(client, officer, "standard-set", made.pk, data={}).status_code == 422
    page(client, officer, "standard-set", made.pk, data=standard)
    row = CompetenceStandard.objects.get()
    query = f"?competence={row.competence_id}"
    assert "Asesmen belajar" in text(client, officer, "standard-set", made.pk, query=query)
    page(
        client,
        officer,
        "standard-set",
        made.pk,
        data=standard | {"required_level": 4, "valid_from": "01-06-2027"},
    )
    early = page(client, officer, "standard-set", made.pk, data=standard)
    assert early.status_code == 422

    found = text(client, officer, "family-detail", made.pk)
    for words in (
        "Guru kota: 1 kompetensi dituntut.",
        "2 – Penting",
        "tingkat 4 sejak 1 Juni 2027",
    ):
        assert words in found
    ahead = CompetenceStandard.objects.get(required_level=4)
    assert page(client, officer, "standard-end", made.pk, ahead.pk).status_code == 200
    wrong = page(
        client, officer, "standard-end", made.pk, ahead.pk, data={"valid_until": "01-01-2027"}
    )
    assert wrong.status_code == 422
    page(client, officer, "standard-end", made.pk, ahead.pk, data={"valid_until": "31-12-2027"})
    ahead.refresh_from_db()
    assert ahead.valid_until == date(2027, 12, 31)
    assert "1 kelompok jabatan" in text(client, make_user(Role.AUDITOR), "family-list")


def workbook(*rows) -> SimpleUploadedFile:
    book = Workbook()
    for row in (("NIP", "Kompetensi", "Tingkat", "Tanggal", "Nama uji"), *rows):
        book.active.append(row)
    content = BytesIO()
    book.save(content)
    return SimpleUploadedFile("uji.xlsx", content.getvalue())


def test_results_of_a_test_are_read_shown_and_written(client, office, officer):
    make_family(officer, OPENED, levels={"Komunikasi": 3})
    nip = office.employee.employee.nip
    file = workbook(
        (nip, "komunikasi", "2", "01-05-2026", "Uji BKN"),
        (nip, "Komunikasi", "2", "01-05-2026", ""),
        (nip, "Terbang", "2", "01-05-2026", ""),
        ("198001012005032999", "Komunikasi", "2", "01-05-2026", ""),
        ("12", "Komunikasi", "2", "01-05-2026", ""),
        (nip, "", "2", "01-05-2026", ""),
        (nip, "Komunikasi", "7", "01-06-2026", ""),
        (nip, "Komunikasi", "2", "31-02-2026", ""),
        (nip, "Komunikasi", "2", "01-05-2029", ""),
    )

    assert page(client, officer, "measurement-import").status_code == 200
    shown = page(client, officer, "measurement-import", data={"file": file})
    found = " ".join(shown.content.decode().split())
    assert "1 hasil ukur dibaca, 8 baris ditolak." in found
    for words in (
        "sudah ada pada berkas",
        "kompetensi tidak dikenal (Terbang)",
        "tidak ada pegawai dengan NIP",
        "NIP bukan 18 angka",
        "kompetensi kosong",
        "tingkat bukan angka 0 sampai 5 (7)",
        "tanggal tidak ada pada kalender",
        "tanggal belum terjadi",
    ):
        assert words in found
    assert not CompetenceMeasurement.objects.exists()
    page(client, officer, "measurement-import", data={"sealed": shown.context["sealed"]})
    measured = CompetenceMeasurement.objects.get()
    assert (measured.level, measured.origin, measured.source) == (2, "Uji BKN", "assessment")


def test_file_that_is_no_list_of_results_is_refused(client, officer):
    book = SimpleUploadedFile("lain.csv", b"Nama;Umur\nCut;30\n")

    refused = page(client, officer, "measurement-import", data={"file": book})
    assert refused.status_code == 422
    assert "tidak ditemukan" in refused.content.decode()
    forged = page(client, officer, "measurement-import", data={"sealed": "x"}, follow=True)
    assert "tidak berlaku" in forged.content.decode()


@pytest.fixture
def measured(office, officer):
    """Five people of the agency, three of them short, with a training for it."""
    make_family(officer, OPENED, levels={"Pengelolaan data": 3})
    people = [make_employee(office.division) for _number in range(5)]
    for person, level in zip(people, (1, 2, 2, 3, 4), strict=True):
        make_measurement(person, "Pengelolaan data", level, officer)
    make_training(title="Pelatihan Data", competence=Competence.objects.get(), cost=1_000_000)
    return people


def test_needs_of_an_agency_are_read_printed_and_carried_away(client, office, officer, measured):
    leader = make_user(Role.CITY_LEADERSHIP)
    pk = office.agency.pk

    assert office.agency.name in text(client, leader, "needs-list")
    for user in (leader, office.head, officer):
        found = text(client, user, "agency-needs", pk)
        assert "Pegawai dapat diperkuat pada 1 kompetensi." in found
        assert "sekitar Rp3.000.000 pada tahun pertama" in found
        assert "Pengelolaan data" in text(client, user, "needs-print", pk)
        file = page(client, user, "needs-export", pk, "csv").content.decode("utf-8-sig")
        assert "Pelatihan Data" in file
    assert page(client, office.employee, "agency-needs", pk).status_code == 403
    assert "Tidak ada yang cocok" in text(client, leader, "needs-list", query="?q=zzz")


def test_single_agency_opens_at_once(client, office, measured):
    answer = page(client, office.head, "needs-list")

    assert answer["Location"] == reverse("training:agency-needs", args=[office.agency.pk])


def test_people_behind_a_gap_are_shown_only_to_who_may_see_their_levels(
    client, office, officer, measured
):
    args = (office.agency.pk, Competence.objects.get().pk)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)

    for user in (office.head, officer):
        found = text(client, user, "needs-people", *args)
        assert "Pengelolaan data: 3 pegawai dapat diperkuat." in found
        file = page(client, user, "needs-people-export", args[0], "csv")
        assert measured[0].full_name in file.content.decode("utf-8-sig")
    assert measured[0].full_name not in text(client, manager, "agency-needs", args[0])
    assert page(client, manager, "needs-people", *args).status_code == 404
    assert page(client, manager, "needs-people-export", args[0], "csv").status_code == 404


def test_small_group_hides_its_figures_and_says_so(client, office, officer, measured):
    CompetenceMeasurement.objects.filter(employee=measured[0]).delete()
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)

    found = text(client, manager, "agency-needs", office.agency.pk)

    assert "Angka kelompok yang diukur kurang dari 5 orang tidak ditampilkan" in found
    assert "tidak ditampilkan</span>" in found
    assert "Belum ada kesenjangan yang terukur." in found


def test_needs_become_a_plan_after_asking(client, office, measured):
    pk = office.agency.pk
    assert "Susun rencana pelatihan 2028" in text(client, office.head, "needs-plan", pk)

    answer = page(client, office.head, "needs-plan", pk, data={})

    assert answer["Location"].endswith("?year=2028")
    assert YearPlan.objects.get().lines.get().participants == 3


def test_agency_without_standards_says_so(client, office):
    for name in ("agency-needs", "needs-print"):
        assert "Belum ada standar bagi jabatan" in text(client, office.head, name, office.agency.pk)
