"""The fourteen elements of KEP/25/M.PAN/2/2004, for units that continue an older series.

Written from own knowledge of the questionnaire, not from the text of the decree: wording and order
are uncertain until somebody compares them (docs/legal.md#citizen-survey). The grades of 2004 are
not used. There is no Acehnese draft.
"""

from dataclasses import dataclass
from typing import Final

from feedback.rules.elements import LegacyElement


@dataclass(frozen=True, slots=True)
class LegacyQuestion:
    """One element: its name, its question and the four answers from 1 to 4, in two languages."""

    element: LegacyElement
    label: tuple[str, str]
    text: tuple[str, str]
    options: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]


def _scale(
    word: str, english: str
) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]:
    return (
        (f"Tidak {word}", f"Not {english}"),
        (f"Kurang {word}", f"Less {english}"),
        (word.capitalize(), english.capitalize()),
        (f"Sangat {word}", f"Very {english}"),
    )


_E = LegacyElement
LEGACY_QUESTIONS: Final = (
    LegacyQuestion(
        _E.PROCEDURE,
        ("Prosedur pelayanan", "Procedure"),
        (
            "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
            "How easy is the procedure of the service in this unit?",
        ),
        _scale("mudah", "easy"),
    ),
    LegacyQuestion(
        _E.REQUIREMENTS,
        ("Persyaratan pelayanan", "Requirements"),
        (
            "Bagaimana pendapat Saudara tentang kesamaan persyaratan pelayanan dengan jenis "
            "pelayanannya?",
            "How well do the requirements fit the kind of service?",
        ),
        _scale("sesuai", "suitable"),
    ),
    LegacyQuestion(
        _E.OFFICER_CLARITY,
        ("Kejelasan petugas pelayanan", "Clarity who serves"),
        (
            "Bagaimana pendapat Saudara tentang kejelasan dan kepastian petugas yang melayani?",
            "How clear is it who serves you?",
        ),
        _scale("jelas", "clear"),
    ),
    LegacyQuestion(
        _E.OFFICER_DISCIPLINE,
        ("Kedisiplinan petugas pelayanan", "Discipline of staff"),
        (
            "Bagaimana pendapat Saudara tentang kedisiplinan petugas dalam memberikan pelayanan?",
            "How disciplined are the staff in giving the service?",
        ),
        _scale("disiplin", "disciplined"),
    ),
    LegacyQuestion(
        _E.OFFICER_RESPONSIBILITY,
        ("Tanggung jawab petugas pelayanan", "Responsibility of staff"),
        (
            "Bagaimana pendapat Saudara tentang tanggung jawab petugas dalam memberikan pelayanan?",
            "How responsible are the staff in giving the service?",
        ),
        _scale("bertanggung jawab", "responsible"),
    ),
    LegacyQuestion(
        _E.OFFICER_ABILITY,
        ("Kemampuan petugas pelayanan", "Ability of staff"),
        (
            "Bagaimana pendapat Saudara tentang kemampuan petugas dalam memberikan pelayanan?",
            "How able are the staff in giving the service?",
        ),
        _scale("mampu", "able"),
    ),
    LegacyQuestion(
        _E.SPEED,
        ("Kecepatan pelayanan", "Speed of the service"),
        (
            "Bagaimana pendapat Saudara tentang kecepatan pelayanan di unit ini?",
            "How quick is the service in this unit?",
        ),
        _scale("cepat", "quick"),
    ),
    LegacyQuestion(
        _E.FAIRNESS,
        ("Keadilan mendapatkan pelayanan", "Fairness of the service"),
        (
            "Bagaimana pendapat Saudara tentang keadilan untuk mendapatkan pelayanan di sini?",
            "How fair is it who is served here?",
        ),
        _scale("adil", "fair"),
    ),
    LegacyQuestion(
        _E.COURTESY,
        ("Kesopanan dan keramahan petugas", "Courtesy of staff"),
        (
            "Bagaimana pendapat Saudara tentang kesopanan dan keramahan petugas dalam memberikan "
            "pelayanan?",
            "How polite and friendly are the staff?",
        ),
        _scale("sopan dan ramah", "polite and friendly"),
    ),
    LegacyQuestion(
        _E.REASONABLE_COST,
        ("Kewajaran biaya pelayanan", "Reasonable cost"),
        (
            "Bagaimana pendapat Saudara tentang kewajaran biaya untuk mendapatkan pelayanan?",
            "How reasonable is the cost of the service?",
        ),
        _scale("wajar", "reasonable"),
    ),
    LegacyQuestion(
        _E.CERTAIN_COST,
        ("Kepastian biaya pelayanan", "Certainty of the cost"),
        (
            "Bagaimana pendapat Saudara tentang kesesuaian antara biaya yang dibayarkan dengan "
            "biaya yang telah ditetapkan?",
            "How well does what you pay match the cost that was fixed?",
        ),
        (
            ("Selalu tidak sesuai", "Never matches"),
            ("Kadang-kadang sesuai", "Sometimes matches"),
            ("Banyak sesuainya", "Mostly matches"),
            ("Selalu sesuai", "Always matches"),
        ),
    ),
    LegacyQuestion(
        _E.CERTAIN_SCHEDULE,
        ("Kepastian jadwal pelayanan", "Certainty of the schedule"),
        (
            "Bagaimana pendapat Saudara tentang ketepatan pelaksanaan terhadap jadwal waktu "
            "pelayanan?",
            "How punctual is the service?",
        ),
        (
            ("Selalu tidak tepat", "Never punctual"),
            ("Kadang-kadang tepat", "Sometimes punctual"),
            ("Banyak tepatnya", "Mostly punctual"),
            ("Selalu tepat", "Always punctual"),
        ),
    ),
    LegacyQuestion(
        _E.COMFORT,
        ("Kenyamanan lingkungan", "Comfort of the surroundings"),
        (
            "Bagaimana pendapat Saudara tentang kenyamanan di lingkungan unit pelayanan?",
            "How comfortable are the surroundings of the unit?",
        ),
        _scale("nyaman", "comfortable"),
    ),
    LegacyQuestion(
        _E.SAFETY,
        ("Keamanan pelayanan", "Safety of the service"),
        (
            "Bagaimana pendapat Saudara tentang keamanan pelayanan di unit ini?",
            "How safe is the service in this unit?",
        ),
        _scale("aman", "safe"),
    ),
)
