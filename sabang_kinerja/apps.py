from django.apps import AppConfig

from sabang_kinerja import heartbeat
from sabang_kinerja.common import quick_migrations


class WiringConfig(AppConfig):
    """Holds the commands that need every room: calculator, demo city, backup."""

    name = "sabang_kinerja"

    def ready(self) -> None:
        """Connect the worker's sign of life; let an empty database fill quickly."""
        heartbeat.connect()
        quick_migrations.install()
