"""Addresses of the professionalism index and of what trainings changed."""

from django.urls import path

from appraisal.views import professionalism as pages

urlpatterns = [
    path("professionalism/", pages.professionalism_own, name="professionalism-own"),
    path("professionalism/units/", pages.professionalism_list, name="professionalism-list"),
    path(
        "professionalism/export/<slug:kind>/",
        pages.professionalism_export,
        name="professionalism-export",
    ),
    path("training/catalogue/<int:pk>/effect/", pages.training_effect, name="training-effect"),
]
