"""Addresses of the feedback room."""

from feedback.urls import batches, services, surveys

app_name = "feedback"

urlpatterns = [
    *batches.urlpatterns,
    *services.urlpatterns,
    *surveys.urlpatterns,
]
