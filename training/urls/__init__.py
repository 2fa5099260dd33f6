"""Addresses of the training room."""

from training.urls import catalogue, effect, socialisation

app_name = "training"

urlpatterns = [*catalogue.urlpatterns, *effect.urlpatterns, *socialisation.urlpatterns]
