"""What is delivered with the application, read from the files of the demo city: the library of
results, and the questionnaire of the citizens' survey."""

from typing import Any, Final

from appraisal.actions.library import LibraryInput, load_entries
from appraisal.actions.plan_content import IndicatorInput
from appraisal.enums import Aspect, Direction, ResultKind
from feedback.actions.questionnaires import load_questionnaire
from feedback.models import Questionnaire
from personnel.enums import PostKind
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.demo.content import IndicatorText, ResultText, library, read_json

_POST_KINDS: Final = {
    "JPT": PostKind.JPT,
    "ADMINISTRASI": PostKind.ADMINISTRATION,
    "FUNGSIONAL": PostKind.FUNCTIONAL,
}

QUESTIONNAIRE: Final = "Survei Kepuasan Masyarakat"
"""Name of the delivered questionnaire of nine elements."""


def load_survey_questions() -> Questionnaire:
    """Put the delivered questionnaire in use where no version of it stands yet.

    Wording: PermenPANRB 14/2017 (feedback A.2); the Acehnese texts are an unchecked draft.
    """
    questions = [
        {
            "code": row["code"],
            "label": row["element_label"],
            "text": row["text"],
            "options": row["options"],
        }
        for row in read_json("survey_texts.json")["questions"]
    ]
    return load_questionnaire(name=QUESTIONNAIRE, questions=questions)


def load_library() -> int:
    """Add what is missing of the delivered library; returns how many entries were new."""
    posts = read_json("work_results.json")["posts"]
    return load_entries(entry for post in posts for entry in _entries(post))


def _entries(post: dict[str, Any]) -> list[LibraryInput]:
    return [_entry(post, place, row) for place, row in enumerate(library().results[post["code"]])]


def _entry(post: dict[str, Any], place: int, row: ResultText) -> LibraryInput:
    return LibraryInput(
        seed_key=f"{post['code']}/{place + 1}",
        post_code=post["code"],
        post_title=post["post"],
        post_kind=_POST_KINDS[post["post_kind"]],
        agency_kinds=list(post["agency_kinds"]),
        kind=ResultKind(row.kind),
        text=row.text,
        perspective=row.perspective,
        superior_text=row.superior,
        indicators=[_indicator(entry) for entry in row.indicators],
    )


def _indicator(entry: IndicatorText) -> IndicatorInput:
    return IndicatorInput(
        text=entry.text,
        aspect=Aspect(entry.aspect),
        target=f"{format_decimal(entry.value)} {entry.unit}",
        target_value=entry.value,
        measure_unit=entry.unit,
        direction=Direction(entry.direction),
    )
