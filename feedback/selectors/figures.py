"""A survey's result as pages, reports and the supervisor's drawer read it.

``read_figures`` is the one way from a stored ``SurveyResult`` to what is shown; the codes below it
are those of ``feedback.rules.figures``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feedback.enums import DataQuality, Dimension, Element, Grade
from feedback.models import Question, SurveyResult
from feedback.rules.cell_keys import EDUCATION_GROUP_OF
from feedback.rules.figures import Figures, from_json
from feedback.rules.margins import AGE_GROUPS
from feedback.rules.verdict import USES, QualityVerdict, SurveyUse
from feedback.selectors.quality_words import (
    category_word,
    category_words,
    dropped_words,
    failed_sentence,
    pooled_sentence,
    shortfall_sentence,
)

VERDICT_MARKS: Final = {
    DataQuality.GREEN: "done",
    DataQuality.AMBER: "care",
    DataQuality.RED: "late",
}
"""Kind of mark for the quality of a figure."""

LEAST_SHOWN: Final = 5
"""Smaller cells of a profile are hidden from the public (feedback A.4)."""

_ORDER: Final = {
    "age_group": AGE_GROUPS,
    "education": tuple(EDUCATION_GROUP_OF),
    "occupation": (
        "PNS", "TNI", "POLRI", "private", "self_employed", "student", "farmer_fisher", "other",
    ),
}  # fmt: skip
"""Categories as the questionnaire prints them; others follow by name, the unanswered last."""

PROFILE_DIMENSIONS: Final = ("sex", "age_group", "education", "occupation", "sub_district")
"""What respondents are counted by, in printed order."""


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One element with its words; ``weakest`` for the lowest three."""

    code: str
    label: str
    n: int
    mean: float
    raw_mean: float
    index: Decimal
    grade: str
    grade_label: str
    rank: int
    weakest: bool

    @property
    def share(self) -> float:
        """Place on the scale of 25 to 100, as 0 to 1."""
        return (float(self.index) - 25) / 75


@dataclass(frozen=True, slots=True)
class ProfileCell:
    """Respondents of one category; ``n`` None where a small number is hidden."""

    code: str
    label: str
    n: int | None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """Respondents by one dimension."""

    code: str
    label: str
    cells: tuple[ProfileCell, ...]


@dataclass(frozen=True, slots=True)
class LikenessRow:
    """A category beside the population: shares in per cent, before and after weighting."""

    label: str
    respondents: int
    raw: float
    weighted: float
    target: float


