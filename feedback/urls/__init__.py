"""Addresses of the feedback room."""

from feedback.urls import (
    answering,
    batches,
    comments,
    complaints,
    follow_up,
    kiosks,
    officer_figures,
    public,
    pulse,
    questionnaires,
    receipts,
    results,
    rounds,
    services,
    surveys,
)

app_name = "feedback"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *batches.urlpatterns,
    *complaints.urlpatterns,
    *comments.urlpatterns,
    *kiosks.urlpatterns,
    *follow_up.urlpatterns,
    *officer_figures.urlpatterns,
    *public.urlpatterns,
    *pulse.urlpatterns,
    *questionnaires.urlpatterns,
    *results.urlpatterns,
    *rounds.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
