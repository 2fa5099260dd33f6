"""Remind: by hand from the control room, and each morning by the calendar.

Everything is told through notices, of which a person gets one a day for the same thing; so each
function here may run twice.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from appraisal import permissions
from appraisal.enums import EvaluationState, ObjectionState
from appraisal.models import Evaluation, Objection
from appraisal.regulation import ESCALATE_DAYS, REMIND_DAYS
from appraisal.rules.year_steps import escalates
from appraisal.selectors.control import Progress, Step, progress_of
from appraisal.selectors.control_people import Behind
from appraisal.selectors.due_days import DueDays, due_days
from appraisal.selectors.tasks_due import todos_of
from appraisal.selectors.todos import Todo
from personnel.actions.notices import Message, notify, notify_accounts, wake_mail
from personnel.enums import NoticeKind, Role
from personnel.models import Notice, PerformanceYear, Reminder, RoleGrant, Unit, User
from personnel.rules.calendar import working_days_until
from personnel.rules.dates import long_date
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import WrongState

OWN = gettext_noop("Pengingat: %(step)s. Batas waktu: %(due)s.")
FOR_OTHERS = gettext_noop("Pengingat: %(step)s. %(n)s menunggu langkah Anda. Batas waktu: %(due)s.")


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a reminder reaches: how many things wait, the page to open, and what is in the way."""

    employee_id: int
    waiting: int
    own: bool
    page: str
    has_account: bool
    told_today: bool


def recipients_of(
    step: Step, year: PerformanceYear, rows: Iterable[Behind], now: datetime
) -> list[Recipient]:
    """One line a person, those with most waiting first (two queries)."""
    listed = [row for row in rows if row.turn is not None]
    waiting = Counter(row.turn for row in listed)
    first = {row.turn: row for row in reversed(listed)}
    accounts = dict(
        User.objects.filter(employee__in=first, is_active=True).values_list("employee", "pk")
    )
    told = set(
        Notice.objects.filter(
            key=_key(step, year),
            day=timezone.localtime(now).date(),
            recipient__in=accounts.values(),
        ).values_list("recipient", flat=True)
    )
    return [
        Recipient(
            employee_id=pk,
            waiting=number,
            own=first[pk].own and number == 1,
            page=first[pk].page,
            has_account=pk in accounts,
            told_today=accounts.get(pk) in told,
        )
        for pk, number in waiting.most_common()
        if pk is not None
    ]


@transaction.atomic
def send_reminders(
    *,
    step: Step,
    year: PerformanceYear,
    agency: Unit | None,
    rows: Iterable[Behind],
    by: User,
    now: datetime,
) -> Reminder:
    """Remind everybody whose turn it is, except who was reminded of the step today.

    Raises: ``Denied``; ``WrongState`` when nobody is left to remind.
    """
    permissions.can_remind(by, year, agency, now).require()
    reach = [
        row
        for row in recipients_of(step, year, rows, now)
        if row.has_account and not row.told_today
    ]
    if not reach:
        raise WrongState(_("Semua yang dapat diingatkan sudah diingatkan hari ini."))
    reminder = Reminder.objects.create(
        year=year, step=step.key, agency=agency, by=by, at=now, reached=len(reach)
    )
    for row in reach:
        notify([row.employee_id], _reminder_message(step, row, year), now=now, reminder=reminder)
    return reminder


def _key(step: Step, year: PerformanceYear) -> str:
    return f"remind:{year.pk}:{step.key}"


def _reminder_message(step: Step, row: Recipient, year: PerformanceYear) -> Message:
    with translation.override(settings.LANGUAGE_CODE):
        label, due = step.label, long_date(step.due) if step.due else "–"
    return Message(
        kind=NoticeKind.REMINDER,
        key=_key(step, year),
        sentence=OWN if row.own else FOR_OTHERS,
        url=row.page,
        details={"step": label, "due": due, "n": row.waiting},
        may_mail=not year.is_rehearsal,
    )


def remind_by_calendar(*, now: datetime) -> dict[str, int]:
    """The work of a morning: what is due soon, what is late, and the mails; counts of each."""
    days = due_days(now)
    if days is None:
        return {"due": 0, "late": 0, "mails": 0}
    return {
        "due": _tell_of_near_days(days, now),
        "late": _escalate(days, now),
        "mails": _mail_what_is_left(),
    }


