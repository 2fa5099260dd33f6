"""Addresses of the open settings."""

from django.urls import path, re_path

from personnel.views import regulation

_KEY = r"(?P<key>[a-z][a-z0-9_.]{0,59})"

urlpatterns = [
    path("settings/", regulation.setting_list, name="setting-list"),
    re_path(
        r"^settings/ketentuan\.(?P<file_type>xlsx|csv)$",
        regulation.setting_export,
        name="setting-file",
    ),
    re_path(rf"^settings/{_KEY}/$", regulation.setting_detail, name="setting-detail"),
    re_path(rf"^settings/{_KEY}/decide/$", regulation.setting_decide, name="setting-decide"),
    path(
        "settings/decisions/<int:pk>/withdraw/",
        regulation.setting_withdraw,
        name="setting-withdraw",
    ),
]
