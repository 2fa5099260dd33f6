"""Addresses of the feedback room."""

from feedback.urls import (
    answering,
    batches,
    complaints,
    questionnaires,
    receipts,
    services,
    surveys,
)

app_name = "feedback"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *batches.urlpatterns,
    *complaints.urlpatterns,
    *questionnaires.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
