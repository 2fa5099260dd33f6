"""Addresses of the register of complaints."""

from django.urls import path

from feedback.views import complaint_imports
from feedback.views import complaints as views

urlpatterns = [
    path("complaints/", views.complaint_list, name="complaint-list"),
    path("complaints/export/<str:kind>/", views.complaint_export, name="complaint-export"),
    path("complaints/create/", views.complaint_create, name="complaint-create"),
    path("complaints/import/", complaint_imports.complaint_import, name="complaint-import"),
    path("complaints/<int:pk>/", views.complaint_detail, name="complaint-detail"),
    path("complaints/<int:pk>/update/", views.complaint_update, name="complaint-update"),
    path("complaints/<int:pk>/step/", views.complaint_step, name="complaint-step"),
    path("complaints/<int:pk>/undo/", views.complaint_undo, name="complaint-undo"),
]
