"""Lock a row, notice a late writer, move a state and leave its trace."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.actions.telling import tell_of_move
from appraisal.enums import Owner
from appraisal.models import (
    Calibration,
    DailyProgress,
    DeviationReason,
    DisciplinaryMeasure,
    Evaluation,
    EvaluationTransition,
    ImprovementCheck,
    ImprovementPlan,
    LibraryResult,
    MatrixCell,
    Objection,
    OrganisationPredicate,
    Plan,
    PlanTransition,
    ReviewRequest,
    Segment,
    TeamMember,
    WorkTeam,
)
from appraisal.permissions import acting_for
from appraisal.policies import Subject, may_move, move_of
from appraisal.workflow import Move
from personnel.models import User
from sabang_kinerja.common.errors import ChangedMeanwhile, Incomplete

Versioned = (
    Plan
    | Evaluation
    | Objection
    | OrganisationPredicate
    | MatrixCell
    | LibraryResult
    | DailyProgress
    | Calibration
    | ReviewRequest
    | DeviationReason
    | Segment
    | DisciplinaryMeasure
    | ImprovementCheck
    | ImprovementPlan
    | TeamMember
    | WorkTeam
)
"""What carries a ``row_version``."""
Row = TypeVar("Row", bound=Versioned)


def locked(rows: "models.QuerySet[Row]", pk: int, seen_version: int | None = None) -> Row:
    """Lock one row for this transaction.

    ``seen_version`` is the version that the writer's page showed; another one raises
    ``ChangedMeanwhile`` and nothing is written. ``None``: the writer saw no page (a job).
    """
    row = rows.select_for_update(of=("self",)).get(pk=pk)
    if seen_version is not None and row.row_version != seen_version:
        raise ChangedMeanwhile(_changed_sentence(row))
    return row


def _changed_sentence(row: Versioned) -> str:
    """Who saved in between and when, read from the history."""
    event = (
        row.events.select_related("pgh_context")  # type: ignore[union-attr]  # added by pghistory
        .order_by("-pgh_id")
        .first()
    )
    context = event.pgh_context if event else None
    user = User.objects.filter(pk=context.metadata.get("user")).first() if context else None
    moment = event.pgh_created_at if event else timezone.now()
    return _(
        "Data ini baru saja diubah oleh %(name)s pada %(time)s. "
        "Tulisan Anda masih ada; bandingkan lalu simpan lagi."
    ) % {
        "name": user.get_short_name() if user else _("orang lain"),
        "time": timezone.localtime(moment).strftime("%H.%M WIB"),
    }


def saved(row: Versioned, *fields: str) -> None:
    """Write the named fields and raise the row's version, so that late writers notice."""
    row.row_version += 1
    names = [*fields, "row_version"]
    if isinstance(row, Plan | Evaluation | DailyProgress):
        names.append("updated_at")
    row.save(update_fields=names)


def moved(
    row: Subject,
    verb: str,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
    fields: tuple[str, ...] = (),
) -> None:
    """Take the step ``verb``: check the table again, write state and fields, leave the trace.

    Raises ``WrongState`` when the table does not allow it, ``Incomplete`` when words are missing.
    """
    may_move(row, verb).require()
    move = move_of(row, verb)
    if move.needs_note and not note.strip():
        raise Incomplete(_("Tuliskan alasannya agar dapat dipahami."))
    source = row.state
    row.state = move.target
    saved(row, "state", *fields)
    trace = {"verb": verb, "source": source, "target": move.target, "by": by, "at": now}
    if isinstance(row, Plan | Evaluation):
        trace |= _on_behalf(row, move, by, now)
    if isinstance(row, Plan):
        PlanTransition.objects.create(plan=row, note=note.strip(), **trace)
    elif isinstance(row, Evaluation):
        EvaluationTransition.objects.create(evaluation=row, note=note.strip(), **trace)
    if not isinstance(row, DailyProgress):
        tell_of_move(row, verb, by=by, now=now)


def _on_behalf(
    row: Plan | Evaluation, move: Move, by: User | None, now: datetime
) -> dict[str, Any]:
    """For whom a substitute took a supervisor's step, with both names as they are now."""
    absent = acting_for(by, row, now) if by and move.owner is Owner.SUPERVISOR else None
    if absent is None or by is None:
        return {}
    return {"on_behalf_of": absent, "signed_as": f"{by.get_full_name()} a.n. {absent.full_name}"}
