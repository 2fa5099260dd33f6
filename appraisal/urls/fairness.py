"""Addresses of the fair yardstick."""

from django.urls import path

from appraisal.views import fairness, yardstick

urlpatterns = [
    path("yardstick/", yardstick.yardstick_detail, name="yardstick-detail"),
    path("fairness/", fairness.fairness_list, name="fairness-list"),
    path("fairness/export/<slug:kind>/", fairness.fairness_export, name="fairness-export"),
]
