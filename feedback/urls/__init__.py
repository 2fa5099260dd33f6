"""Addresses of the feedback room."""

from feedback.urls import batches, questionnaires, services, surveys

app_name = "feedback"

urlpatterns = [
    *batches.urlpatterns,
    *questionnaires.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