@dataclass(frozen=True, slots=True)
class LikenessTable:
    """A margin in words; ``dropped`` says why it was left out, ``merged`` what was put together."""

    label: str
    rows: tuple[LikenessRow, ...]
    missing: int
    unknown: int
    dropped: str
    merged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A failed row of the verdict's table in plain words; ``blocks`` the colour it rules out."""

    condition: str
    blocks: str
    value: float | None
    green: float
    amber: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ResultFigures:
    """A result with everything that explains it.

    ``index``, ``lower`` and ``upper`` are points of 25 to 100 with two decimals, None without an
    answer (``lower``, ``upper`` also with a single one). ``data`` holds every other figure by code;
    the methods give them words. ``policy`` names the thresholds that applied.
    """

    survey_id: int
    service_id: int | None
    number: int
    n: int
    index: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    grade: str
    verdict: DataQuality
    computed_at: datetime
    policy: Mapping[str, object]
    data: Figures
    labels: Mapping[str, str]

    @property
    def grade_label(self) -> str:
        """ "Baik", the regulation's own word."""
        return _grade_label(self.grade)

    @property
    def certainty(self) -> str:
        """ "B, pasti" or "B, dapat juga A"; the grade alone without an interval."""
        spread = self.data.uncertainty
        if not self.grade or spread is None:
            return self.grade
        if spread.certain:
            return _("%(grade)s, pasti") % {"grade": self.grade}
        return _("%(grade)s, dapat juga %(others)s") % {
            "grade": self.grade,
            "others": _(" atau ").join(spread.could_be),
        }

    @property
    def pooled(self) -> str:
        """With which services or period it was put together, in words; empty when alone."""
        return pooled_sentence(self.data.pooled)

    @property
    def is_below_minimum(self) -> bool:
        """Whether fewer answers count than the regulation's sample; so without a register."""
        return self.data.minimum_sample is None or self.n < self.data.minimum_sample

    def may(self, use: SurveyUse) -> bool:
        """Whether the figure may be used so."""
        return use in USES[QualityVerdict(self.verdict)]

    @property
    def failed(self) -> tuple[FailedRow, ...]:
        """Every condition that is not met, in the table's order; equal sentences once."""
        rows = [
            FailedRow(
                one.condition, one.blocks, one.value, one.green, one.amber, failed_sentence(one)
            )
            for one in self.data.failed
        ]
        return tuple({row.sentence: row for row in reversed(rows)}.values())[::-1]

    @property
    def headline(self) -> str:
        """The result as one true sentence or two."""
        if self.index is None:
            return _("Belum ada jawaban yang sah.")
        if self.verdict == DataQuality.RED:
            return _("Jawaban belum cukup mewakili penerima layanan.")
        return _("Warga menilai pelayanan ini %(grade)s. Yang paling lemah: %(element)s.") % {
            "grade": self.grade_label.lower(),
            "element": self.lowest_first[0].label.lower(),
        }

    @property
    def worksheet(self) -> dict[str, Decimal]:
        """The plain index by weight mode, with ``mode`` of the questionnaire; empty for nobody."""
        sheet = self.data.worksheet
        if sheet is None:
            return {}
        return {
            "exact": Decimal(sheet.exact),
            "rounded3": Decimal(sheet.rounded3),
            "rounded2": Decimal(sheet.rounded2),
            "mode": Decimal(sheet.by_mode),
        }

    @property
    def most_influential_days(self) -> list[tuple[date, int, float]]:
        """The three days that move the index most: day, answers, points without it."""
        found = [
            (date.fromisoformat(one.day), one.n, one.influence)
            for one in self.data.days
            if one.influence is not None
        ]
        return sorted(found, key=lambda one: (-abs(one[2]), one[0]))[:3]

    @property
    def shortfall(self) -> str:
        """What is missing, and from whom; empty when nothing is."""
        return shortfall_sentence(self.data.shortfall)

    @property
    def elements(self) -> tuple[ElementRow, ...]:
        """Elements in the order of the questionnaire."""
        weakest = sorted(self.data.elements, key=lambda one: one.rank)[:3]
        return tuple(
            ElementRow(
                one.code,
                self.labels.get(one.code) or element_label(one.code),
                one.n,
                one.mean,
                one.raw_mean,
                Decimal(one.index),
                one.grade,
                _grade_label(one.grade),
                one.rank,
                one in weakest,
            )
            for one in self.data.elements
        )

    @property
    def lowest_first(self) -> tuple[ElementRow, ...]:
        """Elements, the weakest first; equal ones in the order of the questionnaire."""
        return tuple(sorted(self.elements, key=lambda one: one.rank))

    def profile(self, *, public: bool) -> tuple[ProfileRow, ...]:
        """Who answered. For the public, categories of fewer than five hide their number, and so
        does the next smallest where a single hidden one could be told from the total."""
        return tuple(
            ProfileRow(
                dimension,
                _DIMENSIONS[dimension](),
                tuple(
                    ProfileCell(code, category_word(dimension, code), n)
                    for code, n in _shown(
                        _in_order(dimension, self.data.profile[dimension]), public=public
                    )
                ),
            )
            for dimension in PROFILE_DIMENSIONS
            if dimension in self.data.profile
        )

    @property
    def likeness(self) -> tuple[LikenessTable, ...]:
        """Respondents beside the register, one table a margin."""
        return tuple(
            LikenessTable(
                str(Dimension(margin.dimension).label),
                tuple(
                    LikenessRow(
                        category_words(margin.dimension, one.members),
                        one.respondents,
                        100 * one.raw_share,
                        100 * one.weighted_share,
                        100 * one.target_share,
                    )
                    for one in margin.categories
                ),
                margin.missing,
                sum(margin.unknown.values()),
                dropped_words(margin.dropped) if margin.dropped else "",
                tuple(category_words(margin.dimension, members) for members in margin.merges),
            )
            for margin in self.data.weights.margins
        )


def read_figures(result: SurveyResult) -> ResultFigures:
    """Read a stored result; ask for it with ``with_figures`` to need no further query.

    Raises: ``UnknownShape`` for figures of a version that is not known here.
    """
    survey = result.survey
    return ResultFigures(
        survey_id=result.survey_id,
        service_id=result.service_id,
        number=result.number,
        n=result.n,
        index=result.index,
        lower=result.lower,
        upper=result.upper,
        grade=result.grade,
        verdict=DataQuality(result.verdict),
        computed_at=result.computed_at,
        policy=result.policy,
        data=from_json(result.figures),
        labels=_labels(survey.questionnaire.questions.all()),
    )


def element_label(code: str) -> str:
    """Name of an element that no questionnaire names."""
    return str(Element(code).label) if code in Element.values else code


def _labels(questions: Iterable[Question]) -> dict[str, str]:
    language = (get_language() or "id")[:2]
    return {one.code: one.label.get(language) or one.label.get("id") or "" for one in questions}


def _grade_label(grade: str) -> str:
    return str(Grade(grade).label) if grade else ""


def _in_order(dimension: str, counts: Mapping[str, int]) -> dict[str, int]:
    printed = list(_ORDER.get(dimension, ()))
    codes = sorted(
        counts,
        key=lambda code: (
            not code, printed.index(code) if code in printed else len(printed), code,
        ),
    )  # fmt: skip
    return {code: counts[code] for code in codes}


def _shown(counts: Mapping[str, int], *, public: bool) -> list[tuple[str, int | None]]:
    """Numbers that may be shown; those of small categories are None for the public."""
    if not public:
        return list(counts.items())
    hidden = {code for code, n in counts.items() if 0 < n < LEAST_SHOWN}
    if len(hidden) == 1:
        others = [code for code, n in counts.items() if n and code not in hidden]
        hidden |= set(sorted(others, key=lambda code: (counts[code], code))[:1])
    return [(code, None if code in hidden else n) for code, n in counts.items()]


_DIMENSIONS: Final = {
    "sex": lambda: _("Jenis kelamin"),
    "age_group": lambda: _("Kelompok umur"),
    "education": lambda: _("Pendidikan"),
    "occupation": lambda: _("Pekerjaan"),
    "sub_district": lambda: _("Kecamatan"),
}
