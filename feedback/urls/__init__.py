"""Addresses of the feedback room."""

from feedback.urls import comments, follow_up, officer_figures, public, results

app_name = "feedback"

urlpatterns = [
    *comments.urlpatterns,
    *follow_up.urlpatterns,
    *officer_figures.urlpatterns,
    *public.urlpatterns,
    *results.urlpatterns,
]
