"""Margins beside the respondents: frames, merging, leaving out, missing answers (statistics A3)."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.margins import (
    AGE_GROUPS,
    BadMargin,
    Category,
    Dimension,
    Dropped,
    Frame,
    Margin,
    MixedFrames,
    age_group,
    age_in_months,
    check_frames,
    collapse,
    prepare_margins,
)
from feedback.rules.policy import DEFAULT_POLICY

REGISTER, RESIDENTS = Frame
SERVICE, SUB_DISTRICT, SEX, AGE, EDUCATION = Dimension


def register(dimension, counts, frame=REGISTER):
    return Margin(dimension, frame, counts)


def prepare(margins, answers, **more):
    return prepare_margins(margins, answers, frame=REGISTER, **more)


def merged(respondents, population, *, ordered):
    found = collapse(
        [Category((name,), respondents[name], population[name]) for name in population],
        ordered=ordered,
    )
    return [category.members for category in found]


def ages(*people):
    return dict(zip(AGE_GROUPS, people, strict=True))


def test_recipients_and_residents_are_never_mixed():
    recipients = register(SEX, {"L": 598, "P": 642})
    residents = register(SUB_DISTRICT, {"Sukakarya": 17410}, RESIDENTS)

    with pytest.raises(MixedFrames):
        prepare([recipients, residents], {})
    with pytest.raises(MixedFrames):
        check_frames([residents], REGISTER)
    check_frames([recipients], REGISTER)


@pytest.mark.parametrize(
    ("respondents", "population", "expected"),
    [
        ((20, 20, 20, 20, 20), (236, 331, 298, 213, 162), [(g,) for g in AGE_GROUPS]),
        # Too few respondents: the smaller neighbour joins.
        ((20, 20, 4, 20, 20), (236, 331, 298, 213, 162),
         [("17-24",), ("25-34",), ("35-44", "45-54"), ("55+",)]),
        ((20, 20, 20, 20, 4), (236, 331, 298, 213, 162),
         [("17-24",), ("25-34",), ("35-44",), ("45-54", "55+")]),
        # Too small a share of the population.
        ((20, 20, 20, 20, 20), (19, 331, 298, 213, 162),
         [("17-24", "25-34"), ("35-44",), ("45-54",), ("55+",)]),
        # Merging goes on while the joined ones are too few.
        ((20, 20, 20, 2, 2), (236, 331, 298, 213, 162),
         [("17-24",), ("25-34",), ("35-44", "45-54", "55+")]),
        ((0, 0, 0, 0, 0), (236, 331, 298, 213, 162), [AGE_GROUPS]),
    ],
)  # fmt: skip
def test_small_ordered_category_joins_its_neighbour(respondents, population, expected):
    assert merged(ages(*respondents), ages(*population), ordered=True) == expected


@pytest.mark.parametrize(
    ("respondents", "population", "expected"),
    [
        ((9, 9, 9, 9), (40, 30, 20, 10), [("a",), ("b",), ("c",), ("d",)]),
        ((9, 9, 4, 4), (40, 30, 20, 10), [("a",), ("b",), ("c", "d")]),
        # One weak category alone takes the smallest of the others to itself.
        ((9, 9, 9, 4), (40, 30, 20, 10), [("a",), ("b",), ("d", "c")]),
        ((9, 9, 9, 9), (600, 380, 19, 5), [("a",), ("b",), ("c", "d")]),
        ((4, 0, 4, 0), (40, 30, 20, 10), [("a", "b", "c", "d")]),
    ],
)
def test_small_other_categories_are_put_together(respondents, population, expected):
    names = "abcd"
    found = merged(
        dict(zip(names, respondents, strict=True)),
        dict(zip(names, population, strict=True)),
        ordered=False,
    )

    assert found == expected


@pytest.mark.parametrize(("people", "weak"), [(4, True), (5, False)])
def test_category_needs_five_respondents(people, weak):
    names = {"a": 60, "b": 50}

    assert len(merged({"a": people, "b": 50}, names, ordered=False)) == (1 if weak else 2)


@pytest.mark.parametrize(("population", "weak"), [(19, True), (20, False)])
def test_category_needs_two_per_cent_of_the_population(population, weak):
    counts = {"a": population, "b": 1000 - population}

    assert len(merged({"a": 9, "b": 50}, counts, ordered=False)) == (1 if weak else 2)


def test_margin_with_too_few_respondents_for_its_categories_is_left_out():
    """Thirty respondents carry a margin of three categories, not one of five."""
    margins = [
        register(SUB_DISTRICT, {"Sukakarya": 503, "Sukajaya": 466, "Sukamakmue": 271}),
        register(AGE, ages(236, 331, 298, 213, 162)),
    ]
    answers = {
        SUB_DISTRICT: {"Sukakarya": 10, "Sukajaya": 10, "Sukamakmue": 10},
        AGE: ages(6, 6, 6, 6, 6),
    }

    found = prepare(margins, answers)

    assert [margin.dimension for margin in found.kept] == [SUB_DISTRICT]
    assert found.dropped == {AGE: Dropped.FEW_PER_CATEGORY}


def test_margin_that_is_left_with_one_category_says_nothing():
    found = prepare([register(SEX, {"L": 598, "P": 642})], {SEX: {"P": 60, "L": 2}})

    assert found.kept == ()
    assert found.dropped == {SEX: Dropped.ONE_CATEGORY}


def test_margins_are_kept_in_the_order_of_their_importance():
    margins = [register(SEX, {"L": 598, "P": 642}), register(SERVICE, {"KTP": 400, "KK": 840})]
    answers = {SEX: {"L": 50, "P": 50}, SERVICE: {"KTP": 40, "KK": 60}}

    assert [margin.dimension for margin in prepare(margins, answers).kept] == [SERVICE, SEX]


def test_margins_that_disagree_in_total_are_scaled_to_the_register():
    margins = [
        register(SEX, {"L": 600, "P": 640}),
        register(EDUCATION, {"<=SMP": 287, "SMA": 559, "D1-D4/S1+": 382}),
    ]
    answers = {SEX: {"L": 50, "P": 50}, EDUCATION: {"<=SMP": 30, "SMA": 40, "D1-D4/S1+": 30}}

    sex, education = prepare(margins, answers).kept

    assert (sex.factor, education.factor) == (1, 1240 / 1228)
    assert math.fsum(one.population for one in education.categories) == pytest.approx(1240)
    assert prepare(margins, answers, total=2480).kept[0].factor == 2


def test_answer_that_the_register_does_not_know_is_missing_and_keeps_its_weight():
    margin = register(SUB_DISTRICT, {"Sukakarya": 600, "Sukajaya": 400, "Sukamakmue": 0})
    answers = {"Sukakarya": 50, "Sukajaya": 30, "Sukamakmue": 4, "outside": 6, None: 10}

    (found,) = prepare([margin], {SUB_DISTRICT: answers}).kept

    assert found.unknown == {"Sukamakmue": 4, "outside": 6}
    assert found.missing == 20
    assert found.target_shares() == pytest.approx((0.8 * 0.4, 0.8 * 0.6, 0.2))
    assert [found.place(code) for code in ("Sukajaya", "Sukakarya", "outside", None)] == [
        0, 1, 2, 2
    ]  # fmt: skip


def test_merges_are_told():
    margin = register(AGE, ages(236, 331, 298, 213, 162))

    (found,) = prepare([margin], {AGE: ages(30, 30, 30, 30, 3)}).kept

    assert found.merges == (("45-54", "55+"),)
    assert found.place("55+") == found.place("45-54") == 3
    assert found.target_shares() == pytest.approx([236 / 1240, 331 / 1240, 298 / 1240, 375 / 1240])


@pytest.mark.parametrize(
    "counts", [{}, {"L": 0, "P": 0}, {"L": -1, "P": 5}, {"L": math.nan, "P": 5}]
)
def test_margin_that_counts_nobody_is_refused(counts):
    with pytest.raises(BadMargin):
        prepare([register(SEX, counts)], {})


def test_margin_given_twice_is_refused():
    with pytest.raises(BadMargin):
        prepare([register(SEX, {"L": 1}), register(SEX, {"L": 1})], {})


def test_no_margins_are_nothing_to_weight_to():
    assert prepare([], {}).kept == ()


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (16, None), (17, "17-24"), (24, "17-24"), (25, "25-34"), (54, "45-54"), (55, "55+"),
        (110, "55+"), (111, None), (7, None), (None, None),
    ],
)  # fmt: skip
def test_age_belongs_to_a_group(age, group):
    assert age_group(age) == group


@pytest.mark.parametrize(
    ("counted_on", "months"),
    [
        (date(2026, 9, 30), 0),
        (date(2026, 9, 29), 1),
        (date(2025, 9, 30), 12),
        (date(2025, 9, 29), 13),
        (date(2023, 6, 30), 39),
        (date(2026, 12, 31), 0),
    ],
)
def test_age_of_a_margin_counts_months_that_have_begun(counted_on, months):
    assert age_in_months(counted_on, date(2026, 9, 30)) == months


categories = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 1000)), min_size=1, max_size=8
).map(lambda rows: [Category((f"c{i}",), *row) for i, row in enumerate(rows)])


@given(before=categories, ordered=st.booleans())
def test_merging_loses_nobody_and_leaves_no_small_category(before, ordered):
    after = collapse(before, ordered=ordered)
    population = sum(one.population for one in before)

    members = [member for one in after for member in one.members]
    assert sorted(members) == sorted(one.members[0] for one in before)
    assert sum(one.respondents for one in after) == sum(one.respondents for one in before)
    if len(after) > 1:
        assert all(
            one.respondents >= DEFAULT_POLICY.category_people
            and one.population >= DEFAULT_POLICY.category_share * population
            for one in after
        )
    if ordered:
        assert members == [one.members[0] for one in before]


@given(data=st.data())
def test_order_in_which_a_register_is_written_changes_nothing(data):
    counts = data.draw(st.dictionaries(st.sampled_from("abcdefg"), st.integers(1, 500), min_size=2))
    answers = {name: data.draw(st.integers(0, 40)) for name in counts}
    shuffled = dict(data.draw(st.permutations(list(counts.items()))))

    assert prepare([register(SERVICE, counts)], {SERVICE: answers}) == prepare(
        [register(SERVICE, shuffled)], {SERVICE: answers}
    )


@given(data=st.data())
def test_target_shares_sum_to_one(data):
    people = data.draw(st.lists(st.integers(0, 60), min_size=5, max_size=5))
    answers = ages(*people) | {None: data.draw(st.integers(0, 20))}

    for margin in prepare([register(AGE, ages(236, 331, 298, 213, 162))], {AGE: answers}).kept:
        assert math.fsum(margin.target_shares()) == pytest.approx(1)
        assert len(margin.target_shares()) == len(margin.categories) + bool(margin.missing)
