"""Evidence on the employee's pages: attached, listed, fetched, removed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appraisal.actions import evidence as evidence_actions
from appraisal.actions import ratings
from appraisal.enums import EvaluationState
from appraisal.models import Evidence
from personnel.enums import Role
from tests.factories.appraisal import (
    YEAR_END,
    evaluation_at,
    fix_organisation,
    make_office,
    rate_all,
)
from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page_of(evaluation):
    return reverse("appraisal:evaluation-detail", args=[evaluation.pk])


def pdf(name="laporan.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def attach(client, evaluation, **fields):
    result = evaluation.plan.results.first()
    prefix = f"bukti-{result.pk}"
    return client.post(
        reverse("appraisal:evidence-create", args=[evaluation.pk, result.pk]),
        {f"{prefix}-{name}": value for name, value in fields.items()},
    )


def test_file_is_attached_listed_and_downloaded_as_attachment(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    attach(client, evaluation, file=pdf("Laporan akhir (final).pdf"), title="Laporan akhir")

    piece = Evidence.objects.get()
    page = client.get(page_of(evaluation)).content.decode()
    answer = client.get(reverse("appraisal:evidence-download", args=[piece.pk]))
    assert "Laporan akhir" in page
    assert answer["Content-Disposition"] == 'attachment; filename="Laporan_akhir_final.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF


def test_evidence_part_is_renewed_alone(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    result = evaluation.plan.results.first()
    sign_in(client, office.employee)
    url = reverse("appraisal:evidence-create", args=[evaluation.pk, result.pk])

    answer = client.post(
        url,
        {f"bukti-{result.pk}-url": "https://contoh.go.id/laporan"},
        headers={"HX-Request": "true"},
    )

    part = answer.content.decode()
    assert "<html" not in part
    assert "https://contoh.go.id/laporan" in part
    assert part.strip().splitlines()[0] in client.get(page_of(evaluation)).content.decode()


def test_link_must_be_one_and_file_or_link_is_needed(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    wrong = attach(client, evaluation, url="javascript:alert(1)")
    neither = attach(client, evaluation, title="Tanpa isi")

    assert wrong.status_code == neither.status_code == 422
    assert "Tulis tautan lengkap" in wrong.content.decode()
    assert "Pilih berkas atau isi tautan, salah satu." in neither.content.decode()
    assert not Evidence.objects.exists()


def test_same_file_is_kept_once(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)

    attach(client, evaluation, file=pdf())
    attach(client, evaluation, file=pdf("salinan.pdf"))

    assert Evidence.objects.count() == 1


def test_evidence_is_removed_until_the_result_is_fixed(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_RATING, office)
    first, second = (
        evidence_actions.add_evidence(
            evaluation_id=evaluation.pk,
            result_id=evaluation.plan.results.first().pk,
            title=title,
            url=f"https://contoh.go.id/{title}",
            by=office.employee,
            now=YEAR_END,
        )
        for title in ("satu", "dua")
    )
    sign_in(client, office.employee)

    client.post(reverse("appraisal:evidence-delete", args=[first.pk]))
    assert list(Evidence.objects.all()) == [second]

    evaluation_walks_to_fixed(office, evaluation)
    answer = client.post(reverse("appraisal:evidence-delete", args=[second.pk]), follow=True)
    assert "Bukti tidak dapat diubah setelah evaluasi ditetapkan." in answer.content.decode()
    assert list(Evidence.objects.all()) == [second]


def evaluation_walks_to_fixed(office, evaluation):
    rate_all(evaluation, office.supervisor)
    fix_organisation(office, evaluation.period)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=office.supervisor, now=YEAR_END)


def test_evidence_is_fetched_only_by_those_who_read_the_evaluation(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)
    attach(client, evaluation, file=pdf())
    url = reverse("appraisal:evidence-download", args=[Evidence.objects.get().pk])

    found = {}
    for name, user in {
        "supervisor": office.supervisor,
        "auditor": make_user(Role.AUDITOR),
        "colleague": make_user(agency=office.agency),
        "stranger": make_user(),
    }.items():
        sign_in(client, user)
        answer = client.get(url)
        if answer.streaming:
            assert b"".join(answer.streaming_content) == PDF
        found[name] = answer.status_code

    assert found == {"supervisor": 200, "auditor": 200, "colleague": 404, "stranger": 404}


def test_file_is_shown_with_its_stored_type_never_as_a_page(client, clock):
    clock(YEAR_END)
    office = make_office()
    evaluation = evaluation_at(EvaluationState.IN_PROGRESS, office)
    sign_in(client, office.employee)
    attach(client, evaluation, file=pdf('../../x"><script>.pdf'))

    piece = Evidence.objects.get()
    answer = client.get(reverse("appraisal:evidence-download", args=[piece.pk]))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "<" not in answer["Content-Disposition"]
    assert "/" not in answer["Content-Disposition"]
