"""Performance dialogues: record a talk with what was agreed, mark points as done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.models import AgreedPoint, PerformanceDialogue, Plan
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class PointInput:
    """One thing agreed on: what, by which of the two, by when."""

    text: str
    owner: str
    due: date


@transaction.atomic
def record_dialogue(
    *,
    plan_id: int,
    kind: str,
    held_on: date,
    summary: str,
    points: Sequence[PointInput],
    by: User,
    now: datetime,
) -> PerformanceDialogue:
    """Record one talk about a plan. The same talk again (day, kind and words) is kept once.

    Raises ``Incomplete`` for a day to come, without a summary, or for a point due before the talk.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan_id)
    permissions.can_write_dialogue(by, plan, now).require()
    if held_on > timezone.localtime(now).date():
        raise Incomplete(_("Tanggal ini belum tiba. Pilih hari ini atau sebelumnya."))
    if not summary.strip():
        raise Incomplete(_("Isi kolom ini."))
    if any(point.due < held_on for point in points):
        raise Incomplete(_("Batas waktu kesepakatan tidak boleh sebelum tanggal dialog."))
    dialogue, made = PerformanceDialogue.objects.get_or_create(
        plan=plan,
        kind=kind,
        held_on=held_on,
        summary=summary.strip(),
        defaults={"made_by": by, "made_at": now},
    )
    if made:
        AgreedPoint.objects.bulk_create(
            AgreedPoint(
                dialogue=dialogue, text=point.text.strip(), owner=point.owner, due=point.due
            )
            for point in points
            if point.text.strip()
        )
    return dialogue


@transaction.atomic
def finish_point(*, point_id: int, by: User, now: datetime) -> AgreedPoint:
    """Mark one agreed point as done."""
    point = (
        AgreedPoint.objects.select_for_update(of=("self",))
        .select_related("dialogue__plan")
        .get(pk=point_id)
    )
    permissions.can_finish_point(by, point, now).require()
    point.done_at, point.done_by = now, by
    point.save(update_fields=["done_at", "done_by"])
    return point
