"""Addresses of readiness for the appraisal."""

from django.urls import path

from appraisal.views import readiness

urlpatterns = [
    path("readiness/", readiness.readiness_list, name="readiness-list"),
    path("readiness/export/<slug:kind>/", readiness.readiness_export, name="readiness-export"),
    path("readiness/<int:pk>/", readiness.readiness_agency, name="readiness-agency"),
    path("readiness/<int:pk>/invite/", readiness.readiness_invite, name="readiness-invite"),
]
