"""Addresses of the pulse."""

from django.urls import path

from feedback.views import pulse as views

urlpatterns = [
    path("pulse/", views.pulse_answer, name="pulse-answer"),
    path("pulse/result/", views.pulse_result, name="pulse-result"),
    path("pulse/waves/", views.wave_list, name="wave-list"),
    path("pulse/waves/create/", views.wave_create, name="wave-create"),
    path("pulse/waves/<int:pk>/", views.wave_detail, name="wave-detail"),
    path("pulse/waves/<int:pk>/open/", views.wave_open, name="wave-open"),
    path("pulse/waves/<int:pk>/close/", views.wave_close, name="wave-close"),
    path("pulse/waves/<int:pk>/delete/", views.wave_delete, name="wave-delete"),
    path("pulse/waves/<int:pk>/note/", views.wave_note, name="wave-note"),
    path("pulse/waves/<int:pk>/<str:kind>/", views.wave_export, name="wave-export"),
]
