"""Write a list of completed trainings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from personnel.models import Employee, User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import DomainError
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.actions.records import RecordInput, write_facts
from training.enums import RecordOrigin, RecordState
from training.models import TrainingRecord
from training.selectors.hours import TableInForce, table_on


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were written, and those refused: number of the row and a sentence."""

    written: int
    refused: list[tuple[int, str]]


@transaction.atomic
def import_records(
    *,
    rows: Iterable[tuple[int, Employee, RecordInput]],
    verified: bool,
    by: User,
    now: datetime,
) -> Imported:
    """Write what is right and say of each other row why it was not written.

    ``verified`` is for a list whose source has checked it (SIASN): its hours count at once.
    Raises: ``Denied``.
    """
    permissions.can_run_training(by, now).require()
    tables: dict[int, TableInForce] = {}
    today = local_day(now)
    written, refused = 0, []
    for number, employee, entered in rows:
        in_force = tables.get(entered.ends_on.toordinal())
        if in_force is None:
            in_force = tables[entered.ends_on.toordinal()] = table_on(entered.ends_on)
        record = TrainingRecord(
            employee=employee, origin=RecordOrigin.IMPORT, entered_by=by, entered_at=now
        )
        try:
            write_facts(record, entered, in_force, today=today)
            if verified and employee.pk != by.employee_id:
                record.state, record.hours_approved = RecordState.VERIFIED, record.hours_claimed
                record.verified_by, record.verified_at = by, now
            with refusals_as_sentences(TrainingRecord):
                record.save()
        except DomainError as error:
            refused.append((number, str(error)))
        else:
            written += 1
    return Imported(written, refused)
