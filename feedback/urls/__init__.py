"""Addresses of the feedback room."""

from feedback.urls import (
    answering,
    batches,
    complaints,
    questionnaires,
    receipts,
    results,
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
    *results.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
