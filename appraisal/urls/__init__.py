"""Addresses of the appraisal room."""

from appraisal.urls import credit, doing, evaluations, follow_up, planning, plans

app_name = "appraisal"

urlpatterns = [
    *plans.urlpatterns,
    *evaluations.urlpatterns,
    *planning.urlpatterns,
    *doing.urlpatterns,
    *credit.urlpatterns,
    *follow_up.urlpatterns,
]
