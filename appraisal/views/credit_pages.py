"""What the page of one person's angka kredit shows, and what its reader may do there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import CreditBaseKind, EvaluationState
from appraisal.models import CreditBase, CreditConversion, Evaluation
from appraisal.rules.credit import Distance
from appraisal.rules.credit_conditions import Condition, ConditionCode
from appraisal.rules.credit_ledger import KindTotal
from appraisal.selectors.credit import CreditAccount, credit_account
from appraisal.selectors.credit_plans import (
    PlannedConversion,
    plan_conversions,
    with_plan_columns,
)
from personnel.enums import PeriodKind
from personnel.models import Employee, User
from sabang_kinerja.common.charts.goals import GoalRuler, goal_ruler
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.pages import ActionButton
from sabang_kinerja.common.verdicts import Verdict, denied

_STATES = {True: "done", False: "draft", None: "wait"}


@dataclass(frozen=True, slots=True)
class ConversionRow:
    """One conversion with how its figure was computed."""

    conversion: CreditConversion
    formula: str
    is_counted: bool


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One record by decree; points that a promotion used are negative."""

    base: CreditBase
    points: Decimal
    is_counted: bool


@dataclass(frozen=True, slots=True)
class KindRow:
    """One row of the determination."""

    label: str
    row: KindTotal


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One line of the checklist: mark, words, and whether it is met in words."""

    state: str
    words: str
    said: str


def credit_context(user: User, employee: Employee, now: datetime, **more: Any) -> dict[str, Any]:
    """The page of one person."""
    day = timezone.localtime(now).date()
    account = credit_account(employee, day)
    waiting = _waiting(employee) if not account.reason else []
    is_own = user.employee_id == employee.pk
    return {
        "account": account,
        "employee": employee,
        "is_own": is_own,
        "headline": _headline(account, is_own=is_own),
        "ruler": _ruler(account),
        "kinds": [KindRow(kind_label(row), row) for row in account.rows if row.total],
        "conversions": _conversion_rows(account),
        "bases": _base_rows(account),
        "conditions": condition_rows(account),
        "yearly": [row for row in waiting if row.evaluation.period.kind == PeriodKind.ANNUAL],
        "periodic": [row for row in waiting if row.evaluation.period.kind != PeriodKind.ANNUAL],
        "may_record": permissions.can_record_base(user, now),
        "may_convert": can_convert_for(user, account, now),
        "determine": _determine_button(user, account, now),
    } | more


def can_convert_for(user: User, account: CreditAccount, now: datetime) -> Verdict:
    """Whether the reader converts results of this person and fixes the points."""
    agency = account.assignment.post.unit.agency if account.assignment else None
    return permissions.can_convert(user, agency, now)


def _determine_button(user: User, account: CreditAccount, now: datetime) -> ActionButton | None:
    if account.standing is None:
        return None
    verdict = can_convert_for(user, account, now)
    if verdict and not account.has_news:
        verdict = denied(_("Tidak ada angka kredit baru sejak penetapan terakhir."), WrongState)
    elif not verdict:
        return None
    return ActionButton(
        _("Tetapkan angka kredit"),
        reverse("appraisal:credit-determine", args=[account.employee.pk]),
        verdict,
        confirm=_(
            "Tetapkan %(total)s angka kredit untuk %(name)s? Penetapan tidak dapat diubah; "
            "angka yang masuk sesudahnya termuat dalam penetapan berikutnya."
        )
        % {"total": points_text(account.standing.cumulative), "name": account.employee.name},
    )


def _waiting(employee: Employee) -> list[PlannedConversion]:
    """Final results that still have months to convert; periods only until their year is final."""
    rows = list(
        with_plan_columns(
            Evaluation.objects.filter(plan__employee=employee, state=EvaluationState.FINAL)
        ).order_by("-period__ends", "-period__starts")
    )
    finished = {row.period.year_id for row in rows if row.period.kind == PeriodKind.ANNUAL}
    return [
        plan
        for plan in plan_conversions(rows)
        if plan.is_ready
        and (
            plan.evaluation.period.kind == PeriodKind.ANNUAL
            or plan.evaluation.period.year_id not in finished
        )
    ]


def points_text(value: Decimal) -> str:
    """Points with three decimals in the reader's language: "18,750"."""
    return formats.number_format(value, 3)


