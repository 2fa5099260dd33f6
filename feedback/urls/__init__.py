"""Addresses of the feedback room."""

from feedback.urls import (
    answering,
    batches,
    complaints,
    kiosks,
    public,
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
    *kiosks.urlpatterns,
    *public.urlpatterns,
    *questionnaires.urlpatterns,
    *results.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
