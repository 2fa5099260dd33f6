"""Addresses of records, catalogue, sessions and yearly plans."""

from django.urls import path

from training.views import catalogue, enrolments, record_imports, records, sessions, verification
from training.views import year_plans as plans

urlpatterns = [
    path("training/", records.record_list, name="record-list"),
    path("training/people/<int:pk>/", records.person_records, name="person-records"),
    path("training/records/create/", records.record_create, name="record-create"),
    path("training/records/import/", record_imports.record_import, name="record-import"),
    path("training/records/<int:pk>/", records.record_detail, name="record-detail"),
    path("training/records/<int:pk>/update/", records.record_update, name="record-update"),
    path("training/records/<int:pk>/delete/", records.record_delete, name="record-delete"),
    path("training/records/<int:pk>/file/", records.record_file, name="record-file"),
    path("training/records/<int:pk>/pages/<int:page>/", records.record_page, name="record-page"),
    path("training/records/<int:pk>/verify/", verification.record_verify, name="record-verify"),
    path("training/records/<int:pk>/reject/", verification.record_reject, name="record-reject"),
    path("training/records/<int:pk>/reopen/", verification.record_reopen, name="record-reopen"),
    path("training/verification/", verification.verification_list, name="verification-list"),
    path("training/verification/<str:kind>/", verification.record_export, name="record-export"),
    path("training/hours/", verification.learner_list, name="learner-list"),
    path("training/hours/<str:kind>/", verification.learner_export, name="learner-export"),
    path("training/team/", enrolments.team, name="team"),
    path("training/catalogue/", catalogue.catalogue, name="catalogue"),
    path("training/catalogue/create/", catalogue.training_create, name="training-create"),
    path("training/catalogue/<int:pk>/", catalogue.training_detail, name="training-detail"),
    path("training/catalogue/<int:pk>/update/", catalogue.training_update, name="training-update"),
    path("training/table/", catalogue.hours_table, name="hours-table"),
    path("training/table/create/", catalogue.hours_draft, name="hours-draft"),
    path("training/table/<int:pk>/", catalogue.hours_version, name="hours-version"),
    path("training/table/<int:pk>/update/", catalogue.hours_edit, name="hours-edit"),
    path("training/table/<int:pk>/publish/", catalogue.hours_publish, name="hours-publish"),
    path("training/table/<int:pk>/delete/", catalogue.hours_drop, name="hours-drop"),
    path("training/sessions/", sessions.session_list, name="session-list"),
    path("training/sessions/create/", sessions.session_create, name="session-create"),
    path("training/sessions/<int:pk>/", sessions.session_detail, name="session-detail"),
    path("training/sessions/<int:pk>/update/", sessions.session_update, name="session-update"),
    path("training/sessions/<int:pk>/cancel/", sessions.session_cancel, name="session-cancel"),
    path("training/sessions/<int:pk>/hold/", sessions.session_hold, name="session-hold"),
    path("training/sessions/<int:pk>/calendar/", sessions.session_calendar, name="session-ics"),
    path("training/sessions/<int:pk>/enrol/", enrolments.enrolment_create, name="enrol"),
    path("training/sessions/<int:pk>/put-in/", enrolments.enrolment_put_in, name="put-in"),
    path(
        "training/sessions/<int:pk>/step/<str:state>/", sessions.session_step, name="session-step"
    ),
    path(
        "training/sessions/<int:pk>/people/<str:kind>/",
        sessions.session_export,
        name="session-export",
    ),
    path("training/enrolments/<int:pk>/withdraw/", enrolments.enrolment_withdraw, name="withdraw"),
    path("training/enrolments/<int:pk>/approve/", enrolments.enrolment_approve, name="approve"),
    path("training/enrolments/<int:pk>/decline/", enrolments.enrolment_decline, name="decline"),
    path("training/plans/", plans.plan_list, name="plan-list"),
    path("training/plans/create/", plans.plan_create, name="plan-create"),
    path("training/plans/export/<str:kind>/", plans.plan_export, name="plan-export"),
    path("training/plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("training/plans/<int:pk>/budget/", plans.plan_budget, name="plan-budget"),
    path("training/plans/<int:pk>/step/<str:state>/", plans.plan_step, name="plan-step"),
    path("training/plans/<int:pk>/lines/create/", plans.line_create, name="line-create"),
    path(
        "training/plans/<int:pk>/lines/<int:line_pk>/update/",
        plans.line_update,
        name="line-update",
    ),
    path(
        "training/plans/<int:pk>/lines/<int:line_pk>/delete/",
        plans.line_delete,
        name="line-delete",
    ),
]
