"""Publish the figures of a period for everybody, or withdraw them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import Period, User
from reports import permissions
from reports.documents.canonical import canonical_json, fingerprint
from reports.models import OpenFigures
from reports.rules.disclosure import LEAST
from reports.selectors.open_figures import open_content
from sabang_kinerja.common.errors import Incomplete, WrongState


@transaction.atomic
def publish_figures(*, period: Period, by: User, now: datetime) -> OpenFigures:
    """Freeze the counts of a period and show them to everybody, once and for good.

    Raises ``Denied`` or ``WrongState``, also when fewer than five people have a final result.
    """
    period = Period.objects.select_for_update(of=("self",)).select_related("year").get(pk=period.pk)
    permissions.can_publish(by, period, now).require()
    content = open_content(period)
    if content["city"]["people"] < LEAST:
        raise WrongState(_("Hasil final terlalu sedikit untuk diterbitkan tanpa menunjuk orang."))
    return OpenFigures.objects.create(
        period=period,
        content=content,
        fingerprint=fingerprint(canonical_json(content)),
        published_at=now,
        published_by=by,
    )


@transaction.atomic
def withdraw_figures(*, figures: OpenFigures, reason: str, by: User, now: datetime) -> OpenFigures:
    """Let published figures no longer be read; the period is not published again.

    Raises ``Incomplete`` without a reason, ``Denied`` or ``WrongState``.
    """
    figures = OpenFigures.objects.select_for_update(of=("self",)).get(pk=figures.pk)
    permissions.can_withdraw_figures(by, figures, now).require()
    if not reason.strip():
        raise Incomplete(_("Tuliskan alasan pencabutan."))
    figures.withdrawn_at = now
    figures.withdrawn_by = by
    figures.withdrawal_reason = reason.strip()
    figures.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
    return figures
