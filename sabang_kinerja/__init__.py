"""Wiring of the application: settings, URLs, Celery, commands."""

from sabang_kinerja.celery import app as celery_app

__all__ = ["celery_app"]
