"""A step that only adds leaves rendered models in place, and they are what Django would render."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


def described(model: Any) -> dict[str, Any]:
    """What steps of migrations read of a rendered model: columns, rules, who points to it."""
    meta = model._meta
    columns = {}
    for field in meta.get_fields():
        if field.auto_created and not field.concrete:
            columns[field.name] = (field.related_model._meta.label, field.field.name)
            continue
        _, path, args, options = field.deconstruct()
        for word in ("verbose_name", "help_text", "choices", "error_messages", "validators"):
            options.pop(word, None)
        if field.is_relation:
            options["to"] = field.related_model._meta.label
        columns[field.name] = (path, repr(args), repr(sorted(options.items(), key=str)))
    return {
        "table": meta.db_table,
        "columns": columns,
        "order": [field.name for field in meta.local_concrete_fields],
        "rules": [row.name for row in (*meta.constraints, *meta.indexes)],
        "unique": meta.unique_together,
    }


def test_every_step_of_this_project_renders_what_django_renders():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    assert state.apps is state.apps  # rendered from here on

    for migration in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        loader.graph.nodes[migration].mutate_state(state, preserve=False)

    anew = ProjectState(models=state.models, real_apps=loader.unmigrated_apps).apps
    in_place = {model._meta.label: described(model) for model in state.apps.get_models()}
    assert len(in_place) > 200
    assert in_place == {model._meta.label: described(model) for model in anew.get_models()}


def test_a_step_that_only_adds_renders_no_other_model_anew():
    state = ProjectState()
    for name in ("harbour", "ferry"):
        CreateModel(name, [("id", models.AutoField(primary_key=True))]).state_forwards(
            "sabang", state
        )
    harbour = state.apps.get_model("sabang", "harbour")
    ferry = state.apps.get_model("sabang", "ferry")
    condition = models.Q(id__gt=0)
    steps = [
        AddField("ferry", "home", models.ForeignKey("sabang.harbour", models.CASCADE)),
        AddField("ferry", "name", models.CharField(max_length=30)),
        AlterField("ferry", "name", models.CharField("name of the ferry", max_length=30)),
        CreateModel(
            "crossing",
            [
                ("id", models.AutoField(primary_key=True)),
                ("ferry", models.ForeignKey("sabang.ferry", models.CASCADE)),
            ],
        ),
        AddConstraint("ferry", models.CheckConstraint(condition=condition, name="counted")),
        AddConstraint("ferry", models.CheckConstraint(condition=condition, name="passing")),
        RemoveConstraint("ferry", "passing"),
        AddIndex("ferry", models.Index(fields=["id"], name="found")),
        AddTrigger("ferry", pgtrigger.Protect(name="kept", operation=pgtrigger.Delete)),
        AddTrigger("ferry", pgtrigger.Protect(name="left", operation=pgtrigger.Update)),
        RemoveTrigger("ferry", "left"),
    ]

    for step in steps:
        step.state_forwards("sabang", state)

    assert state.apps.get_model("sabang", "ferry") is ferry
    assert [field.name for field in ferry._meta.fields] == ["id", "home", "name"]
    assert ferry._meta.get_field("home").related_model is harbour
    assert {row.name for row in harbour._meta.related_objects} == {"ferry"}
    assert {row.name for row in ferry._meta.related_objects} == {"crossing"}
    assert [row.name for row in ferry._meta.constraints] == ["counted"]
    assert [row.name for row in ferry._meta.indexes] == ["found"]
    options = state.models["sabang", "ferry"].options
    assert [row.name for row in options["triggers"]] == ["kept"]
    assert str(state.models["sabang", "ferry"].fields["name"].verbose_name) == "name of the ferry"


def test_a_column_that_changes_is_rendered():
    state = ProjectState()
    CreateModel(
        "ferry",
        [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=30))],
    ).state_forwards("sabang", state)
    before = state.apps.get_model("sabang", "ferry")

    AlterField("ferry", "name", models.CharField(max_length=60)).state_forwards("sabang", state)

    assert state.apps.get_model("sabang", "ferry")._meta.get_field("name").max_length == 60
    assert before._meta.get_field("name").max_length == 30
