"""Compare a file of e-Kinerja with our final results; nothing is written to any result."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from personnel.models import Employee, Unit, User
from reports import permissions
from reports.enums import ReconciliationOutcome as Outcome
from reports.imports.ekinerja import ForeignFile, ForeignRow, read_ekinerja
from reports.models import Reconciliation, ReconciliationRow
from reports.selectors.siasn import Scope

_BATCH = 1000


@transaction.atomic
def reconcile(
    *, source: BinaryIO, file_name: str, scope: Scope, agency: Unit | None, by: User, now: datetime
) -> Reconciliation:
    """Compare row by row and keep what was found.

    Raises: ``Denied``; ``FileRefused`` for a file that is no export of the period's year, and
    then nothing is kept.
    """
    permissions.can_exchange(by, now).require()
    agencies = permissions.exchange_agencies(by, now)
    if agency is None and agencies.count() == 1:
        agency = agencies.get()
    file = read_ekinerja(source, scope.period.year.year)
    found = list(_compared(file, scope))
    counts = Counter(row.outcome for row in found)
    run = Reconciliation.objects.create(
        period=scope.period,
        agency=agency,
        file_name=file_name[-200:],
        counts={str(outcome): counts[outcome] for outcome in Outcome},
        made_by=by,
        made_at=now,
    )
    for row in found:
        row.reconciliation = run
    ReconciliationRow.objects.bulk_create(found, batch_size=_BATCH)
    return run


def _compared(file: ForeignFile, scope: Scope) -> Iterator[ReconciliationRow]:
    ours = _ours(scope)
    open_states = _open_states(scope)
    numbers = [row.nip for row in file.rows if row.nip]
    known = set(Employee.objects.filter(nip__in=numbers).values_list("nip", flat=True))
    met: set[str] = set()
    for row in file.rows:
        if row.reason:
            yield _said(Outcome.BAD_ROW, row, reason=row.reason)
        elif row.nip in ours:
            met.add(row.nip)
            yield _pair(row, ours[row.nip])
        else:
            reason = _why_only_there(row.nip, open_states, known)
            yield _said(Outcome.ONLY_THERE, row, reason=reason)
    for nip, evaluation in ours.items():
        if nip not in met:
            yield ReconciliationRow(
                outcome=Outcome.ONLY_HERE,
                nip=nip,
                name=evaluation.plan.employee.full_name,
                evaluation=evaluation,
                reason=_("Tidak ada dalam berkas."),
            )


def _ours(scope: Scope) -> Mapping[str, Evaluation]:
    """Final results by employee number; of several in a period the last post's."""
    rows = (
        scope.evaluations()
        .filter(state=EvaluationState.FINAL)
        .select_related("plan__employee", "supervisor")
        .order_by("plan__employee__name", "plan__starts", "pk")
    )
    return {row.plan.employee.nip: row for row in rows if row.plan.employee.nip}


def _open_states(scope: Scope) -> Mapping[str, str]:
    rows = scope.evaluations().exclude(state=EvaluationState.FINAL)
    return {
        nip or "": str(EvaluationState(state).label)
        for nip, state in rows.values_list("plan__employee__nip", "state")
    }


def _why_only_there(nip: str, open_states: Mapping[str, str], known: set[str | None]) -> str:
    if nip in open_states:
        return _("Di sini belum final. Status: %(state)s.") % {"state": open_states[nip]}
    if nip in known:
        return _("Pegawai ini tidak memiliki evaluasi pada periode dan lingkup ini.")
    return _("NIP ini tidak ditemukan.")


def _pair(row: ForeignRow, evaluation: Evaluation) -> ReconciliationRow:
    pairs = [
        ("results", evaluation.results_rating, row.results),
        ("behaviour", evaluation.behaviour_rating, row.behaviour),
        ("predicate", evaluation.predicate, row.predicate),
        _supervisors(evaluation.supervisor, row),
    ]
    differences = [
        {"field": field, "ours": ours, "theirs": theirs}
        for field, ours, theirs in pairs
        if theirs and ours != theirs
    ]
    outcome = Outcome.DIFFERS if differences else Outcome.SAME
    said = _said(outcome, row)
    said.evaluation, said.differences = evaluation, differences
    said.name = evaluation.plan.employee.full_name
    return said


def _supervisors(ours: Employee | None, row: ForeignRow) -> tuple[str, str, str]:
    """By number where the file has one, else by name without titles and capitals."""
    if row.supervisor_nip:
        return "supervisor", (ours.nip if ours else "") or "", row.supervisor_nip
    if ours and row.supervisor and ours.name.casefold() in row.supervisor.casefold():
        return "supervisor", row.supervisor, row.supervisor
    return "supervisor", ours.full_name if ours else "", row.supervisor


def _said(outcome: Outcome, row: ForeignRow, reason: str = "") -> ReconciliationRow:
    return ReconciliationRow(
        outcome=outcome, row=row.row, nip=row.nip, name=row.name, reason=reason[:300]
    )
