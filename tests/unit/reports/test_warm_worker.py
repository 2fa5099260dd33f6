"""What a worker process does before its first letter."""

import os
import subprocess
import sys

import pytest

from reports.documents import rendering

PROGRAM = """
import gc, django
django.setup()
from reports.documents.rendering import warm
warm()
print(gc.get_freeze_count() > 0, gc.get_threshold()[0])
"""


@pytest.fixture
def unloaded_press():
    """Sheet and fonts as in a process that has printed nothing yet."""
    rendering._press.cache_clear()
    yield
    rendering._press.cache_clear()


def test_warming_a_worker_keeps_the_collector_away_from_what_stays():
    """In a process of its own: frozen objects would stay with the other tests."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.test"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["True", "50000"]


def test_missing_fonts_stop_the_worker_with_the_remedy(unloaded_press, settings, tmp_path):
    settings.BASE_DIR = tmp_path

    with pytest.raises(rendering.FontsMissing, match=r"npm ci.*source-sans-3-latin-400"):
        rendering.lay_out("<p>x")
