"""Imports through their actions: preview, one transaction, what changes and what stays."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from openpyxl import load_workbook

from personnel import tasks
from personnel.actions import imports as actions
from personnel.enums import AssignmentKind, ImportState, ImportSubject, OverrideSource, Role
from personnel.imports.reasons import FileCode, FileRefused
from personnel.imports.writing import error_file
from personnel.models import (
    Assignment,
    ColumnMapping,
    Employee,
    ImportRun,
    SupervisionOverride,
    Unit,
)
from personnel.tasks import read_import
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from tests.factories.import_runs import (
    NOW,
    applied,
    make_admin,
    mapped,
    previewed,
    uploaded,
    with_units,
)
from tests.factories.personnel import make_user
from tests.factories.spreadsheets import (
    BOSS,
    DUK,
    HEADINGS,
    SIASN,
    UNITS,
    boss_cells,
    person_cells,
    saved,
    xlsx,
)

pytestmark = pytest.mark.django_db

NIP = "198609262015051901"


@pytest.fixture
def admin():
    return make_admin()


@pytest.fixture
def city(admin):
    with_units(admin)


def file_of(*rows, headings=HEADINGS):
    return xlsx([headings, boss_cells(), *rows])


def own_posts(nip=NIP):
    rows = Assignment.objects.own_posts().filter(employee__nip=nip).order_by("effective_from")
    return [(a.post.title, a.post.unit.name, a.effective_from, a.effective_until) for a in rows]


def test_nothing_is_written_before_the_import_is_applied(admin, city):
    run = previewed(SIASN, admin)

    assert run.state == ImportState.PREVIEWED
    assert run.counts == {
        **{"new": 406, "changed": 0, "unchanged": 0, "gone": 0, "acting": 2},
        **{"refused": 7, "warnings": 15, "notes": 4, "skipped": 7},
    }
    assert not Employee.objects.exists()


def test_applied_import_writes_everything_once_and_forgets_the_file(
    admin, city, django_capture_on_commit_callbacks
):
    run = previewed(SIASN, admin)
    name = run.file.name
    assert default_storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        run = actions.apply_import(
            run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=admin, now=NOW
        )

    assert (run.state, run.applied_at, run.file.name) == (ImportState.APPLIED, NOW, "")
    assert not default_storage.exists(name)
    assert (Employee.objects.count(), run.counts["new"]) == (406, 406)
    with pytest.raises(WrongState):
        actions.apply_import(
            run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=admin, now=NOW
        )


@pytest.mark.parametrize("path", [SIASN, DUK], ids=lambda path: path.stem)
def test_same_file_again_has_nothing_to_write(admin, city, path):
    applied(path, admin)

    run = previewed(path, admin)

    assert run.changes_nothing
    assert run.counts["unchanged"] in {406, 412}
    with pytest.raises(WrongState, match="Tidak ada yang diubah"):
        actions.apply_import(
            run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=admin, now=NOW
        )


def test_unit_file_again_has_nothing_to_write(admin, city):
    assert previewed(UNITS, admin, ImportSubject.UNITS).changes_nothing


def test_stale_preview_is_refused_and_nothing_is_written(admin, city):
    applied(file_of(person_cells()), admin)
    run = previewed(file_of(person_cells(GOLONGAN="III/b")), admin)
    Employee.objects.filter(nip=NIP).update(rank="III/c")

    with pytest.raises(ChangedMeanwhile, match="pratinjau baru"):
        actions.apply_import(
            run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=admin, now=NOW
        )

    assert Employee.objects.get(nip=NIP).rank == "III/c"
    again = actions.read_again(run_id=run.pk, by=admin, now=NOW)
    read_import(again.pk)
    again.refresh_from_db()
    assert again.outcome["changed"][0]["changes"] == [
        {"field": "rank", "old": "III/c", "new": "III/b"}
    ]


def test_preview_tells_what_is_new_changed_and_gone(admin, city):
    applied(file_of(person_cells(), person_cells("198609262015052902", NAMA="Cut Nyak")), admin)

    run = previewed(
        file_of(person_cells(GOLONGAN="III/b"), person_cells("198609262015052903", NAMA="Baru")),
        admin,
    )

    assert [row["nip"] for row in run.outcome["new"]] == ["198609262015052903"]
    assert [row["nip"] for row in run.outcome["changed"]] == [NIP]
    assert [row["nip"] for row in run.outcome["gone"]] == ["198609262015052902"]


def test_person_in_a_refused_row_is_not_gone(admin, city):
    applied(file_of(person_cells()), admin)

    run = previewed(file_of(person_cells(UNIT_KERJA="Tidak Ada")), admin)

    assert (run.counts["refused"], run.counts["gone"]) == (1, 0)


def test_new_post_closes_the_old_one_the_day_before(admin, city):
    applied(file_of(person_cells()), admin)

    applied(file_of(person_cells(UNIT_KERJA="Bagian Hukum", TMT_JABATAN="01-03-2026")), admin)

    title = "Pengolah Data dan Informasi"
    assert own_posts() == [
        (title, "Bagian Umum", date(2023, 7, 1), date(2026, 2, 28)),
        (title, "Bagian Hukum", date(2026, 3, 1), None),
    ]


def test_post_that_began_before_the_known_one_corrects_it_in_place(admin, city):
    applied(file_of(person_cells()), admin)

    applied(
        file_of(person_cells(NAMA_JABATAN="Penelaah Teknis Kebijakan", TMT_JABATAN="01-01-2022")),
        admin,
    )

    assert own_posts() == [("Penelaah Teknis Kebijakan", "Bagian Umum", date(2022, 1, 1), None)]


def test_correction_never_runs_into_the_post_before(admin, city):
    applied(file_of(person_cells()), admin)
    applied(file_of(person_cells(UNIT_KERJA="Bagian Hukum", TMT_JABATAN="01-03-2026")), admin)
    early = file_of(person_cells(UNIT_KERJA="Bagian Hukum", TMT_JABATAN="01-01-2020"))

    first = previewed(early, admin)

    assert first.changes_nothing
    assert own_posts()[-1][2] == date(2026, 3, 1)


def test_row_without_a_date_begins_with_the_service_and_a_later_move_today(admin, city):
    applied(file_of(person_cells(TMT_JABATAN=None)), admin)
    assert own_posts()[0][2] == date(2015, 5, 1)

    applied(file_of(person_cells(TMT_JABATAN=None, UNIT_KERJA="Bagian Hukum")), admin)

    assert [row[2:] for row in own_posts()] == [
        (date(2015, 5, 1), date(2026, 11, 23)),
        (date(2026, 11, 24), None),
    ]


def test_supervisor_is_named_by_import_and_replaced_by_another(admin, city):
    other = boss_cells(
        NIP="197703042002041902", NAMA="Zulkifli Lain", NAMA_JABATAN="Kepala Bagian Umum"
    )
    other[0], other[8], other[10] = "197703042002041902", "Bagian Umum", BOSS
    applied(file_of(other, person_cells()), admin)

    applied(file_of(other, person_cells(NIP_ATASAN="197703042002041902")), admin)

    rows = SupervisionOverride.objects.filter(employee__nip=NIP).order_by("effective_from")
    assert [(o.supervisor.nip, o.effective_from, o.effective_until, o.source) for o in rows] == [
        (BOSS, date(2023, 7, 1), date(2026, 11, 23), OverrideSource.IMPORT),
        ("197703042002041902", date(2026, 11, 24), None, OverrideSource.IMPORT),
    ]


def test_supervisor_by_decree_goes_before_the_file(admin, city):
    applied(file_of(person_cells(NIP_ATASAN=None)), admin)
    person, boss = (Employee.objects.get(nip=nip) for nip in (NIP, BOSS))
    decree = SupervisionOverride.objects.create(
        employee=person,
        supervisor=Employee.objects.create(nip="197703042002041902", name="Lain", kind="PNS"),
        decree_number="800/1/2026",
        effective_from=date(2026, 1, 1),
    )

    run = previewed(file_of(person_cells()), admin)

    assert run.changes_nothing
    assert boss != decree.supervisor


def test_acting_post_is_made_once_and_its_end_corrected(admin, city):
    acting = person_cells(
        NAMA_JABATAN="Plt. Kepala Bagian Hukum", UNIT_KERJA="Bagian Hukum", TMT_JABATAN="02-03-2026"
    )
    headings = [*HEADINGS, "KETERANGAN"]
    row = [*person_cells(), None]
    for until in ("31-08-2026", "31-08-2026", "31-12-2026"):
        applied_once = previewed(
            xlsx([headings, [*boss_cells(), None], row, [*acting, f"berlaku s.d. {until}"]]), admin
        )
        if not applied_once.changes_nothing:
            actions.apply_import(
                run_id=applied_once.pk,
                fingerprint=applied_once.outcome["fingerprint"],
                by=admin,
                now=NOW,
            )

    made = Assignment.objects.get(kind=AssignmentKind.ACTING)
    assert (made.post.title, made.post.is_head) == ("Kepala Bagian Hukum", True)
    assert (made.effective_from, made.effective_until) == (date(2026, 3, 2), date(2026, 12, 31))


def test_name_in_capitals_does_not_change_a_readable_name(admin, city):
    applied(file_of(person_cells(NAMA="Cut McContoh")), admin)

    assert previewed(file_of(person_cells(NAMA="CUT MCCONTOH")), admin).changes_nothing


def test_units_are_renamed_moved_and_ended_and_people_keep_theirs_open(admin, city):
    rows = [list(row) for row in load_workbook(UNITS).active.iter_rows(values_only=True)]
    applied(file_of(person_cells()), admin)
    for row in rows:
        if row[1] in {"---Bagian Umum", "---Bagian Hukum"}:
            row[12] = 0
        if row[1] == "---Bagian Organisasi":
            row[1], row[5] = "---Bagian Organisasi dan RB", "Kepala Bagian Organisasi dan RB"

    run = applied(xlsx(rows), admin, ImportSubject.UNITS)

    assert run.counts["changed"] == 2
    assert not Unit.objects.get(name="Bagian Hukum").is_active
    assert Unit.objects.get(name="Bagian Umum").is_active
    renamed = Unit.objects.get(name="Bagian Organisasi dan RB")
    assert [(post.title, post.is_head) for post in renamed.posts.all()] == [
        ("Kepala Bagian Organisasi dan RB", True)
    ]


def test_mapping_is_remembered_for_the_same_headings(admin, city):
    headings = ["Kode", *HEADINGS[1:], "Atasan"]
    rows = [[*boss_cells(), None], [*person_cells(), None]]
    run = uploaded(xlsx([headings, *rows]), admin)
    (entry,) = run.columns["tables"]
    assert (entry["columns"]["nip"], entry["remembered"]) == (0, False)
    chosen = dict(entry["columns"])
    del chosen["birth_date"]

    actions.choose_columns(
        run_id=run.pk,
        row_version=run.row_version,
        sheets=[actions.SheetColumns("Data", chosen)],
        by=admin,
        now=NOW,
    )

    (again,) = uploaded(xlsx([["Daftar"], [], headings, *rows]), admin).columns["tables"]
    assert (again["columns"], again["remembered"]) == (chosen, True)


def test_mapping_without_a_number_is_refused(admin, city):
    run = uploaded(file_of(), admin)

    with pytest.raises(Incomplete, match="NIP"):
        actions.choose_columns(
            run_id=run.pk,
            row_version=run.row_version,
            sheets=[actions.SheetColumns("Data", {"name": 1})],
            by=admin,
            now=NOW,
        )

    signature = run.columns["tables"][0]["signature"]
    assert not ColumnMapping.objects.filter(signature=signature).exists()


def test_two_people_at_one_mapping_the_second_is_told(admin, city):
    run = uploaded(file_of(), admin)
    mapped(run, admin)
    read_import(run.pk)
    actions.reopen_mapping(run_id=run.pk, by=admin, now=NOW)

    with pytest.raises(ChangedMeanwhile):
        mapped(run, admin)


def test_error_file_mended_and_uploaded_takes_the_rest_in(admin, city):
    run = applied(SIASN, admin)
    book = load_workbook(BytesIO(error_file(run.outcome)))
    sheet = book["Data Pegawai"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[-3:] == ["BARIS ASAL", "KODE", "ALASAN"]
    assert "NIK" not in heads
    rows = {row[heads.index("BARIS ASAL")].value: row for row in sheet.iter_rows(min_row=2)}
    assert sorted(map(int, rows)) == [10, 11, 20, 73, 77, 103, 386]
    assert rows["20"][heads.index("ALASAN")].value.startswith("NIP terpotong")

    def mend(row, heading, value):
        rows[row][heads.index(heading)].value = value

    mend("10", "NAMA", "Cut Nama")
    mend("11", "NIP BARU", "198409192006032901")
    mend("20", "NIP BARU", "198901272017041901")
    mend("73", "UNOR ID", None)
    mend("73", "UNOR NAMA", "SD Negeri 1 Sabang")
    mend("73", "SATUAN KERJA KERJA NAMA", "Dinas Pendidikan dan Kebudayaan")
    mend("77", "SATUAN KERJA KERJA NAMA", "Dinas Pariwisata")
    mend("386", "NIP BARU", "199108282016031901")
    second = applied(saved(book), admin)

    assert (second.counts["new"], second.counts["refused"]) == (6, 0)
    assert Employee.objects.count() == 412


def test_error_file_as_it_is_tells_the_same_again(admin, city):
    run = applied(SIASN, admin)

    again = previewed(BytesIO(error_file(run.outcome)), admin)

    codes = {row["problems"][0]["code"] for row in again.outcome["refused"]}
    assert codes == {
        *("name_missing", "nip_format", "nip_rounded", "unit_unknown", "unit_ambiguous"),
        "nip_birth",
    }
    assert again.counts["new"] == 0


def test_error_file_of_two_level_headings_is_understood_again(admin, city):
    book = load_workbook(DUK)
    book["DUK PNS"]["B8"].value = None
    book["Nominatif PPPK"]["F9"].value = "III/a"
    run = applied(saved(book), admin)
    assert run.counts["refused"] == 2

    mended = load_workbook(BytesIO(error_file(run.outcome)))
    mended["DUK PNS"]["A2"].value = "Zuhra Sakinahtun, S.Pd., M.Pd."
    mended["Nominatif PPPK"]["E2"].value = "X"

    assert applied(saved(mended), admin).counts["new"] == 2


def test_discarded_import_forgets_its_file_and_stays_so(
    admin, city, django_capture_on_commit_callbacks
):
    run = mapped(uploaded(file_of(), admin), admin)
    name = run.file.name

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard_import(run_id=run.pk, by=admin, now=NOW)
    read_import(run.pk)

    run.refresh_from_db()
    assert (run.state, run.outcome) == (ImportState.DISCARDED, {})
    assert not default_storage.exists(name)


def test_import_that_nobody_finished_is_forgotten_with_its_file(
    admin, city, django_capture_on_commit_callbacks
):
    old, fresh = uploaded(file_of(), admin), uploaded(file_of(), admin)
    ended = applied(file_of(), admin)
    waited = NOW - timedelta(days=15)
    ImportRun.objects.filter(pk__in=[old.pk, ended.pk]).update(created_at=waited)
    ImportRun.objects.filter(pk=fresh.pk).update(created_at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        count = actions.discard_forgotten(now=NOW)

    states = dict(ImportRun.objects.filter(subject="people").values_list("pk", "state"))
    assert count == 1
    assert states == {old.pk: "discarded", fresh.pk: "mapping", ended.pk: "applied"}
    assert not default_storage.exists(old.file.name)


def test_reading_twice_does_no_harm(admin, city):
    run = previewed(file_of(person_cells()), admin)

    read_import(run.pk)

    run.refresh_from_db()
    assert (run.state, run.counts["new"]) == (ImportState.PREVIEWED, 2)


def test_mapping_that_leaves_no_rows_fails_with_its_reason_and_can_be_mended(admin, city):
    rows = [HEADINGS, ["JUMLAH", 3]]
    run = mapped(uploaded(xlsx(rows), admin), admin)

    read_import(run.pk)

    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert run.outcome["failure"]["code"] == FileCode.NO_ROWS
    assert actions.reopen_mapping(run_id=run.pk, by=admin, now=NOW).state == ImportState.MAPPING


def test_lost_file_is_told_and_not_an_error_of_the_system(admin, city):
    run = previewed(file_of(person_cells()), admin)
    default_storage.delete(run.file.name)

    with pytest.raises(WrongState, match="tidak tersedia lagi"):
        actions.apply_import(
            run_id=run.pk, fingerprint=run.outcome["fingerprint"], by=admin, now=NOW
        )


def test_reading_tells_its_progress(admin, city, monkeypatch):
    run = mapped(uploaded(SIASN, admin), admin)
    seen = []
    tell = tasks._tell

    def listen(run_id, percent):
        tell(run_id, percent)
        seen.append(ImportRun.objects.get(pk=run_id).progress)

    monkeypatch.setattr(tasks, "_tell", listen)
    read_import(run.pk)

    assert seen == sorted(seen)
    assert seen[0] < 10 < 50 < seen[-1] < 100


@pytest.mark.parametrize(
    "role", [None, Role.PERFORMANCE_MANAGER, Role.AUDITOR, Role.CITY_LEADERSHIP]
)
def test_only_bkpsdm_imports(role):
    user = make_user(*([role] if role else []))

    with pytest.raises(Denied):
        uploaded(SIASN, user)


def test_file_of_another_shape_leaves_no_run(admin):
    with pytest.raises(FileRefused) as refusal:
        uploaded(xlsx([["Nama", "Jabatan"], ["Cut", "Guru"]]), admin)

    assert refusal.value.code == FileCode.NO_NIP
    assert not ImportRun.objects.exists()
