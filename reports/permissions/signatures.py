"""Who asks for signatures on a paper, who gives them, who returns a scan."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from personnel.models import User
from reports import permissions
from reports.enums import SignatureState, SignatureWay
from reports.models import (
    CreditLetter,
    Job,
    Letter,
    Signature,
    TrainingCertificate,
)
from reports.models.signatures import NumberedPaper
from reports.permissions.papers import visible_papers
from reports.rules.signing_order import ways_together
from reports.selectors.credit_letters import agency_of
from reports.selectors.papers import FAMILIES, link_of, paper_holds
from reports.selectors.signatures import offered_ways
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def visible_signatures(user: User, now: datetime) -> QuerySet[Signature]:
    """Signatures on papers that the reader may open, and those that were asked of him."""
    seen = Q()
    for family in FAMILIES:
        visible = visible_papers(user, family, now).order_by().values("pk")
        seen |= Q(**{f"{link_of(family)}__in": visible})
    if user.employee_id is not None:
        seen |= Q(signer=user.employee_id)
    return Signature.objects.filter(seen)


def can_ask(
    user: User, paper: NumberedPaper, signatures: Sequence[Signature], now: datetime
) -> Verdict:
    """Ask for signatures on a paper that holds: whoever may have it made."""
    if not paper_holds(paper):
        return _ended()
    if any(one.state != SignatureState.SIGNED for one in signatures):
        return denied(_("Tanda tangan surat ini sudah diminta."), WrongState)
    return _has_it_made(user, paper, now)


def can_ask_for_job(user: User, job: Job, now: datetime) -> Verdict:
    """Ask for signatures on all letters of a job: the agency, BKPSDM."""
    if job.agency is None:
        return denied(_("Unit ini belum termasuk perangkat daerah mana pun."))
    return permissions.can_make_for_agency(user, job.agency, now)


def can_stop(
    user: User, paper: NumberedPaper, signatures: Sequence[Signature], now: datetime
) -> Verdict:
    """Take back what was asked for and not given yet: who asked, the agency, BKPSDM."""
    waiting = [one for one in signatures if one.state != SignatureState.SIGNED]
    if not waiting:
        return denied(_("Tidak ada tanda tangan yang ditunggu pada surat ini."), WrongState)
    if any(one.asked_by_id == user.pk for one in waiting):
        return ALLOWED
    return permissions.can_make_for_agency(user, paper.agency, now)


def can_sign(
    user: User, signature: Signature, way: SignatureWay, given: Sequence[Signature], now: datetime
) -> Verdict:
    """Give a signature in one way, in turn, on a paper that holds.

    Only the signer puts one into the file. The scan of a paper signed in ink may also be returned
    by the agency or BKPSDM. ``given`` are the signatures of the paper that stand already.
    """
    if signature.state == SignatureState.SIGNED:
        return denied(_("Tanda tangan ini sudah diberikan."), WrongState)
    if not paper_holds(signature.paper):
        return _ended()
    if signature.state == SignatureState.WAITING:
        return denied(_("Belum giliran ini. Tanda tangan sebelumnya belum diberikan."), WrongState)
    ways = [SignatureWay(one.way) for one in given if one.way]
    if way not in offered_ways():
        return denied(_("Cara tanda tangan ini belum tersedia pada aplikasi ini."), WrongState)
    if way not in ways_together(ways, offered_ways()):
        return denied(
            _("Surat yang dicetak dan ditandatangani tidak dapat diteruskan secara elektronik.")
            if way != SignatureWay.WET_INK
            else _(
                "Tanda tangan pada berkas hilang bila surat dicetak. Teruskan secara elektronik."
            ),
            WrongState,
        )
    if user.employee_id == signature.signer_id:
        return ALLOWED
    if way == SignatureWay.WET_INK:
        return permissions.can_make_for_agency(user, signature.paper.agency, now)
    return denied(
        _("Tanda tangan ini hanya dapat diberikan oleh %(name)s.")
        % {"name": signature.signer.full_name}
    )


def _has_it_made(user: User, paper: NumberedPaper, now: datetime) -> Verdict:
    if isinstance(paper, Letter):
        return permissions.can_make_letter(user, paper.evaluation, now)
    if isinstance(paper, CreditLetter):
        agency = agency_of(paper.employee, now)
        return permissions.can_make_credit_letter(user, paper.employee, agency, now)
    if isinstance(paper, TrainingCertificate):
        return permissions.can_have_certificate(user, paper.record, now)
    if user.employee_id is not None and user.employee_id == paper.signer_id:
        return ALLOWED
    return permissions.can_make_for_agency(user, paper.agency, now)


def _ended() -> Verdict:
    return denied(_("Surat ini tidak berlaku, jadi tidak ditandatangani."), WrongState)
