"""Addresses of the fair yardstick."""

from django.urls import path

from appraisal.views import fairness

urlpatterns = [
    path("fairness/", fairness.fairness_list, name="fairness-list"),
    path("fairness/export/<slug:kind>/", fairness.fairness_export, name="fairness-export"),
]
