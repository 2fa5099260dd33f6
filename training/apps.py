from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from personnel.rules.regulation import declare
from training.regulation import SETTINGS


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = _("Pelatihan")

    def ready(self) -> None:
        """Make the room's open settings known."""
        declare(SETTINGS)
