"""Addresses of the feedback room."""

from feedback.urls import public

app_name = "feedback"

urlpatterns = [
    *public.urlpatterns,
]
