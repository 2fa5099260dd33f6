"""A certificate of the city is signed like every other paper, by whose name stands on it."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from personnel.models import Unit, User
from reports.actions.certificates import make_certificate
from reports.actions.signature_requests import ask_for_signatures
from reports.actions.signatures import seal
from reports.enums import SignatureState, SignerRole
from reports.models import Signature, TrainingCertificate
from reports.selectors.signatures import candidates
from sabang_kinerja.common.errors import WrongState
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in
from tests.factories.signing import use_seal
from tests.factories.training import make_event, make_officer
from training.actions import attendance, events
from training.enums import RecordState
from training.models import TrainingRecord

pytestmark = pytest.mark.django_db

DURING = datetime(2026, 9, 14, 3, 0, tzinfo=UTC)
AFTER = datetime(2026, 9, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def officer() -> User:
    return make_officer()


@pytest.fixture
def head(officer) -> User:
    agency: Unit = officer.employee.assignments.get().post.unit.agency
    return make_user(employee=make_employee(agency, head_of=agency))


@pytest.fixture
def certificate(officer, head) -> TrainingCertificate:
    event, user = make_event(officer), make_user(employee=make_employee(make_unit()))
    attendance.attend(
        event_id=event.pk,
        last_digits=user.employee.nip[-4:],
        scanned_at=DURING.timestamp() - 20,
        by=user,
        now=DURING,
    )
    events.close_event(event_id=event.pk, by=officer, now=AFTER)
    record = TrainingRecord.objects.get()
    return make_certificate(record_id=record.pk, by=officer, now=AFTER)


def asked_for(certificate: TrainingCertificate, officer: User) -> Signature:
    (row,) = ask_for_signatures(paper=certificate, roles=[SignerRole.ISSUER], by=officer, now=AFTER)
    return row


def test_the_head_whose_name_stands_on_it_seals_a_certificate(
    client, certificate, officer, head, settings, tmp_path
):
    use_seal(settings, tmp_path)
    assert candidates(certificate, AFTER).people == {SignerRole.ISSUER: head.employee}

    row = asked_for(certificate, officer)
    sign_in(client, head)
    assert certificate.number in client.get(reverse("reports:signature-list")).content.decode()
    page = client.get(reverse("reports:signature-detail", args=["certificate", certificate.pk]))
    assert "menunggu tanda tangan Anda" in page.content.decode()
    file = client.get(reverse("reports:certificate-file", args=[certificate.pk]))
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    seal(signature=row, by=head, now=AFTER)

    row.refresh_from_db()
    assert row.state == SignatureState.SIGNED
    seen = client.get(reverse("verify-code", args=[certificate.verification_code]))
    assert "Pejabat yang menerbitkan" in seen.content.decode()


def test_a_certificate_whose_record_was_opened_again_is_not_signed(certificate, officer, head):
    row = asked_for(certificate, officer)
    TrainingRecord.objects.update(
        state=RecordState.SUBMITTED, verified_at=None, verified_by=None, hours_approved=None
    )

    with pytest.raises(WrongState, match="tidak berlaku"):
        seal(signature=Signature.objects.get(), by=head, now=AFTER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(asked_at=DURING)


def test_nobody_but_its_people_opens_a_certificate(client, certificate):
    sign_in(client, make_user())
    file = reverse("reports:certificate-file", args=[certificate.pk])
    assert client.get(file).status_code == 404
    address = reverse("reports:signature-detail", args=["certificate", certificate.pk])
    assert client.get(address).status_code == 404


def test_public_page_says_signed_only_of_what_somebody_signed(client, certificate, head):
    address = f"/v/{certificate.verification_code}"
    page = client.get(address).content.decode()
    assert "Pejabat penanda tangan" in page
    assert "Tanggal tanda tangan" not in page
