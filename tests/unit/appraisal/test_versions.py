"""What a new version changes: pairs of rows and words (rules.versions)."""

from hypothesis import given
from hypothesis import strategies as st

from appraisal.rules.versions import (
    Change,
    IndicatorVersion,
    ResultVersion,
    paired,
    result_differences,
    text_differences,
    word_difference,
)

WORDS = st.text(alphabet="ab c\n.", max_size=30)


def result(text, *indicators, kind="Utama", facts=()):
    rows = tuple(IndicatorVersion(name, target) for name, target in indicators)
    return ResultVersion(text, kind, rows, facts)


def joined(pieces, without):
    return "".join(piece.text for piece in pieces if piece.change is not without)


@given(before=WORDS, after=WORDS)
def test_words_put_together_give_both_texts(before, after):
    pieces = word_difference(before, after)

    assert joined(pieces, Change.ADDED) == before
    assert joined(pieces, Change.REMOVED) == after


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_rows_of_both_versions_stand_in_the_pairs_exactly_once(before, after):
    old, new = [result(text) for text in before], [result(text) for text in after]

    pairs = paired(old, new)

    assert [one for _other, one in pairs if one is not None] == new
    assert sorted(other.text for other, _one in pairs if other is not None) == sorted(before)


def test_same_version_changes_nothing():
    rows = [result("Tersusunnya laporan", ("Jumlah", "4 laporan"))]

    (row,) = result_differences(rows, rows)

    assert row.change is Change.SAME
    assert row.indicators[0].change is Change.SAME


def test_changed_words_are_marked_and_the_rest_stays():
    before = [result("Tersusunnya laporan kinerja tepat waktu", ("Jumlah", "4 laporan"))]
    after = [result("Tersusunnya laporan keuangan tepat waktu", ("Jumlah", "12 laporan"))]

    (row,) = result_differences(before, after)

    assert row.change is Change.CHANGED
    marked = [(piece.change, piece.text) for piece in row.text if piece.change is not Change.SAME]
    assert marked == [(Change.REMOVED, "kinerja"), (Change.ADDED, "keuangan")]
    assert row.indicators[0].change is Change.CHANGED
    assert joined(row.indicators[0].target, Change.ADDED) == "4 laporan"


def test_unlike_results_are_one_removed_and_one_added():
    before = [result("Tersusunnya laporan"), result("Meningkatnya kepuasan warga")]
    after = [result("Tersusunnya laporan"), result("Terlaksananya uji kendaraan")]

    changes = [row.change for row in result_differences(before, after)]

    assert sorted(changes) == [Change.ADDED, Change.REMOVED, Change.SAME]


def test_result_that_only_moved_is_the_same():
    one, two = result("Tersusunnya laporan"), result("Meningkatnya kepuasan warga")

    assert {row.change for row in result_differences([one, two], [two, one])} == {Change.SAME}


def test_result_of_another_kind_is_marked_as_changed():
    before, after = [result("Tersusunnya laporan")], [result("Tersusunnya laporan", kind="B")]

    assert [row.change for row in result_differences(before, after)] == [Change.CHANGED]


def test_changed_fact_changes_its_result():
    before = [result("Tersusunnya laporan", facts=(("Perspektif", "Anggaran"),))]
    after = [result("Tersusunnya laporan", facts=(("Perspektif", "Proses bisnis"),))]

    (row,) = result_differences(before, after)

    assert (row.change, row.facts[0].change) == (Change.CHANGED, Change.CHANGED)


def test_texts_that_came_or_went_are_named_so():
    found = text_differences([("A", "lama"), ("B", "tetap")], [("B", "tetap"), ("C", "baru")])

    assert [(row.label, row.change) for row in found] == [
        ("B", Change.SAME),
        ("C", Change.ADDED),
        ("A", Change.REMOVED),
    ]
