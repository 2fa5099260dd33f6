"""The pages of an import, from upload to result, as BKPSDM uses them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from personnel.enums import ImportState, ImportSubject, Role
from personnel.models import Employee, ImportRun
from personnel.tasks import read_import
from tests.factories.import_runs import applied, make_admin, mapped, previewed, uploaded, with_units
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in
from tests.factories.spreadsheets import (
    HEADINGS,
    SIASN,
    UNITS,
    boss_cells,
    delimited,
    person_cells,
    xlsx,
)

pytestmark = pytest.mark.django_db

TABS = ("refused", "warnings", "new", "changed", "acting", "gone", "notes")


@pytest.fixture
def admin():
    return make_admin()


@pytest.fixture
def desk(client, admin):
    """A signed-in browser of BKPSDM."""
    return sign_in(client, admin)


@pytest.fixture
def city(admin):
    with_units(admin)


def page(name, *args):
    return reverse(f"personnel:{name}", args=args)


def upload(desk, content, *, subject=ImportSubject.PEOPLE, name="data.xlsx"):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.getvalue())
    return desk.post(page("import-create"), {"subject": subject, "file": file})


def text_of(response):
    return " ".join(response.content.decode().split())


def send_columns(desk, run, **changed):
    """Send the mapping page as it stands, with some choices changed."""
    form = desk.get(page("import-columns", run.pk)).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()}
    return desk.post(
        page("import-columns", run.pk), data | {"row_version": run.row_version} | changed
    )


def test_import_goes_from_upload_to_result_through_the_pages(desk, city):
    answer = upload(desk, SIASN.read_bytes(), name="ekspor siasn.xlsx")
    run = ImportRun.objects.latest("pk")
    assert answer.url == page("import-columns", run.pk)

    assert send_columns(desk, run).url == page("import-detail", run.pk)
    waiting = desk.get(page("import-detail", run.pk))
    assert "sedang dibaca" in text_of(waiting)
    assert 'hx-trigger="every 1s"' in text_of(waiting)
    assert '<meta http-equiv="refresh"' in text_of(waiting)

    read_import(run.pk)
    preview = desk.get(page("import-detail", run.pk))
    assert "406 pegawai baru, 0 diperbarui, 7 baris ditolak" in text_of(preview)
    assert "Belum ada yang ditulis" in text_of(preview)
    apply_url = preview.context["buttons"][0].url
    asked = text_of(desk.get(apply_url))
    assert "408 baris akan ditulis sekaligus, 7 baris yang ditolak dilewati." in asked
    assert not Employee.objects.exists()

    done = desk.post(apply_url, follow=True)
    assert Employee.objects.count() == 406
    assert "406 pegawai baru, 0 diperbarui, 7 baris ditolak." in text_of(done)
    again = desk.post(apply_url, follow=True)
    assert "status saat ini: Sudah diterapkan" in text_of(again)
    assert Employee.objects.count() == 406


def test_every_tab_of_a_preview_shows_its_rows_in_words(desk, admin, city):
    applied(xlsx([HEADINGS, boss_cells(), person_cells(NAMA="Sudah Pergi")]), admin)
    run = previewed(SIASN, admin)

    shown = {tab: text_of(desk.get(page("import-detail", run.pk), {"tab": tab})) for tab in TABS}

    assert "Kolom UNOR NAMA: Unit kerja tidak ditemukan." in shown["refused"]
    assert "Data Pegawai, baris 73" in shown["refused"]
    assert "Tertulis: Bidang Pengelolaan Terumbu Karang" in shown["refused"]
    assert "Kolom TANGGAL LAHIR: Tanggal lahir berbeda dari NIP." in shown["warnings"]
    assert "Tertulis: 17-02-1980" in shown["warnings"]
    assert "Eka Raudhah" in shown["warnings"]
    assert "1–50 dari 406" in shown["new"]
    assert "Plt. Kepala Seksi Pelayanan Umum" in shown["acting"]
    assert "Sudah Pergi" in shown["gone"]
    assert "Tidak ada yang dihapus" in shown["gone"]
    assert "Plt. Camat Sukamakmue" in shown["notes"]
    assert "Tidak ada baris di sini." in shown["changed"]


def test_changed_facts_are_shown_in_words(desk, admin, city):
    applied(xlsx([HEADINGS, boss_cells(), person_cells()]), admin)
    changed = person_cells(
        JENIS_PEGAWAI="CPNS", TMT_JABATAN="01-03-2026", UNIT_KERJA="Bagian Hukum"
    )
    run = previewed(xlsx([HEADINGS, boss_cells(), changed]), admin)

    shown = text_of(desk.get(page("import-detail", run.pk), {"tab": "changed"}))

    assert "Jenis pegawai: <del>PNS</del> → <ins>CPNS</ins>" in shown
    assert "Unit kerja: <del>Bagian Umum</del> → <ins>Bagian Hukum</ins>" in shown
    assert "Mulai berlaku: <del>01-07-2023</del> → <ins>01-03-2026</ins>" in shown


def test_preview_is_searched_and_the_fragment_equals_its_part_of_the_page(desk, admin, city):
    run = previewed(SIASN, admin)
    address = page("import-detail", run.pk)
    asked = {"tab": "new", "q": "darmawan kesehatan"}

    whole = text_of(desk.get(address, asked))
    part = text_of(desk.get(address, asked, headers={"HX-Request": "true", "HX-Target": "rows"}))

    assert "Darmawan Ilyasa" in part
    assert part in whole
    assert "Tidak ada yang cocok" in text_of(desk.get(address, {"tab": "new", "q": "zzz"}))


def test_waiting_page_asks_again_and_then_for_the_whole_preview(desk, admin, city):
    run = mapped(uploaded(SIASN, admin), admin)
    ask = {"HX-Request": "true", "HX-Target": "progress"}

    early = desk.get(page("import-detail", run.pk), headers=ask)
    read_import(run.pk)
    late = desk.get(page("import-detail", run.pk), headers=ask)

    assert text_of(early).startswith('<div id="progress"')
    assert late.headers["HX-Refresh"] == "true"


def test_list_shows_imports_with_their_state(desk, admin, city):
    previewed(SIASN, admin)

    shown = text_of(desk.get(page("import-list")))

    assert "Menunggu persetujuan" in shown
    assert "Sudah diterapkan" in shown


def test_empty_list_says_how_to_begin(desk):
    assert "Mulai dari berkas unit kerja" in text_of(desk.get(page("import-list")))


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("surat.pdf", b"%PDF-1.7\n", "Berkas tidak dapat dibaca"),
        ("data.xlsx", b"MZ\x90\x00" * 99, "Berkas tidak dapat dibaca"),
        ("kosong.csv", b"", "Berkas tidak dapat dibaca"),
        ("data.csv", b"Nama;Jabatan\nCut;Guru\n", "Tidak ada kolom NIP"),
        ("lama.xls", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "berformat lama"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_beside_the_field(desk, name, content, sentence):
    answer = upload(desk, content, name=name)

    assert answer.status_code == 422
    assert sentence in str(answer.context["form"].errors["file"])
    assert not ImportRun.objects.exists()


def test_file_above_the_limit_is_refused_with_its_size(desk):
    answer = upload(desk, b"x" * (30 * 1024 * 1024))

    assert answer.status_code == 422
    assert "Berkas berukuran 30 MB, melebihi batas 20 MB." in text_of(answer)


def test_mapping_page_shows_samples_and_hides_what_is_never_read(desk, admin, city):
    run = uploaded(SIASN, admin)

    shown = text_of(desk.get(page("import-columns", run.pk)))

    assert "198009222004031901" in shown
    assert "tidak pernah dibaca" in shown
    assert "9999000000000001" not in shown
    assert "99.999.001.9-999.000" not in shown


@pytest.mark.parametrize(
    ("path", "subject", "label"),
    [(SIASN, ImportSubject.PEOPLE, "Nama"), (UNITS, ImportSubject.UNITS, "Nama unit")],
)
def test_mapping_page_calls_each_meaning_by_its_own_name(desk, admin, path, subject, label):
    run = uploaded(path, admin, subject)
    form = desk.get(page("import-columns", run.pk)).context["form"]

    fields = [field for field in form.fields.values() if field.initial == "name"]

    assert [dict(field.choices)["name"] for field in fields] == [label]


def test_mapping_is_corrected_by_the_operator(desk, admin, city):
    run = uploaded(xlsx([[*HEADINGS, "Grade"], [*boss_cells(), 12]]), admin)
    send_columns(desk, run, **{"s0-c11": "", "s0-c3": ""})
    read_import(run.pk)

    run.refresh_from_db()
    assert run.state == ImportState.PREVIEWED
    assert not {"post_class", "birth_date"} & run.columns["tables"][0]["columns"].keys()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"s0-c2": "nip"}, "sudah dipilih untuk kolom lain"),
        ({"s0-c0": ""}, "Pilih kolom yang berisi NIP."),
        ({"row_version": 99}, "baru saja diubah"),
    ],
)
def test_mapping_that_cannot_be_is_told(desk, admin, city, changed, sentence):
    run = uploaded(xlsx([HEADINGS, boss_cells()]), admin)

    answer = send_columns(desk, run, **changed)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    run.refresh_from_db()
    assert run.state == ImportState.MAPPING


def test_failed_reading_says_why_and_leads_back_to_the_columns(desk, admin, city):
    run = mapped(uploaded(xlsx([HEADINGS, ["JUMLAH", 3]]), admin), admin)
    read_import(run.pk)

    shown = text_of(desk.get(page("import-detail", run.pk)))
    desk.post(page("import-remap", run.pk))

    assert "Tidak ada baris data di bawah judul kolom." in shown
    run.refresh_from_db()
    assert run.state == ImportState.MAPPING


def test_stale_preview_is_told_on_the_page(desk, admin, city):
    applied(xlsx([HEADINGS, boss_cells(), person_cells()]), admin)
    run = previewed(xlsx([HEADINGS, boss_cells(), person_cells(GOLONGAN="III/b")]), admin)
    url = desk.get(page("import-detail", run.pk)).context["buttons"][0].url
    Employee.objects.filter(nip="198609262015051901").update(rank="III/c")

    answer = desk.post(url, follow=True)

    assert "Buat pratinjau baru." in text_of(answer)
    assert Employee.objects.get(nip="198609262015051901").rank == "III/c"


def test_file_that_changes_nothing_has_a_locked_button_with_its_reason(desk, admin, city):
    applied(SIASN, admin)
    run = previewed(SIASN, admin)

    shown = text_of(desk.get(page("import-detail", run.pk)))

    assert shown.count("Isi berkas sama dengan data yang ada. Tidak ada yang diubah.") >= 2
    assert "disabled" in shown


def test_discarded_import_is_gone_from_the_desk(desk, admin, city):
    run = previewed(SIASN, admin)

    answer = desk.post(page("import-discard", run.pk), follow=True)

    assert "Impor dibatalkan" in text_of(answer)
    assert "Dibatalkan" in text_of(desk.get(page("import-detail", run.pk)))


def test_refused_rows_are_downloaded_as_a_workbook(desk, admin, city):
    run = applied(SIASN, admin)

    answer = desk.get(page("import-errors", run.pk))

    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet.max_row == 8


def test_nothing_refused_means_no_file(desk, admin, city):
    run = previewed(xlsx([HEADINGS, boss_cells()]), admin)

    assert desk.get(page("import-errors", run.pk)).status_code == 404


@pytest.mark.parametrize("subject", ImportSubject.values)
def test_filled_template_is_understood_without_corrections(desk, admin, subject):
    content = desk.get(page("import-template", subject)).content
    book = load_workbook(BytesIO(content))
    heads = [cell.value for cell in book.worksheets[0][1]]
    row = {"NIP": "198609262015051901", "NAMA": "Cut Contoh", "ID": "A1", "NAMA UNOR": "Dinas"}
    book.worksheets[0].append([row.get(head) for head in heads])
    filled = BytesIO()
    book.save(filled)

    (entry,) = uploaded(filled, admin, subject).columns["tables"]

    assert len(entry["columns"]) == len(heads)


def test_unknown_template_is_not_found(desk):
    assert desk.get(page("import-template", "rahasia")).status_code == 404


def test_units_are_imported_through_the_pages_from_csv(desk, admin):
    rows = [list(row) for row in load_workbook(UNITS).active.iter_rows(values_only=True)]
    upload(desk, delimited(rows), subject=ImportSubject.UNITS, name="unor.csv")
    run = ImportRun.objects.get()
    send_columns(desk, run)
    read_import(run.pk)

    shown = desk.get(page("import-detail", run.pk))
    done = desk.post(shown.context["buttons"][0].url, follow=True)

    assert "71 unit baru, 0 diperbarui, 0 baris ditolak" in text_of(done)


def test_pages_cost_the_same_number_of_queries_however_many_rows(
    desk, admin, city, django_assert_num_queries
):
    small = previewed(xlsx([HEADINGS, boss_cells()]), admin)
    large = previewed(SIASN, admin)
    with django_assert_num_queries(_queries(desk, page("import-detail", small.pk))):
        desk.get(page("import-detail", large.pk))


def _queries(desk, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        desk.get(address)
    return len(seen)


@pytest.mark.parametrize("role", [None, Role.PERFORMANCE_MANAGER, Role.AUDITOR, Role.AGENCY_HEAD])
def test_pages_open_for_bkpsdm_only(client, admin, city, role):
    run = previewed(xlsx([HEADINGS, boss_cells()]), admin)
    sign_in(client, make_user(*([role] if role else [])))

    for name, args in (
        *(("import-list", ()), ("import-create", ()), ("import-template", ("people",))),
        *((name, (run.pk,)) for name in ("import-detail", "import-columns", "import-apply")),
    ):
        assert client.get(page(name, *args)).status_code == 403
    for name in ("import-read", "import-remap", "import-apply", "import-discard"):
        assert client.post(page(name, run.pk)).status_code == 403
