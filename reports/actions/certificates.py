"""Make the certificate of a record: content, number and file in one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from personnel.models import Assignment, Employee, Unit, User
from personnel.selectors.units import heads_on
from reports import permissions
from reports.actions.made_papers import issuing_agency, keep_paper, new_stationery
from reports.documents.certificate import TEMPLATE_VERSION, CertificateContent, render
from reports.models import TrainingCertificate
from reports.selectors.credit_letters import agency_of
from reports.selectors.letterheads import emblem_of
from training.models import TrainingRecord


@transaction.atomic
def make_certificate(*, record_id: int, by: User, now: datetime) -> TrainingCertificate:
    """The certificate of a training or socialisation that the city held; one that exists is kept.

    Raises: ``Denied``; ``WrongState`` for a record that is not verified, was not held by the
    city, or whose test was not passed.
    """
    record = (
        TrainingRecord.objects.select_for_update(of=("self",))
        .select_related("employee", "entered_by__employee", "event__test", "session__training")
        .get(pk=record_id)
    )
    permissions.can_have_certificate(by, record, now).require()
    made = TrainingCertificate.objects.filter(record=record).first()
    if made is not None:
        return made
    paper = new_stationery(_organiser(record, now), now)
    head = heads_on(paper.day).get(paper.agency.pk)
    content = CertificateContent(
        institution=paper.institution,
        address=paper.address,
        place=paper.place,
        employee={
            "name": record.employee.full_name,
            "nip": record.employee.nip or "",
            "post": _post_of(record.employee, now),
        },
        title=record.title,
        form=record.get_form_display(),
        organiser=record.organiser,
        starts=record.starts_on,
        ends=record.ends_on,
        hours=str(record.hours_approved),
        supervisor={
            "name": head.employee.full_name if head else "",
            "nip": (head.employee.nip or "") if head else "",
            "post": head.post.title if head else f"Kepala {paper.agency.name}",
        },
        supervisor_signed_on=paper.day,
        number=paper.number,
        verification_code=paper.code,
        verification_address=paper.verification_address,
        frozen_at=now,
    )
    pdf = render(content, emblem=emblem_of(paper.head))
    certificate = TrainingCertificate(record=record, employee=record.employee)
    keep_paper(certificate, paper, content, pdf, version=TEMPLATE_VERSION, by=by)
    return certificate


def _organiser(record: TrainingRecord, now: datetime) -> Unit:
    """The agency of who ran it; else that of the participant."""
    officer = record.entered_by.employee
    agency = agency_of(officer, now) if officer else None
    return agency or issuing_agency(record.employee, now)


def _post_of(employee: Employee, now: datetime) -> str:
    held = (
        Assignment.objects.on(timezone.localtime(now).date())
        .own_posts()
        .filter(employee=employee)
        .select_related("post")
        .first()
    )
    return held.post.title if held else ""
