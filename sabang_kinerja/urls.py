"""The map of addresses."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.i18n import set_language

from appraisal.views.home import home
from reports.views.comparison import seal_certificate, verify_file
from reports.views.verification import verify, verify_code
from sabang_kinerja.access import access_matrix
from sabang_kinerja.common.access import public
from sabang_kinerja.gallery import gallery
from sabang_kinerja.health import health
from sabang_kinerja.help import help_page, rules_page
from sabang_kinerja.theme import set_theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("akun/", include("allauth.urls")),
    path("api/", include("sabang_kinerja.api")),
    path("access/", access_matrix, name="access-matrix"),
    path("bantuan/", help_page, name="help"),
    path("aturan/", rules_page, name="rules"),
    path("health/", health, name="health"),
    path("language/", public(set_language), name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("periksa/", verify, name="verify"),
    re_path(r"^[vV]/?$", verify, name="verify-short"),
    path("periksa/berkas/", verify_file, name="verify-file"),
    path("periksa/segel.pem", seal_certificate, name="seal-certificate"),
    re_path(r"^[vV]/(?P<code>[0-9A-Za-z-]{1,60})/?$", verify_code, name="verify-code"),
    path("", include("personnel.urls")),
    path("", include("appraisal.urls")),
    path("", include("feedback.urls")),
    path("", include("training.urls")),
    path("", include("reports.urls")),
]

if settings.DEMO:
    urlpatterns.append(path("galeri/", gallery, name="gallery"))

handler500 = "sabang_kinerja.errors.server_error"
