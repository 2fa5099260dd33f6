"""Addresses of surveys and their periods."""

from django.urls import path

from feedback.views import planning, surveys

urlpatterns = [
    path("surveys/", surveys.survey_list, name="survey-list"),
    path("surveys/export/<str:kind>/", surveys.survey_export, name="survey-export"),
    path("surveys/plan/", planning.survey_plan, name="survey-plan"),
    path("surveys/periods/", planning.period_list, name="surveyperiod-list"),
    path("surveys/periods/create/", planning.period_create, name="surveyperiod-create"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey-detail"),
    path("surveys/<int:pk>/open/", surveys.survey_open, name="survey-open"),
    path("surveys/<int:pk>/dates/", surveys.survey_update, name="survey-update"),
    path("surveys/<int:pk>/delete/", surveys.survey_delete, name="survey-delete"),
]
