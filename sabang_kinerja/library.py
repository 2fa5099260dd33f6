"""What is delivered with the application, read from the files of the demo city: the library of
results, the questionnaire of the citizens' survey, the catalogue of trainings and what posts
demand."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from appraisal.actions.library import LibraryInput, load_entries
from appraisal.actions.plan_content import IndicatorInput
from appraisal.enums import Aspect, Direction, ResultKind
from feedback.actions.questionnaires import load_questionnaire
from feedback.models import Questionnaire
from personnel.enums import PostKind, PostLevel
from sabang_kinerja.common.numbers import format_decimal
from sabang_kinerja.demo.content import IndicatorText, ResultText, library, read_json
from training.actions.catalogue import TrainingInput, load_catalogue
from training.actions.guides import load_guide
from training.actions.knowledge import load_test
from training.actions.standards import FamilyInput, StandardInput, load_standards
from training.enums import GuideKind, TrainingForm

PROVIDERS: Final = {
    "LAN": "Lembaga Administrasi Negara",
    "BKN": "Badan Kepegawaian Negara",
    "KEMENTERIAN": "Kementerian pembina",
    "PROVINSI": "Pemerintah Aceh",
    "BPSDM_PROVINSI": "BPSDM Aceh",
    "BKPSDM": "BKPSDM Kota Sabang",
    "BPKD": "BPKD Kota Sabang",
    "UNIT_SENDIRI": "Unit kerja sendiri",
    "PERGURUAN_TINGGI": "Perguruan tinggi",
    "LEMBAGA_PROFESI": "Lembaga profesi",
}
"""Who provides a training, by the word of the file."""

_POST_KINDS: Final = {
    "JPT": PostKind.JPT,
    "ADMINISTRASI": PostKind.ADMINISTRATION,
    "FUNGSIONAL": PostKind.FUNCTIONAL,
}

GUIDE: Final = "penilaian-kinerja"
"""Address of the delivered guide of the appraisal."""

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


def load_training_catalogue() -> int:
    """Add what is missing of the delivered catalogue of trainings; returns how many were new."""
    rows = read_json("training.json")["catalogue"]
    return load_catalogue(
        TrainingInput(
            code=row["code"],
            title=row["title"],
            form=TrainingForm(row["form_code"]),
            days=row["days"],
            programme_hours=Decimal(row["training_hours"])
            if row["hours_basis"] == "programme"
            else None,
            provider=PROVIDERS[row["provider_kind"]],
            competence=row["competence"],
            audience=row["target_posts"],
            note=row.get("note") or "",
            **row.get("teaches", {}),
        )
        for row in rows
    )


STANDARDS_FROM: Final = date(2020, 1, 1)
"""First day of the delivered standards: before any measurement of this application."""

_LEVELS_OF_FAMILIES: Final = (
    PostLevel.JPT_PRATAMA,
    PostLevel.ADMINISTRATOR,
    PostLevel.PENGAWAS,
    PostLevel.PELAKSANA,
)
"""Levels whose posts all belong to one family; functional posts are told apart by their code."""


def load_competence_standards() -> int:
    """Add families of posts that are missing, with what they demand; returns how many were new."""
    return load_standards(
        (
            FamilyInput(
                code=row["code"],
                name=row["family"],
                post_codes=row["post_codes"],
                level=level if level in _LEVELS_OF_FAMILIES else "",
                standards=[
                    StandardInput(
                        competence=one["competence"],
                        required_level=one["required_level"],
                        description=one["description"],
                    )
                    for one in row["competences"]
                ],
            )
            for row in read_json("training.json")["competence_standards"]
            for level in [row["reference_level"].lower()]
        ),
        valid_from=STANDARDS_FROM,
    )


def load_guide_and_test() -> None:
    """Put the guide of the appraisal and its test in place, or bring a changed guide up to date."""
    content = read_json("training.json")
    guide, test = content["guide"], content["knowledge_test"]
    load_guide(
        slug=GUIDE,
        title=guide["title"],
        kind=GuideKind.MAIN,
        required=True,
        chapters=[{"title": one["title"], "text": one["text"]} for one in guide["chapters"]],
        now=timezone.now(),
    )
    load_test(title=test["title"], pass_mark=test["pass_mark"], items=test["items"])


def load_screen_guides() -> int:
    """Bring the short guides of the screens up to date; returns how many versions were new."""
    new = 0
    for row in read_json("screen_guides.json")["guides"]:
        made = load_guide(
            slug=row["slug"],
            title=row["title"]["id"],
            title_en=row["title"]["en"],
            kind=GuideKind.SCREEN,
            required=False,
            chapters=[
                {
                    "title": one["title"]["id"],
                    "text": one["text"]["id"],
                    "title_en": one["title"]["en"],
                    "text_en": one["text"]["en"],
                }
                for one in row["chapters"]
            ],
            now=timezone.now(),
        )
        new += made is not None
    return new


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
