"""Addresses of the training room."""

from training.urls import catalogue, development, effect, socialisation

app_name = "training"

urlpatterns = [
    *catalogue.urlpatterns,
    *development.urlpatterns,
    *effect.urlpatterns,
    *socialisation.urlpatterns,
]
