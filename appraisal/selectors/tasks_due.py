"""What waits for a person, by when, and the one button that does it."""

from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.enums import (
    EvaluationState,
    ObjectionState,
    OrganisationState,
    PlanState,
)
from appraisal.models import Evaluation, Objection, OrganisationPredicate, Plan
from appraisal.permissions import rated_for
from appraisal.selectors.citizens import peer_todos, survey_todos
from appraisal.selectors.development_due import development_todos
from appraisal.selectors.due_days import DueDays, due_days
from appraisal.selectors.improvement_due import improvement_todos
from appraisal.selectors.judging_tasks import judging_tasks
from appraisal.selectors.points_due import agreed_points
from appraisal.selectors.tasks_planning import (
    links_to_choose,
    plans_to_begin,
    plans_to_close,
)
from appraisal.selectors.todos import SOURCES, Todo
from personnel.models import PerformanceYear, Period, User
from personnel.rules.dates import long_date
from personnel.rules.year import DeadlineKey


def todos_of(user: User, now: datetime, days: DueDays | None = None) -> list[Todo]:
    """Everything that waits for the account's person, nearest date first.

    The home page, the daily notices, the calendar feed and the escalation all ask here.
    """
    days = days or due_days(now)
    if user.employee_id is None or days is None:
        return []
    raters = rated_for(user, now)
    found = [
        *_own_plan(user, days.year, days.due),
        *_plans_of_team(user, raters, days.year, days.due),
        *links_to_choose(user),
        *plans_to_close(user, now),
        *_own_evaluations(user, days),
        *_evaluations_of_team(user, raters, days),
        *_organisations(user, days),
        *_objections(user),
        *agreed_points(user.employee_id),
        *judging_tasks(user, raters),
        *improvement_todos(user, days.day),
        *development_todos(user, days.day),
        *survey_todos(user.employee_id, days.day),
        *peer_todos(user.employee_id),
        *(todo for source in SOURCES for todo in source(user, now)),
    ]
    return sorted(found, key=lambda todo: todo.due or date.max)


def _own_plan(user: User, year: PerformanceYear, due: dict[str, date]) -> list[Todo]:
    plans = list(Plan.objects.filter(employee=user.employee_id, year=year).current())
    if user.employee is None:
        return []
    todos = plans_to_begin(user.employee, year, due.get(DeadlineKey.DRAFT_DUE))
    for plan in plans:
        url = reverse("appraisal:plan-detail", args=[plan.pk])
        if plan.state == PlanState.DRAFT:
            text = _("SKP masih berupa draf. Lengkapi, lalu ajukan kepada pejabat penilai.")
            todos.append(
                Todo(
                    _("Lengkapi dan ajukan SKP"),
                    text,
                    _("Lanjutkan"),
                    url,
                    due.get(DeadlineKey.DRAFT_DUE),
                )
            )
        elif plan.state == PlanState.RETURNED:
            todos.append(
                Todo(
                    _("Perbaiki SKP yang dikembalikan"),
                    plan.note,
                    _("Perbaiki"),
                    url,
                    due.get(DeadlineKey.SET_DUE),
                )
            )
        elif plan.state == PlanState.APPROVED and plan.employee_signed_at is None:
            text = _("Pejabat penilai sudah menyetujui SKP Anda.")
            todos.append(
                Todo(
                    _("Tanda tangani SKP"),
                    text,
                    _("Tanda tangani"),
                    url,
                    due.get(DeadlineKey.SET_DUE),
                )
            )
    return todos


def _plans_of_team(
    user: User, raters: frozenset[int], year: PerformanceYear, due: dict[str, date]
) -> list[Todo]:
    plans = Plan.objects.filter(supervisor__in=raters, year=year).exclude(employee=user.employee_id)
    submitted = plans.filter(state=PlanState.SUBMITTED).count()
    signed = plans.filter(state=PlanState.APPROVED, employee_signed_at__isnull=False).count()
    todos = []
    if submitted:
        todos.append(
            Todo(
                ngettext("Periksa %(n)s SKP bawahan", "Periksa %(n)s SKP bawahan", submitted)
                % {"n": submitted},
                _("Setujui, atau kembalikan dengan catatan."),
                _("Periksa"),
                f"{reverse('appraisal:plan-list')}?state={PlanState.SUBMITTED}",
                due.get(DeadlineKey.SET_DUE),
            )
        )
    if signed:
        todos.append(
            Todo(
                ngettext("Tetapkan %(n)s SKP bawahan", "Tetapkan %(n)s SKP bawahan", signed)
                % {"n": signed},
                _("Pegawai sudah menandatangani; tanda tangan Anda menetapkan SKP."),
                _("Tetapkan"),
                f"{reverse('appraisal:plan-list')}?state={PlanState.APPROVED}",
                due.get(DeadlineKey.SET_DUE),
            )
        )
    return todos


