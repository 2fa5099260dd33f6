"""Keep registers: how many people received a service, by what they are."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.enums import Dimension, Frame
from feedback.models import MarginCount, Register, SurveyResult
from feedback.selectors.registers import RegisterFacts
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences

Margins = Mapping[Dimension, Mapping[str, int]]


@transaction.atomic
def save_register(
    *,
    facts: RegisterFacts,
    margins: Margins,
    by: User,
    now: datetime,
    register_id: int | None = None,
) -> Register:
    """Add a register with its margins, or replace what the one with ``register_id`` says.

    Margins whose totals disagree are kept as they were counted; they are scaled when a survey
    closes (statistics A3). Raises: ``Denied``; ``Incomplete`` for nobody, a margin of nobody or
    services among residents; ``Refused`` when the period has a register already.
    """
    if register_id is None:
        register = Register(frame=facts.frame, unit=facts.unit, service=facts.service)
    else:
        register = (
            Register.objects.select_for_update(of=("self",))
            .select_related("unit")
            .get(pk=register_id)
        )
    _may_keep(by, register, now)
    _check(register, facts, margins)
    register.starts, register.ends = facts.starts, facts.ends
    register.population, register.source = facts.population, facts.source
    register.dated = facts.dated
    register.entered_by, register.entered_at = by, now
    with refusals_as_sentences(Register):
        register.save()
    register.counts.all().delete()
    MarginCount.objects.bulk_create(
        MarginCount(register=register, dimension=dimension, category=category, count=count)
        for dimension, counts in margins.items()
        for category, count in counts.items()
    )
    return register


@transaction.atomic
def remove_register(*, register_id: int, by: User, now: datetime) -> None:
    """Take a register away that no result rests on.

    Raises: ``Denied``; ``Incomplete`` when a closed survey was computed with it.
    """
    register = Register.objects.select_related("unit").get(pk=register_id)
    _may_keep(by, register, now)
    if SurveyResult.objects.filter(register=register).exists():
        raise Incomplete(_("Hasil survei yang sudah ditutup memakai register ini."))
    register.delete()


def _may_keep(by: User, register: Register, now: datetime) -> None:
    if register.frame == Frame.RESIDENTS:
        permissions.can_run_city_surveys(by, now).require()
    permissions.can_run_surveys_of(by, register.unit, now).require()


def _check(register: Register, facts: RegisterFacts, margins: Margins) -> None:
    if register.frame == Frame.RESIDENTS and Dimension.SERVICE in margins:
        raise Incomplete(
            _("Kerangka tidak boleh dicampur: register penduduk tidak memuat layanan.")
        )
    if not facts.population:
        raise Incomplete(_("Jumlah penerima paling sedikit satu."))
    for dimension, counts in margins.items():
        if counts and not sum(counts.values()):
            raise Incomplete(
                _("Sebaran %(name)s berjumlah nol; kosongkan bila tidak dihitung.")
                % {"name": dimension.label}
            )
