"""The thresholds of surveys as they hold on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from feedback.regulation import policy_of, policy_versions
from feedback.rules.policy import SurveyPolicy
from personnel.selectors.regulation import regulation_on


@dataclass(frozen=True, slots=True)
class PolicyOnDay:
    """Thresholds with the decisions that they came from (setting to id of the decision)."""

    policy: SurveyPolicy
    versions: dict[str, str]

    def stored(self) -> dict[str, Any]:
        """Both as a result keeps them: it can be computed again as it was."""
        return {"values": self.policy.values(), "versions": self.versions}


def policy_on(day: date) -> PolicyOnDay:
    """The thresholds of a day, in one query."""
    regulation = regulation_on(day)
    return PolicyOnDay(policy_of(regulation), policy_versions(regulation))
