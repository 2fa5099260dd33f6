"""Addresses of the feedback room."""

from feedback.urls import services, surveys

app_name = "feedback"

urlpatterns = [
    *services.urlpatterns,
    *surveys.urlpatterns,
]
