"""Migrations that add a constraint, an index or a trigger render no model anew.

Django and django-pgtrigger build every related model again after each such step, although none of
its fields changes; with some five hundred such steps that is half of the time that an empty
database takes. What the rendered model must know of a step is written into it instead.
"""

from typing import Any

import pgtrigger.migrations
from django.db.migrations.state import ProjectState

_IN_META = ("constraints", "indexes")


def _append(
    state: ProjectState, app_label: str, model_name: str, option_name: str, added: Any
) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [*options.get(option_name, []), added]
    if "apps" in state.__dict__ and option_name in _IN_META:
        meta = state.apps.get_model(app_label, model_name)._meta
        setattr(meta, option_name, [*getattr(meta, option_name), added])


def _add_trigger(
    operation: pgtrigger.migrations.AddTrigger, app_label: str, state: ProjectState
) -> None:
    _append(state, app_label, operation.model_name, "triggers", operation.trigger)


def install() -> None:
    """Take the place of the two methods that render."""
    ProjectState._append_option = _append  # type: ignore[attr-defined]  # private in the stubs
    pgtrigger.migrations.AddTrigger.state_forwards = _add_trigger  # type: ignore[method-assign, assignment]
