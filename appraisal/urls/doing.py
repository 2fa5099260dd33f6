"""Addresses of doing: action plans, daily progress, links."""

from django.urls import path

from appraisal.views import (
    action_plans,
    coaching,
    continuous_feedback,
    counselling,
    dialogues,
    evaluation_steps,
    evidence_links,
    progress,
    progress_files,
    progress_team,
)

urlpatterns = [
    path("plans/<int:pk>/steps/", action_plans.actionplan_current, name="actionplan-current"),
    path(
        "plans/<int:pk>/steps/<int:period_pk>/",
        action_plans.actionplan_fill,
        name="actionplan-fill",
    ),
    path(
        "plans/<int:pk>/steps/<int:period_pk>/copy/",
        action_plans.actionplan_copy,
        name="actionplan-copy",
    ),
    path("progress/", progress.progress_list, name="progress-list"),
    path("progress/create/", progress.progress_create, name="progress-create"),
    path("progress/repeat/", progress.progress_repeat, name="progress-repeat"),
    path("progress/submit/", progress.progress_submit, name="progress-submit"),
    path("progress/export/<slug:kind>/", progress_files.progress_export, name="progress-export"),
    path("progress/<int:pk>/", progress.progress_update, name="progress-update"),
    path("progress/<int:pk>/delete/", progress.progress_delete, name="progress-delete"),
    path("progress/<int:pk>/file/", progress_files.progress_file, name="progress-file"),
    path("progress/<int:pk>/approve/", progress_team.progress_approve, name="progress-approve"),
    path("progress/<int:pk>/return/", progress_team.progress_return, name="progress-return"),
    path("progress/team/", progress_team.progress_board, name="progress-board"),
    path(
        "progress/team/<int:employee_pk>/<slug:day>/",
        progress_team.progress_day,
        name="progress-day",
    ),
    path(
        "progress/team/<int:employee_pk>/<slug:first>/<slug:last>/approve/",
        progress_team.progress_days,
        name="progress-days",
    ),
    path("evidence/<int:pk>/check/", evidence_links.evidence_check, name="evidence-check"),
    path("evidence/<int:pk>/preview/", evidence_links.evidence_preview, name="evidence-preview"),
    path(
        "evaluations/<int:pk>/results/<int:result_pk>/bring/",
        evaluation_steps.evaluation_bring,
        name="evaluation-bring",
    ),
    path("feedback/", continuous_feedback.feedback_list, name="feedback-list"),
    path("feedback/find/", continuous_feedback.feedback_find, name="feedback-find"),
    path(
        "feedback/create/<int:employee_pk>/",
        continuous_feedback.feedback_create,
        name="feedback-create",
    ),
    path(
        "feedback/<int:pk>/withdraw/",
        continuous_feedback.feedback_withdraw,
        name="feedback-withdraw",
    ),
    path("coaching/", coaching.coaching_list, name="coaching-list"),
    path("coaching/create/<int:employee_pk>/", coaching.coaching_create, name="coaching-create"),
    path("coaching/<int:pk>/", coaching.coaching_detail, name="coaching-detail"),
    path("coaching/<int:pk>/answer/", coaching.coaching_answer, name="coaching-answer"),
    path("coaching/<int:pk>/score/", coaching.coaching_score, name="coaching-score"),
    path("counselling/", counselling.counselling_list, name="counselling-list"),
    path(
        "counselling/create/<int:employee_pk>/",
        counselling.counselling_create,
        name="counselling-create",
    ),
    path("counselling/<int:pk>/", counselling.counselling_detail, name="counselling-detail"),
    path("plans/<int:pk>/dialogues/", dialogues.dialogue_list, name="dialogue-list"),
    path("plans/<int:pk>/dialogues/create/", dialogues.dialogue_create, name="dialogue-create"),
    path("dialogues/", dialogues.dialogue_open, name="dialogue-open"),
    path("dialogues/points/<int:pk>/done/", dialogues.dialogue_finish, name="dialogue-finish"),
]
