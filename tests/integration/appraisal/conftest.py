"""A clock that tests set, because the year of the examples is not today's."""

from collections.abc import Callable
from datetime import datetime

import pytest


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the moment that pages read. Sign in after setting it: sessions keep time, too."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to
