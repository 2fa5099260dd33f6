"""Addresses of the personnel room."""

from personnel.urls import accounts, imports, people, running

app_name = "personnel"

urlpatterns = [
    *accounts.urlpatterns,
    *imports.urlpatterns,
    *people.urlpatterns,
    *running.urlpatterns,
]
