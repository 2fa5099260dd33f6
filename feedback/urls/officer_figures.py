"""Addresses of what citizens say of one officer."""

from django.urls import path

from feedback.views import officer_figures as views

urlpatterns = [
    path("citizen-figures/", views.citizenfigure_list, name="citizenfigure-list"),
    path("citizen-figures/<int:pk>/read/", views.citizenfigure_read, name="citizenfigure-read"),
    path(
        "citizen-figures/<int:pk>/contest/",
        views.citizenfigure_contest,
        name="citizenfigure-contest",
    ),
    path("citizen-figures/contests/", views.citizencontest_list, name="citizencontest-list"),
    path(
        "citizen-figures/contests/<int:pk>/answer/",
        views.citizencontest_answer,
        name="citizencontest-answer",
    ),
]
