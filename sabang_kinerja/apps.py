from django.apps import AppConfig

from sabang_kinerja import heartbeat


class WiringConfig(AppConfig):
    """Holds the commands that need every room: calculator, demo city, backup."""

    name = "sabang_kinerja"

    def ready(self) -> None:
        """Connect the worker's sign of life."""
        heartbeat.connect()
