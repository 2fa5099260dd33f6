"""A plan ends with its post, and a new post asks for a new plan.

Source: regulation 4.8 (transfer during the year), 2.3 ``skp.new_post_due``;
docs/legal.md#new-post. Worked example: W8.
"""

from datetime import date, timedelta
from typing import Final

NEW_POST_DAYS: Final = 14
"""Calendar days from the first day in a new post to the draft of its plan, unless decided else."""


def closing_day(new_post_from: date) -> date:
    """Last day of the old plan: the day before the first day in the new post."""
    return new_post_from - timedelta(days=1)


def new_post_due(new_post_from: date, days: int = NEW_POST_DAYS) -> date:
    """Last day for the draft of the new post's plan, ``days`` calendar days after the first."""
    return new_post_from + timedelta(days=days)


def draft_due(
    year: int, in_post_from: date, draft_due_of_year: date | None, days: int = NEW_POST_DAYS
) -> date | None:
    """Last day for the draft of one post: the year's, or later for a post taken up in the year.

    ``draft_due_of_year`` is the day that BKPSDM set for everybody, None while there is none.
    """
    if in_post_from <= date(year, 1, 1):
        return draft_due_of_year
    own = new_post_due(in_post_from, days)
    return max(own, draft_due_of_year) if draft_due_of_year else own
