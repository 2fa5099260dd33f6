"""Record points by decree and promotions in rank; take back what was recorded by mistake."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.enums import COMPUTED_BASES, CreditBaseKind
from appraisal.models import CreditBase
from appraisal.rules.credit import CREDIT_TABLE, FunctionalLevel, education_points
from appraisal.selectors.credit import credit_account
from personnel.models import Employee, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.common.refusals import refusals_as_sentences


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What a decree says; ``points`` only for kinds whose points are not computed."""

    kind: str
    level: str
    effective_on: date
    decree_number: str
    decree_date: date
    points: Decimal | None = None
    note: str = ""


@transaction.atomic
def record_base(*, employee_id: int, facts: BaseFacts, by: User, now: datetime) -> CreditBase:
    """Record points by decree, or what a promotion in rank used.

    A higher degree gives a quarter of the level's minimum for a rank, a promotion in rank uses
    that minimum. Raises: ``Denied``; ``Incomplete`` without points or when a promotion would use
    more than there is; ``Refused`` for a decree that was recorded already.
    """
    permissions.can_record_base(by, now).require()
    employee = Employee.objects.select_for_update().get(pk=employee_id)
    points = facts.points
    if facts.kind in COMPUTED_BASES:
        points = _computed(employee, facts)
    if points is None:
        raise Incomplete(_("Isi jumlah angka kredit."))
    with refusals_as_sentences(CreditBase):
        return CreditBase.objects.create(
            employee=employee,
            kind=CreditBaseKind(facts.kind),
            level=facts.level,
            points=points,
            effective_on=facts.effective_on,
            decree_number=facts.decree_number.strip(),
            decree_date=facts.decree_date,
            note=facts.note.strip(),
            recorded_by=by,
            recorded_at=now,
        )


def _computed(employee: Employee, facts: BaseFacts) -> Decimal:
    level = FunctionalLevel(facts.level)
    if facts.kind == CreditBaseKind.EDUCATION:
        return education_points(level)
    minimum = CREDIT_TABLE[level].rank_minimum
    account = credit_account(employee, facts.effective_on)
    if account.level is not level or account.standing is None:
        raise Incomplete(
            _("Pada tanggal itu pegawai tidak menduduki jenjang ini. Periksa jenjang dan tanggal.")
        )
    if not account.standing.rank.eligible:
        raise Incomplete(
            _("Angka kredit kumulatif %(total)s belum mencapai %(minimum)s untuk kenaikan pangkat.")
            % {
                "total": format_decimal(account.standing.cumulative),
                "minimum": format_decimal(minimum),
            }
        )
    return minimum


@transaction.atomic
def remove_base(*, base_id: int, by: User, now: datetime) -> None:
    """Take back a record that no determination counted; its history stays.

    Raises: ``Denied``; ``WrongState`` once a determination was made after it, or when a
    promotion already used its points.
    """
    permissions.can_record_base(by, now).require()
    base = CreditBase.objects.select_for_update().select_related("employee").get(pk=base_id)
    if base.employee.determinations.filter(made_at__gte=base.recorded_at).exists():
        raise WrongState(
            _("Catatan ini sudah termuat dalam penetapan angka kredit dan tidak dapat dihapus.")
        )
    later = base.employee.credit_bases.filter(
        kind=CreditBaseKind.RANK_PROMOTION, recorded_at__gt=base.recorded_at
    )
    if base.kind != CreditBaseKind.RANK_PROMOTION and later.exists():
        raise WrongState(
            _(
                "Angka kredit ini sudah dipakai untuk kenaikan pangkat. "
                "Hapus kenaikannya lebih dulu."
            )
        )
    base.delete()
