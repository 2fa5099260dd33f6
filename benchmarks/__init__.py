"""How fast it is, always beside a floor that the same run measures."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sabang_kinerja.settings.local")
django.setup()
