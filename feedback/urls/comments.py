"""Addresses of citizens' words."""

from django.urls import path

from feedback.views import comments

urlpatterns = [
    path("surveys/comments/", comments.comment_list, name="comment-list"),
    path("surveys/comments/export/<slug:kind>/", comments.comment_export, name="comment-export"),
    path("surveys/comments/<uuid:pk>/update/", comments.comment_update, name="comment-update"),
]
