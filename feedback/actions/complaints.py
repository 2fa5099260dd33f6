"""Keep the register of complaints. Nothing of it reaches an appraisal (feedback A.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import ComplaintKind, ComplaintState
from feedback.models import Complaint, Service
from feedback.workflow import COMPLAINT_BEFORE, COMPLAINT_NEXT
from personnel.models import Unit, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

DAY_OF = {
    ComplaintState.FORWARDED: "forwarded_on",
    ComplaintState.ANSWERED: "answered_on",
    ComplaintState.CLOSED: "closed_on",
}
"""Which day a state is reached on."""


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """What the register says of a case when it comes in; no personal data."""

    tracking_id: str
    received_on: date
    kind: ComplaintKind
    unit: Unit
    service: Service | None
    summary: str


@transaction.atomic
def save_complaint(
    *, facts: ComplaintFacts, by: User, now: datetime, complaint_id: int | None = None
) -> Complaint:
    """Add a case, or change what is said of the one with ``complaint_id``.

    Raises: ``Denied``, also for the unit from which a case is taken; ``Incomplete`` for a number
    that is registered already.
    """
    if complaint_id is None:
        complaint = Complaint(entered_by=by, entered_at=now)
    else:
        complaint = _locked(complaint_id)
        permissions.can_keep_complaint(by, complaint, now).require()
    complaint.tracking_id, complaint.received_on = facts.tracking_id, facts.received_on
    complaint.kind, complaint.unit = facts.kind, facts.unit
    complaint.service, complaint.summary = facts.service, facts.summary
    permissions.can_keep_complaint(by, complaint, now).require()
    same = Complaint.objects.filter(tracking_id=facts.tracking_id).exclude(pk=complaint.pk)
    if same.exists():
        raise Incomplete(_("Nomor LAPOR! ini sudah ada di register."))
    with refusals_as_sentences(Complaint):
        complaint.save()
    return complaint


@transaction.atomic
def take_complaint_on(
    *, complaint_id: int, day: date, answer: str, by: User, now: datetime
) -> Complaint:
    """Say that the next step of a case was taken on a day; an answer comes with its words.

    Raises: ``Denied``; ``WrongState`` when it is closed; ``Incomplete`` for an answer without
    words; ``Refused`` for a day before it came in.
    """
    complaint = _locked(complaint_id)
    permissions.can_keep_complaint(by, complaint, now).require()
    after = COMPLAINT_NEXT.get(ComplaintState(complaint.state))
    if after is None:
        raise WrongState(_("Pengaduan ini sudah selesai."))
    if after == ComplaintState.ANSWERED:
        if not answer:
            raise Incomplete(_("Tuliskan tanggapannya."))
        complaint.answer = answer
    complaint.state = after
    setattr(complaint, DAY_OF[after], day)
    with refusals_as_sentences(Complaint):
        complaint.save()
    return complaint


@transaction.atomic
def take_complaint_back(*, complaint_id: int, by: User, now: datetime) -> Complaint:
    """Undo the last step of a case; its answer stays to be changed.

    Raises: ``Denied``; ``WrongState`` when no step was taken.
    """
    complaint = _locked(complaint_id)
    permissions.can_keep_complaint(by, complaint, now).require()
    state = ComplaintState(complaint.state)
    if state not in COMPLAINT_BEFORE:
        raise WrongState(_("Belum ada langkah yang dapat dibatalkan."))
    setattr(complaint, DAY_OF[state], None)
    complaint.state = COMPLAINT_BEFORE[state]
    complaint.save()
    return complaint


@transaction.atomic
def import_complaints(*, rows: Sequence[ComplaintFacts], by: User, now: datetime) -> int:
    """Add cases of a file that the register does not have; how many are new.

    Raises: ``Denied`` for a unit of others; nothing is written then.
    """
    known = set(
        Complaint.objects.filter(tracking_id__in=[row.tracking_id for row in rows]).values_list(
            "tracking_id", flat=True
        )
    )
    new = [row for row in rows if row.tracking_id not in known]
    for row in new:
        save_complaint(facts=row, by=by, now=now)
    return len(new)


def _locked(pk: int) -> Complaint:
    return Complaint.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
