from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from feedback.regulation import SETTINGS
from personnel.rules.regulation import declare


class FeedbackConfig(AppConfig):
    name = "feedback"
    verbose_name = _("Umpan balik")

    def ready(self) -> None:
        """Make the room's open settings known."""
        declare(SETTINGS)
