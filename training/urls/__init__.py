"""Addresses of the training room."""

from training.urls import catalogue, socialisation

app_name = "training"

urlpatterns = [*catalogue.urlpatterns, *socialisation.urlpatterns]
