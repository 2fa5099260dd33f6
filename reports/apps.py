from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from personnel.rules.regulation import declare
from reports.regulation import SETTINGS


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Laporan dan surat")

    def ready(self) -> None:
        """Make the room's open settings known, and what waits for a signature."""
        from appraisal.selectors.todos import SOURCES
        from reports.selectors.signatures import signature_todos

        declare(SETTINGS)
        SOURCES.append(signature_todos)
