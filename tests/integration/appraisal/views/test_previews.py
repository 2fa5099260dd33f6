"""Attached files in place: PDF page by page, pictures made small, and a plain word for the rest."""

from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from appraisal.actions.evidence import add_evidence
from appraisal.enums import EvaluationState, PlanState
from tests.factories.appraisal import YEAR_END, evaluation_at, make_office, plan_at
from tests.factories.personnel import make_employee, make_user
from tests.factories.progress import TUESDAY, write
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

A4 = (595, 842)


def pdf(pages: int = 1, size: tuple[int, int] = A4, **how) -> bytes:
    document, written = pikepdf.new(), BytesIO()
    for _page in range(pages):
        document.add_blank_page(page_size=size)
    document.save(written, **how)
    return written.getvalue()


def photo(size: tuple[int, int], kind: str = "JPEG", **how) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "navy").save(written, kind, **how)
    return written.getvalue()


def endless_page() -> bytes:
    document, written = pikepdf.new(), BytesIO()
    page = document.add_blank_page(page_size=A4)
    lines = b"".join(b"%d 0 m %d 842 l S " % (n % 595, n * 7 % 595) for n in range(400_000))
    page.Contents = document.make_stream(b"0.5 w " + lines)
    document.save(written)
    return written.getvalue()


@pytest.fixture
def attach(client, clock):
    """A piece of evidence with this content, its owner signed in."""
    cache.clear()
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    def attached(name: str, content: bytes):
        piece = add_evidence(
            evaluation_id=evaluation.pk,
            result_id=evaluation.plan.results.first().pk,
            title="Laporan bulanan",
            file=SimpleUploadedFile(name, content),
            by=office.employee,
            now=YEAR_END,
        )
        piece.office = office
        return piece

    return attached


def look(client, piece, page: int = 1):
    return client.get(reverse("appraisal:evidence-preview", args=[piece.pk]), {"page": page})


def picture(client, piece, page: int = 1):
    return client.get(reverse("appraisal:evidence-page", args=[piece.pk, page]))


def test_pdf_is_shown_page_by_page(client, attach):
    piece = attach("laporan.pdf", pdf(3))

    first, last = look(client, piece), look(client, piece, 3)

    assert "Halaman 1 dari 3" in first.content.decode()
    assert "?page=2" in first.content.decode()
    assert "Berikutnya" not in last.content.decode()
    answer = picture(client, piece, 2)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"].startswith("private")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (1100, 1557)


def test_evaluation_opens_the_file_in_place_and_as_a_page(client, attach):
    piece = attach("laporan.pdf", pdf())
    url = reverse("appraisal:evidence-preview", args=[piece.pk])

    page = client.get(reverse("appraisal:evaluation-detail", args=[piece.evaluation_id]))
    fragment = client.get(url, headers={"HX-Request": "true"})

    assert f'hx-get="{url}"' in page.content.decode()
    assert f'<a href="{url}">' in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "<html" in client.get(url).content.decode()


def test_thousand_pages_are_opened_at_any_page(client, attach):
    piece = attach("arsip.pdf", pdf(1000))

    assert "Halaman 1000 dari 1000" in look(client, piece, 1000).content.decode()
    assert "Halaman ini tidak ada" in look(client, piece, 1001).content.decode()
    assert picture(client, piece, 1001).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("rusak.pdf", b"%PDF-1.7\n%%EOF", "rusak atau tidak lengkap"),
        ("setengah.pdf", pdf(5)[:300], "rusak atau tidak lengkap"),
        (
            "kunci.pdf",
            pdf(encryption=pikepdf.Encryption(owner="pemilik", user="rahasia")),
            "dikunci dengan kata sandi",
        ),
        ("foto.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "rusak atau tidak lengkap"),
        ("foto.png", photo((9000, 9000), "PNG"), "terlalu besar"),
        ("naskah.docx", b"PK\x03\x04" + b"0" * 40, "tidak dapat ditampilkan di sini"),
    ],
    ids=["broken", "cut off", "encrypted", "no picture", "too many pixels", "word"],
)
def test_what_cannot_be_shown_says_why(client, attach, name, content, sentence):
    piece = attach(name, content)

    page = look(client, piece)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Unduh berkas" in page.content.decode()
    assert picture(client, piece).status_code == 404


def test_page_that_never_ends_is_given_up(client, attach, monkeypatch):
    monkeypatch.setattr("sabang_kinerja.common.previews.PATIENCE", 1)
    piece = attach("peta.pdf", endless_page())

    assert "terlalu besar" in look(client, piece).content.decode()


def test_sheet_of_any_size_fits_the_picture(client, attach):
    piece = attach("poster.pdf", pdf(size=(14_400, 14_400)))

    with Image.open(BytesIO(picture(client, piece).content)) as shown:
        assert max(shown.size) <= 1600


def test_photo_is_made_small_and_loses_its_place(client, attach):
    marked = Image.Exif()
    marked[0x0110] = "Telepon"  # the camera's model
    marked[0x0112] = 6  # taken upright
    piece = attach("foto.jpg", photo((4000, 3000), exif=marked))

    answer = picture(client, piece)

    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(BytesIO(answer.content)) as shown:
        assert shown.size == (1200, 1600)
        assert not shown.getexif()


def test_word_file_says_its_kind_and_offers_no_look(client, attach):
    piece = attach("naskah.docx", b"PK\x03\x04" + b"0" * 2000)

    page = client.get(reverse("appraisal:evaluation-detail", args=[piece.evaluation_id]))

    assert "Word, 2,0" in page.content.decode()
    assert "tanpa pratinjau" in page.content.decode()
    assert "evidence-preview" not in page.content.decode()


def test_only_who_reads_the_evaluation_sees_a_page(client, attach):
    piece = attach("laporan.pdf", pdf())
    sign_in(client, piece.office.supervisor)
    assert picture(client, piece).status_code == 200

    sign_in(client, make_user(employee=make_employee(piece.office.division)))

    assert look(client, piece).status_code == 404
    assert picture(client, piece).status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "satu", "", "9" * 30])
def test_page_that_is_no_number_does_no_harm(client, attach, page):
    assert look(client, attach("laporan.pdf", pdf()), page).status_code == 200


def test_photo_of_daily_progress_is_shown_to_its_readers(client, clock):
    cache.clear()
    clock(TUESDAY)
    office = make_office()
    plan_at(PlanState.FIXED, office)
    entry = write(office.employee, file=SimpleUploadedFile("foto.jpg", photo((640, 480))))
    draft = write(
        office.employee, draft=True, file=SimpleUploadedFile("foto.jpg", photo((640, 480)))
    )
    sign_in(client, office.supervisor)

    page = client.get(reverse("appraisal:progress-preview", args=[entry.pk]))

    assert "evid-pic" in page.content.decode()
    shown = reverse("appraisal:progress-page", args=[entry.pk, 1])
    assert client.get(shown)["Content-Type"] == "image/jpeg"
    hidden = reverse("appraisal:progress-page", args=[draft.pk, 1])
    assert client.get(hidden).status_code == 404
    sign_in(client, make_user(employee=make_employee(office.division)))
    assert client.get(shown).status_code == 404
