"""Addresses of the feedback room."""

from feedback.urls import public, results

app_name = "feedback"

urlpatterns = [
    *public.urlpatterns,
    *results.urlpatterns,
]
