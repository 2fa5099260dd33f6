"""The words of the rules are the words that the database stores."""

from personnel import enums
from personnel.rules import kinds, nip, posts, year


def _words(enumeration):
    return [(word.name, word.value) for word in enumeration]


def test_kinds_of_employee_are_stored_with_the_state_official_added():
    assert [*_words(kinds.EmployeeKind), ("STATE_OFFICIAL", "state_official")] == _words(
        enums.EmployeeKind
    )


def test_sexes_are_stored_under_the_same_names():
    assert _words(nip.Sex) == _words(enums.Sex)


def test_kinds_and_levels_of_posts_are_stored_under_the_same_names():
    assert _words(posts.PostKind) == _words(enums.PostKind)
    assert _words(posts.PostLevel) == _words(enums.PostLevel)


def test_periods_and_deadlines_are_stored_under_the_same_names():
    assert _words(year.PeriodKind) == _words(enums.PeriodKind)
    assert _words(year.DeadlineKey) == _words(enums.DeadlineKey)


def test_labels_of_posts_on_screen_are_the_official_ones():
    assert {kind.value: label for kind, label in posts.POST_KIND_LABELS.items()} == {
        kind.value: str(kind.label) for kind in enums.PostKind
    }
    assert {level.value: label for level, label in posts.POST_LEVEL_LABELS.items()} == {
        level.value: str(level.label) for level in enums.PostLevel
    }
