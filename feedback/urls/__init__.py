"""Addresses of the feedback room."""

from feedback.urls import answering, receipts

app_name = "feedback"

urlpatterns = [
    *answering.urlpatterns,
    *receipts.urlpatterns,
]
