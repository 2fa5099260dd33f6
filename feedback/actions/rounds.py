"""Plan a 360 round, let it gather names, ask, and change what may still change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from feedback import permissions
from feedback.enums import NominationState, RaterGroup, RoundForm, RoundState
from feedback.models import (
    DeclaredConflict,
    FeedbackRound,
    Nomination,
    RaterForm,
    Reviewee,
)
from feedback.rules.round_assignment import Colleague, propose
from feedback.selectors.rounds import limits_of
from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Assignment, Employee, User
from personnel.permissions import local_day
from personnel.selectors.supervision import supervision_map
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class RoundInput:
    """What BKPSDM writes of a round; numbers as in ``FeedbackRound``."""

    name: str
    form: RoundForm
    agencies: Collection[int]
    nominate_until: date
    approve_until: date
    answer_until: date
    least_raters: int = 6
    most_raters: int = 7
    least_outside: int = 2
    most_load: int = 8
    most_strikes: int = 2
    least_detail: int = 5
    least_overall: int = 3
    least_distribution: int = 8
    above: Decimal = Decimal("3.5")
    meets: Decimal = Decimal("2.5")


@transaction.atomic
def save_round(
    *, round_id: int | None, entered: RoundInput, by: User, now: datetime
) -> FeedbackRound:
    """Write a new draft, or change one; a round that runs only moves its days.

    Raises: ``Denied``, ``WrongState``, ``Incomplete``, ``Refused`` for thresholds or days that
    the database does not take.
    """
    permissions.can_run_rounds(by, now).require()
    if round_id is None:
        round_ = FeedbackRound(made_by=by, seed=int(now.timestamp()) % 2_000_000_000)
    else:
        round_ = _locked(round_id)
        permissions.can_change_round(by, round_, now).require()
    if entered.answer_until < local_day(now):
        raise Incomplete(_("Pengisian paling cepat berakhir hari ini."))
    for field in ("name", "nominate_until", "approve_until", "answer_until"):
        setattr(round_, field, getattr(entered, field))
    is_draft = round_.state == RoundState.DRAFT
    if is_draft:
        for field in (
            "form",
            "least_raters",
            "most_raters",
            "least_outside",
            "most_load",
            "most_strikes",
            "least_detail",
            "least_overall",
            "least_distribution",
            "above",
            "meets",
        ):
            setattr(round_, field, getattr(entered, field))
        if not entered.agencies:
            raise Incomplete(_("Pilih sedikitnya satu perangkat daerah."))
    with refusals_as_sentences(FeedbackRound):
        round_.save()
    if is_draft:
        round_.agencies.set(entered.agencies)
    return round_


@transaction.atomic
def remove_round(*, round_id: int, by: User, now: datetime) -> None:
    """Take a draft back. Raises: ``Denied``, ``WrongState``."""
    round_ = _locked(round_id)
    permissions.can_step(by, round_, RoundState.NOMINATION, now).require()
    round_.delete()


@transaction.atomic
def open_nomination(*, round_id: int, by: User, now: datetime) -> int:
    """Find who serves in the agencies, propose raters, and tell everybody; how many people.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` where nobody serves.
    """
    round_ = _locked(round_id)
    permissions.can_step(by, round_, RoundState.NOMINATION, now).require()
    day = local_day(now)
    people, units = _colleagues(round_, day)
    if not people:
        raise Incomplete(_("Tidak ada pegawai yang bertugas pada perangkat daerah ini."))
    reviews = Reviewee.objects.bulk_create(
        [
            Reviewee(
                round=round_,
                employee_id=one.person,
                unit_id=units[one.person],
                superior_id=one.superior,
            )
            for one in people
        ],
        batch_size=1000,
    )
    review_of = {one.employee_id: one for one in reviews}
    apart = {frozenset(pair) for pair in DeclaredConflict.objects.values_list("one_id", "other_id")}
    asked = propose(
        people,
        ratees=[one.person for one in people],
        limits=limits_of(round_),
        seed=round_.seed,
        apart=apart,
    )
    Nomination.objects.bulk_create(
        (
            Nomination(
                reviewee=review_of[one.ratee],
                rater_id=one.rater,
                group=RaterGroup(one.group.value),
                is_outside=one.outside,
            )
            for one in asked
        ),
        batch_size=2000,
    )
    _go(round_, RoundState.NOMINATION)
    notify(
        [one.person for one in people],
        Message(
            NoticeKind.TASK,
            f"round:{round_.pk}:nominate",
            gettext_noop("Periksa daftar rekan yang akan ditanya tentang Anda: %(round)s."),
            reverse("feedback:review-list"),
            {"round": round_.name},
        ),
        now=now,
    )
    return len(people)


@transaction.atomic
def start_approval(*, round_id: int, by: User, now: datetime) -> FeedbackRound:
    """End the employees' say; superiors approve. Raises: ``Denied``, ``WrongState``."""
    round_ = _locked(round_id)
    permissions.can_step(by, round_, RoundState.APPROVAL, now).require()
    _go(round_, RoundState.APPROVAL)
    waiting = Reviewee.objects.filter(round=round_, approved_at__isnull=True)
    notify(
        set(waiting.values_list("superior_id", flat=True)),
        Message(
            NoticeKind.TASK,
            f"round:{round_.pk}:approve",
            gettext_noop("Setujui daftar pemberi umpan balik bagi tim Anda: %(round)s."),
            reverse("feedback:review-list"),
            {"round": round_.name},
        ),
        now=now,
    )
    return round_


@transaction.atomic
def start_collection(*, round_id: int, by: User, now: datetime) -> int:
    """Ask: forms for everybody whose name stands; how many forms.

    A list that no superior approved in time is asked as it stands; that stays visible.
    Raises: ``Denied``, ``WrongState``.
    """
    round_ = _locked(round_id)
    permissions.can_step(by, round_, RoundState.COLLECTION, now).require()
    wanted = Nomination.objects.filter(reviewee__round=round_, state=NominationState.PROPOSED)
    RaterForm.objects.bulk_create(
        (RaterForm(nomination_id=pk) for pk in wanted.values_list("pk", flat=True)),
        batch_size=2000,
    )
    _go(round_, RoundState.COLLECTION)
    notify(
        set(wanted.values_list("rater_id", flat=True)),
        Message(
            NoticeKind.TASK,
            f"round:{round_.pk}:answer",
            gettext_noop("Anda diminta memberi umpan balik tentang rekan: %(round)s."),
            reverse("feedback:review-list"),
            {"round": round_.name},
        ),
        now=now,
    )
    return wanted.count()


@transaction.atomic
def declare_conflict(*, other: Employee, kind: str, by: User, now: datetime) -> DeclaredConflict:
    """Name a person about whom one is not asked, and who is not asked about oneself.

    Raises: ``Incomplete`` without a person behind the account, ``Refused`` twice or for oneself.
    """
    if by.employee is None:
        raise Incomplete(_("Akun ini tidak terhubung dengan pegawai."))
    with refusals_as_sentences(DeclaredConflict):
        return DeclaredConflict.objects.create(
            one=by.employee, other=other, kind=kind, declared_at=now
        )


@transaction.atomic
def withdraw_conflict(*, conflict_id: int, by: User) -> None:
    """Take one's own declaration back. Raises: ``DeclaredConflict.DoesNotExist``."""
    DeclaredConflict.objects.get(pk=conflict_id, one=by.employee_id or 0).delete()


def _colleagues(round_: FeedbackRound, day: date) -> tuple[list[Colleague], dict[int, int]]:
    """Everybody who serves in the round's agencies, and the unit of each."""
    lines = supervision_map(day)
    rows = (
        Assignment.objects.on(day)
        .definitive()
        .filter(
            post__unit__agency__in=round_.agencies.values("pk"),
            employee__in=Employee.objects.owing_a_plan(),
        )
        .order_by("employee_id")
        .values_list(
            "employee_id", "post__unit_id", "post__unit__agency_id", "post__unit__parent_id"
        )
    )
    people, units = [], {}
    for person, unit, agency, parent in rows:
        people.append(Colleague(person, agency or 0, parent or unit, lines.of(person).supervisor))
        units[person] = unit
    return people, units


def _go(round_: FeedbackRound, state: RoundState) -> None:
    round_.state, round_.asked_state = state, ""
    round_.save(update_fields=["state", "asked_state"])


def _locked(round_id: int) -> FeedbackRound:
    return FeedbackRound.objects.select_for_update().get(pk=round_id)
