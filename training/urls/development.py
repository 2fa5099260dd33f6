"""Addresses of competences and development plans."""

from django.urls import path

from training.views import agency_needs as needs
from training.views import development as plans
from training.views import development_team as team
from training.views import development_writing as writing
from training.views import measurement_imports, standards

_PLAN = "development/<int:pk>/"
_GOAL = f"{_PLAN}goals/<int:goal_pk>/"
_ACTION = f"{_GOAL}actions/<int:action_pk>/"
_FAMILY = "development/standards/<int:pk>/"
_AGENCY = "development/agency/<int:pk>/"

urlpatterns = [
    path("development/", plans.own, name="development-own"),
    path("development/create/", plans.development_create, name="development-create"),
    path("development/team/", team.development_team, name="development-team"),
    path("development/list/", team.development_list, name="development-list"),
    path("development/list/<str:kind>/", team.development_export, name="development-export"),
    path("development/people/<int:pk>/", team.person_development, name="person-development"),
    path("development/people/<int:pk>/measure/", team.person_measure, name="person-measure"),
    path("development/standards/", standards.family_list, name="family-list"),
    path("development/standards/create/", standards.family_create, name="family-create"),
    path(
        "development/standards/import/",
        measurement_imports.measurement_import,
        name="measurement-import",
    ),
    path(_FAMILY, standards.family_detail, name="family-detail"),
    path(f"{_FAMILY}update/", standards.family_update, name="family-update"),
    path(f"{_FAMILY}set/", standards.standard_set, name="standard-set"),
    path(f"{_FAMILY}<int:standard_pk>/end/", standards.standard_end, name="standard-end"),
    path("development/agency/", needs.agency_list, name="needs-list"),
    path(_AGENCY, needs.needs_detail, name="agency-needs"),
    path(f"{_AGENCY}print/", needs.needs_print, name="needs-print"),
    path(f"{_AGENCY}plan/", needs.needs_plan, name="needs-plan"),
    path(f"{_AGENCY}competences/<int:competence_pk>/", needs.needs_people, name="needs-people"),
    path(f"{_AGENCY}export/<str:kind>/", needs.needs_export, name="needs-export"),
    path(f"{_AGENCY}people/<str:kind>/", needs.needs_people_export, name="needs-people-export"),
    path(_PLAN, plans.development_detail, name="development-detail"),
    path(f"{_PLAN}take/", plans.development_take, name="development-take"),
    path(f"{_PLAN}aside/", plans.development_aside, name="development-aside"),
    path(f"{_PLAN}submit/", plans.development_submit, name="development-submit"),
    path(f"{_PLAN}withdraw/", plans.development_withdraw, name="development-withdraw"),
    path(f"{_PLAN}review/", plans.development_review, name="development-review"),
    path(f"{_PLAN}reopen/", plans.development_reopen, name="development-reopen"),
    path(f"{_PLAN}close/", plans.development_close, name="development-close"),
    path(f"{_PLAN}goals/create/", writing.goal_create, name="goal-create"),
    path(f"{_GOAL}update/", writing.goal_update, name="goal-update"),
    path(f"{_GOAL}delete/", writing.goal_delete, name="goal-delete"),
    path(f"{_GOAL}actions/create/", writing.action_create, name="action-create"),
    path(f"{_ACTION}update/", writing.action_update, name="action-update"),
    path(f"{_ACTION}delete/", writing.action_delete, name="action-delete"),
    path(f"{_PLAN}actions/<int:action_pk>/done/", writing.action_done, name="action-done"),
    path(f"{_PLAN}indicators/create/", writing.indicator_create, name="indicator-create"),
    path(
        f"{_PLAN}indicators/<int:indicator_pk>/update/",
        writing.indicator_update,
        name="indicator-update",
    ),
    path(
        f"{_PLAN}indicators/<int:indicator_pk>/delete/",
        writing.indicator_delete,
        name="indicator-delete",
    ),
    path(f"{_PLAN}checks/<int:number>/", writing.check_record, name="check-record"),
    path(f"{_PLAN}checks/<int:number>/answer/", writing.check_answer, name="check-answer"),
]
