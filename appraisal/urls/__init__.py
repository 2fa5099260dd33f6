"""Addresses of the appraisal room."""

from appraisal.urls import evaluations, plans

app_name = "appraisal"

urlpatterns = [*plans.urlpatterns, *evaluations.urlpatterns]
