"""Addresses of the feedback room."""

from feedback.urls import surveys

app_name = "feedback"

urlpatterns = [
    *surveys.urlpatterns,
]
