"""Name who acts for a person who is away; decline; come back earlier."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel import permissions
from personnel.actions.notices import Message, notify
from personnel.enums import STRUCTURAL_LEVELS, LegalStatus, NoticeKind, PostKind
from personnel.models import Assignment, Employee, Substitution, User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences

LONGEST_DAYS = 183
"""Half a year; a longer absence needs an acting official (Plt.) or a decree."""


@dataclass(frozen=True, slots=True)
class SubstitutionFacts:
    """Who acts for whom, on which days (both included), and why."""

    absent_id: int
    substitute_id: int
    effective_from: date
    effective_until: date
    reason: str


@transaction.atomic
def name_substitute(*, facts: SubstitutionFacts, by: User, now: datetime) -> Substitution:
    """Name a substitute, who is told and may decline.

    Raises: ``Denied``; ``Refused`` for a day that has passed, more than half a year, somebody who
    has left, below pengawas (regulation 2.1) or without an account, or a second substitute on the
    same days.
    """
    absent = Employee.objects.get(pk=facts.absent_id)
    permissions.can_name_substitute(by, absent, now).require()
    _check(facts, local_day(now))
    with refusals_as_sentences(Substitution):
        made = Substitution.objects.create(
            absent=absent,
            substitute_id=facts.substitute_id,
            effective_from=facts.effective_from,
            effective_until=facts.effective_until,
            reason=facts.reason.strip(),
            named_by=by,
            named_at=now,
        )
    sentence = gettext_noop(
        "Anda ditunjuk bertindak atas nama %(name)s, %(from)s sampai %(until)s."
    )
    _tell(made, [made.substitute_id], sentence, "named", now)
    return made


def _check(facts: SubstitutionFacts, day: date) -> None:
    if facts.effective_until < day:
        raise Refused(_("Tanggal selesai sudah lewat."), "substitution_not_past")
    if facts.effective_until - facts.effective_from > timedelta(days=LONGEST_DAYS):
        raise Refused(
            _("Paling lama enam bulan. Untuk waktu yang lebih lama, BKPSDM menetapkan dengan SK."),
            "substitution_not_too_long",
        )
    substitute = Employee.objects.get(pk=facts.substitute_id)
    if substitute.legal_status == LegalStatus.LEFT:
        raise Refused(
            _("%(name)s sudah berhenti atau pensiun.") % {"name": substitute.name},
            "substitution_serves",
        )
    leads = Assignment.objects.on(facts.effective_from).filter(
        Q(post__level__in=STRUCTURAL_LEVELS) | Q(post__kind=PostKind.STATE_OFFICE),
        employee=substitute,
    )
    if not leads.exists():
        raise Refused(
            _(
                "Pengganti paling rendah pejabat pengawas. Untuk pejabat lain, BKPSDM menetapkan "
                "pendelegasian dengan SK."
            ),
            "substitution_high_enough",
        )
    if not User.objects.filter(employee=substitute, is_active=True).exists():
        raise Refused(
            _("%(name)s belum memiliki akun aktif.") % {"name": substitute.name},
            "substitution_has_account",
        )


@transaction.atomic
def decline_substitution(
    *, substitution_id: int, reason: str, by: User, now: datetime
) -> Substitution:
    """Refuse to act; the absent person is told, so that somebody else can be named.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without a reason.
    """
    row = _locked(substitution_id)
    permissions.can_decline_substitution(by, row, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    row.declined_at, row.decline_reason = now, reason.strip()
    row.save(update_fields=["declined_at", "decline_reason"])
    sentence = gettext_noop("%(substitute)s tidak dapat menggantikan Anda. Tunjuk orang lain.")
    _tell(row, [row.absent_id], sentence, "declined", now)
    return row


@transaction.atomic
def end_substitution(*, substitution_id: int, by: User, now: datetime) -> Substitution:
    """Let it end yesterday, or take back one that has not begun.

    Raises: ``Denied``, ``WrongState``.
    """
    row = _locked(substitution_id)
    permissions.can_end_substitution(by, row, now).require()
    yesterday = local_day(now) - timedelta(days=1)
    sentence = gettext_noop("Anda tidak lagi bertindak atas nama %(name)s.")
    _tell(row, [row.substitute_id], sentence, "ended", now)
    if row.effective_from > yesterday:
        row.delete()
    else:
        row.effective_until = yesterday
        row.save(update_fields=["effective_until"])
    return row


def _locked(pk: int) -> Substitution:
    rows = Substitution.objects.select_related("absent", "substitute")
    return rows.select_for_update(of=("self",)).get(pk=pk)


def _tell(row: Substitution, people: list[int], sentence: str, what: str, now: datetime) -> None:
    message = Message(
        kind=NoticeKind.SUBSTITUTION,
        key=f"substitution:{row.pk}:{what}",
        sentence=sentence,
        url=reverse("personnel:substitution-list"),
        details={
            "name": row.absent.full_name,
            "substitute": Employee.objects.get(pk=row.substitute_id).full_name,
            "from": f"{row.effective_from:%d-%m-%Y}",
            "until": f"{row.effective_until:%d-%m-%Y}",
        },
    )
    notify(people, message, now=now)
