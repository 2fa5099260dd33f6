"""Addresses of evaluations, teams, objections, organisation predicates and periods."""

from django.urls import path

from appraisal.views import (
    evaluation_steps,
    evaluations,
    evidence,
    objection_steps,
    objections,
    organisation,
    periods,
    ratings,
    team,
)

urlpatterns = [
    path("evaluations/", evaluations.evaluation_list, name="evaluation-list"),
    path(
        "evaluations/export/<slug:kind>/", evaluations.evaluation_export, name="evaluation-export"
    ),
    path("evaluations/<int:pk>/", evaluations.evaluation_detail, name="evaluation-detail"),
    path("evaluations/<int:pk>/save/", evaluation_steps.evaluation_save, name="evaluation-save"),
    path(
        "evaluations/<int:pk>/submit/",
        evaluation_steps.evaluation_submit,
        name="evaluation-submit",
    ),
    path(
        "evaluations/<int:pk>/accept/",
        evaluation_steps.evaluation_accept,
        name="evaluation-accept",
    ),
    path(
        "evaluations/<int:pk>/reopen/",
        evaluation_steps.evaluation_reopen,
        name="evaluation-reopen",
    ),
    path("evaluations/<int:pk>/rate/", ratings.evaluation_rate, name="evaluation-rate"),
    path("evaluations/<int:pk>/fix/", ratings.evaluation_fix, name="evaluation-fix"),
    path("evaluations/<int:pk>/serve/", ratings.evaluation_serve, name="evaluation-serve"),
    path("evaluations/<int:pk>/object/", objections.objection_create, name="objection-create"),
    path(
        "evaluations/<int:pk>/results/<int:result_pk>/evidence/",
        evidence.evidence_create,
        name="evidence-create",
    ),
    path("evidence/<int:pk>/", evidence.evidence_download, name="evidence-download"),
    path("evidence/<int:pk>/delete/", evidence.evidence_delete, name="evidence-delete"),
    path("team/", team.team_current, name="team-current"),
    path("team/<int:period_pk>/", team.team, name="team"),
    path("team/<int:period_pk>/fix/", ratings.team_fix, name="team-fix"),
    path("team/<int:period_pk>/serve/", ratings.team_serve, name="team-serve"),
    path("objections/", objections.objection_list, name="objection-list"),
    path("objections/<int:pk>/", objections.objection_detail, name="objection-detail"),
    path(
        "objections/<int:pk>/statement/",
        objections.objection_statement,
        name="objection-statement",
    ),
    path(
        "objections/<int:pk>/examine/", objection_steps.objection_examine, name="objection-examine"
    ),
    path("objections/<int:pk>/reject/", objection_steps.objection_reject, name="objection-reject"),
    path("objections/<int:pk>/decide/", objection_steps.objection_decide, name="objection-decide"),
    path("periods/", periods.period_list, name="period-list"),
    path("periods/<int:pk>/", periods.period_detail, name="period-detail"),
    path("periods/<int:pk>/open/", periods.period_open, name="period-open"),
    path(
        "periods/<int:period_pk>/organisations/",
        organisation.organisation_list,
        name="organisation-list",
    ),
    path("organisations/<int:pk>/fix/", organisation.organisation_fix, name="organisation-fix"),
    path(
        "organisations/<int:pk>/recommend/",
        organisation.organisation_recommend,
        name="organisation-recommend",
    ),
    path(
        "organisations/<int:pk>/reopen/",
        organisation.organisation_reopen,
        name="organisation-reopen",
    ),
]
