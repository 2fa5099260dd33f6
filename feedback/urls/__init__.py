"""Addresses of the feedback room."""

from feedback.urls import batches, complaints, questionnaires, services, surveys

app_name = "feedback"

urlpatterns = [
    *batches.urlpatterns,
    *complaints.urlpatterns,
    *questionnaires.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
