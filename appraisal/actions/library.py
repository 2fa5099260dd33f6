"""The library of results: written by BKPSDM, retired and restored, delivered entries loaded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.locking import locked, saved
from appraisal.actions.plan_content import IndicatorInput
from appraisal.enums import ResultKind
from appraisal.models import LibraryIndicator, LibraryResult
from appraisal.models.library import ANY_AGENCY
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete


@dataclass(frozen=True, slots=True)
class LibraryInput:
    """One entry as entered, with its indicators in order.

    ``seed_key`` only for entries of the delivered library.
    """

    post_title: str
    post_kind: str
    text: str
    post_code: str = ""
    agency_kinds: list[str] = field(default_factory=lambda: [ANY_AGENCY])
    kind: str = ResultKind.MAIN
    perspective: str = ""
    superior_text: str = ""
    indicators: list[IndicatorInput] = field(default_factory=list)
    seed_key: str | None = None


_FIELDS = (
    "post_title",
    "post_kind",
    "text",
    "post_code",
    "agency_kinds",
    "kind",
    "perspective",
    "superior_text",
)


@transaction.atomic
def save_entry(
    *,
    entry_id: int | None,
    entered: LibraryInput,
    by: User,
    now: datetime,
    seen_version: int | None = None,
) -> LibraryResult:
    """Add or change one entry and replace its indicators.

    Raises ``Incomplete`` when the post already has this result.
    """
    permissions.can_manage_library(by, now).require()
    entry = (
        locked(LibraryResult.objects.all(), entry_id, seen_version)
        if entry_id is not None
        else LibraryResult()
    )
    for name in _FIELDS:
        setattr(entry, name, getattr(entered, name))
    try:
        with transaction.atomic():
            if entry_id is None:
                entry.save()
            else:
                saved(entry, *_FIELDS)
    except IntegrityError:
        raise Incomplete(_("Hasil kerja ini sudah ada untuk jabatan itu.")) from None
    entry.indicators.all().delete()
    LibraryIndicator.objects.bulk_create(_indicators(entry, entered))
    return entry


def _indicators(entry: LibraryResult, entered: LibraryInput) -> list[LibraryIndicator]:
    filled = (row for row in entered.indicators if row.text.strip())
    return [
        LibraryIndicator(
            result=entry,
            position=position,
            aspect=row.aspect,
            text=row.text.strip(),
            target=row.target.strip(),
            target_value=row.target_value,
            measure_unit=row.measure_unit.strip(),
            direction=row.direction,
        )
        for position, row in enumerate(filled, start=1)
    ]


@transaction.atomic
def offer_entry(*, entry_id: int, offered: bool, by: User, now: datetime) -> LibraryResult:
    """Retire an entry, so that it is not offered any more, or restore it.

    Plans that took it over keep what they took.
    """
    permissions.can_manage_library(by, now).require()
    entry = locked(LibraryResult.objects.all(), entry_id)
    entry.is_active = offered
    saved(entry, "is_active")
    return entry


@transaction.atomic
def load_entries(entries: Iterable[LibraryInput]) -> int:
    """Add the delivered entries that are not there yet and return how many were new.

    What BKPSDM changed or retired stays as it is; loading twice adds nothing.
    """
    known = set(LibraryResult.objects.exclude(seed_key=None).values_list("seed_key", flat=True))
    said = set(LibraryResult.objects.values_list("post_title", "text"))
    new = [
        entry
        for entry in entries
        if entry.seed_key not in known and (entry.post_title, entry.text) not in said
    ]
    rows = LibraryResult.objects.bulk_create(
        LibraryResult(seed_key=entry.seed_key, **{name: getattr(entry, name) for name in _FIELDS})
        for entry in new
    )
    LibraryIndicator.objects.bulk_create(
        indicator
        for row, entry in zip(rows, new, strict=True)
        for indicator in _indicators(row, entry)
    )
    return len(new)
