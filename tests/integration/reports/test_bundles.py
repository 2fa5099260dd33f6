"""The letters of an agency handed out together: as a ZIP or as one PDF, in the order asked for."""

import hashlib
import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from reports.actions.jobs import cancel_job, retry_job
from reports.actions.letters import request_agency_letters, request_letter
from reports.actions.signature_requests import ask_for_signatures
from reports.actions.signatures import seal
from reports.actions.withdrawals import withdraw_letter
from reports.enums import BundleForm, BundleOrder, JobState, SignerRole
from reports.models import Job, Letter, Signature
from reports.selectors.bundles import letters_in_order
from reports.tasks import print_letters
from tests.factories.appraisal import SERVED, make_office
from tests.factories.documents import pdf_outline, pdf_pages
from tests.factories.follow_up import final_crowd
from tests.factories.pdf_archive import reading_findings
from tests.factories.sessions import sign_in
from tests.factories.signing import use_seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    office = make_office()
    final_crowd(office, 4)
    return office


def bundle(office, form=BundleForm.ZIP, order=BundleOrder.NUMBER) -> Job:
    job = request_agency_letters(
        agency=office.agency,
        period=office.period(),
        by=office.admin,
        now=SERVED,
        bundle=form,
        order=order,
    )
    print_letters(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.failure
    return job


def test_one_pdf_has_every_page_of_every_letter_in_order(office):
    job = bundle(office, BundleForm.MERGED)

    assert job.result_name.endswith(".pdf")
    with job.result.open("rb") as file:
        pages = pdf_pages(file.read())
    numbers = [letter.number for letter in letters_in_order(job)]
    assert len(pages) == len(numbers) == 4
    assert all(number in page for number, page in zip(numbers, pages, strict=True))
    with pikepdf.open(job.result.path) as merged:
        assert merged.check_pdf_syntax() == []


def test_one_pdf_has_a_bookmark_for_each_letter_and_is_read_aloud_like_the_single_ones(office):
    job = bundle(office, BundleForm.MERGED)

    letters = list(letters_in_order(job))
    with job.result.open("rb") as file:
        data = file.read()
    assert pdf_outline(data) == [
        f"{letter.evaluation.plan.employee.name} · {letter.number}" for letter in letters
    ]
    assert reading_findings(data) == []
    with pikepdf.open(job.result.path) as merged:
        parts = merged.Root.StructTreeRoot.K.K
        marks = merged.Root.StructTreeRoot.ParentTree.Nums
        assert [str(part.S) for part in parts] == ["/Part"] * len(letters)
        assert str(merged.Root.Lang) == "id"
        assert str(office.agency) in str(merged.docinfo["/Title"])
        for number, page in enumerate(merged.pages):
            place = list(marks[::2]).index(page.obj.StructParents)
            part = marks[2 * place + 1][0]
            while part.S != "/Part":
                part = part.P
            assert part.objgen == parts[number].objgen, "each page's marks lie in its own letter"


def test_order_by_unit_puts_the_people_of_a_unit_together_by_name(office):
    job = bundle(office, order=BundleOrder.UNIT)

    rows = [
        (
            letter.evaluation.plan.assignment.post.unit.name,
            letter.evaluation.plan.employee.name,
        )
        for letter in letters_in_order(job)
    ]
    assert rows == sorted(rows)
    with zipfile.ZipFile(job.result.path) as archive:
        assert archive.namelist() == [letter.file_name for letter in letters_in_order(job)]


def test_another_bundle_of_the_same_letters_prints_nothing_again(office):
    first = bundle(office)
    files = dict(Letter.objects.values_list("pk", "file_sha256"))

    second = bundle(office, BundleForm.MERGED)

    assert second != first
    assert dict(Letter.objects.values_list("pk", "file_sha256")) == files
    assert set(Letter.objects.values_list("attempts", flat=True)) == {0}


def test_a_sealed_letter_lies_in_the_zip_with_its_seal(office, settings, tmp_path):
    use_seal(settings, tmp_path)
    bundle(office)
    letter = Letter.objects.order_by("sequence").first()
    (row,) = ask_for_signatures(
        paper=letter, roles=[SignerRole.SUPERVISOR], by=office.admin, now=SERVED
    )
    seal(signature=row, by=office.supervisor, now=SERVED)

    job = bundle(office)

    with zipfile.ZipFile(job.result.path) as archive:
        packed = {
            name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()
        }
    assert packed[letter.file_name] == Signature.objects.get().file_sha256
    others = Letter.objects.exclude(pk=letter.pk)
    assert all(packed[one.file_name] == one.file_sha256 for one in others)


def test_the_form_asks_how_and_the_page_says_what_is_downloaded(client, office, tasks_at_once):
    sign_in(client, office.admin)
    start = {
        "kind": "letters",
        "agency": office.agency.pk,
        "period": office.period().pk,
        "bundle": "merged",
        "bundle_order": "unit",
    }
    client.post(reverse("reports:job-start"), start)

    job = Job.objects.get()
    assert (job.bundle, job.bundle_order) == (BundleForm.MERGED, BundleOrder.UNIT)
    print_letters(job.pk)
    page = client.get(reverse("reports:job-detail", args=[job.uuid])).content.decode()
    assert "Unduh PDF gabungan" in page
    answer = client.get(reverse("reports:job-result", args=[job.uuid]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_bundling_asks_as_often_for_few_as_for_many(office, django_assert_max_num_queries):
    job = bundle(office)
    with django_assert_max_num_queries(2):
        assert len(list(letters_in_order(job))) == 4


def test_a_bundle_that_goes_on_has_the_letters_that_people_asked_for_meanwhile(office):
    job = request_agency_letters(
        agency=office.agency, period=office.period(), by=office.admin, now=SERVED
    )
    number = job.total
    cancel_job(job=job, by=office.admin, now=SERVED)
    own = request_letter(evaluation=Letter.objects.first().evaluation, by=office.admin, now=SERVED)
    print_letters(own.job_id)

    print_letters(retry_job(job=job, by=office.admin, now=SERVED).pk)

    job.refresh_from_db()
    with zipfile.ZipFile(job.result.path) as archive:
        assert len(archive.namelist()) == job.total == number == 4


def test_a_bundle_with_a_letter_that_was_withdrawn_is_made_anew_before_it_is_handed_out(
    client, office
):
    job = bundle(office)
    one = job.letters.first()
    withdraw_letter(letter=one, reason="Nama keliru", by=office.admin, now=SERVED)
    browser = sign_in(client, office.head)

    page = browser.get(reverse("reports:job-detail", args=[job.uuid])).content.decode()
    assert "dicabut atau diganti" in page
    assert "Unduh ZIP" not in page
    assert browser.get(reverse("reports:job-result", args=[job.uuid])).status_code == 404

    print_letters(retry_job(job=job, by=office.admin, now=SERVED).pk)
    Job.objects.filter(pk=job.pk).update(ended_at=SERVED)
    answer = browser.get(reverse("reports:job-result", args=[job.uuid]))
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert len(archive.namelist()) == 3
        assert one.file_name not in archive.namelist()
