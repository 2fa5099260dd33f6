"""Everything by which a survey's figure is explained, as it is kept beside the figure.

One frozen value goes into the database as JSON and comes back the same; its shape has a number, so
that figures of earlier versions of the application stay readable. Codes only: words are made where
they are shown. Source: statistics A1 to A10, B4; feedback A.4, A.7; see docs/statistics.md.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from types import UnionType
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

SCHEMA: Final = 1
"""Number of the shape below."""


class UnknownShape(ValueError):
    """Figures were written in a shape that this version does not know; ``args[0]`` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounts:
    """Questionnaires by what became of them; those of the open channel stand apart.

    ``usable`` make the index, ``released`` of them after two reviewers let them go. ``incomplete``
    have too few answers, ``rejected`` a hard sign, ``quarantined`` wait for reviewers, who left
    ``confirmed`` out. ``channels`` counts what came in by each channel. ``codes_issued`` and
    ``codes_used`` are receipt codes of the survey's days.
    """

    usable: int = 0
    incomplete: int = 0
    rejected: int = 0
    quarantined: int = 0
    confirmed: int = 0
    released: int = 0
    open_channel: int = 0
    channels: Mapping[str, int] = field(default_factory=dict)
    codes_issued: int = 0
    codes_used: int = 0

    @property
    def received(self) -> int:
        """All that came in, without the open channel."""
        return self.usable + self.incomplete + self.rejected + self.quarantined + self.confirmed

    @property
    def left_out(self) -> int:
        """All that came in and make no index."""
        return self.received - self.usable

    @property
    def response_rate(self) -> float | None:
        """Share of the receipt codes that was used, 0 to 1; None without codes."""
        return self.codes_used / self.codes_issued if self.codes_issued else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementFigure:
    """One element: weighted and plain mean (NRR, 1 to 4), ``n`` who answered it.

    ``index`` is the weighted mean times 25 with two decimals, as text; ``grade`` is read from it.
    ``rank`` counts from the lowest, 1; equal ones share it.
    """

    code: str
    n: int
    mean: float
    raw_mean: float
    index: str
    grade: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """The index of the plain means as worksheets have it, two decimals as text, by weight mode.

    ``mode`` is that of the questionnaire; an older series is continued with it.
    """

    exact: str
    rounded3: str
    rounded2: str
    mode: str = "exact"

    @property
    def by_mode(self) -> str:
        """The value in the questionnaire's own mode."""
        return {"rounded3": self.rounded3, "rounded2": self.rounded2}.get(self.mode, self.exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """How far the index can be relied on; points of 25 to 100 where nothing else is said.

    ``lower`` to ``upper`` is the 95 % interval about the service (no finite population correction),
    ``lower_year`` to ``upper_year`` that about this period's recipients. ``error`` is the standard
    error in use, with ``df`` degrees of freedom; ``deff`` is Kish's, ``deff_clustered`` that of
    days and weights together. ``probabilities`` of each grade; ``could_be`` the other grades that
    the interval reaches.
    """

    lower: float
    upper: float
    lower_year: float
    upper_year: float
    error: float
    error_calibrated: float
    error_plain: float
    df: int
    half_width: float
    spread: float
    deff: float
    deff_clustered: float
    n_eff: float
    clusters: int
    clustered: bool
    could_be: tuple[str, ...] = ()
    probabilities: Mapping[str, float] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies in one grade."""
        return not self.could_be


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFigure:
    """One category of a margin: shares 0 to 1 among respondents, weighted, and in the register."""

    members: tuple[str, ...]
    respondents: int
    population: float
    raw_share: float
    weighted_share: float
    target_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginFigure:
    """A margin of the register. ``dropped`` says why it is not weighted to, empty where it is.

    ``unknown`` names answers of which the register has nobody; ``factor`` scaled its counts.
    """

    dimension: str
    dropped: str = ""
    categories: tuple[CategoryFigure, ...] = ()
    missing: int = 0
    unknown: Mapping[str, int] = field(default_factory=dict)
    factor: float = 1.0

    @property
    def merges(self) -> tuple[tuple[str, ...], ...]:
        """Categories that were put together."""
        return tuple(one.members for one in self.categories if len(one.members) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How answers were weighted. Without a register each counts the same and ``weighted`` is false.

    ``trim_effect`` are points by which limiting weights moved the index, ``trimmed`` the share of
    people whose weight was limited, ``gap`` the largest difference of a share that was left.
    """

    weighted: bool = False
    converged: bool = True
    gap: float = 0.0
    trimmed: float = 0.0
    trim_effect: float = 0.0
    margins: tuple[MarginFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFigure:
    """A row of the verdict's table that is not met; ``blocks`` the worst colour it rules out.

    ``value`` is None where it could not be computed.
    """

    condition: str
    blocks: str
    value: float | None
    green: float
    amber: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFigure:
    """A group that answered too rarely, and how many more of it are wanted."""

    dimension: str
    category: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortfallFigure:
    """Usable answers that green still needs; the two groups most missed come first."""

    answers: int = 0
    leading: tuple[MissingFigure, ...] = ()
    groups: tuple[MissingFigure, ...] = ()
    pool: bool = False
    beyond_reach: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """The index with all answers and without those in quarantine, two decimals as text."""

    everything: str = ""
    clean: str = ""
    difference: float = 0.0
    share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigure:
    """A day: usable answers, and points by which the index would differ without it."""

    day: str
    n: int
    influence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """Several services, or two periods, judged together since one has too few recipients.

    ``kind`` is ``class`` or ``periods``; ``names`` what was put together.
    """

    kind: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of one result, schema 1.

    ``elements`` in the order of the questionnaire. ``uncertainty`` is None with fewer than two
    answers or a questionnaire of more than nine elements, ``worksheet`` with none. ``profile``
    counts usable answers by sex, age, education, work, place and hour. ``facts`` are what the
    verdict asked, by name, None where a figure could not be computed.
    """

    schema: int = SCHEMA
    counts: AnswerCounts = field(default_factory=AnswerCounts)
    elements: tuple[ElementFigure, ...] = ()
    worksheet: Worksheet | None = None
    uncertainty: Uncertainty | None = None
    weights: Weights = field(default_factory=Weights)
    population: int | None = None
    minimum_sample: int | None = None
    r_indicator: float | None = None
    register_dated: str = ""
    register_source: str = ""
    facts: Mapping[str, float | None] = field(default_factory=dict)
    failed: tuple[FailedFigure, ...] = ()
    shortfall: ShortfallFigure = field(default_factory=ShortfallFigure)
    set_aside: SetAside = field(default_factory=SetAside)
    profile: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    days: tuple[DayFigure, ...] = ()
    collected_from: str = ""
    collected_until: str = ""
    is_legacy: bool = False
    pooled: Pooled = field(default_factory=Pooled)


def to_json(figures: Figures) -> dict[str, Any]:
    """The figures as JSON; numbers that are none or endless become null."""
    found: dict[str, Any] = _plain(asdict(figures))
    return found


def from_json(stored: Mapping[str, Any]) -> Figures:
    """Read figures back. Raises: ``UnknownShape``."""
    if stored.get("schema") != SCHEMA:
        raise UnknownShape(stored.get("schema"))
    return _read(Figures, stored)


T = TypeVar("T")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _read(kind: type[T], stored: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    return kind(
        **{
            one.name: _value(hints[one.name], stored[one.name])
            for one in fields(kind)  # type: ignore[arg-type]  # always a dataclass here
            if one.name in stored
        }
    )


def _value(hint: Any, stored: Any) -> Any:
    if get_origin(hint) is UnionType:
        hint = next(one for one in get_args(hint) if one is not type(None))
    if stored is None:
        return None
    if is_dataclass(hint):
        return _read(hint, stored)  # type: ignore[arg-type]  # a class, not a value
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], one) for one in stored)
    return stored
