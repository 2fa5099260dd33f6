"""Roles of givers of feedback, and the form of coaching (regulation 3.13)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from appraisal.enums import FeedbackRole
from appraisal.forms.guidance import GROUPS, WORDS
from appraisal.rules.coaching import STATEMENTS, About, group_means
from appraisal.rules.feedback import GRACE, GiverRole, Line, can_be_withdrawn, giver_role

STAFF = Line(1, supervisor=10, reviewing_superior=20)
MATE = Line(2, supervisor=10, reviewing_superior=20)
CHIEF = Line(10, supervisor=20, reviewing_superior=30)
HEAD = Line(20, supervisor=30, reviewing_superior=None)
STRANGER = Line(5, supervisor=None, reviewing_superior=None)


@pytest.mark.parametrize(
    ("giver", "receiver", "role"),
    [
        (CHIEF, STAFF, GiverRole.LEADER),
        (HEAD, STAFF, GiverRole.LEADER),
        (STAFF, CHIEF, GiverRole.SUBORDINATE),
        (STAFF, HEAD, GiverRole.SUBORDINATE),
        (STAFF, MATE, GiverRole.COLLEAGUE),
        (STRANGER, STAFF, GiverRole.OTHER),
        (STRANGER, Line(6, None, None), GiverRole.OTHER),
    ],
)
def test_role_is_read_from_the_lines_of_both(giver, receiver, role):
    assert giver_role(giver, receiver) is role


@pytest.mark.parametrize(
    ("giver", "receiver", "about_team", "role"),
    [
        (STRANGER, STAFF, False, GiverRole.TEAM_LEADER),
        (STRANGER, STAFF, True, GiverRole.TEAM_LEADER),
        (STAFF, MATE, False, GiverRole.COLLEAGUE),
        (STAFF, MATE, True, GiverRole.TEAM_LEADER),
        (STAFF, CHIEF, False, GiverRole.SUBORDINATE),
        (STAFF, CHIEF, True, GiverRole.TEAM_LEADER),
        (CHIEF, STAFF, True, GiverRole.LEADER),
    ],
)
def test_leader_of_a_team_speaks_as_such_about_its_work(giver, receiver, about_team, role):
    assert giver_role(giver, receiver, leads=True, about_team=about_team) is role


def test_roles_of_rule_and_table_are_the_same_words():
    assert set(GiverRole) == set(FeedbackRole.values)


def test_remark_can_be_taken_back_within_a_day():
    given = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    assert can_be_withdrawn(given, given + GRACE)
    assert not can_be_withdrawn(given, given + GRACE + timedelta(seconds=1))


def test_form_has_nine_statements_in_three_groups_of_three():
    assert [sum(one.about is about for one in STATEMENTS) for about in About] == [3, 3, 3]
    assert set(WORDS) == {one.code for one in STATEMENTS}
    assert set(GROUPS) == set(About)


def test_means_of_groups_have_one_decimal():
    answers = {one.code: 4 for one in STATEMENTS} | {"heard": 5, "appreciated": 5}

    assert group_means(answers) == {
        About.EMPLOYEE: Decimal("4.7"),
        About.LEADER: Decimal("4.0"),
        About.BOTH: Decimal("4.0"),
    }


@pytest.mark.parametrize("change", [{"heard": 0}, {"heard": 6}, {"unknown": 3}])
def test_incomplete_or_impossible_answers_are_refused(change):
    with pytest.raises(ValueError, match=r".*"):
        group_means({one.code: 4 for one in STATEMENTS} | change)
