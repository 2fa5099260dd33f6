"""The organisation tree: units made, changed, ended, and their place worked out anew."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from personnel import permissions, policies
from personnel.enums import UnitKind
from personnel.models import Unit, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

_PLACE_EVERY_UNIT = """
    WITH RECURSIVE tree (id, path, agency_id) AS (
        SELECT id, '/' || id || '/', CASE WHEN kind = 'agency' THEN id END
        FROM personnel_unit WHERE parent_id IS NULL
        UNION ALL
        SELECT child.id, tree.path || child.id || '/',
               CASE WHEN child.kind = 'agency' THEN child.id ELSE tree.agency_id END
        FROM personnel_unit AS child JOIN tree ON child.parent_id = tree.id
    )
    UPDATE personnel_unit AS unit
    SET path = tree.path, agency_id = tree.agency_id
    FROM tree
    WHERE unit.id = tree.id
      AND (unit.path IS DISTINCT FROM tree.path
           OR unit.agency_id IS DISTINCT FROM tree.agency_id)
"""
_OUT_OF_REACH = """
    WITH RECURSIVE tree (id) AS (
        SELECT id FROM personnel_unit WHERE parent_id IS NULL
        UNION
        SELECT child.id FROM personnel_unit AS child JOIN tree ON child.parent_id = tree.id
    )
    SELECT name FROM personnel_unit WHERE id NOT IN (SELECT id FROM tree) ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a person writes down about a unit."""

    name: str
    kind: str = UnitKind.UNIT
    parent_id: int | None = None
    siasn_id: str | None = None
    code: str = ""
    echelon: str = ""
    head_title: str = ""
    mandate: str = ""
    position: int = 0


@transaction.atomic
def rebuild_tree() -> int:
    """Work out ``path`` and ``agency`` of every unit; return how many changed.

    Two statements, whatever the size of the tree; running it again changes nothing.
    Raises: ``Incomplete`` naming the units that stand above themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OUT_OF_REACH)
        unreachable = [name for (name,) in cursor.fetchall()]
        if unreachable:
            raise Incomplete(_("Unit kerja ini berada di bawah dirinya sendiri."), unreachable)
        cursor.execute(_PLACE_EVERY_UNIT)
        return int(cursor.rowcount)


@transaction.atomic
def create_unit(*, facts: UnitFacts, by: User, now: datetime) -> Unit:
    """Add a unit below another one. The same unit sent twice is added once.

    Raises: ``Denied``; ``WrongState`` when the unit above already has one of this name.
    """
    permissions.can_manage_people(by, now).require()
    twin = _twin(facts)
    if twin is not None:
        if _facts_of(twin) == facts:
            return twin
        raise WrongState(_("Unit dengan nama ini sudah ada di bawah unit yang sama."))
    with refusals_as_sentences(Unit):
        unit = Unit.objects.create(**asdict(facts))
    rebuild_tree()
    unit.refresh_from_db()
    return unit


@transaction.atomic
def change_unit(*, unit_id: int, facts: UnitFacts, by: User, now: datetime) -> Unit:
    """Rename, move or describe a unit; what stands below moves with it.

    Raises: ``Denied``; ``WrongState`` for a name taken by a sibling or a place below itself.
    """
    permissions.can_manage_people(by, now).require()
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    twin = _twin(facts)
    if twin is not None and twin.pk != unit.pk:
        raise WrongState(_("Unit dengan nama ini sudah ada di bawah unit yang sama."))
    if facts.parent_id and Unit.objects.within(unit).filter(pk=facts.parent_id).exists():
        raise WrongState(_("Unit tidak dapat berada di bawah dirinya sendiri."))
    for name, value in asdict(facts).items():
        setattr(unit, name, value)
    with refusals_as_sentences(Unit):
        unit.save()
    rebuild_tree()
    unit.refresh_from_db()
    return unit


@transaction.atomic
def end_unit(*, unit_id: int, by: User, now: datetime) -> Unit:
    """Take a unit out of use; it stays readable, and so do its people of former days.

    Raises: ``Denied``, ``WrongState``.
    """
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit_id)
    day = timezone.localtime(now).date()
    (permissions.can_manage_people(by, now) and policies.may_end_unit(unit, day)).require()
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    return unit


@transaction.atomic
def restore_unit(*, unit_id: int, by: User, now: datetime) -> Unit:
    """Put an ended unit back into use.

    Raises: ``Denied``, ``WrongState``.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit_id)
    (permissions.can_manage_people(by, now) and policies.may_restore_unit(unit)).require()
    unit.is_active = True
    unit.save(update_fields=["is_active"])
    return unit


def _twin(facts: UnitFacts) -> Unit | None:
    return Unit.objects.active().filter(parent=facts.parent_id, name__iexact=facts.name).first()


def _facts_of(unit: Unit) -> UnitFacts:
    return UnitFacts(**{name: getattr(unit, name) for name in UnitFacts.__dataclass_fields__})
