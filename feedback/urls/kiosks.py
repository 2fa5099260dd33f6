"""Addresses of tablets at counters, and of the pages that register them."""

from django.urls import path, re_path

from feedback.views import kiosk_register, kiosks

urlpatterns = [
    path("kios/", kiosks.kiosk_page, name="kiosk-page"),
    path("kios/sw.js", kiosks.kiosk_worker, name="kiosk-worker"),
    path("kios/manifest.webmanifest", kiosks.kiosk_manifest, name="kiosk-manifest"),
    path("kios/data/", kiosks.kiosk_data, name="kiosk-data"),
    path("kios/codes/", kiosks.kiosk_codes, name="kiosk-codes"),
    path("kios/answers/", kiosks.kiosk_answers, name="kiosk-answers"),
    re_path(r"^kios/(?P<key>[0-9A-Za-z_-]{40,60})/$", kiosks.kiosk_setup, name="kiosk-setup"),
    path("surveys/kiosks/", kiosk_register.kiosk_list, name="kiosk-list"),
    path("surveys/kiosks/create/", kiosk_register.kiosk_create, name="kiosk-create"),
    path("surveys/kiosks/<int:pk>/renew/", kiosk_register.kiosk_renew, name="kiosk-renew"),
    path("surveys/kiosks/<int:pk>/revoke/", kiosk_register.kiosk_revoke, name="kiosk-revoke"),
]
