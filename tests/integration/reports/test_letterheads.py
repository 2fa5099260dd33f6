"""The head of an agency's papers: who keeps it, what is taken, where it appears."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from personnel.enums import Role
from reports.actions.letterheads import LetterheadFacts, save_letterhead
from reports.actions.reports import request_report
from reports.documents.emblems import EMBLEM_LIMIT, EMBLEM_SIDE
from reports.documents.qr import qr_png
from reports.models import Letterhead
from reports.tasks import print_letters, print_report
from sabang_kinerja.common.errors import Denied, Incomplete
from tests.factories.appraisal import SERVED, make_office
from tests.factories.documents import pdf_images, pdf_pages
from tests.factories.personnel import make_unit, make_user
from tests.factories.reports import final_results, letters_asked
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 11"><path d="M0 0h10v11z"/></svg>'
PNG = qr_png("SABANG")


def wide_png():
    """A small file that unpacks to a picture wider than any emblem needs."""
    file = BytesIO()
    Image.new("1", (EMBLEM_SIDE + 1, 1)).save(file, "PNG")
    return file.getvalue()


def place(agency):
    return f"/letterheads/{agency.pk}/"


def typed(**changes):
    return {
        "lines": "DINAS CONTOH\nPELAYANAN TERPADU",
        "address": "Jalan Contoh Nomor 1, Sabang 23512",
        "place": "Sabang",
    } | changes


def uploaded(content, name="lambang.svg"):
    return SimpleUploadedFile(name, content)


def text(answer):
    return answer.content.decode()


def give_head(office, **changes):
    facts = {"lines": "DINAS CONTOH", "address": "Jalan Contoh", "place": "Balohan"}
    return save_letterhead(
        agency=office.agency,
        facts=LetterheadFacts(**(facts | changes)),
        emblem=PNG,
        by=office.admin,
        now=SERVED,
    )


def summary_of(office):
    job = request_report(unit=office.agency, period=office.period(), by=office.admin, now=SERVED)
    print_report(job.pk)
    job.refresh_from_db()
    with job.result.open("rb") as file:
        return file.read()


@pytest.mark.parametrize("who", ["admin", "head", "manager"])
def test_letterhead_is_kept_by_bkpsdm_head_and_manager(client, who):
    office = make_office()
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    browser = sign_in(client, manager if who == "manager" else getattr(office, who))

    answer = browser.post(place(office.agency), typed(emblem=uploaded(SVG)), follow=True)

    head = Letterhead.objects.get()
    page = text(answer)
    assert "Perubahan sudah disimpan." in page
    assert head.lines == "DINAS CONTOH\nPELAYANAN TERPADU"
    assert Path(head.emblem.path).read_bytes() == SVG
    assert base64.b64encode(SVG).decode() in page


@pytest.mark.parametrize("who", ["employee", "supervisor", "stranger"])
def test_letterhead_of_a_strange_agency_does_not_exist(client, who):
    office = make_office()
    account = make_user(Role.PERFORMANCE_MANAGER) if who == "stranger" else getattr(office, who)
    browser = sign_in(client, account)

    assert browser.get(place(office.agency)).status_code == 404
    assert browser.post(place(office.agency), typed()).status_code == 404
    with pytest.raises(Denied):
        save_letterhead(
            agency=office.agency,
            facts=LetterheadFacts("X", "", "Sabang"),
            emblem=None,
            by=account,
            now=SERVED,
        )


def test_auditor_reads_and_changes_nothing(client):
    office = make_office()
    browser = sign_in(client, make_user(Role.AUDITOR))

    assert "Kop surat diubah oleh BKPSDM" in text(browser.get(place(office.agency)))
    answer = browser.post(place(office.agency), typed())

    assert answer.status_code == 422
    assert not Letterhead.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\x90\x00program", "lambang.png", "SVG atau PNG"),
        (b"\x89PNG\r\n\x1a\nno picture", "lambang.png", "SVG atau PNG"),
        (wide_png(), "lambang.png", "SVG atau PNG"),
        (b"%PDF-1.7", "lambang.svg", "SVG atau PNG"),
        (SVG.replace(b"<path", b"<script>x()</script><path"), "lambang.svg", "SVG atau PNG"),
        (SVG + b" " * EMBLEM_LIMIT, "lambang.svg", "300 KB"),
    ],
    ids=["program", "broken-png", "wide-png", "pdf", "script", "too-large"],
)
def test_emblem_that_is_no_drawing_is_refused_at_its_field(client, content, name, sentence):
    office = make_office()

    answer = sign_in(client, office.admin).post(
        place(office.agency), typed(emblem=uploaded(content, name))
    )

    page = text(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "PELAYANAN TERPADU" in page
    assert not Letterhead.objects.exists()


def test_drawing_under_a_wrong_name_is_taken_by_its_content(client):
    office = make_office()

    sign_in(client, office.admin).post(
        place(office.agency), typed(emblem=uploaded(PNG, "lambang.svg"))
    )

    assert Letterhead.objects.get().emblem.name.endswith(".png")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"lines": " \n "}, "Isi kolom ini."),
        ({"place": ""}, "Isi kolom ini."),
        ({"lines": "A\nB\nC\nD\nE"}, "Paling banyak 4 baris"),
    ],
)
def test_missing_or_too_many_lines_are_refused_at_their_field(client, change, sentence):
    office = make_office()

    answer = sign_in(client, office.admin).post(place(office.agency), typed(**change))

    assert answer.status_code == 422
    assert sentence in text(answer)


def test_letterhead_without_a_name_is_refused_by_the_action():
    office = make_office()

    with pytest.raises(Incomplete):
        give_head(office, lines=" \n")


def test_emblem_is_kept_replaced_and_removed(client, own_files, django_capture_on_commit_callbacks):
    office = make_office()
    browser = sign_in(client, office.admin)

    def files():
        return [path.read_bytes() for path in (own_files / "emblems").iterdir()]

    def save(**changes):
        with django_capture_on_commit_callbacks(execute=True):
            browser.post(place(office.agency), typed(**changes))
        return files()

    assert save(emblem=uploaded(PNG, "a.png")) == [PNG]
    assert save() == [PNG]
    assert save(emblem=uploaded(SVG)) == [SVG]
    assert save(remove_emblem="on") == []
    assert not Letterhead.objects.get().emblem


def test_list_counts_agencies_without_a_letterhead(client):
    office = make_office()
    make_unit()
    give_head(office)

    page = text(sign_in(client, office.admin).get("/letterheads/"))

    assert "perangkat daerah belum mengisi kop surat." in page
    assert "Terisi" in page


def test_list_takes_as_many_queries_for_one_agency_as_for_thirty(
    client, django_assert_max_num_queries
):
    office = make_office()
    browser = sign_in(client, office.admin)
    make_unit()
    with django_assert_max_num_queries(11) as few:
        browser.get("/letterheads/")
    for _ in range(30):
        make_unit()

    with django_assert_max_num_queries(len(few)):
        assert len(browser.get("/letterheads/").context["rows"]) > 30


def test_keeper_of_one_agency_is_led_to_its_letterhead(client):
    office = make_office()

    answer = sign_in(client, office.head).get("/letterheads/")

    assert answer["Location"] == place(office.agency)


def test_who_keeps_no_letterhead_is_told_who_does(client):
    office = make_office()

    page = text(sign_in(client, office.employee).get("/letterheads/"))

    assert "Tidak ada kop surat yang dapat Anda atur." in page


def test_summary_carries_lines_address_and_emblem_of_the_agency():
    office = make_office()
    final_results(office, 1)
    plain = summary_of(office)
    give_head(office, lines="DINAS CONTOH\nYANG PANJANG", address="Jalan Balohan 7")

    headed = summary_of(office)

    assert "LAMBANG DAERAH" in pdf_pages(plain)[0]
    first = pdf_pages(headed)[0]
    assert "LAMBANG" not in first
    assert "DINAS CONTOH YANG PANJANG" in first
    assert "Jalan Balohan 7" in first
    assert len(pdf_images(headed)) == len(pdf_images(plain)) + 1


def test_summary_is_printed_though_the_file_of_the_emblem_is_lost(own_files):
    office = make_office()
    final_results(office, 1)
    give_head(office)
    for path in (own_files / "emblems").iterdir():
        path.unlink()

    assert "LAMBANG DAERAH" in pdf_pages(summary_of(office))[0]


def test_letter_takes_lines_and_place_and_keeps_the_emblem_of_the_state():
    office = make_office()
    give_head(office)
    job = letters_asked(office)
    letter = job.letters.get()
    give_head(office, lines="NAMA BARU", place="Iboih")

    print_letters(job.pk)

    letter.refresh_from_db()
    with letter.file.open("rb") as file:
        (page,) = pdf_pages(file.read())
    assert "LAMBANG NEGARA" in page
    assert "DINAS CONTOH" in page
    assert "Balohan, " in page
    assert "NAMA BARU" not in page
    assert "Iboih" not in page


def test_history_of_a_letterhead_names_who_changed_it(client):
    office = make_office()
    browser = sign_in(client, office.head)
    browser.post(place(office.agency), typed())
    browser.post(place(office.agency), typed(address="Jalan Baru"))

    history = text(browser.get(place(office.agency))).split('id="history-h"')[1]

    assert "Jalan Baru" in history
    assert office.head.get_short_name() in history
