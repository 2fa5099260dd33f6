"""Ranks, regulation 7.4, and the ways in which spreadsheets write them."""

import pytest

from personnel.rules.kinds import EmployeeKind
from personnel.rules.ranks import (
    CIVIL_SERVANT_RANKS,
    CONTRACT_RANKS,
    InvalidRank,
    parse_rank,
    rank_label,
    ranks_of,
)

PNS, CPNS, PPPK, PPPK_PART_TIME = EmployeeKind

PARSED_ROWS = [
    ("III/a", PNS, "III/a"),
    ("III/A", PNS, "III/a"),
    ("III a", PNS, "III/a"),
    ("IIIa", PNS, "III/a"),
    ("III.a", PNS, "III/a"),
    ("III-a", PNS, "III/a"),
    ("III / a", PNS, "III/a"),
    ("iv/e ", PNS, "IV/e"),
    ("\xa0II/d\xa0", PNS, "II/d"),
    ("Golongan III/c", PNS, "III/c"),
    ("Gol. III/c", PNS, "III/c"),
    ("Gol.III/c", PNS, "III/c"),
    ("Penata (III/c)", PNS, "III/c"),
    ("Penata, III/c", PNS, "III/c"),
    ("Penata / III/c", PNS, "III/c"),
    ("Penata Muda Tk. I (III/b)", PNS, "III/b"),
    ("Penata Muda Tk.I - III/b", PNS, "III/b"),
    ("Penata Muda Tingkat 1 (III/b)", PNS, "III/b"),
    ("PEMBINA UTAMA MUDA (IV/c)", PNS, "IV/c"),
    ("Pembina Tingkat I", PNS, "IV/b"),
    ("Pengatur", PNS, "II/c"),
    ("31", PNS, "III/a"),
    ("45", PNS, "IV/e"),
    ("III/a", CPNS, "III/a"),
    ("IX", PPPK, "IX"),
    ("ix ", PPPK, "IX"),
    ("Golongan IX", PPPK, "IX"),
    ("Gol. XVII", PPPK, "XVII"),
    ("III", PPPK, "III"),
    ("V", PPPK_PART_TIME, "V"),
]

REFUSED_ROWS = [
    ("", PNS),
    ("-", PNS),
    ("III/e", PNS),
    ("V/a", PNS),
    ("IIII/a", PNS),
    ("VIII/a", PNS),
    ("III", PNS),
    ("IX", PNS),
    ("46", PNS),
    ("Penata", PPPK),
    ("Pembina (III/a)", PNS),
    ("III/a", PPPK),
    ("31", PPPK),
    ("XVIII", PPPK),
    ("IIX", PPPK),
    ("", PPPK),
    ("III/a", PPPK_PART_TIME),
]


@pytest.mark.parametrize(("text", "kind", "expected"), PARSED_ROWS)
def test_rank_as_offices_write_it_is_read(text, kind, expected):
    assert parse_rank(text, kind) == expected


@pytest.mark.parametrize(("text", "kind"), REFUSED_ROWS)
def test_rank_that_does_not_exist_or_is_of_the_other_kind_is_refused(text, kind):
    with pytest.raises(InvalidRank):
        parse_rank(text, kind)


def test_rank_tables_have_seventeen_ranks_each():
    assert len(CIVIL_SERVANT_RANKS) == 17
    assert len(CONTRACT_RANKS) == 17


@pytest.mark.parametrize("rank", CIVIL_SERVANT_RANKS, ids=lambda rank: rank.symbol)
def test_rank_of_a_pns_is_read_from_symbol_code_and_title(rank):
    assert parse_rank(rank.symbol, PNS) == rank.symbol
    assert parse_rank(rank.code, PNS) == rank.symbol
    assert parse_rank(rank.title, PNS) == rank.symbol
    assert parse_rank(rank_label(rank.symbol), PNS) == rank.symbol


def test_rank_on_paper_carries_its_title_and_that_of_a_pppk_has_none():
    assert rank_label("III/b") == "Penata Muda Tingkat I / III/b"
    assert rank_label("IX") == "IX"


def test_ranks_of_the_two_kinds_have_nothing_in_common():
    assert not set(ranks_of(PNS)) & set(ranks_of(PPPK))
