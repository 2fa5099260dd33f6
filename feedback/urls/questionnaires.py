"""Addresses of questionnaires."""

from django.urls import path

from feedback.views import questionnaires as views

_ONE = "surveys/questionnaires/<int:pk>/"

urlpatterns = [
    path("surveys/questionnaires/", views.questionnaire_list, name="questionnaire-list"),
    path("surveys/questionnaires/legacy/", views.questionnaire_legacy, name="questionnaire-legacy"),
    path(_ONE, views.questionnaire_detail, name="questionnaire-detail"),
    path(f"{_ONE}copy/", views.questionnaire_copy, name="questionnaire-copy"),
    path(f"{_ONE}update/", views.questionnaire_update, name="questionnaire-update"),
    path(f"{_ONE}use/", views.questionnaire_apply, name="questionnaire-apply"),
    path(f"{_ONE}delete/", views.questionnaire_delete, name="questionnaire-delete"),
    path(f"{_ONE}acehnese/", views.questionnaire_check, name="questionnaire-check"),
    path(f"{_ONE}acehnese/withdraw/", views.questionnaire_withdraw, name="questionnaire-withdraw"),
]
