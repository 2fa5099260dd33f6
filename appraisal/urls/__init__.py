"""Addresses of the appraisal room."""

from appraisal.urls import (
    calibration,
    credit,
    doing,
    evaluations,
    fairness,
    follow_up,
    planning,
    plans,
    professionalism,
    readiness,
    running,
    teams,
)

app_name = "appraisal"

urlpatterns = [
    *plans.urlpatterns,
    *evaluations.urlpatterns,
    *planning.urlpatterns,
    *doing.urlpatterns,
    *calibration.urlpatterns,
    *credit.urlpatterns,
    *follow_up.urlpatterns,
    *professionalism.urlpatterns,
    *readiness.urlpatterns,
    *running.urlpatterns,
    *teams.urlpatterns,
    *fairness.urlpatterns,
]
