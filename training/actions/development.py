"""Open development plans: after a result that asks for one, as an offer, or of one's own accord."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify, notify_accounts, with_substitutes
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from personnel.permissions import local_day
from personnel.rules.dates import long_date
from personnel.selectors.regulation import regulation_on
from personnel.selectors.supervision import SupervisionMap, supervision_map
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.actions.telling import admins
from training.enums import DevelopmentNeed, DevelopmentState
from training.models import DevelopmentPlan
from training.regulation import FOLLOW_UP_DAYS, PLAN_DAYS
from training.rules.development import DEMANDED, Need, deadline_of, missing_parts
from training.selectors.development import contents_of

S = DevelopmentState

_OPENED = gettext_noop(
    "Rencana pengembangan %(year)s terbuka untuk Anda: pilih bantuan yang Anda perlukan, paling "
    "lambat %(date)s."
)
_OPENED_OF = gettext_noop(
    "Rencana pengembangan %(year)s bagi %(name)s sudah dibuka. Dampingi penyusunannya, paling "
    "lambat %(date)s."
)
_GUIDED = gettext_noop(
    "Pembinaan kinerja %(name)s dimulai; rencana pengembangannya ditindaklanjuti pada %(date)s."
)
_OFFERED = gettext_noop(
    "Anda dapat mengambil tantangan baru atau menjadi mentor pada %(year)s. Ini tawaran, bukan "
    "kewajiban."
)
_EASED = gettext_noop(
    "Rencana pengembangan %(year)s tidak lagi diminta oleh hasil evaluasi. Anda boleh "
    "melanjutkannya."
)


@transaction.atomic
def open_from_predicate(
    *,
    employee: Employee,
    need: Need,
    source_year: int,
    now: datetime,
    lines: SupervisionMap | None = None,
) -> DevelopmentPlan:
    """Open, or bring up to date, the plan of the year after ``source_year``.

    ``need`` says what the result of that year asks for; the room knows no predicate. A demanded
    plan has a deadline, guidance also a day of follow-up and is told to BKPSDM; ``STRETCH`` is
    only offered. Asking again changes nothing. A plan that stands already keeps what is written;
    one that is handed in or agreed returns to the person when a duty is added that it does not
    meet. Where a result no longer demands it, the plan goes on as a free one.
    ``lines`` saves reading the city's lines again.
    """
    day = local_day(now)
    plan = (
        DevelopmentPlan.objects.select_for_update(of=("self",))
        .select_related("employee")
        .filter(employee=employee, year=source_year + 1)
        .first()
    )
    if plan is None:
        plan = DevelopmentPlan(
            employee=employee,
            year=source_year + 1,
            opened_on=day,
            state=S.DRAFT if need in DEMANDED else S.OFFERED,
        )
    elif (plan.need, plan.source_year) == (need, source_year) or plan.state == S.CLOSED:
        return plan
    was_demanded = plan.is_demanded
    _ask_for(plan, need, source_year, day)
    plan.superior_id = (lines or supervision_map(day)).of(employee.pk).supervisor
    plan.save()
    _tell_opened(plan, now, was_demanded=was_demanded)
    return plan


def _ask_for(plan: DevelopmentPlan, need: Need, source_year: int, day: date) -> None:
    """Write into a plan what a result asks for."""
    was_demanded = plan.is_demanded
    plan.source_year = source_year
    plan.follow_up_on = None
    if need not in DEMANDED:
        plan.deadline = None
        if plan.need != DevelopmentNeed.OWN:
            plan.need = DevelopmentNeed.STRETCH
        return
    plan.need = DevelopmentNeed(need)
    regulation = regulation_on(day)
    if not was_demanded:
        plan.deadline = deadline_of(day, regulation.whole(PLAN_DAYS))
        plan.versions |= regulation.versions(PLAN_DAYS)
    if need == Need.GUIDE:
        plan.follow_up_on = deadline_of(day, regulation.whole(FOLLOW_UP_DAYS))
        plan.versions |= regulation.versions(FOLLOW_UP_DAYS)
    if plan.state in (S.OFFERED, S.DECLINED):
        plan.state = S.DRAFT
    elif plan.state != S.DRAFT and missing_parts(need, contents_of(plan)):
        back_to_draft(plan)


def back_to_draft(plan: DevelopmentPlan) -> None:
    """Let a plan be written again; who agreed to what stood there stays in the history."""
    plan.state = S.DRAFT
    plan.agreed_by = plan.agreed_at = plan.submitted_at = None


def _tell_opened(plan: DevelopmentPlan, now: datetime, *, was_demanded: bool) -> None:
    """Tell whom it concerns, in words of help."""
    details: dict[str, str | int] = {"year": plan.year, "name": plan.employee.name}

    def message(sentence: str, *, day: date | None = None, key: str = "") -> Message:
        return Message(
            kind=NoticeKind.TASK,
            key=f"developmentplan:{plan.pk}:{key or plan.need}",
            sentence=sentence,
            url=reverse("training:development-detail", args=[plan.pk]),
            details=details | ({"date": long_date(day)} if day else {}),
            may_mail=plan.is_demanded,
        )

    owner = [plan.employee_id]
    if plan.is_demanded:
        notify(owner, message(_OPENED, day=plan.deadline), now=now)
        superiors = with_substitutes([plan.superior_id], now)
        notify(superiors, message(_OPENED_OF, day=plan.deadline), now=now)
        if plan.follow_up_on is not None:
            notify_accounts(
                admins(now), message(_GUIDED, day=plan.follow_up_on, key="follow-up"), now=now
            )
    elif was_demanded:
        notify(owner, message(_EASED), now=now)
    elif plan.state == S.OFFERED:
        notify(owner, message(_OFFERED), now=now)


@transaction.atomic
def begin_development(*, year: int, by: User, now: datetime) -> DevelopmentPlan:
    """Begin a plan of one's own accord for this year or the next.

    Raises: ``Denied``; ``Incomplete`` for another year; ``Refused`` where the year has one.
    """
    permissions.can_begin_development(by).require()
    day = local_day(now)
    if year not in (day.year, day.year + 1):
        raise Incomplete(_("Pilih tahun ini atau tahun depan."))
    employee_id = by.employee_id or 0
    with refusals_as_sentences(DevelopmentPlan):
        return DevelopmentPlan.objects.create(
            employee_id=employee_id,
            year=year,
            need=DevelopmentNeed.OWN,
            opened_on=day,
            superior_id=supervision_map(day).of(employee_id).supervisor,
        )


def follow_lines(*, now: datetime) -> int:
    """Let plans that run follow their person to a new superior; how many did."""
    running = list(
        DevelopmentPlan.objects.filter(state__in=(S.OFFERED, S.DRAFT, S.SUBMITTED, S.AGREED))
    )
    lines = supervision_map(local_day(now)) if running else None
    moved = 0
    for plan in running:
        superior = lines.of(plan.employee_id).supervisor if lines else None
        if superior and superior != plan.superior_id:
            moved += DevelopmentPlan.objects.filter(pk=plan.pk).update(superior=superior)
    return moved
