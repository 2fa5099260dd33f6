"""Addresses of the training room."""

from training.urls import catalogue

app_name = "training"

urlpatterns = [*catalogue.urlpatterns]
