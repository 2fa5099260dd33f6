"""Addresses of the appraisal room."""

from appraisal.urls import credit, doing, evaluations, planning, plans

app_name = "appraisal"

urlpatterns = [
    *plans.urlpatterns,
    *evaluations.urlpatterns,
    *planning.urlpatterns,
    *doing.urlpatterns,
    *credit.urlpatterns,
]
