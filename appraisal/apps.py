from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from appraisal.regulation import SETTINGS
from personnel.rules.regulation import declare


class AppraisalConfig(AppConfig):
    name = "appraisal"
    verbose_name = _("Penilaian kinerja")

    def ready(self) -> None:
        """Make the room's open settings known."""
        declare(SETTINGS)
