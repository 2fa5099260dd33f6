"""Writing the units of an import: the tree, its head posts, all or nothing."""

from personnel.actions.units import rebuild_tree
from personnel.enums import PostKind, PostLevel, UnitKind
from personnel.imports.match import name_key
from personnel.imports.unit_plans import UnitPlan, UnitsPlan
from personnel.models import Post, Unit
from personnel.rules.posts import UnknownPost, classify_post, parse_echelon


def write_units(plan: UnitsPlan) -> None:
    """Write new and changed units, parents first, and the head post of each.

    Runs inside the caller's transaction.
    """
    keys = {one.row.key: one.known.pk for one in plan.unchanged if one.known}
    for one in plan.in_order:
        if one.known is None:
            keys[one.row.key] = Unit.objects.create(**_facts(one, keys)).pk
        elif one.changes:
            Unit.objects.filter(pk=one.known.pk).update(**_changed(one, keys))
            keys[one.row.key] = one.known.pk
    rebuild_tree()
    touched = [keys[one.row.key] for one in [*plan.new, *plan.changed]]
    for unit in Unit.objects.active().filter(pk__in=touched).exclude(head_title=""):
        _keep_head_post(unit)


def _parent(one: UnitPlan, keys: dict[str, int]) -> int | None:
    if one.parent.startswith("pk:"):
        return int(one.parent.removeprefix("pk:"))
    return keys[one.parent] if one.parent else None


def _facts(one: UnitPlan, keys: dict[str, int]) -> dict[str, object]:
    row = one.row
    return {
        "siasn_id": row.siasn_id or None,
        "code": row.code,
        "name": row.name,
        "kind": one.kind,
        "parent_id": _parent(one, keys),
        "echelon": row.echelon,
        "head_title": row.head_title,
        "position": row.position,
        "is_active": one.is_active,
    }


def _changed(one: UnitPlan, keys: dict[str, int]) -> dict[str, object]:
    """Facts to write over a known unit; what the file leaves empty stays as it is."""
    facts = _facts(one, keys)
    del facts["position"]
    always = {"kind", "parent_id", "is_active"}
    return {word: value for word, value in facts.items() if word in always or value}


def _keep_head_post(unit: Unit) -> None:
    """Give a unit the head post that its file names, or rename the one it has."""
    head = unit.posts.active().filter(is_head=True).first()
    if head is not None and name_key(head.title) == name_key(unit.head_title):
        return
    kind, level = _head_kind(unit)
    facts = {"title": unit.head_title, "kind": kind, "level": level, "echelon": unit.echelon}
    twin = unit.posts.filter(title=unit.head_title, level=level).first()
    if head is not None and twin is None:
        Post.objects.filter(pk=head.pk).update(**facts)
    elif head is None and twin is not None:
        Post.objects.filter(pk=twin.pk).update(is_head=True, is_active=True)
    elif head is None:
        form = unit.kind == UnitKind.AGENCY or kind == PostKind.JPT
        Post.objects.create(unit=unit, is_head=True, uses_head_form=form, **facts)


def _head_kind(unit: Unit) -> tuple[str, str]:
    """Heads without an echelon are functional officers (schools, health centres), or the mayor."""
    if unit.kind == UnitKind.CITY:
        return PostKind.STATE_OFFICE, PostLevel.NONE
    try:
        found = classify_post("", unit.head_title, parse_echelon(unit.echelon))
    except UnknownPost:
        return PostKind.FUNCTIONAL, PostLevel.NONE
    return found.kind.value, found.level.value
