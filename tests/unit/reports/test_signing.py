"""A signature in another's name, in a post acted in, or by decree: what paper says of it."""

from dataclasses import replace
from datetime import date

import pytest

from reports.documents.determination_form import render_determination
from reports.documents.evaluation_content import EvaluationDocumentContent
from reports.documents.evaluation_document import render
from reports.documents.evaluation_form import render_evaluation
from reports.documents.paper import Paper
from reports.documents.people import PersonLines
from reports.documents.plan_form import render_plan
from reports.documents.signing import Authority, AuthorityKind, Signing, office_words
from tests.factories.documents import (
    SUPERIOR,
    SUPERVISOR,
    evaluation_content,
    in_order,
    pdf_attachment,
    pdf_pages,
    pdf_text,
    words_outside,
)
from tests.factories.forms import determination, evaluation_form, plan_form

DEPUTY = PersonLines(
    name="Rahmat Hidayat, S.T.",
    nip="198501012010011903",
    rank="Penata / III/c",
    post="Kepala Bidang Promosi",
    unit="Dinas Penanaman Modal dan PTSP",
)
SUBSTITUTE = Signing(
    authorities=(
        Authority(kind=AuthorityKind.SUBSTITUTE, starts=date(2027, 1, 11), ends=date(2027, 1, 20)),
    ),
    signer=DEPUTY,
)
ACTING = Signing(
    authorities=(
        Authority(
            kind=AuthorityKind.ACTING,
            post="Kepala Dinas Perhubungan",
            decree_number="821.2/14/2026",
            starts=date(2026, 9, 1),
        ),
    )
)
DAILY_ACTING = Signing(
    authorities=(
        Authority(
            kind=AuthorityKind.DAILY_ACTING,
            post=SUPERVISOR.post,
            decree_number="800/7/2027",
            starts=date(2026, 12, 28),
            ends=date(2027, 1, 16),
        ),
    ),
    signer=DEPUTY,
)
DELEGATED = Signing(
    authorities=(
        Authority(
            kind=AuthorityKind.DELEGATED, decree_number="800.1/902/2026", starts=date(2026, 1, 1)
        ),
    )
)
WORDS = {
    "a.n.": (
        SUBSTITUTE,
        "a.n. Pejabat Penilai Kinerja,",
        "Rahmat Hidayat, S.T. NIP 19850101 201001 1 903 "
        "Pengganti sementara Fauzan Darwis, S.E., M.M., 11 s.d. 20 Januari 2027",
    ),
    "Plt.": (
        ACTING,
        "Pejabat Penilai Kinerja, Plt. Kepala Dinas Perhubungan,",
        "Fauzan Darwis, S.E., M.M. "
        "NIP 19790822 200504 1 902 Plt. berdasarkan Keputusan Nomor 821.2/14/2026, "
        "sejak 1 September 2026",
    ),
    "Plh.": (
        DAILY_ACTING,
        f"Pejabat Penilai Kinerja, Plh. {SUPERVISOR.post},",
        "Rahmat Hidayat, S.T. NIP 19850101 "
        "201001 1 903 Plh. berdasarkan Keputusan Nomor 800/7/2027, 28 Desember 2026 s.d. "
        "16 Januari 2027",
    ),
    "delegation": (
        DELEGATED,
        "Pejabat Penilai Kinerja,",
        "Fauzan Darwis, S.E., M.M. NIP 19790822 200504 1 902 "
        "Pendelegasian berdasarkan Keputusan Nomor 800.1/902/2026, sejak 1 Januari 2026",
    ),
}


@pytest.mark.parametrize(("signing", "role", "words"), WORDS.values(), ids=WORDS)
def test_official_page_says_how_it_was_signed_and_stays_one_page(signing, role, words):
    content = evaluation_content(signing=signing)

    (page,) = pdf_pages(render(content))

    assert f"{role} {words}" in page
    assert "Pegawai yang Dinilai, Cut Meurah Intan, S.A.P." in page
    assert f"2 PEJABAT PENILAI KINERJA NAMA {SUPERVISOR.name}" in page


@pytest.mark.parametrize(("signing", "role", "words"), WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("paper", Paper)
def test_forms_of_plan_and_evaluation_say_how_they_were_signed(signing, role, words, paper):
    plan = render_plan(plan_form(count=1, signing=signing), paper=paper)
    evaluation = render_evaluation(evaluation_form(count=1, signing=signing), paper=paper)

    for_both = pdf_text(plan)
    assert for_both.count(role) == for_both.count(words) == 2, "under the plan and its annex"
    assert in_order(pdf_text(evaluation), role, words)
    assert words_outside(plan) == words_outside(evaluation) == []


def test_forms_say_in_the_footer_who_took_the_step_for_whom():
    plan = pdf_text(render_plan(plan_form(count=1, signing=SUBSTITUTE)))
    evaluation = pdf_text(render_evaluation(evaluation_form(count=1, signing=SUBSTITUTE)))

    assert "Rahmat Hidayat, S.T. a.n. pejabat penilai 26 Januari 2026" in plan
    assert "oleh Rahmat Hidayat, S.T. a.n. pejabat penilai 15 Januari 2027" in evaluation


def test_post_acted_in_stands_beside_the_own_one_at_the_head():
    heading = f"JABATAN {SUPERVISOR.post} / Plt. Kepala Dinas Perhubungan"

    assert heading in pdf_text(render(evaluation_content(signing=ACTING)))
    assert "/ Plh." not in pdf_text(render(evaluation_content(signing=DAILY_ACTING)))


def test_determination_is_signed_in_the_post_acted_in_alone():
    text = pdf_text(render_determination(determination(leader=SUPERIOR, signing=ACTING)))

    assert in_order(text, "Plt. Kepala Dinas Perhubungan,", "Syarifah Rahmi, S.H., M.Si.")
    assert "Kepala Dinas," not in text


@pytest.mark.parametrize("signing", [SUBSTITUTE, ACTING, DAILY_ACTING, DELEGATED], ids=WORDS)
def test_signing_is_frozen_with_the_content_and_attached(signing):
    content = evaluation_content(signing=signing)

    assert EvaluationDocumentContent.from_json(content.to_json()) == content
    assert pdf_attachment(render(content)) == content.to_json().encode()


def test_content_without_a_signing_is_what_it_was_before_there_were_any():
    for content in (evaluation_content(), plan_form(), evaluation_form(), determination()):
        assert '"signing"' not in content.to_json()

    frozen = evaluation_content().as_dict()
    assert EvaluationDocumentContent.from_dict(frozen) == evaluation_content()


def test_long_words_of_a_signature_still_leave_the_official_page_on_one_sheet():
    long = "Kepala Unit Pelaksana Teknis Daerah Pengelolaan Kawasan Pelabuhan " * 2
    both = replace(
        ACTING,
        authorities=(*DELEGATED.authorities, replace(ACTING.authorities[0], post=long.strip())),
    )

    (page,) = pdf_pages(render(evaluation_content(signing=both)))

    assert "Pendelegasian berdasarkan Keputusan Nomor 800.1/902/2026" in page
    assert "Plt. berdasarkan Keputusan Nomor 821.2/14/2026" in page


@pytest.mark.parametrize(
    ("signing", "office"),
    [
        (None, "Kepala Bidang"),
        (SUBSTITUTE, "a.n. Kepala Bidang"),
        (ACTING, "Plt. Kepala Dinas Perhubungan"),
        (DELEGATED, "Kepala Bidang"),
    ],
)
def test_office_that_signed_is_told_without_a_name(signing, office):
    assert office_words("Kepala Bidang", signing) == office
