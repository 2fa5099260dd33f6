"""A step that changes no field leaves the rendered model in place, and says so in it."""

import pgtrigger
from django.db import models
from django.db.migrations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


def test_constraint_index_and_trigger_render_no_model_anew():
    state = ProjectState()
    CreateModel("ferry", [("id", models.AutoField(primary_key=True))]).state_forwards(
        "harbour", state
    )
    model = state.apps.get_model("harbour", "ferry")
    condition = models.Q(id__gt=0)
    steps = [
        AddConstraint("ferry", models.CheckConstraint(condition=condition, name="counted")),
        AddIndex("ferry", models.Index(fields=["id"], name="found")),
        AddTrigger("ferry", pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)),
    ]

    for step in steps:
        step.state_forwards("harbour", state)

    assert state.apps.get_model("harbour", "ferry") is model
    assert [row.name for row in model._meta.constraints] == ["counted"]
    assert [row.name for row in model._meta.indexes] == ["found"]
    options = state.models["harbour", "ferry"].options
    assert [len(options[name]) for name in ("constraints", "indexes", "triggers")] == [1, 1, 1]
