"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sabang_kinerja.settings.production")

application = get_wsgi_application()
# Before the processes part: otherwise the first visitor of each waits two seconds for it.
get_resolver().check()
