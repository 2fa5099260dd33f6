"""Addresses of the feedback room."""

from feedback.urls import answering, batches, receipts, services, surveys

app_name = "feedback"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
    *batches.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
