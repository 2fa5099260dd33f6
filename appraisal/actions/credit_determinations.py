"""Fix a person's points: freeze what the forms of accumulation and determination say."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import CreditBaseKind
from appraisal.models import CreditConversion, CreditDetermination
from appraisal.regulation import CREDIT_COPIES, CREDIT_DECIMALS, CREDIT_MONTHS
from appraisal.rules.credit import CREDIT_TABLE
from appraisal.selectors.credit import CreditAccount, credit_account
from personnel.models import Employee, User
from personnel.selectors.regulation import regulation_on
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.errors import WrongState


@transaction.atomic
def determine_credit(*, employee_id: int, by: User, now: datetime) -> CreditDetermination:
    """Fix the cumulative points of a functional officer as they stand now.

    Raises: ``Denied``; ``WrongState`` when angka kredit does not apply, nothing new came in since
    the last determination, or there is no supervisor to sign.
    """
    employee = Employee.objects.select_for_update().get(pk=employee_id)
    day = timezone.localtime(now).date()
    account = credit_account(employee, day)
    agency = account.assignment.post.unit.agency if account.assignment else None
    permissions.can_convert(by, agency, now).require()
    if account.standing is None or account.level is None:
        raise WrongState(account.reason)
    if not account.has_news:
        raise WrongState(_("Tidak ada angka kredit baru sejak penetapan terakhir."))
    supervisor, _reviewer = supervisors_of(employee, day)
    if supervisor is None:
        raise WrongState(_("Pejabat penilai pegawai ini belum ditetapkan. Hubungi BKPSDM."))
    starts, ends = _span(account)
    row = CREDIT_TABLE[account.level]
    regulation = regulation_on(day)
    return CreditDetermination.objects.create(
        employee=employee,
        supervisor=supervisor,
        level=account.level,
        starts=starts,
        ends=ends,
        rows=[
            {"kind": str(kind.kind), "old": f"{kind.old:.3f}", "new": f"{kind.new:.3f}"}
            for kind in account.rows
        ],
        lines=[_line(conversion) for conversion in _counted(account)],
        conditions=[{"code": str(one.code), "met": one.met} for one in account.conditions],
        total=account.standing.cumulative,
        rank_minimum=row.rank_minimum,
        level_minimum=row.level_minimum,
        versions=regulation.versions(CREDIT_MONTHS, CREDIT_DECIMALS, CREDIT_COPIES),
        made_by=by,
        made_at=now,
    )


def _counted(account: CreditAccount) -> Iterable[CreditConversion]:
    return (
        row for row in account.conversions if row.ended_at is None and row.level == account.level
    )


def _span(account: CreditAccount) -> tuple[date, date]:
    """The assessed days: those of what is new since the last determination."""
    known = account.determination.made_at if account.determination else None
    days = [
        day
        for row in _counted(account)
        if known is None or row.made_at > known
        for day in (row.starts, row.ends)
    ]
    days += [
        row.effective_on
        for row in account.bases
        if row.level == account.level
        and row.kind != CreditBaseKind.RANK_PROMOTION
        and (known is None or row.recorded_at > known)
    ]
    return min(days), max(days)


def _line(row: CreditConversion) -> dict[str, object]:
    return {
        "year": row.year,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "months": row.months,
        "predicate": row.predicate,
        "percent": row.percent,
        "coefficient": str(row.coefficient),
        "points": f"{row.points:.3f}",
    }
