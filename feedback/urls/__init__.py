"""Addresses of the feedback room."""

from feedback.urls import answering, kiosks, receipts

app_name = "feedback"

urlpatterns = [
    *answering.urlpatterns,
    *kiosks.urlpatterns,
    *receipts.urlpatterns,
]
