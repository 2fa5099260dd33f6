"""Addresses of what citizens read without an account."""

from django.urls import path

from feedback.views import public

urlpatterns = [
    path("ikm/", public.ikm_list, name="ikm-list"),
    path("ikm/kamus/", public.ikm_dictionary, name="ikm-dictionary"),
    path("ikm/<int:pk>/", public.ikm_detail, name="ikm-detail"),
    path("ikm/<int:pk>/data.<str:kind>", public.ikm_data, name="ikm-data"),
    path("ikm/<int:pk>/kartu/", public.ikm_card, name="ikm-card"),
]