def _own_evaluations(user: User, days: DueDays) -> list[Todo]:
    rows = Evaluation.objects.filter(
        plan__employee=user.employee_id,
        state__in=[EvaluationState.IN_PROGRESS, EvaluationState.SERVED],
    ).select_related("period__year", "plan")
    todos = []
    for row in rows:
        url = reverse("appraisal:evaluation-detail", args=[row.pk])
        if row.state == EvaluationState.SERVED:
            last = days.answers.objection_due(row)
            todos.append(
                Todo(
                    _("Baca dan jawab hasil %(period)s") % {"period": row.period},
                    _("Terima hasilnya, atau ajukan keberatan paling lambat %(day)s.")
                    % {"day": long_date(last) if last else "–"},
                    _("Baca hasil"),
                    url,
                    days.answers.answer_due(row),
                    is_answer=True,
                )
            )
            continue
        ended = days.day > min(row.period.ends, row.plan.ends)
        title = _("Ajukan %(period)s") if ended else _("Catat kemajuan %(period)s")
        todos.append(
            Todo(
                title % {"period": row.period},
                _("Isi realisasi dan lampirkan bukti untuk setiap hasil kerja."),
                _("Catat"),
                url,
                days.of(row.period, DeadlineKey.ENTRY_DUE),
            )
        )
    return todos


def _evaluations_of_team(user: User, raters: frozenset[int], days: DueDays) -> list[Todo]:
    waiting = (
        Evaluation.objects.filter(supervisor__in=raters)
        .exclude(plan__employee=user.employee_id)
        .values("period")
        .annotate(
            rate=Count("pk", filter=Q(state=EvaluationState.IN_RATING)),
            serve=Count("pk", filter=Q(state=EvaluationState.FIXED)),
            fixed=Min("fixed_at", filter=Q(state=EvaluationState.FIXED)),
        )
        .filter(Q(rate__gt=0) | Q(serve__gt=0))
        .order_by("period")
    )
    periods = Period.objects.select_related("year").in_bulk([row["period"] for row in waiting])
    todos = []
    for row in waiting:
        period = periods[row["period"]]
        url = reverse("appraisal:team", args=[period.pk])
        last = days.of(period, DeadlineKey.RATING_DUE)
        if row["rate"]:
            todos.append(
                Todo(
                    _("Nilai %(n)s pegawai, %(period)s") % {"n": row["rate"], "period": period},
                    _("Realisasi dan bukti sudah diajukan."),
                    _("Nilai"),
                    url,
                    last,
                )
            )
        if row["serve"]:
            todos.append(
                Todo(
                    _("Sampaikan %(n)s hasil, %(period)s") % {"n": row["serve"], "period": period},
                    _("Hasil sudah ditetapkan dan belum dibaca pegawai."),
                    _("Sampaikan"),
                    url,
                    days.answers.serve_due(row["fixed"]),
                )
            )
    return todos


def _organisations(user: User, days: DueDays) -> list[Todo]:
    led = {unit for unit, head in days.heads.items() if head == user.employee_id}
    if not led:
        return []
    rows = OrganisationPredicate.objects.exclude(state=OrganisationState.FIXED).filter(
        unit__parent__in=led, period__ends__lt=days.day
    )
    counted = rows.values("period").annotate(n=Count("pk")).order_by("period")
    periods = Period.objects.select_related("year").in_bulk([row["period"] for row in counted])
    return [
        Todo(
            _("Tetapkan predikat organisasi %(n)s unit, %(period)s")
            % {"n": row["n"], "period": periods[row["period"]]},
            _("Predikat pegawai baru dapat ditetapkan setelahnya."),
            _("Tetapkan"),
            reverse("appraisal:organisation-list", args=[row["period"]]),
            days.of(periods[row["period"]], DeadlineKey.ORGANISATION_DUE),
        )
        for row in counted
    ]


def _objections(user: User) -> list[Todo]:
    open_states = [ObjectionState.SUBMITTED, ObjectionState.UNDER_REVIEW]
    rows = Objection.objects.filter(state__in=open_states).filter(
        Q(evaluation__reviewing_superior=user.employee_id)
        | Q(evaluation__supervisor=user.employee_id, supervisor_statement="")
    )
    todos = []
    for row in rows.select_related("evaluation__plan__employee"):
        name = {"name": row.evaluation.plan.employee.name}
        if row.evaluation.reviewing_superior_id == user.employee_id:
            title, verb = _("Putuskan keberatan %(name)s") % name, _("Periksa")
            plain = _("Putuskan satu keberatan")
        else:
            title, verb = _("Beri keterangan atas keberatan %(name)s") % name, _("Beri keterangan")
            plain = _("Beri keterangan atas satu keberatan")
        todos.append(
            Todo(
                title,
                _("Kedua pihak didengar sebelum diputus."),
                verb,
                reverse("appraisal:objection-detail", args=[row.pk]),
                row.decide_by,
                is_answer=True,
                plain=plain,
            )
        )
    return todos
