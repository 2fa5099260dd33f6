"""Addresses of the follow-up plan of a survey."""

from django.urls import path

from feedback.views import follow_up

urlpatterns = [
    path("surveys/<int:pk>/follow-up/", follow_up.surveyplan_detail, name="surveyplan-detail"),
    path(
        "surveys/<int:pk>/follow-up/create/", follow_up.surveyplan_create, name="surveyplan-create"
    ),
    path(
        "surveys/follow-up/<int:pk>/update/", follow_up.surveyplan_update, name="surveyplan-update"
    ),
]
