"""``script/manage load_library``: what is delivered, as far as it is missing."""

from typing import Any

from django.core.management.base import BaseCommand

from sabang_kinerja.library import (
    load_competence_standards,
    load_guide_and_test,
    load_library,
    load_screen_guides,
    load_survey_questions,
    load_training_catalogue,
)


class Command(BaseCommand):
    """May run at any time; what BKPSDM changed or retired stays as it is."""

    help = (
        "Add delivered results, survey questions, trainings and standards that are not there yet."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many entries were new."""
        new = load_library()
        load_survey_questions()
        new += load_training_catalogue()
        new += load_competence_standards()
        load_guide_and_test()
        new += load_screen_guides()
        if options["verbosity"] > 0:
            self.stdout.write(f"{new} new entries")
