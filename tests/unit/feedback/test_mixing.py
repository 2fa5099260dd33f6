"""Groups in which answers leave: five or more, and alike in all that codes tell."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.abuse import Effect, Flag, Sign, judge
from feedback.rules.flags import flag_bits, flags_of
from feedback.rules.mixing import SMALLEST_GROUP, Place, groups_that_leave

places = st.lists(
    st.builds(
        Place,
        survey=st.integers(1, 2),
        channel=st.sampled_from(["receipt", "open"]),
        service=st.integers(1, 3),
        counter=st.sampled_from([None, 1, 2]),
    ),
    max_size=60,
)


@given(places, st.booleans())
def test_every_group_is_alike_in_what_it_tells(given_places, closing):
    groups = groups_that_leave(given_places, closing=closing)

    members = [member for group in groups for member in group.members]
    assert len(members) == len(set(members))
    for group in groups:
        for member in group.members:
            place = given_places[member]
            assert (place.survey, place.channel) == (group.place.survey, group.place.channel)
            assert group.place.service in (place.service, None)
            assert group.place.counter in (place.counter, None)


@given(places)
def test_while_a_survey_runs_nobody_leaves_among_fewer_than_five(given_places):
    groups = groups_that_leave(given_places, closing=False)

    assert all(len(group.members) >= SMALLEST_GROUP for group in groups)
    gone = {member for group in groups for member in group.members}
    left = Counter(place for n, place in enumerate(given_places) if n not in gone)
    assert all(number < SMALLEST_GROUP for number in left.values())


@given(places)
def test_at_closing_all_leave_and_small_groups_only_where_a_survey_has_no_more(given_places):
    groups = groups_that_leave(given_places, closing=True)

    assert sum(len(group.members) for group in groups) == len(given_places)
    for group in groups:
        if len(group.members) < SMALLEST_GROUP:
            assert (group.place.service, group.place.counter) == (None, None)


def test_at_closing_only_as_much_is_withheld_as_is_needed():
    at_counters = [Place(1, "receipt", 7, counter) for counter in (1, 1, 1, 2, 2)]
    (group,) = groups_that_leave(at_counters, closing=True)
    assert group.place == Place(1, "receipt", 7, None)

    of_services = [Place(1, "receipt", service, None) for service in (7, 7, 7, 8, 9)]
    (group,) = groups_that_leave(of_services, closing=True)
    assert group.place == Place(1, "receipt", None, None)


flags = st.sets(
    st.one_of(
        st.builds(
            Flag, st.sampled_from([s for s in Sign if s not in (Sign.TOKEN, Sign.COMPLETENESS)])
        ),
        st.just(Flag(Sign.DEVICE_BURST, Effect.QUARANTINE)),
        st.just(Flag(Sign.SPEED, Effect.REJECT)),
        st.just(Flag(Sign.TOKEN, Effect.REJECT)),
        st.just(Flag(Sign.COMPLETENESS, Effect.REJECT)),
    )
)


@given(flags)
def test_kept_flags_are_judged_as_the_flags_themselves(raised):
    assert judge(flags_of(flag_bits(raised))) == judge(raised)
    assert {flag.sign for flag in flags_of(flag_bits(raised))} == {flag.sign for flag in raised}


@pytest.mark.parametrize(("sign", "bit"), [(Sign.TOKEN, 1), (Sign.STAFF_SESSION, 1 << 10)])
def test_bits_never_move(sign, bit):
    assert flag_bits([Flag(sign)]) == bit
