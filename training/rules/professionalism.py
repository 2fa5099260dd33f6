"""The professionalism index (IP ASN), simulated beside the official figure of BKN.

A dimension whose data are missing stays missing, and so do the total and the category.
Source: PermenPANRB 38/2018, Peraturan BKN 8/2019 (feedback and training C.6); see
docs/legal.md#training.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Education(StrEnum):
    """Jenjang pendidikan, highest first."""

    S3 = "s3"
    S2 = "s2"
    S1 = "s1"
    D4 = "d4"
    D3 = "d3"
    D2 = "d2"
    D1 = "d1"
    SLTA = "slta"
    BELOW_SLTA = "below_slta"


class PostGroup(StrEnum):
    """Groups of posts between which the indicators of competence differ."""

    STRUCTURAL = "structural"
    FUNCTIONAL = "functional"
    GENERAL = "general"


class Discipline(StrEnum):
    """Heaviest disciplinary measure of the last five years."""

    NONE = "none"
    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"


class Dimension(StrEnum):
    """Dimensi IP ASN, in the order of the law."""

    QUALIFICATION = "qualification"
    COMPETENCE = "competence"
    PERFORMANCE = "performance"
    DISCIPLINE = "discipline"


class IndexCategory(StrEnum):
    """Kategori tingkat profesionalitas, best first."""

    VERY_HIGH = "very_high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    VERY_LOW = "very_low"


@dataclass(frozen=True, slots=True)
class CompetencePoints:
    """Points of the three indicators of competence; ``diploma`` is the post's own training."""

    diploma: Decimal
    technical: Decimal
    seminar: Decimal


@dataclass(frozen=True, slots=True)
class IndexRules:
    """One version of the points. ``performance`` is by the word of the annual predicate."""

    version: str
    education: Mapping[Education, Decimal]
    competence: Mapping[PostGroup, CompetencePoints]
    technical_hours: int
    performance: Mapping[str, Decimal]
    discipline: Mapping[Discipline, Decimal]


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """What is known of one person; None is unknown.

    ``leadership`` and ``functional``: the leadership training of a structural post, the
    training of a functional one. ``technical_hours``: JP of technical training in the last year.
    ``seminar``: a seminar, workshop, apprenticeship or course in the last two years.
    """

    education: Education | None = None
    post: PostGroup | None = None
    leadership: bool | None = None
    functional: bool | None = None
    technical_hours: Decimal | None = None
    seminar: bool | None = None
    predicate: str | None = None
    discipline: Discipline | None = None


@dataclass(frozen=True, slots=True)
class ProfessionalismIndex:
    """Points of each dimension, None for missing data; the version that they follow."""

    version: str
    points: Mapping[Dimension, Decimal | None]

    @property
    def missing(self) -> tuple[Dimension, ...]:
        """Dimensions without data, in the order of the law."""
        return tuple(one for one, points in self.points.items() if points is None)

    @property
    def total(self) -> Decimal | None:
        """The index, 0 to 100; None while a dimension is missing."""
        known = [points for points in self.points.values() if points is not None]
        return sum(known, Decimal(0)) if len(known) == len(self.points) else None

    @property
    def category(self) -> IndexCategory | None:
        """Category of the index; None while a dimension is missing."""
        return None if self.total is None else index_category(self.total)


IP_ASN_2019: Final = IndexRules(
    version="bkn-8-2019-1",
    education={
        Education.S3: Decimal(25),
        Education.S2: Decimal(20),
        Education.S1: Decimal(15),
        Education.D4: Decimal(15),
        Education.D3: Decimal(10),
        Education.D2: Decimal(5),
        Education.D1: Decimal(5),
        Education.SLTA: Decimal(5),
        Education.BELOW_SLTA: Decimal(1),
    },
    competence={
        PostGroup.STRUCTURAL: CompetencePoints(Decimal(15), Decimal(15), Decimal(10)),
        PostGroup.FUNCTIONAL: CompetencePoints(Decimal(15), Decimal(15), Decimal(10)),
        PostGroup.GENERAL: CompetencePoints(Decimal(0), Decimal("22.5"), Decimal("17.5")),
    },
    technical_hours=20,
    performance={
        "very_good": Decimal(30),
        "good": Decimal(25),
        "needs_improvement": Decimal(15),
        "poor": Decimal(5),
        "very_poor": Decimal(1),
    },
    discipline={
        Discipline.NONE: Decimal(5),
        Discipline.LIGHT: Decimal(3),
        Discipline.MEDIUM: Decimal(2),
        Discipline.HEAVY: Decimal(1),
    },
)
"""The law names bands of a score; reading today's five predicates into them is ours."""

CATEGORIES_FROM: Final[Mapping[IndexCategory, Decimal]] = {
    IndexCategory.VERY_HIGH: Decimal(91),
    IndexCategory.HIGH: Decimal(81),
    IndexCategory.MEDIUM: Decimal(71),
}
"""Lowest index of the upper categories; low is above ``VERY_LOW_TO``."""

VERY_LOW_TO: Final = Decimal(60)

CATEGORY_LABELS: Final[Mapping[IndexCategory, str]] = {
    IndexCategory.VERY_HIGH: "Sangat Tinggi",
    IndexCategory.HIGH: "Tinggi",
    IndexCategory.MEDIUM: "Sedang",
    IndexCategory.LOW: "Rendah",
    IndexCategory.VERY_LOW: "Sangat Rendah",
}
"""The regulation's own words."""


def index_category(index: Decimal) -> IndexCategory:
    """Category of an index. The bands are printed in whole numbers; closing their gaps is ours."""
    for category, least in CATEGORIES_FROM.items():
        if index >= least:
            return category
    return IndexCategory.LOW if index > VERY_LOW_TO else IndexCategory.VERY_LOW


def professionalism_index(
    facts: IndexFacts, rules: IndexRules = IP_ASN_2019
) -> ProfessionalismIndex:
    """Points of one person by dimension. Raises: ``KeyError`` for an unknown predicate."""
    return ProfessionalismIndex(
        rules.version,
        {
            Dimension.QUALIFICATION: (
                None if facts.education is None else rules.education[facts.education]
            ),
            Dimension.COMPETENCE: _competence(facts, rules),
            Dimension.PERFORMANCE: (
                None if facts.predicate is None else rules.performance[facts.predicate]
            ),
            Dimension.DISCIPLINE: (
                None if facts.discipline is None else rules.discipline[facts.discipline]
            ),
        },
    )


def _competence(facts: IndexFacts, rules: IndexRules) -> Decimal | None:
    if facts.post is None or facts.technical_hours is None or facts.seminar is None:
        return None
    diploma = {
        PostGroup.STRUCTURAL: facts.leadership,
        PostGroup.FUNCTIONAL: facts.functional,
        PostGroup.GENERAL: False,
    }[facts.post]
    if diploma is None:
        return None
    points = rules.competence[facts.post]
    return (
        diploma * points.diploma
        + (facts.technical_hours >= rules.technical_hours) * points.technical
        + facts.seminar * points.seminar
    )
