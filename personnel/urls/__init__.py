"""Addresses of the personnel room."""

from personnel.urls import accounts, api_clients, imports, people, regulation, running

app_name = "personnel"

urlpatterns = [
    *accounts.urlpatterns,
    *api_clients.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *regulation.urlpatterns,
    *running.urlpatterns,
]
