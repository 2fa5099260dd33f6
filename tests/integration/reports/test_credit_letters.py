"""Papers of angka kredit: numbered once, checked by code, text as the forms prescribe."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from appraisal.actions.credit import convert_evaluation
from appraisal.actions.credit_determinations import determine_credit
from appraisal.models import Evaluation
from reports.actions.credit_letters import make_conversion_letter, make_determination_letter
from reports.models import CreditLetter
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import SERVED
from tests.factories.credit import TO_FINAL, converted, make_credit_office
from tests.factories.documents import in_order
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 2, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(db):
    return make_credit_office()


@pytest.fixture
def conversion(office):
    return converted(office)


@pytest.fixture
def determination(office, conversion):
    return determine_credit(employee_id=conversion.employee_id, by=office.admin, now=SERVED)


def text_of(letter):
    with letter.file.open("rb") as file:
        pages = pypdfium2.PdfDocument(BytesIO(file.read()))
    assert len(pages) == 1
    return " ".join(pages[0].get_textpage().get_text_range().split())


def test_conversion_form_prints_its_four_columns(office, conversion):
    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.employee, now=LATER)

    text = text_of(letter)
    assert "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT" in text
    assert f"NOMOR : {letter.number}" in text
    assert "1 Januari sampai dengan 31 Desember 2026" in text
    assert "BAIK 100% 12,5 12,500" in text
    assert office.supervisor.employee.name in text
    assert "Tembusan:" in text


def test_accumulation_and_determination_print_what_was_fixed(office, determination):
    kwargs = {"determination_id": determination.pk, "by": office.admin, "now": LATER}
    accumulation = text_of(make_determination_letter(kind="accumulation", **kwargs))
    fixed = text_of(make_determination_letter(kind="determination", **kwargs))

    assert "2026 Januari–Desember BAIK 100% 12,5 12,500" in accumulation
    assert "JUMLAH ANGKA KREDIT YANG DIPEROLEH 12,500" in accumulation
    assert "JUMLAH ANGKA KREDIT KUMULATIF 12,500" in fixed
    assert "Kelebihan/Kekurangan 37,500" in fixed
    assert "BELUM DAPAT DIPERTIMBANGKAN UNTUK KENAIKAN PANGKAT MENJADI" in fixed
    assert "PENATA MUDA TINGKAT I / III/B" in fixed
    assert "Lulus uji kompetensi diperiksa tersendiri" in fixed


def test_papers_have_the_columns_of_the_regulation_in_order(office, conversion, determination):
    kwargs = {"determination_id": determination.pk, "by": office.admin, "now": LATER}
    person = (
        "I. KETERANGAN PERORANGAN 1 Nama",
        "2 NIP",
        "3 Nomor Seri KARPEG",
        "4 Tempat/Tgl. Lahir",
        "5 Jenis Kelamin",
        "6 Pangkat/Golongan Ruang/TMT",
        "7 Jabatan/TMT",
        "8 Unit Kerja",
        "9 Instansi",
    )

    assert in_order(
        text_of(make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=LATER)),
        *person,
        "Hasil Penilaian Kinerja",
        "PREDIKAT PROSENTASE",
        "(1) (2) (3) (4)",
        "Ditetapkan di Sabang",
    )
    assert in_order(
        text_of(make_determination_letter(kind="accumulation", **kwargs)),
        *person,
        "HASIL PENILAIAN ANGKA KREDIT Hasil Penilaian Kinerja",
        "TAHUN PERIODIK (BULAN) PREDIKAT PROSENTASE",
        "(1) (2) (3) (4) (5) (6)",
        "JUMLAH ANGKA KREDIT YANG DIPEROLEH",
    )
    assert in_order(
        text_of(make_determination_letter(kind="determination", **kwargs)),
        *person,
        "NO PENETAPAN ANGKA KREDIT LAMA BARU JUMLAH KETERANGAN (1) (2) (3) (4) (5) (6)",
        "1 AK Dasar yang diberikan",
        "2 AK JF lama",
        "3 AK Penyesuaian/Penyetaraan",
        "4 AK Konversi",
        "5 AK yang diperoleh dari peningkatan pendidikan",
        "JUMLAH ANGKA KREDIT KUMULATIF",
        "Keterangan Pangkat Jenjang Jabatan",
        "Kelebihan/kekurangan angka kredit yang harus dicapai",
        "Syarat lain dan keadaannya",
        "Tembusan:",
    )


def test_paper_is_made_once_and_numbered_in_a_row(office, determination):
    kwargs = {"determination_id": determination.pk, "by": office.admin, "now": LATER}
    first = make_determination_letter(kind="accumulation", **kwargs)
    second = make_determination_letter(kind="determination", **kwargs)

    assert make_determination_letter(kind="accumulation", **kwargs) == first
    assert second.sequence == first.sequence + 1


def test_paper_is_never_changed(office, conversion):
    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=LATER)

    with pytest.raises(DatabaseError), transaction.atomic():
        CreditLetter.objects.filter(pk=letter.pk).update(number="lain")


def test_strangers_make_no_paper(office, conversion):
    with pytest.raises(Denied):
        make_conversion_letter(conversion_id=conversion.pk, by=make_user(), now=LATER)


def replace(office, conversion):
    rows = Evaluation.objects.filter(pk=conversion.evaluation_id)
    rows.update(state="in_rating")
    rows.update(
        results_rating="above",
        results_reason="Bukti baru.",
        behaviour_rating="above",
        behaviour_reason="Bukti baru.",
        predicate="very_good",
        revision=2,
    )
    for state in TO_FINAL:
        rows.update(state=state)
    convert_evaluation(evaluation_id=conversion.evaluation_id, by=office.admin, now=LATER)


def test_code_says_that_a_paper_holds_and_later_that_it_was_replaced(client, office, conversion):
    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=SERVED)
    url = reverse("verify-code", args=[letter.verification_code])

    assert "Dokumen ini asli dan berlaku." in client.get(url).content.decode()
    replace(office, conversion)
    page = client.get(url).content.decode()

    assert "Dokumen ini asli, tetapi sudah diganti." in page
    assert office.employee.employee.name not in page


def test_replaced_conversion_gets_no_paper_and_puts_the_determination_in_doubt(
    client, office, conversion, determination
):
    letter = make_determination_letter(
        determination_id=determination.pk, kind="determination", by=office.admin, now=SERVED
    )
    replace(office, conversion)

    with pytest.raises(WrongState, match="sudah diganti"):
        make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=LATER)
    page = client.get(reverse("verify-code", args=[letter.verification_code])).content.decode()
    assert "sedang atau sudah diubah" in page


def test_page_offers_forms_and_their_files(client, office, conversion):
    sign_in(client, office.employee)
    url = reverse("reports:credit-letters", args=[conversion.employee_id])

    assert "Buat surat" in client.get(url).content.decode()
    client.post(reverse("reports:credit-letter-create", args=["conversion", conversion.pk]))
    page = client.get(url).content.decode()
    letter = CreditLetter.objects.get()
    file = client.get(reverse("reports:credit-letter-file", args=[letter.pk]))

    assert letter.number in page
    assert b"".join(file.streaming_content).startswith(b"%PDF-")


def test_strangers_find_no_papers(client, office, conversion):
    letter = make_conversion_letter(conversion_id=conversion.pk, by=office.admin, now=LATER)
    sign_in(client, make_user())

    for url in (
        reverse("reports:credit-letters", args=[conversion.employee_id]),
        reverse("reports:credit-letter-file", args=[letter.pk]),
    ):
        assert client.get(url).status_code == 404
