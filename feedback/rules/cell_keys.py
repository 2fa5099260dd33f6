"""How answers of a questionnaire's profile fall into the categories that registers count.

Source: statistics A3; see docs/legal.md#data-quality.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from feedback.rules.margins import EDUCATION_GROUPS, Dimension

EDUCATION_GROUP_OF: Final[Mapping[str, str]] = {
    "SD": EDUCATION_GROUPS[0],
    "SMP": EDUCATION_GROUPS[0],
    "SMA": EDUCATION_GROUPS[1],
    "D1-D3": EDUCATION_GROUPS[2],
    "S1": EDUCATION_GROUPS[2],
    "S2": EDUCATION_GROUPS[2],
    "S3": EDUCATION_GROUPS[2],
}
"""Group of each level that the questionnaire offers."""


class CellKey(NamedTuple):
    """What the answers of one cell have in common; empty where it was not answered.

    ``education`` is the group, not the level.
    """

    service: int | None
    sub_district: str
    sex: str
    age_group: str
    education: str

    def category(self, dimension: Dimension, services: Mapping[int, str]) -> str | None:
        """The category of a register; ``services`` names each service as figures do."""
        match dimension:
            case Dimension.SERVICE:
                return services.get(self.service) if self.service else None
            case Dimension.SUB_DISTRICT:
                return self.sub_district or None
            case Dimension.SEX:
                return self.sex or None
            case Dimension.AGE_GROUP:
                return self.age_group or None
            case Dimension.EDUCATION:
                return self.education or None