def _headline(account: CreditAccount, *, is_own: bool) -> str:
    name = account.employee.name
    if account.standing is None:
        return (
            _("Angka kredit tidak berlaku bagi Anda.")
            if is_own
            else _("Angka kredit tidak berlaku bagi %(name)s.") % {"name": name}
        )
    found = account.standing
    words = {"total": points_text(found.cumulative), "name": name}
    start = (
        _("Angka kredit Anda %(total)s") if is_own else _("Angka kredit %(name)s %(total)s")
    ) % words
    return f"{start}; {_what_is_missing(found.rank, found.next_level)}."


def _what_is_missing(rank: Distance, level: Distance | None) -> str:
    if not rank.eligible:
        return _("kurang %(lack)s untuk kenaikan pangkat") % {"lack": points_text(-rank.difference)}
    if level is None:
        return _("cukup untuk kenaikan pangkat")
    if level.eligible:
        return _("cukup untuk kenaikan pangkat dan jenjang")
    return _("cukup untuk kenaikan pangkat, kurang %(lack)s untuk kenaikan jenjang") % {
        "lack": points_text(-level.difference)
    }


def _ruler(account: CreditAccount) -> GoalRuler | None:
    found = account.standing
    if found is None:
        return None
    level = found.next_level
    if level is not None and level.minimum == found.rank.minimum:
        goals = [(level.minimum, _("Pangkat dan jenjang"))]
    else:
        goals = [(found.rank.minimum, _("Pangkat"))]
        if level is not None:
            goals.append((level.minimum, _("Jenjang")))
    return goal_ruler(found.cumulative, goals)


def kind_label(row: KindTotal) -> str:
    """Name of a row of the determination."""
    if row.kind == "conversion":
        return _("Angka kredit konversi")
    return str(CreditBaseKind(row.kind).label)


def formula(row: CreditConversion) -> str:
    """How a figure came about: "100 % × 12,5 × 12/12"."""
    coefficient = formats.number_format(row.coefficient.normalize())
    return f"{row.percent} % × {coefficient} × {row.months}/12"


def _conversion_rows(account: CreditAccount) -> Sequence[ConversionRow]:
    return [
        ConversionRow(row, formula(row), row.ended_at is None and row.level == account.level)
        for row in reversed(account.conversions)
    ]


def _base_rows(account: CreditAccount) -> Sequence[BaseRow]:
    return [
        BaseRow(
            row,
            -row.points if row.kind == CreditBaseKind.RANK_PROMOTION else row.points,
            row.level == account.level,
        )
        for row in account.bases
    ]


def condition_rows(account: CreditAccount) -> Sequence[ConditionRow]:
    """The checklist in words."""
    if account.standing is None:
        return []
    found = account.standing
    level_minimum = found.next_level.minimum if found.next_level else found.rank.minimum
    return [
        ConditionRow(
            _STATES[one.met],
            condition_words(one.code, found.rank.minimum, level_minimum),
            _said(one),
        )
        for one in account.conditions
    ]


def condition_words(code: ConditionCode, rank: Decimal, level: Decimal) -> str:
    """One condition as a sentence without a full stop."""
    match code:
        case ConditionCode.RANK_POINTS:
            words = _("Angka kredit paling sedikit %(n)s untuk kenaikan pangkat")
            return words % {"n": formats.number_format(rank, 0)}
        case ConditionCode.RANK_YEARS:
            return _("Paling singkat dua tahun dalam pangkat terakhir")
        case ConditionCode.RANK_PREDICATES:
            return _("Predikat paling rendah Baik dalam dua tahun terakhir")
        case ConditionCode.LEVEL_POINTS:
            words = _("Angka kredit paling sedikit %(n)s untuk kenaikan jenjang")
            return words % {"n": formats.number_format(level, 0)}
        case ConditionCode.LEVEL_PREDICATE:
            return _("Predikat paling rendah Baik dalam satu tahun terakhir")
        case ConditionCode.LEVEL_COMPETENCE:
            return _("Lulus uji kompetensi")
        case ConditionCode.LEVEL_VACANCY:
            return _("Tersedia lowongan pada jenjang yang dituju")


def _said(one: Condition) -> str:
    if one.met is None:
        return _("diperiksa BKPSDM")
    return _("terpenuhi") if one.met else _("belum terpenuhi")
