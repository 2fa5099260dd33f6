"""Signs of answers that are none: both sides of every cut-off (statistics B3), and B4."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.abuse import (
    FAMILIES,
    DeviceBucket,
    Effect,
    Flag,
    ResponseState,
    Sign,
    completeness_flag,
    counter_outlier_flag,
    device_bucket,
    device_flag,
    duplicate_flag,
    judge,
    longest_run,
    looks_like_staff,
    quick_redemption_flag,
    sequential_flag,
    speed_flag,
    staff_session_flag,
    straight_line_flag,
    time_burst_flag,
    token_flag,
    twins,
)
from feedback.rules.index import NoAnswers, tally
from feedback.rules.influence import (
    clean_difference,
    day_influence,
    largest_day_share,
    largest_influence,
)
from feedback.rules.rarity import poisson_tail, posterior_tail, runs_tail

USABLE, QUARANTINED, REJECTED = ResponseState
SOFT, QUARANTINE, REJECT = Effect
I = Sign  # noqa: E741  # eleven names in one table


def effect(flag):
    return flag and flag.effect


def test_receipt_code_that_is_unknown_expired_or_used_rejects():
    assert effect(token_flag(valid=False)) is REJECT
    assert token_flag(valid=True) is None


@pytest.mark.parametrize(("answered", "expected"), [(9, None), (7, None), (6, REJECT), (0, REJECT)])
def test_fewer_than_seven_answers_reject(answered, expected):
    assert effect(completeness_flag([3] * answered + [None] * (9 - answered))) is expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(18, None), (17.9, SOFT), (9, SOFT), (8.9, REJECT), (0, REJECT), (None, None)],
)
def test_nine_items_take_eighteen_seconds(seconds, expected):
    assert effect(speed_flag(seconds, 9)) is expected


def test_time_is_counted_for_the_items_that_were_asked():
    """A free service asks eight."""
    assert speed_flag(16, 8) is None
    assert effect(speed_flag(15.9, 8)) is SOFT


@pytest.mark.parametrize(
    ("answers", "run"),
    [([3] * 9, 9), ([3, 3, 4, 4, 4, 3], 3), ([3, 3, None, 3, 3], 2), ([None] * 9, 0), ([], 0)],
)
def test_longest_run_of_equal_answers(answers, run):
    assert longest_run(answers) == run


@pytest.mark.parametrize("beside", [I.SPEED, I.DEVICE_BURST, I.TIME_BURST])
def test_nine_equal_answers_are_a_sign_only_beside_another(beside):
    assert straight_line_flag([3] * 9, {beside}) == Flag(I.STRAIGHT_LINE)
    assert straight_line_flag([3] * 8, {beside}) == Flag(I.STRAIGHT_LINE)
    assert straight_line_flag([3] * 8 + [4], {beside}) is None
    assert straight_line_flag([3] * 8 + [None], {beside}) is None
    assert straight_line_flag([], {beside}) is None


def test_nine_equal_answers_alone_are_an_honest_answer():
    assert straight_line_flag([3] * 9, set()) is None
    assert straight_line_flag([3] * 9, {I.QUICK_REDEMPTION, I.SEQUENTIAL, I.DUPLICATE}) is None


def test_twins_have_the_same_values_and_the_same_text():
    assert twins([("333", "baik"), ("333", ""), ("333", "baik"), ("444", "")]) == (
        True, False, True, False
    )  # fmt: skip


@pytest.mark.parametrize(
    ("twin", "share", "usual", "expected"),
    [
        (True, 0.61, 0.2, SOFT),
        (True, 0.6, 0.2, None),
        (False, 0.9, 0.2, None),
        (True, 0.1, 0.0, SOFT),
    ],
)
def test_duplicates_are_a_sign_above_three_times_the_usual_share(twin, share, usual, expected):
    assert effect(duplicate_flag(twin=twin, share=share, usual=usual)) is expected


@pytest.mark.parametrize(
    ("answers", "bucket", "expected"),
    [
        (1, DeviceBucket.ONE, None),
        (2, DeviceBucket.FEW, None),
        (3, DeviceBucket.FEW, None),
        (4, DeviceBucket.MANY, SOFT),
        (9, DeviceBucket.MANY, SOFT),
        (10, DeviceBucket.BURST, QUARANTINE),
        (500, DeviceBucket.BURST, QUARANTINE),
    ],
)
def test_answers_of_one_device_are_kept_as_a_bucket(answers, bucket, expected):
    assert device_bucket(answers) is bucket
    assert effect(device_flag(bucket, shared=False)) is expected
    assert device_flag(bucket, shared=True) is None


def test_device_without_an_answer_has_no_bucket():
    with pytest.raises(ValueError, match="0"):
        device_bucket(0)


def test_burst_of_an_hour_is_rare_even_among_all_hours_of_the_month():
    """Four expected: 18 in an hour have p = 2.4e-7, times 200 hours 4.8e-5."""
    assert effect(time_burst_flag(18, 4.0, 200)) is SOFT
    assert time_burst_flag(17, 4.0, 200) is None
    assert effect(time_burst_flag(17, 4.0, 10)) is SOFT


def test_single_answer_at_night_is_no_burst():
    assert time_burst_flag(1, 0.0, 720) is None
    assert effect(time_burst_flag(30, 0.0, 720)) is SOFT


@pytest.mark.parametrize(
    ("seconds", "office", "expected"), [(59, True, SOFT), (60, True, None), (5, False, None)]
)
def test_code_used_within_a_minute_on_the_office_network_is_a_sign(seconds, office, expected):
    assert effect(quick_redemption_flag(seconds, office_network=office)) is expected


def test_codes_used_in_one_block_are_a_sign():
    block = [True] * 15 + [False] * 15
    mixed = [True, False, False, True] * 8

    assert effect(sequential_flag(block)) is SOFT
    assert sequential_flag(mixed) is None
    assert sequential_flag([True] * 40) is None
    assert sequential_flag([]) is None


def test_counter_far_from_its_class_has_its_unit_looked_at():
    assert counter_outlier_flag(3.1, 1.0) == Flag(I.COUNTER_OUTLIER)
    assert counter_outlier_flag(-3.1, 1.0) == Flag(I.COUNTER_OUTLIER)
    assert counter_outlier_flag(3.0, 1.0) is None
    assert counter_outlier_flag(0.0, 0.0) is None
    assert counter_outlier_flag(0.1, 0.0) == Flag(I.COUNTER_OUTLIER)


def test_browser_of_staff_is_a_sign():
    assert effect(staff_session_flag(signed_in=True)) is SOFT
    assert staff_session_flag(signed_in=False) is None


JUDGED = [
    ([], USABLE),
    ([Flag(I.SPEED)], USABLE),
    ([Flag(I.SPEED), Flag(I.STRAIGHT_LINE)], QUARANTINED),
    ([Flag(I.STRAIGHT_LINE), Flag(I.DUPLICATE)], USABLE),
    ([Flag(I.DEVICE_BURST), Flag(I.STAFF_SESSION)], USABLE),
    ([Flag(I.QUICK_REDEMPTION), Flag(I.TIME_BURST)], USABLE),
    ([Flag(I.QUICK_REDEMPTION), Flag(I.SEQUENTIAL)], QUARANTINED),
    ([Flag(I.SEQUENTIAL), Flag(I.COUNTER_OUTLIER)], USABLE),
    ([Flag(I.SPEED), Flag(I.COUNTER_OUTLIER)], USABLE),
    ([Flag(I.DEVICE_BURST, QUARANTINE)], QUARANTINED),
    ([Flag(I.DEVICE_BURST, QUARANTINE), Flag(I.SPEED, REJECT)], REJECTED),
    ([Flag(I.TOKEN, REJECT)], REJECTED),
]


@pytest.mark.parametrize(("flags", "state"), JUDGED)
def test_answer_is_set_aside_for_signs_of_two_families(flags, state):
    assert judge(flags) is state


def test_staff_pattern_needs_all_three_signs():
    three = [I.QUICK_REDEMPTION, I.SEQUENTIAL, I.COUNTER_OUTLIER]

    assert looks_like_staff([*three, I.SPEED])
    assert not any(looks_like_staff(pair) for pair in itertools.combinations(three, 2))


soft_flags = st.lists(st.sampled_from(sorted(FAMILIES)).map(Flag), max_size=8)


@given(flags=soft_flags, more=soft_flags)
def test_another_sign_never_makes_an_answer_usable(flags, more):
    order = list(ResponseState)

    assert order.index(judge(flags + more)) >= order.index(judge(flags))


@given(flags=soft_flags, data=st.data())
def test_order_of_signs_changes_nothing(flags, data):
    assert judge(flags) is judge(data.draw(st.permutations(flags)))


@pytest.mark.parametrize(
    ("count", "expected", "tail"),
    [
        # Tables of the Poisson distribution, and exact sums with fractions.
        (0, 3.0, 1.0),
        (1, 1.0, 0.6321205588),
        (3, 1.0, 0.0803013971),
        (10, 5.0, 0.0318280573),
        (2, 5.0, 0.9595723180),
        (1, 0.0, 0.0),
    ],
)
def test_poisson_tail_matches_tables(count, expected, tail):
    assert poisson_tail(count, expected) == pytest.approx(tail, abs=1e-10)


@given(count=st.integers(0, 400), expected=st.floats(0.01, 300))
def test_poisson_tail_falls_with_the_count(count, expected):
    assert 0 <= poisson_tail(count + 1, expected) <= poisson_tail(count, expected) + 1e-12 <= 1.1


@given(ones=st.integers(1, 6), zeros=st.integers(1, 6), data=st.data())
def test_runs_tail_is_the_share_of_all_orders(ones, zeros, data):
    """Counted one by one."""
    marks = data.draw(st.permutations([True] * ones + [False] * zeros))

    def runs(order):
        return sum(1 for _ in itertools.groupby(order))

    length = ones + zeros
    orders = [
        [place in chosen for place in range(length)]
        for chosen in itertools.combinations(range(length), ones)
    ]
    share = sum(runs(order) <= runs(marks) for order in orders) / len(orders)

    assert runs_tail(marks) == pytest.approx(share)


def test_tails_refuse_what_cannot_be():
    with pytest.raises(ValueError, match="-1"):
        poisson_tail(1, -1)
    with pytest.raises(ValueError, match="nan"):
        posterior_tail(1, float("nan"))


def test_normal_tail_matches_tables():
    assert posterior_tail(1.96, 1.0) == pytest.approx(0.0249979, abs=1e-7)
    assert posterior_tail(-6.18, 2.0) == posterior_tail(3.09, 1.0) == pytest.approx(0.001, abs=1e-5)


DAYS = {
    date(2026, 9, 1): tally([[4] * 9] * 2),
    date(2026, 9, 2): tally([[2] * 9] * 2),
    date(2026, 9, 3): tally([[4] * 9] * 4),
    date(2026, 9, 4): tally([[None] * 9]),
}


def test_influence_of_a_day_is_the_index_without_it_less_the_index():
    assert day_influence(DAYS) == {
        date(2026, 9, 1): Fraction(-25, 6),
        date(2026, 9, 2): Fraction(25, 2),
        date(2026, 9, 3): Fraction(-25, 2),
    }
    assert largest_influence(DAYS) == (date(2026, 9, 2), Fraction(25, 2))


def test_single_day_has_no_influence_to_tell():
    assert largest_influence({date(2026, 9, 1): tally([[4] * 9])}) is None


def test_index_is_shown_with_and_without_what_was_set_aside():
    clean, everything = tally([[3] * 9] * 3), tally([[3] * 9] * 3 + [[4] * 9])

    assert clean_difference(everything, clean) == Fraction(25, 4)
    with pytest.raises(NoAnswers):
        clean_difference(everything, tally([]))


def test_busiest_day_as_a_share_of_all_answers():
    assert largest_day_share({date(2026, 9, 1): 3, date(2026, 9, 2): 1}) == 0.75
    assert largest_day_share({}) == 1
