"""Addresses of imports."""

from django.urls import path

from personnel.views import imports

urlpatterns = [
    path("imports/", imports.import_list, name="import-list"),
    path("imports/create/", imports.import_create, name="import-create"),
    path("imports/template/<str:subject>/", imports.import_template, name="import-template"),
    path("imports/<int:pk>/", imports.import_detail, name="import-detail"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import-columns"),
    path("imports/<int:pk>/read/", imports.import_read, name="import-read"),
    path("imports/<int:pk>/remap/", imports.import_remap, name="import-remap"),
    path("imports/<int:pk>/apply/", imports.import_apply, name="import-apply"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import-discard"),
    path("imports/<int:pk>/errors/", imports.import_errors, name="import-errors"),
]
