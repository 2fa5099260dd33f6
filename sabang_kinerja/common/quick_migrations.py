"""Migrations that only add to what there is render no other model anew.

Django and django-pgtrigger build a model and all that are related to it again after each step. Of
nearly a thousand steps each builds about a hundred models, and an empty database takes minutes.
A new model, a new field, a constraint, an index and a trigger take nothing away: they are written
into the rendered models as they stand. A field whose column stays as it is (its label, its
choices) is not rendered at all. Every other step goes Django's way.
"""

from typing import Any

import pgtrigger.migrations
from django.db import models
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED

_IN_META = ("constraints", "indexes")
_FOR_PEOPLE = {"verbose_name", "help_text", "choices", "error_messages", "blank", "validators"}
_add_as_django = ProjectState.add_field
_alter_as_django = ProjectState.alter_field


def _rendered(state: ProjectState) -> bool:
    return "apps" in state.__dict__  # hasattr would render


def _add_model(state: ProjectState, model_state: ModelState) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:  # type: ignore[attr-defined]  # private in the stubs
        state.resolve_model_relations(key)
    if _rendered(state):
        state.apps.render_multiple([model_state])


def _add_field(
    state: ProjectState,
    app_label: str,
    model_name: str,
    name: str,
    field: "models.Field[Any, Any]",
    preserve_default: bool,
) -> None:
    if field.primary_key:  # in the place of another
        _add_as_django(state, app_label, model_name, name, field, preserve_default)
        return
    if not preserve_default:
        field = field.clone()
        field.default = NOT_PROVIDED
    key = app_label, model_name
    state.models[key].fields[name] = field
    if state._relations is not None:  # type: ignore[attr-defined]  # private in the stubs
        state.resolve_model_field_relations(key, name, field)
    if _rendered(state):
        with state.apps.bulk_update():
            state.apps.get_model(*key).add_to_class(name, field.clone())


def _alter_field(
    state: ProjectState,
    app_label: str,
    model_name: str,
    name: str,
    field: "models.Field[Any, Any]",
    preserve_default: bool,
) -> None:
    fields = state.models[app_label, model_name].fields
    if preserve_default and _column(fields[name]) == _column(field):
        fields[name] = field
        # found anew when asked for
        state._relations = None  # type: ignore[attr-defined]  # private in the stubs
    else:
        _alter_as_django(state, app_label, model_name, name, field, preserve_default)


def _column(field: "models.Field[Any, Any]") -> tuple[str, Any, dict[str, Any]]:
    _, path, args, options = field.deconstruct()
    return path, args, {key: options[key] for key in options.keys() - _FOR_PEOPLE}


def _append(
    state: ProjectState, app_label: str, model_name: str, option_name: str, added: Any
) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [*options.get(option_name, []), added]
    if _rendered(state) and option_name in _IN_META:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, [*getattr(meta, option_name), added])


def _remove(
    state: ProjectState, app_label: str, model_name: str, option_name: str, removed: str
) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [row for row in options[option_name] if row.name != removed]
    if _rendered(state) and option_name in _IN_META:
        meta = state.apps.get_model(app_label, model_name)._meta
        kept = [row for row in getattr(meta, option_name) if row.name != removed]
        setattr(meta, option_name, kept)


def _add_trigger(
    operation: pgtrigger.migrations.AddTrigger, app_label: str, state: ProjectState
) -> None:
    _append(state, app_label, operation.model_name, "triggers", operation.trigger)


def _remove_trigger(
    operation: pgtrigger.migrations.RemoveTrigger, app_label: str, state: ProjectState
) -> None:
    _remove(state, app_label, operation.model_name, "triggers", operation.name)


def install() -> None:
    """Take the place of the methods that render more than they change."""
    for owner, name, method in (
        (ProjectState, "add_model", _add_model),
        (ProjectState, "add_field", _add_field),
        (ProjectState, "alter_field", _alter_field),
        (ProjectState, "_append_option", _append),
        (ProjectState, "_remove_option", _remove),
        (pgtrigger.migrations.AddTrigger, "state_forwards", _add_trigger),
        (pgtrigger.migrations.RemoveTrigger, "state_forwards", _remove_trigger),
    ):
        setattr(owner, name, method)
