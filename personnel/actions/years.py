"""A performance year: prepared with periods and deadlines, opened, closed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel import permissions, policies
from personnel.enums import YearMode, YearState
from personnel.models import Deadline, Employee, PerformanceYear, Period, Unit, User
from personnel.rules.year import PeriodKind, deadlines_of, periods_of
from personnel.selectors.problems import find_problems
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences


@transaction.atomic
def create_year(
    *, year: int, rhythm: str, by: User, now: datetime, mode: str = YearMode.REAL
) -> PerformanceYear:
    """Prepare a year with the periods of its rhythm and the deadlines of regulation 2.3.

    ``mode``: a rehearsal may stand beside the real or shadow year of the same number.
    Raises: ``Denied``; ``WrongState`` when the year exists.
    """
    permissions.can_manage_years(by, now).require()
    try:
        with refusals_as_sentences(PerformanceYear):
            made = PerformanceYear.objects.create(year=year, rhythm=rhythm, mode=mode)
    except Refused as refusal:
        raise WrongState(_("Tahun kinerja %(year)s sudah ada.") % {"year": year}) from refusal
    fill_year(made)
    return made


def fill_year(year: PerformanceYear) -> None:
    """Write the proposed periods and deadlines of a year that has none (also for demo data)."""
    rhythm = PeriodKind(year.rhythm)
    Period.objects.bulk_create(
        Period(
            year=year,
            kind=span.kind.value,
            sequence=span.sequence,
            starts=span.starts,
            ends=span.ends,
        )
        for span in periods_of(year.year, rhythm)
    )
    Deadline.objects.bulk_create(
        Deadline(year=year, key=day.name, due=day.due, legal_basis=day.legal_basis)
        for day in deadlines_of(year.year, rhythm)
    )


@transaction.atomic
def change_rhythm(*, year_id: int, rhythm: str, by: User, now: datetime) -> PerformanceYear:
    """Choose another rhythm while the year is prepared; periods and deadlines are made anew.

    Raises: ``Denied``, ``WrongState``.
    """
    year = _locked(year_id)
    (permissions.can_manage_years(by, now) and policies.may_change_rhythm(year)).require()
    if year.rhythm != rhythm:
        year.rhythm = rhythm
        year.save(update_fields=["rhythm"])
        year.periods.all().delete()
        year.deadlines.all().delete()
        fill_year(year)
    return year


@transaction.atomic
def change_deadlines(
    *, year_id: int, days: Mapping[int, tuple[date, str]], by: User, now: datetime
) -> int:
    """Write changed days, each with its legal basis, by the deadline's id; return how many.

    Raises: ``Denied``, ``WrongState``.
    """
    year = _locked(year_id)
    (permissions.can_manage_years(by, now) and policies.may_change_calendar(year)).require()
    changed = []
    for deadline in year.deadlines.filter(pk__in=days):
        due, legal_basis = days[deadline.pk]
        if (deadline.due, deadline.legal_basis) != (due, legal_basis):
            deadline.due, deadline.legal_basis = due, legal_basis
            changed.append(deadline)
    Deadline.objects.bulk_update(changed, ["due", "legal_basis"])
    return len(changed)


@transaction.atomic
def open_year(*, year_id: int, by: User, now: datetime, known_problems: int = 0) -> PerformanceYear:
    """Let plans of the year begin. Clicked twice, the year is opened once.

    ``known_problems`` is the number of findings in the organisation chart that the person has
    seen and accepted. Raises: ``Denied``; ``WrongState``, also while there are more than that.
    """
    year = _locked(year_id)
    (permissions.can_manage_years(by, now) and policies.may_open_year(year)).require()
    day = timezone.localtime(now).date()
    found = find_problems(Employee.objects.all(), Unit.objects.all(), day).total
    policies.may_open_with(found, known_problems).require()
    year.state = YearState.OPEN
    year.opened_at = now
    year.save(update_fields=["state", "opened_at"])
    return year


@transaction.atomic
def close_year(*, year_id: int, by: User, now: datetime, reason: str = "") -> PerformanceYear:
    """End a year; its calendar can no longer change.

    ``reason`` is kept: why it is closed although not everything was final (the appraisal room
    asks for it, because it knows what is not). Raises: ``Denied``, ``WrongState``.
    """
    year = _locked(year_id)
    day = timezone.localtime(now).date()
    (permissions.can_manage_years(by, now) and policies.may_close_year(year, day)).require()
    year.state = YearState.CLOSED
    year.closed_at = now
    year.close_reason = reason.strip()
    year.save(update_fields=["state", "closed_at", "close_reason"])
    return year


def _locked(year_id: int) -> PerformanceYear:
    return PerformanceYear.objects.select_for_update(of=("self",)).get(pk=year_id)
