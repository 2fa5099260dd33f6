"""The test suite: as production, but for what a test must see or speed up."""

import atexit
import shutil
import tempfile
from pathlib import Path

from sabang_kinerja.settings.base import *  # noqa: F403  settings are composed by star imports
from sabang_kinerja.settings.environment import env

DEBUG = False
DEMO = True
SECRET_KEY = "tests-only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="kinerja-files-"))
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c statement_timeout=120s"
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE", default="test_kinerja")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # nothing is collected for a test
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SEAL_FILE, SIGNING_SERVICE_URL = "", ""
