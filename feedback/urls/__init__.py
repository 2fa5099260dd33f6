"""Addresses of the feedback room."""

from feedback.urls import receipts

app_name = "feedback"

urlpatterns = [
    *receipts.urlpatterns,
]
