"""Which decisions of BKPSDM a fixed result rests on, in words."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from appraisal.models import Evaluation
from personnel.rules.regulation import SETTINGS, setting_of
from personnel.selectors.regulation import Regulations
from personnel.selectors.settings import value_words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class AppliedSetting:
    """One setting as it held when a result was fixed; ``since`` None where nobody had decided."""

    key: str
    label: "StrOrPromise"
    words: str
    since: date | None


def applied_settings(evaluation: Evaluation, every: Regulations) -> list[AppliedSetting]:
    """Settings kept beside a result, in order of declaration; none before it is fixed."""
    kept = evaluation.regulation_versions
    found = []
    for key, setting in SETTINGS.items():
        if key not in kept:
            continue
        decided = every.version(kept[key])
        value = decided.value if decided else setting.default
        found.append(
            AppliedSetting(
                key,
                setting.label,
                value_words(setting, value),
                decided.valid_from if decided else None,
            )
        )
    return found


def applied_choice(evaluation: Evaluation, key: str, every: Regulations) -> str:
    """The choice that held when a result was fixed; the declared one where none was kept."""
    decided = every.version(evaluation.regulation_versions.get(key, ""))
    return str(decided.value if decided else setting_of(key).default)
