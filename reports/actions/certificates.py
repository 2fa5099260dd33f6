"""Make the certificate of a record: content, number and file in one transaction."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel.models import Assignment, Employee, Unit, User
from personnel.selectors.units import heads_on
from reports import permissions
from reports.actions.letters import SERIES
from reports.actions.numbering import letter_number, take_numbers
from reports.documents.certificate import TEMPLATE_VERSION, CertificateContent, render
from reports.documents.verification import new_verification_code
from reports.models import Letterhead, TrainingCertificate
from reports.selectors.credit_letters import agency_of
from reports.selectors.frozen import VERIFY_PATH
from reports.selectors.letterheads import emblem_of
from sabang_kinerja.common.errors import WrongState
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
    agency = _organiser(record, now)
    day = timezone.localtime(now).date()
    head = heads_on(day).get(agency.pk)
    sequence = take_numbers(SERIES, day.year, 1)[0]
    letterhead = Letterhead.objects.filter(agency=agency).first()
    content = CertificateContent(
        institution=_institution(agency, letterhead),
        address=letterhead.address if letterhead else "",
        place=letterhead.place if letterhead else "Sabang",
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
            "post": head.post.title if head else f"Kepala {agency.name}",
        },
        supervisor_signed_on=day,
        number=letter_number(sequence, day.year, 1),
        verification_code=new_verification_code(),
        verification_address=f"{settings.SITE_URL.rstrip('/')}{VERIFY_PATH}",
        frozen_at=now,
    )
    pdf = render(content, emblem=emblem_of(letterhead))
    certificate = TrainingCertificate(
        record=record,
        employee=record.employee,
        agency=agency,
        year=day.year,
        sequence=sequence,
        number=content.number,
        content=content.as_dict(),
        fingerprint=content.fingerprint,
        verification_code=content.verification_code,
        file_sha256=hashlib.sha256(pdf).hexdigest(),
        template_version=TEMPLATE_VERSION,
        made_by=by,
        created_at=now,
    )
    certificate.file.save(f"{content.verification_code}.pdf", ContentFile(pdf), save=False)
    certificate.save()
    return certificate


def _organiser(record: TrainingRecord, now: datetime) -> Unit:
    """The agency of who ran it; else that of the participant."""
    officer = record.entered_by.employee
    agency = (agency_of(officer, now) if officer else None) or agency_of(record.employee, now)
    if agency is None:
        raise WrongState(_("Unit ini belum termasuk perangkat daerah mana pun."))
    return agency


def _institution(agency: Unit, letterhead: Letterhead | None) -> tuple[str, ...]:
    lines = letterhead.lines.splitlines() if letterhead else [agency.name.upper()]
    return (settings.GOVERNMENT_NAME, *(line for line in lines if line.strip()))


def _post_of(employee: Employee, now: datetime) -> str:
    held = (
        Assignment.objects.on(timezone.localtime(now).date())
        .own_posts()
        .filter(employee=employee)
        .select_related("post")
        .first()
    )
    return held.post.title if held else ""
