"""Open settings: a value decided from a day on, or taken back before it begins."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel import permissions
from personnel.models import RegulationSetting, User
from personnel.rules.dates import long_date
from personnel.rules.regulation import checked_value, setting_of
from personnel.selectors.history import Source, read_history
from personnel.selectors.settings import state_of
from sabang_kinerja.common.errors import ChangedMeanwhile, WrongState
from sabang_kinerja.common.refusals import Refused, refusals_as_sentences

_OVERLAP = "regulation_setting_one_at_a_time"
_DAY = timedelta(days=1)


@transaction.atomic
def decide_setting(
    *,
    key: str,
    value: object,
    legal_basis: str,
    valid_from: date,
    by: User,
    now: datetime,
    note: str = "",
    seen: str | None = None,
) -> RegulationSetting:
    """Let a value hold from ``valid_from`` on, until the next decided one.

    ``seen`` is the ``state_of`` the setting that the page showed; None when no page was seen. The
    same decision sent twice is kept once.
    Raises: ``Denied``; ``UnknownSetting``, ``BadSettingValue``; ``WrongState`` for a day that is
    over or taken; ``ChangedMeanwhile`` when somebody else decided first; ``Refused`` without basis.
    """
    permissions.can_decide_regulation(by, now).require()
    kept = checked_value(setting_of(key), value)
    rows = list(
        RegulationSetting.objects.select_for_update(of=("self",))
        .filter(key=key)
        .order_by("valid_from")
    )
    twin = next((row for row in rows if row.valid_from == valid_from), None)
    if twin and (twin.value, twin.legal_basis, twin.note) == (kept, legal_basis, note):
        return twin
    if seen is not None and state_of(rows) != seen:
        raise ChangedMeanwhile(_changed_sentence(key))
    _require_free(valid_from, twin, permissions.local_day(now))
    later = next((row for row in rows if row.valid_from > valid_from), None)
    _end_before(rows, valid_from)
    try:
        with refusals_as_sentences(RegulationSetting):
            return RegulationSetting.objects.create(
                key=key,
                value=kept,
                legal_basis=legal_basis,
                valid_from=valid_from,
                valid_until=later.valid_from - _DAY if later else None,
                note=note,
                decided_by=by,
                decided_at=now,
            )
    except Refused as error:
        if error.constraint == _OVERLAP:
            raise ChangedMeanwhile(_changed_sentence(key)) from error
        raise


def _require_free(day: date, twin: RegulationSetting | None, today: date) -> None:
    if day < today:
        raise WrongState(
            _("Nilai tidak dapat berlaku surut. Pilih hari ini atau sesudahnya."),
        )
    if twin is None:
        return
    taken = _("Sudah ada nilai yang mulai berlaku pada %(date)s.") % {"date": long_date(day)}
    then = (
        _("Pilih hari sesudahnya.") if day == today else _("Batalkan dulu, atau pilih hari lain.")
    )
    raise WrongState(f"{taken} {then}")


def _end_before(rows: list[RegulationSetting], day: date) -> None:
    """Let the value that holds on ``day`` end on the day before."""
    for row in rows:
        if row.valid_from < day and (row.valid_until is None or row.valid_until >= day):
            row.valid_until = day - _DAY
            row.save(update_fields=["valid_until"])


def _changed_sentence(key: str) -> str:
    """Who decided in between and when, read from the history."""
    entry = next(iter(read_history([Source(RegulationSetting, {"key": key})], limit=1)), None)
    return _(
        "Ketentuan ini baru saja diubah oleh %(name)s pada %(time)s. "
        "Tulisan Anda masih ada; bandingkan lalu putuskan lagi."
    ) % {
        "name": (entry and entry.by) or _("orang lain"),
        "time": timezone.localtime(entry.at if entry else None).strftime("%H.%M WIB"),
    }


@transaction.atomic
def withdraw_setting(*, decision_id: int, by: User, now: datetime) -> None:
    """Take back a value before its first day; the one before it goes on.

    A value that is gone already is no error. Raises: ``Denied``, ``WrongState``.
    """
    decision = (
        RegulationSetting.objects.select_for_update(of=("self",)).filter(pk=decision_id).first()
    )
    if decision is None:
        return
    permissions.can_withdraw_decision(by, decision, now).require()
    before = (
        RegulationSetting.objects.select_for_update(of=("self",))
        .filter(key=decision.key, valid_until=decision.valid_from - _DAY)
        .first()
    )
    decision.delete()
    if before is not None:
        before.valid_until = decision.valid_until
        before.save(update_fields=["valid_until"])