def _tell_of_near_days(days: DueDays, now: datetime) -> int:
    before = regulation_on(days.day).whole(REMIND_DAYS)
    told = 0
    for user in _with_near_days(days, before):
        for todo in todos_of(user, now, days):
            if _is_near(todo, days, before):
                told += notify_accounts([user.pk], _near_message(todo, days), now=now)
    return told


def _is_near(todo: Todo, days: DueDays, before: int) -> bool:
    if todo.due is None or todo.due < days.day:
        return False
    left = working_days_until(days.day, todo.due, days.holidays)
    return todo.due == days.day or left == before


def _with_near_days(days: DueDays, before: int) -> Iterable[User]:
    """Whom to look at: everybody on a day for which the year names a step, else few."""
    accounts = User.objects.filter(is_active=True, employee__isnull=False).select_related(
        "employee"
    )
    named = any(
        due == days.day or working_days_until(days.day, due, days.holidays) == before
        for kept in days.due_by_year.values()
        for due in kept.values()
        if due >= days.day
    )
    if named:
        return accounts
    served = Evaluation.objects.filter(state=EvaluationState.SERVED)
    open_states = [ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW]
    objections = Objection.objects.filter(state__in=open_states)
    people = {
        *served.values_list("plan__employee", flat=True),
        *objections.values_list("evaluation__reviewing_superior", flat=True),
        *objections.values_list("evaluation__supervisor", flat=True),
    }
    return accounts.filter(employee__in=people - {None})


def _near_message(todo: Todo, days: DueDays) -> Message:
    due = todo.due or days.day
    with translation.override(settings.LANGUAGE_CODE):
        details: dict[str, str | int] = {"what": todo.title, "due": long_date(due)}
    return Message(
        kind=NoticeKind.ANSWER_DUE if todo.is_answer else NoticeKind.DUE_SOON,
        key=f"due:{todo.url}:{due}",
        sentence=gettext_noop("%(what)s, paling lambat %(due)s."),
        url=todo.url,
        details=details,
        may_mail=not days.year.is_rehearsal,
    )


def _escalate(days: DueDays, now: datetime) -> int:
    """Tell managers of each step in which people of their agency are late, once for ever."""
    wait = regulation_on(days.day).whole(ESCALATE_DAYS)
    managers = _managers(days)
    told = 0
    for year in days.years:
        progress = progress_of(year, days.day)
        for step in progress.steps:
            if not escalates(step.due, days.day, wait, days.holidays):
                continue
            for line in progress.lines(step):
                if line.count.late:
                    told += _escalate_one(progress, step, line.agency, managers, now)
    return told


def _managers(days: DueDays) -> dict[int, set[int]]:
    """Accounts of the performance managers by agency."""
    found: dict[int, set[int]] = {}
    grants = (
        RoleGrant.objects.filter(role=Role.PERFORMANCE_MANAGER, effective_from__lte=days.day)
        .exclude(effective_until__lt=days.day)
        .filter(user__is_active=True)
    )
    for agency, user in grants.values_list("agency", "user"):
        found.setdefault(agency or 0, set()).add(user)
    return found


def _escalate_one(
    progress: Progress, step: Step, agency: Unit, managers: dict[int, set[int]], now: datetime
) -> int:
    key = f"late:{progress.year.pk}:{step.key}:{agency.pk}"
    knowing = set(Notice.objects.filter(key=key).values_list("recipient", flat=True))
    with translation.override(settings.LANGUAGE_CODE):
        details: dict[str, str | int] = {
            "n": progress.of(step, agency.pk).late,
            "step": step.label,
            "agency": agency.name,
        }
    message = Message(
        kind=NoticeKind.ESCALATION,
        key=key,
        sentence=gettext_noop("%(agency)s: %(n)s lewat batas, %(step)s."),
        url=f"{reverse('appraisal:control-agency', args=[agency.pk])}"
        f"?year={progress.year.year}&step={step.key}",
        details=details,
        may_mail=not progress.year.is_rehearsal,
    )
    return notify_accounts(managers.get(agency.pk, set()) - knowing, message, now=now)


def _mail_what_is_left() -> int:
    waiting = Notice.objects.all().to_mail().filter(recipient__is_active=True)
    accounts = sorted(set(waiting.exclude(recipient__email="").values_list("recipient", flat=True)))
    if accounts:
        wake_mail(accounts)
    return len(accounts)
