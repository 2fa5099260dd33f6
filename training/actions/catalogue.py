"""Keep the catalogue and the versions of the table of hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.enums import HoursMeasure, Scope, TrainingForm
from training.models import Competence, HoursCell, HoursVersion, Training
from training.selectors.hours import table_on
from training.selectors.hours_versions import lines_of


@dataclass(frozen=True, slots=True)
class TrainingInput:
    """An entry of the catalogue; fields as in ``Training``, the competence by its name."""

    code: str
    title: str
    form: TrainingForm
    scope: Scope = Scope.NATIONAL
    days: int | None = None
    programme_hours: Decimal | None = None
    provider: str = ""
    competence: str = ""
    aim: str = ""
    audience: list[str] = field(default_factory=list)
    result: str = ""
    measure: str = ""
    measure_target: str = ""
    measure_unit: str = ""
    needs_approval: bool = True
    cost: int | None = None
    note: str = ""
    is_active: bool = True


_FIELDS = (
    "code",
    "title",
    "form",
    "scope",
    "days",
    "programme_hours",
    "provider",
    "aim",
    "audience",
    "result",
    "measure",
    "measure_target",
    "measure_unit",
    "needs_approval",
    "cost",
    "note",
    "is_active",
)


def _written(training: Training, entered: TrainingInput) -> Training:
    for name in _FIELDS:
        setattr(training, name, getattr(entered, name))
    training.competence = (
        Competence.objects.get_or_create(name=entered.competence)[0] if entered.competence else None
    )
    return training


@transaction.atomic
def save_training(
    *, training_id: int | None, entered: TrainingInput, by: User, now: datetime
) -> Training:
    """Add an entry of the catalogue, or change one.

    Raises: ``Denied``; ``Incomplete`` for a code that another entry has, or hours that the form
    counts from a fact that is missing; ``Refused`` by the database.
    """
    permissions.can_run_training(by, now).require()
    training = (
        Training.objects.select_for_update().get(pk=training_id) if training_id else Training()
    )
    if Training.objects.filter(code=entered.code).exclude(pk=training_id or 0).exists():
        raise Incomplete(_("Kode ini sudah dipakai pelatihan lain."))
    with refusals_as_sentences(Training):
        _written(training, entered).save()
    return training


@transaction.atomic
def load_catalogue(entries: Iterable[TrainingInput]) -> int:
    """Add delivered entries whose code is not in the catalogue yet; returns how many."""
    known = set(Training.objects.values_list("code", flat=True))
    new = [one for one in entries if one.code not in known]
    for one in new:
        _written(Training(), one).save()
    return len(new)


@dataclass(frozen=True, slots=True)
class CellInput:
    """One cell of a table of hours; fields as in ``HoursCell``."""

    form: TrainingForm
    scope: Scope
    measure: HoursMeasure
    rate: Decimal
    a_month: int | None = None


@transaction.atomic
def draft_hours(*, valid_from: date, basis: str, by: User, now: datetime) -> HoursVersion:
    """Begin a version of the table of hours as a copy of the one in force on its first day.

    Raises: ``Denied``; ``Incomplete`` while another draft waits, or for a day whose records may
    be counted already; ``Refused`` for a first day that another version has.
    """
    permissions.can_run_training(by, now).require()
    if HoursVersion.objects.filter(published_at__isnull=True).exists():
        raise Incomplete(
            _("Masih ada rancangan. Berlakukan atau hapus rancangan itu lebih dahulu.")
        )
    _ahead(valid_from, now)
    with refusals_as_sentences(HoursVersion):
        version = HoursVersion.objects.create(valid_from=valid_from, basis=basis, made_by=by)
    HoursCell.objects.bulk_create(
        HoursCell(
            version=version,
            form=line.form,
            scope=scope,
            measure=cell.measure,
            rate=cell.rate,
            a_month=cell.a_month,
        )
        for line in lines_of(table_on(valid_from).table)
        for scope, cell in (
            (Scope.NATIONAL, line.national),
            (Scope.INTERNATIONAL, line.international),
        )
        if cell.measure is not None
    )
    return version


def _ahead(valid_from: date, now: datetime) -> None:
    if valid_from <= local_day(now):
        raise Incomplete(
            _("Pilih hari setelah hari ini; yang sudah selesai tetap dihitung dengan tabel lama.")
        )


def _draft(version_id: int) -> HoursVersion:
    version = HoursVersion.objects.select_for_update().get(pk=version_id)
    if version.published_at is not None:
        raise WrongState(_("Versi ini sudah berlaku dan tidak berubah lagi."))
    return version


@transaction.atomic
def set_cells(
    *, version_id: int, cells: Sequence[CellInput], by: User, now: datetime
) -> HoursVersion:
    """Write the cells of a draft anew. Raises: ``Denied``, ``WrongState``, ``Refused``."""
    permissions.can_run_training(by, now).require()
    version = _draft(version_id)
    with refusals_as_sentences(HoursCell):
        version.cells.all().delete()
        HoursCell.objects.bulk_create(
            HoursCell(
                version=version,
                form=one.form,
                scope=one.scope,
                measure=one.measure,
                rate=one.rate,
                a_month=one.a_month,
            )
            for one in cells
        )
    return version


@transaction.atomic
def publish_hours(*, version_id: int, by: User, now: datetime) -> HoursVersion:
    """Put a draft into force from its first day, for ever.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` where that day has come meanwhile.
    """
    permissions.can_run_training(by, now).require()
    version = _draft(version_id)
    _ahead(version.valid_from, now)
    version.published_at = now
    version.save(update_fields=["published_at"])
    return version


@transaction.atomic
def drop_hours(*, version_id: int, by: User, now: datetime) -> None:
    """Throw a draft away. Raises: ``Denied``, ``WrongState``."""
    permissions.can_run_training(by, now).require()
    _draft(version_id).delete()
