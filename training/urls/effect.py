"""Addresses of what is said after a training."""

from django.urls import path

from training.views import effect

urlpatterns = [
    path("training/sessions/<int:pk>/reaction/", effect.reaction, name="reaction"),
    path("training/sessions/<int:pk>/scores/", effect.session_scores, name="session-scores"),
    path("training/behaviour/", effect.behaviour_list, name="behaviour-list"),
    path(
        "training/sessions/<int:pk>/behaviour/<int:employee_pk>/",
        effect.behaviour,
        name="behaviour",
    ),
]
