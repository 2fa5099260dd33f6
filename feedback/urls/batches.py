"""Addresses of entered answers: paper sheets, files, and their batches."""

from django.urls import path

from feedback.views import batches, tabulations

urlpatterns = [
    path("surveys/<int:pk>/entry/", batches.entry_create, name="entry-create"),
    path("surveys/<int:pk>/import/", tabulations.answers_import, name="answers-import"),
    path("surveys/batches/<int:pk>/", batches.entry_fill, name="entry-fill"),
    path("surveys/batches/<int:pk>/save/", batches.entry_save, name="entry-save"),
    path("surveys/batches/<int:pk>/undo/", batches.entry_undo, name="entry-undo"),
    path("surveys/batches/<int:pk>/cancel/", batches.entry_cancel, name="entry-cancel"),
]
