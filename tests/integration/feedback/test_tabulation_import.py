"""A tabulation file becomes answers: the sample with its planted problems, and bad files."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from feedback.enums import Channel, CommentState, Standing, SurveyState
from feedback.models import Comment, EntryBatch, Response
from feedback.rules.elements import ELEMENTS
from feedback.rules.index import element_mean, satisfaction_index, service_grade, tally
from personnel.enums import Role
from tests.factories.feedback import make_service, make_survey, make_survey_period
from tests.factories.personnel import make_grant, make_unit, make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

SAMPLE = (Path(__file__).parents[2] / "data" / "skm-tabulation-sample.csv").read_bytes()
NAMES = (
    "Kartu Tanda Penduduk Elektronik",
    "Kartu Keluarga",
    "Akta Kelahiran",
    "Kartu Identitas Anak",
    "Surat Keterangan Pindah",
)
HEADINGS = SAMPLE.decode().splitlines()[0].split(",")
MEANINGS = {
    "TANGGAL": "day",
    "JAM": "visit_time",
    "LAYANAN": "service",
    "JENIS KELAMIN": "sex",
    "UMUR": "age",
    "PENDIDIKAN": "education",
    "PEKERJAAN": "occupation",
    "KECAMATAN": "sub_district",
    "SARAN": "comment",
    **{f"U{n}": element.value for n, element in enumerate(ELEMENTS, start=1)},
}


def columns(**changed):
    meanings = MEANINGS | changed
    return {f"c{n}": meanings.get(heading, "") for n, heading in enumerate(HEADINGS)}


@pytest.fixture
def agency():
    return make_unit(name="Dinas Kependudukan dan Pencatatan Sipil")


@pytest.fixture
def survey(agency):
    for name in NAMES:
        make_service(agency, name=name)
    period = make_survey_period(
        kind="quarter", sequence=3, starts=date(2026, 7, 1), ends=date(2026, 9, 30)
    )
    return make_survey(agency, period=period)


@pytest.fixture
def page(survey):
    return reverse("feedback:answers-import", args=[survey.pk])


@pytest.fixture
def browser(client, agency):
    user = make_user()
    make_grant(user, Role.SURVEY_OFFICER, agency=agency)
    return sign_in(client, user)


def upload(browser, page, content=SAMPLE):
    return browser.post(page, {"file": SimpleUploadedFile("tabulasi.csv", content)})


def preview(browser, page, content=SAMPLE, **changed):
    sealed = upload(browser, page, content).context["sealed"]
    return browser.post(page, {"sealed": sealed, **columns(**changed)})


def told(shown, key):
    """Rows and sentences of a preview, one a row."""
    lines = shown.context[key]
    return sorted((int(row), why) for rows, why in lines for row in rows.split(", "))


def apply(browser, page, shown):
    chosen = dict(shown.context["chosen"])
    data = {"sealed": shown.context["sealed"], "apply": "1", **chosen}
    return browser.post(page, data, follow=True)


def test_sample_gives_exactly_the_published_check_figures(browser, page, survey):
    shown = preview(browser, page)
    found = shown.context["found"]
    assert (found.came_in, found.usable, found.unusable, len(found.refused)) == (120, 115, 3, 2)
    assert not Response.objects.exists()

    answer = apply(browser, page, shown).content.decode()

    assert "120 kuesioner masuk: 115 sah, 3 tidak lengkap, 2 ditolak" in answer
    usable = Response.objects.filter(survey=survey, standing=Standing.USABLE)
    counted = tally(usable.values_list("ratings", flat=True))
    assert counted.sums == (382, 370, 338, 460, 392, 389, 394, 338, 340)
    assert counted.counts == (115, 115, 115, 115, 115, 115, 115, 113, 107)
    assert [str(element_mean(mean)) for mean in counted.means() if mean] == [
        *("3.322", "3.217", "2.939", "4.000", "3.409", "3.383", "3.426", "2.991", "3.178")
    ]
    index = satisfaction_index(counted)
    assert index == Decimal("82.96")
    assert service_grade(index) == "B"
    assert Response.objects.filter(survey=survey, standing=Standing.UNUSABLE).count() == 3


def test_sample_names_its_planted_problems(browser, page):
    shown = preview(browser, page)
    numbers = {row - 1 for row, _reason in told(shown, "refused")}
    assert numbers == {51, 82}
    assert "U3 = 5: jawaban di luar 1 sampai 4" in told(shown, "refused")[0][1]
    assert [(row - 1, reason) for row, reason in told(shown, "warnings")] == [
        (61, "UMUR = 7: umur tidak wajar, dikosongkan")
    ]


def test_profile_is_kept_as_codes_and_comments_wait_for_a_reader(browser, page, survey):
    apply(browser, page, preview(browser, page))
    kept = Response.objects.filter(survey=survey)
    assert set(kept.values_list("channel", flat=True)) == {Channel.IMPORT}
    assert set(kept.values_list("visit_time", flat=True)) == {"08-12", "12-17"}
    assert set(kept.values_list("occupation", flat=True)) <= {
        *("PNS", "private", "self_employed", "POLRI", "other")
    }
    assert kept.filter(sub_district="").count() == 2
    assert kept.filter(sex="").count() == 1
    assert kept.filter(education="").count() == 1
    assert kept.filter(age_group="").count() == 4
    comments = Comment.objects.filter(survey=survey)
    assert comments.count() == 4
    assert set(comments.values_list("state", flat=True)) == {CommentState.WAITING}


def test_numbers_of_the_last_two_elements_must_be_chosen(browser, page):
    first = upload(browser, page)
    by_heading = {
        column["field"].field.label: column["field"].initial for column in first.context["columns"]
    }
    assert (by_heading["U7"], by_heading["U8"], by_heading["U9"]) == ("conduct", "", "")
    assert "sebagian tabulasi sebaliknya" in first.content.decode()

    unanswered = browser.post(page, {"sealed": first.context["sealed"], **columns(U8="", U9="")})
    assert unanswered.status_code == 422
    assert "Pilih kolom untuk: Sarana dan prasarana" in unanswered.content.decode()


def test_the_other_order_exchanges_facilities_and_complaints(browser, page, survey):
    apply(browser, page, preview(browser, page, U8="complaints", U9="facilities"))
    usable = Response.objects.filter(survey=survey, standing=Standing.USABLE)
    counted = tally(usable.values_list("ratings", flat=True))
    assert counted.sums[7:] == (340, 338)


def test_same_file_twice_is_refused_until_it_was_undone(browser, page, survey):
    apply(browser, page, preview(browser, page))
    again = upload(browser, page, b"\xef\xbb\xbf" + SAMPLE.replace(b"\n", b"\r\n"))
    assert again.status_code == 422
    assert "sudah dimasukkan" in again.content.decode()

    batch = EntryBatch.objects.get()
    cancel = reverse("feedback:entry-cancel", args=[batch.pk])
    assert "118" in browser.get(cancel).content.decode()
    browser.post(cancel)
    assert not Response.objects.filter(survey=survey).exists()
    assert not Comment.objects.filter(survey=survey).exists()
    assert upload(browser, page).status_code == 200


def excel(content):
    book = Workbook()
    for line in content.decode().splitlines()[:30]:
        book.active.append(line.split(","))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SAMPLE.replace(b'"', b"").replace(b", mohon", b" mohon").replace(b",", b";"),
        SAMPLE.replace(b'"', b"").replace(b", mohon", b" mohon").replace(b",", b"\t"),
        b"\xef\xbb\xbf" + SAMPLE,
        SAMPLE.decode().encode("utf-16"),
        SAMPLE.replace(b"\n", b"\r\n"),
    ],
    ids=["semicolon", "tab", "mark", "utf-16", "crlf"],
)
def test_separators_and_encodings_of_offices(browser, page, content):
    found = preview(browser, page, content).context["found"]
    assert (found.came_in, found.usable) == (120, 115)


def test_a_workbook_is_read_too(browser, page):
    content = excel(SAMPLE.replace(b'"', b"").replace(b", mohon", b" mohon"))
    assert preview(browser, page, content).context["found"].came_in == 29


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"10/08/2026,12", b"31/02/2026,12", "tidak ada pada kalender"),
        (b"10/08/2026,12", b"10/08/2025,12", "di luar masa survei"),
        (
            b"P,61,SMA,Lainnya,Sukakarya,3,",
            b"P,61,SMA,Lainnya,Sukakarya,tiga,",
            "di luar 1 sampai 4",
        ),
        (
            b"QR loket,Kartu Tanda Penduduk Elektronik,P,61",
            b"QR loket,Izin Reklame,P,61",
            "tidak ada pada unit",
        ),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_kept(browser, page, old, new, why):
    assert old in SAMPLE
    found = preview(browser, page, SAMPLE.replace(old, new, 1))
    reasons = dict(told(found, "refused"))
    assert why in reasons[2]
    assert found.context["found"].usable == 114


def test_an_unknown_category_is_left_empty_and_told(browser, page):
    changed = SAMPLE.replace(b"P,61,SMA,Lainnya,Sukakarya", b"X,61,Pesantren,Tabib,Ulee Lheue", 1)
    shown = preview(browser, page, changed)
    assert len([reason for row, reason in told(shown, "warnings") if row == 2]) == 4
    assert shown.context["found"].usable == 115


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2", b"\x00\xff", SAMPLE.splitlines()[0] + b"\n"])
def test_a_file_without_sheets_is_refused_at_its_field(browser, page, content):
    assert upload(browser, page, content).status_code == 422


def test_a_changed_or_old_preview_is_not_written(browser, page):
    shown = preview(browser, page)
    chosen = dict(shown.context["chosen"])
    data = {"sealed": shown.context["sealed"][:-3] + "abc", "apply": "1", **chosen}
    assert "tidak berlaku" in browser.post(page, data, follow=True).content.decode()
    assert not Response.objects.exists()


def test_a_closed_survey_takes_nothing_in(browser, page, survey):
    survey.state = SurveyState.CLOSED
    survey.closed_at, survey.closed_by = survey.opened_at, make_user()
    survey.save()
    assert browser.get(page).status_code == 302
    upload_answer = browser.post(page, {"file": SimpleUploadedFile("t.csv", SAMPLE)}, follow=True)
    assert "sudah ditutup" in upload_answer.content.decode()


def test_an_officer_of_another_agency_does_not_reach_it(client, page):
    stranger = make_user()
    make_grant(stranger, Role.SURVEY_OFFICER, agency=make_unit())
    assert sign_in(client, stranger).get(page).status_code == 404
    assert sign_in(client, make_user(Role.AUDITOR)).get(page).status_code == 403
