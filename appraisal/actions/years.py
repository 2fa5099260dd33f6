"""The end of a year: closed with what is open in view, or a rehearsal thrown away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.models import Evaluation, Plan
from appraisal.models.discarding import ROOMS, dependent
from appraisal.selectors.unfinished import unfinished
from appraisal.tasks import discard_year
from personnel import permissions, policies
from personnel.actions import years as year_actions
from personnel.enums import YearMode, YearState
from personnel.models import PerformanceYear, Period, User
from sabang_kinerja.common.errors import Incomplete, WrongState


@transaction.atomic
def close_year(*, year_id: int, reason: str, by: User, now: datetime) -> PerformanceYear:
    """Close a year. While something is open in it a reason is demanded and kept (nothing is lost:
    what is open stays as it is and can be read).

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` without the reason.
    """
    year = PerformanceYear.objects.select_for_update(of=("self",)).get(pk=year_id)
    open_things = unfinished(year).total
    if open_things and not reason.strip():
        raise Incomplete(
            ngettext(
                "%(n)s hal belum selesai. Tuliskan mengapa tahun ini tetap ditutup.",
                "%(n)s hal belum selesai. Tuliskan mengapa tahun ini tetap ditutup.",
                open_things,
            )
            % {"n": open_things}
        )
    return year_actions.close_year(year_id=year_id, by=by, now=now, reason=reason)


@transaction.atomic
def discard_rehearsal(*, year_id: int, by: User, now: datetime) -> PerformanceYear:
    """Have a rehearsal thrown away with every row that hangs on it; workers do it part by part.

    From now on nobody works in it. Asked again, the workers are woken again. See
    docs/decisions/0010-rehearsals.md.
    Raises: ``Denied``; ``WrongState`` for any year that is not a rehearsal, or when a room above
    keeps papers of it.
    """
    year = PerformanceYear.objects.select_for_update(of=("self",)).get(pk=year_id)
    (permissions.can_manage_years(by, now) and policies.may_discard_year(year)).require()
    if _has_papers(year):
        raise WrongState(_("Masih ada dokumen dari latihan ini. Cabut dokumennya lebih dulu."))
    if year.state != YearState.DISCARDING:
        year.state = YearState.DISCARDING
        year.save(update_fields=["state"])
    transaction.on_commit(lambda: discard_year.delay(year_id, by.pk), robust=True)
    return year


def resume_discarding() -> int:
    """Wake workers for rehearsals that are being thrown away; return how many there are."""
    years = PerformanceYear.objects.filter(
        state=YearState.DISCARDING, mode=YearMode.REHEARSAL
    ).values_list("pk", flat=True)
    for year_id in years:
        discard_year.delay(year_id, None)
    return len(years)


_PATHS = ((PerformanceYear, "pk"), (Period, "year"), (Plan, "year"), (Evaluation, "plan__year"))
"""What papers hang on, and how its year is found."""


def _has_papers(year: PerformanceYear) -> bool:
    return any(
        relation.related_model._base_manager.filter(
            **{f"{relation.field.name}__{path}": year.pk}
        ).exists()
        for model, path in _PATHS
        for relation in dependent(model)
        if relation.related_model._meta.app_label not in ROOMS
    )
