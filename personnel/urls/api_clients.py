"""Addresses of the keys of the API."""

from django.urls import path

from personnel.views import api_clients

urlpatterns = [
    path("api-clients/", api_clients.client_list, name="client-list"),
    path("api-clients/create/", api_clients.client_create, name="client-create"),
    path("api-clients/<int:pk>/revoke/", api_clients.client_revoke, name="client-revoke"),
]
