"""Every threshold of the citizen survey in one place, as one version of the statistical policy.

Defaults are the numbers of the city's specification (statistics A and B). A result keeps the
version it was made with, so that it can be computed again as it was. Source: P14 for the sample;
the rest is decided by the city and tuned on the pilot; see docs/legal.md#data-quality.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final


class BadThreshold(ValueError):
    """A threshold is unknown, of the wrong kind, or contradicts another; ``args[0]`` names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPolicy:
    """Thresholds by name.

    Units: *points* are points of the index (25–100), *share* is 0 to 1, *people* and *answers* are
    counts. Of a pair, ``…_green`` is the limit of green and ``…_amber`` that of amber; both limits
    belong to the better colour.

    Raises: ``BadThreshold`` for a negative or infinite number, a share above 1, or an amber limit
    that is stricter than the green one.
    """

    # The index (A1): answered items of nine that make a response usable.
    fewest_items: int = 7

    # Samples (A2): Krejcie and Morgan's chi-square (1 df, 95 %), share and error; below so many
    # recipients everybody is asked; planned design effect; planned SD of the index in points.
    sample_chi_square: float = 3.841
    sample_share: float = 0.5
    sample_error_share: float = 0.05
    census_below: int = 10
    planned_deff: float = 1.5
    planned_sd: float = 12.0

    # Margins (A3): people and share of the population that a category needs, people for each
    # category that a margin needs.
    category_people: int = 5
    category_share: float = 0.02
    people_per_category: int = 10

    # Raking (A4): largest relative gap of a category, cycles, people in each joint cell of a
    # post-stratification.
    rake_tolerance: float = 1e-8
    rake_cycles: int = 200
    cell_people: int = 10

    # Trimming (A5): cap and floor as multiples of the median weight, rounds; residual gap of a
    # category that makes red; points by which trimming may move the index before amber.
    trim_cap: float = 5.0
    trim_floor: float = 0.2
    trim_rounds: int = 20
    margin_gap_share: float = 0.02
    trim_effect_green: float = 1.0

    # Interval (A6, A7): clusters from which the cluster variance counts, answers below which the
    # larger of two standard errors is taken, largest sampling fraction of the correction.
    fewest_clusters: int = 10
    small_sample: int = 400
    most_sampling_share: float = 0.9

    # Verdict (A9), row by row; ``n_eff_green_share`` is a share of the minimum sample.
    n_amber: int = 30
    n_eff_green_share: float = 0.6
    n_eff_amber: float = 25.0
    deff_green: float = 2.0
    deff_amber: float = 3.0
    half_width_green: float = 3.0
    half_width_amber: float = 6.0
    asd_raw_green: float = 0.25
    asd_raw_amber: float = 0.50
    asd_weighted_green: float = 0.02
    asd_weighted_amber: float = 0.10
    bias_bound_green: float = 3.0
    bias_bound_amber: float = 6.0
    quarantined_green: float = 0.10
    quarantined_amber: float = 0.25
    clean_difference_green: float = 1.0
    clean_difference_amber: float = 3.0
    margin_months_green: int = 12
    margin_months_amber: int = 24
    collection_days_green: int = 14
    day_share_green: float = 0.20
    day_share_amber: float = 0.40
    fewest_recipients: int = 30

    # An officer, and units of one class (A9, A10).
    officer_answers: int = 30
    fewest_units: int = 5
    own_variance_answers: int = 30

    # Receipt codes (B1): days of validity, codes a month from which an answer keeps its counter.
    token_days: int = 14
    counter_month_tokens: int = 30

    # Devices (B2): hours until the salt is destroyed, answers of one device and day.
    device_salt_hours: int = 48
    device_soft: int = 4
    device_quarantine: int = 10

    # Indicators (B3): seconds an item, run of equal answers, multiple of the usual share of
    # duplicates, p-values, seconds after issue.
    speed_soft_seconds: float = 2.0
    speed_reject_seconds: float = 1.0
    straight_run: int = 9
    duplicate_factor: float = 3.0
    burst_p: float = 1e-4
    burst_least_expected: float = 1.0
    quick_seconds: float = 60.0
    sequential_p: float = 0.001
    outlier_p: float = 0.001

    # From flags to action (B4): families that must agree; share of observed answers that may be
    # quarantined before the cut-offs are tuned.
    soft_families: int = 2
    false_positive_share: float = 0.05

    def __post_init__(self) -> None:
        for name, value in self.values().items():
            if not math.isfinite(value) or value < 0:
                raise BadThreshold(name)
        for name in _SHARES:
            if getattr(self, name) > 1:
                raise BadThreshold(name)
        for strict, loose in _ORDERED:
            if getattr(self, strict) > getattr(self, loose):
                raise BadThreshold(loose)

    @classmethod
    def from_values(cls, stored: Mapping[str, object]) -> "SurveyPolicy":
        """Read a stored version; numbers may be written as text, what is absent is the default.

        Raises: ``BadThreshold``.
        """
        kinds = {field.name: field.type for field in fields(cls)}
        found: dict[str, int | float] = {}
        for name, value in stored.items():
            if name not in kinds:
                raise BadThreshold(name)
            found[name] = _number(name, value, whole=kinds[name] is int)
        return cls(**found)  # type: ignore[arg-type]  # whole where the field is

    def values(self) -> dict[str, int | float]:
        """Every threshold by name, to store a version whole."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


_SHARES: Final = (
    "sample_share",
    "sample_error_share",
    "category_share",
    "margin_gap_share",
    "most_sampling_share",
    "quarantined_green",
    "quarantined_amber",
    "day_share_green",
    "day_share_amber",
    "burst_p",
    "sequential_p",
    "outlier_p",
    "false_positive_share",
)

_ORDERED: Final = (
    ("deff_green", "deff_amber"),
    ("half_width_green", "half_width_amber"),
    ("asd_raw_green", "asd_raw_amber"),
    ("asd_weighted_green", "asd_weighted_amber"),
    ("bias_bound_green", "bias_bound_amber"),
    ("quarantined_green", "quarantined_amber"),
    ("clean_difference_green", "clean_difference_amber"),
    ("margin_months_green", "margin_months_amber"),
    ("day_share_green", "day_share_amber"),
    ("trim_floor", "trim_cap"),
    ("device_soft", "device_quarantine"),
    ("speed_reject_seconds", "speed_soft_seconds"),
)
"""Pairs of which the first may not exceed the second."""


def _number(name: str, value: object, *, whole: bool) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise BadThreshold(name)
    try:
        number = float(value)
    except ValueError as error:
        raise BadThreshold(name) from error
    if not math.isfinite(number) or (whole and not number.is_integer()):
        raise BadThreshold(name)
    return int(number) if whole else number


DEFAULT_POLICY: Final = SurveyPolicy()
"""The numbers of the specification."""
