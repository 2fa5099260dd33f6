"""Addresses of the training room."""

from training.urls import catalogue, development

app_name = "training"

urlpatterns = [*catalogue.urlpatterns, *development.urlpatterns]
