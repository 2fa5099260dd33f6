"""Addresses of what follows a result."""

from django.urls import path

from appraisal.views import (
    allowances,
    awards,
    follow_up,
    improvement,
    improvement_steps,
    measures,
    ranking,
    talent,
    value_imports,
)

urlpatterns = [
    path("follow-up/", follow_up.followup_list, name="followup-list"),
    path("follow-up/reports/<slug:report>/", follow_up.followup_report, name="followup-report"),
    path(
        "follow-up/reports/<slug:report>/<slug:kind>/",
        follow_up.followup_export,
        name="followup-export",
    ),
    path("follow-up/ranking/", ranking.ranking_list, name="ranking-list"),
    path("follow-up/ranking/<slug:kind>/", ranking.ranking_export, name="ranking-export"),
    path("follow-up/awards/", awards.award_list, name="award-list"),
    path("follow-up/awards/export/<slug:kind>/", awards.award_export, name="award-export"),
    path(
        "follow-up/awards/<int:year>/<int:employee_pk>/create/",
        awards.award_create,
        name="award-create",
    ),
    path("follow-up/awards/<int:pk>/delete/", awards.award_delete, name="award-delete"),
    path("follow-up/talent/", talent.talent_list, name="talent-list"),
    path("follow-up/talent/<int:number>/", talent.talent_detail, name="talent-detail"),
    path("follow-up/potential/import/", value_imports.potential_import, name="potential-import"),
    path("follow-up/allowances/", allowances.allowance_list, name="allowance-list"),
    path("follow-up/allowances/<slug:kind>/", allowances.allowance_export, name="allowance-export"),
    path("follow-up/attendance/import/", value_imports.attendance_import, name="attendance-import"),
    path("follow-up/measures/", measures.measure_list, name="measure-list"),
    path("follow-up/measures/create/", measures.measure_create, name="measure-create"),
    path("follow-up/measures/<int:pk>/update/", measures.measure_update, name="measure-update"),
    path("improvements/", improvement.improvement_list, name="improvement-list"),
    path("improvements/<int:pk>/", improvement.improvement_detail, name="improvement-detail"),
    path(
        "improvements/<int:pk>/goals/",
        improvement_steps.improvement_goals,
        name="improvement-goals",
    ),
    path(
        "improvements/<int:pk>/comment/",
        improvement_steps.improvement_comment,
        name="improvement-comment",
    ),
    path(
        "improvements/<int:pk>/checks/<int:number>/",
        improvement_steps.improvement_check,
        name="improvement-check",
    ),
    path(
        "improvements/<int:pk>/checks/<int:number>/answer/",
        improvement_steps.improvement_answer,
        name="improvement-answer",
    ),
    path(
        "improvements/<int:pk>/conclude/",
        improvement_steps.improvement_conclude,
        name="improvement-conclude",
    ),
    path(
        "improvements/<int:pk>/step/", improvement_steps.improvement_step, name="improvement-step"
    ),
]
