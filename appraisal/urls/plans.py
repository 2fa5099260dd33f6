"""Addresses of plans."""

from django.urls import path

from appraisal.views import plan_results, plan_steps, plans

urlpatterns = [
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/create/<int:assignment_pk>/", plans.plan_create, name="plan-create"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/submit/", plan_steps.plan_submit, name="plan-submit"),
    path("plans/<int:pk>/withdraw/", plan_steps.plan_withdraw, name="plan-withdraw"),
    path("plans/<int:pk>/return/", plan_steps.plan_return, name="plan-return"),
    path("plans/<int:pk>/approve/", plan_steps.plan_approve, name="plan-approve"),
    path("plans/<int:pk>/sign/", plan_steps.plan_sign, name="plan-sign"),
    path("plans/<int:pk>/revise/", plan_steps.plan_revise, name="plan-revise"),
    path("plans/<int:pk>/close/", plan_steps.plan_close, name="plan-close"),
    path("plans/<int:pk>/approach/", plan_steps.plan_approach, name="plan-approach"),
    path("plans/<int:pk>/annexes/", plan_steps.plan_annexes, name="plan-annexes"),
    path("plans/<int:pk>/expectations/", plan_steps.plan_expectations, name="plan-expectations"),
    path("plans/<int:pk>/results/create/", plan_results.result_create, name="result-create"),
    path("plans/<int:pk>/results/restore/", plan_results.result_restore, name="result-restore"),
    path(
        "plans/<int:pk>/results/<int:result_pk>/",
        plan_results.result_update,
        name="result-update",
    ),
    path(
        "plans/<int:pk>/results/<int:result_pk>/delete/",
        plan_results.result_delete,
        name="result-delete",
    ),
    path(
        "plans/<int:pk>/results/<int:result_pk>/move/",
        plan_results.result_move,
        name="result-move",
    ),
    path(
        "plans/<int:pk>/results/<int:result_pk>/attach/",
        plan_results.result_attach,
        name="result-attach",
    ),
]
