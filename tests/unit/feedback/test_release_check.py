"""No two released sets of raters tell what fewer than k raters answered."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from feedback.rules.release_check import Withheld, check_release

RATERS = "abcdefghijklmnop"
SETS = st.dictionaries(st.text("xyz", min_size=1), st.frozensets(st.sampled_from(RATERS)))


@given(SETS, st.integers(1, 6), st.none() | st.sampled_from(RATERS))
def test_no_released_pair_differs_by_fewer_than_k(
    sets: dict[str, frozenset[str]], k: int, viewer: str | None
) -> None:
    found = check_release(sets, k, viewer)
    known = {viewer}
    assert {*found.published, *found.withheld} == set(sets)
    for name in found.published:
        assert len(sets[name] - known) >= k
    for one, other in permutations(found.published, 2):
        small, large = sets[one] - known, sets[other] - known
        if small <= large:
            assert len(large - small) == 0 or len(large - small) >= k


def test_the_smaller_of_two_sets_is_dropped() -> None:
    found = check_release({"all": set("abcdefgh"), "peers": set("abcdef")}, 5)
    assert found.published == ("all",)
    assert found.withheld == {"peers": Withheld.DIFFERENCE}


def test_a_viewer_who_rated_does_not_count() -> None:
    peers = {"peers": set("abcde")}
    assert check_release(peers, 5, "z").published == ("peers",)
    assert check_release(peers, 5, "a").withheld == {"peers": Withheld.TOO_FEW}
