"""Ask for signatures on a paper, one after the other, and take back what was not given."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from reports.enums import LetterState, SignatureState, SignerRole
from reports.models import Job, Letter, Signature
from reports.models.signatures import NumberedPaper
from reports.permissions import signatures as permissions
from reports.rules.signing_order import next_place
from reports.selectors.letters import Validity, validity
from reports.selectors.papers import family_of, link_of, locked_paper
from reports.selectors.signatures import candidates, letter_candidates, signatures_of
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences


@transaction.atomic
def ask_for_signatures(
    *, paper: NumberedPaper, roles: Sequence[str], by: User, now: datetime
) -> list[Signature]:
    """Ask for the signatures of ``roles`` in the order of the house, the first of them at once.

    Roles that signed already are not asked again. Raises: ``Denied``, ``WrongState``;
    ``Incomplete`` when nobody is left to sign.
    """
    paper = locked_paper(paper)
    given = signatures_of(paper)
    permissions.can_ask(by, paper, given, now).require()
    found = candidates(paper, now)
    signed = {one.role for one in given}
    order = [role for role in found.possible if role in roles and role not in signed]
    if not order:
        raise Incomplete(_("Pilih paling sedikit satu penanda tangan."))
    rows = _rows(paper, order, found.people, given, by, now)
    with refusals_as_sentences(Signature):
        Signature.objects.bulk_create(rows)
    tell([rows[0].signer_id], now)
    return rows


@transaction.atomic
def ask_for_signatures_of_job(*, job: Job, by: User, now: datetime) -> int:
    """Ask for the usual signatures on every letter of a job that holds and was never signed.

    Returns on how many letters. Each first signer hears of it once. Raises: ``Denied``.
    """
    permissions.can_ask_for_job(by, job, now).require()
    letters = [
        letter
        for letter in Letter.objects.select_for_update(of=("self",))
        .filter(job=job, state=LetterState.READY, signatures__isnull=True)
        .select_related("evaluation")
        .order_by("sequence")
        if validity(letter) == Validity.HOLDS
    ]
    found = letter_candidates(letters, now)
    rows = [
        row
        for letter in letters
        for row in _rows(letter, found[letter.pk].proposed, found[letter.pk].people, [], by, now)
    ]
    Signature.objects.bulk_create(rows, batch_size=500)
    tell([row.signer_id for row in rows if row.state == SignatureState.ASKED], now)
    return len(letters)


@transaction.atomic
def stop_asking(*, paper: NumberedPaper, by: User, now: datetime) -> int:
    """Take back the signatures that were asked for and not given; those given stay.

    Returns how many. Raises: ``Denied``, ``WrongState``.
    """
    paper = locked_paper(paper)
    permissions.can_stop(by, paper, signatures_of(paper), now).require()
    waiting = paper.signatures.exclude(state=SignatureState.SIGNED)
    count = waiting.count()
    waiting.delete()
    return count


def ask_next(paper: NumberedPaper, now: datetime) -> None:
    """Ask for the signature whose turn it is, once the earlier ones are given."""
    rows = signatures_of(paper)
    place = next_place([SignatureState(row.state) for row in rows])
    if place is None:
        return
    row = rows[place]
    row.state, row.asked_at = SignatureState.ASKED, now
    row.save(update_fields=["state", "asked_at"])
    tell([row.signer_id], now)


def tell(signers: Sequence[int], now: datetime) -> None:
    """Tell people that papers wait for their signature: once a day, however many there are."""
    message = Message(
        kind=NoticeKind.TASK,
        key="signatures",
        sentence=gettext_noop("Ada surat yang menunggu tanda tangan Anda."),
        url=reverse("reports:signature-list"),
    )
    notify(signers, message, now=now)


def _rows(
    paper: NumberedPaper,
    order: Sequence[SignerRole],
    people: dict[SignerRole, Employee],
    given: Sequence[Signature],
    by: User,
    now: datetime,
) -> list[Signature]:
    """The first is asked for, the others wait; places go on after those given."""
    after = given[-1].place if given else 0
    subject = {link_of(family_of(paper)): paper}
    return [
        Signature(
            **subject,
            place=after + number,
            role=role,
            signer=people[role],
            state=SignatureState.ASKED if number == 1 else SignatureState.WAITING,
            asked_at=now if number == 1 else None,
            asked_by=by,
            created_at=now,
        )
        for number, role in enumerate(order, start=1)
    ]
