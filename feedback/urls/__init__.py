"""Addresses of the feedback room."""

from feedback.urls import results

app_name = "feedback"

urlpatterns = [*results.urlpatterns]
