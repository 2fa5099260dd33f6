"""Addresses of the personnel room."""

from personnel.urls import accounts, imports, people, regulation, running

app_name = "personnel"

urlpatterns = [
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *regulation.urlpatterns,
    *running.urlpatterns,
]
