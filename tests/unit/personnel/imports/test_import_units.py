"""Unit files: the tree, and rows that do not fit into it."""

import random

import pytest

from personnel.imports.reasons import RowCode
from tests.factories.imports import read_unit_file
from tests.factories.spreadsheets import UNITS, delimited, sample_rows, xlsx

HEADINGS = ("ID", "NAMA UNOR", "DIATASAN ID", "ESELON NAMA", "NAMA JABATAN", "INDUK ID", "AKTIF")
CITY = ["C1", "Pemerintah Kota Sabang", None, None, "Wali Kota Sabang", "C1", 1]
AGENCY = ["A1", "-Dinas Contoh", "C1", "II.b", "Kepala Dinas Contoh", "A1", 1]
OFFICE = ["U1", "--Sekretariat", "A1", "III.a", "Sekretaris", "A1", 1]


def unit(identity="U2", name="--Bidang Satu", parent="A1", echelon="III.b", active=1):
    return [identity, name, parent, echelon, f"Kepala {name}", "A1", active]


def errors(*rows, known=None):
    found = read_unit_file(xlsx([HEADINGS, CITY, AGENCY, OFFICE, *rows]), known)
    return [(finding.row, finding.code, finding.other) for finding in found.errors]


def test_sample_units_are_a_tree_of_seventy_active_units_and_one_ended():
    found = read_unit_file(UNITS)

    assert (len(found.units), found.errors, found.skipped) == (71, [], 0)
    assert [unit.name for unit in found.units if not unit.is_active] == [
        "Bidang Informasi Pariwisata (lama)"
    ]
    assert not [unit.name for unit in found.units if unit.name.startswith("-")]
    assert sum(bool(unit.is_agency) for unit in found.units if unit.parent_key) == 11


def test_parents_stand_before_their_children_whatever_the_order_of_rows():
    heading, *rows = sample_rows(UNITS)
    random.Random(5).shuffle(rows)

    found = read_unit_file(delimited([heading, *rows]))

    seen = {""}
    for one in found.units:
        assert one.parent_key in seen
        seen.add(one.key)
    assert len(found.units) == 71


REFUSED = [
    ([unit(name=None)], [(5, RowCode.UNIT_NAME_MISSING, 0)]),
    ([unit(name="---")], [(5, RowCode.UNIT_NAME_MISSING, 0)]),
    ([unit(identity="U1")], [(5, RowCode.UNIT_DUPLICATE, 4)]),
    ([unit(echelon="V.c")], [(5, RowCode.UNIT_ECHELON_INVALID, 0)]),
    ([unit(parent="X9")], [(5, RowCode.UNIT_PARENT_UNKNOWN, 0)]),
    ([unit(parent="U2")], [(5, RowCode.UNIT_CYCLE, 0)]),
    (
        [unit("U2", parent="U3"), unit("U3", parent="U2")],
        [(5, RowCode.UNIT_CYCLE, 0), (6, RowCode.UNIT_CYCLE, 0)],
    ),
    (
        [unit("U2", parent="U3"), unit("U3", parent="U2"), unit("U4", parent="U3")],
        [
            (5, RowCode.UNIT_CYCLE, 0),
            (6, RowCode.UNIT_CYCLE, 0),
            (7, RowCode.UNIT_PARENT_UNKNOWN, 0),
        ],
    ),
    (
        [unit("U2", name=None), unit("U3", parent="U2")],
        [(5, RowCode.UNIT_NAME_MISSING, 0), (6, RowCode.UNIT_PARENT_UNKNOWN, 0)],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), REFUSED)
def test_unit_row_that_does_not_fit_is_refused_with_its_code(rows, expected):
    assert errors(*rows) == expected


@pytest.mark.parametrize("echelon", ["III.b", "III/b", "IIIb", "32", None, "-"])
def test_echelon_is_read_however_it_is_written(echelon):
    assert errors(unit(echelon=echelon)) == []


def test_parent_that_exists_already_need_not_stand_in_the_file():
    assert errors(unit(parent="OLD"), known={"OLD": ""}) == []


def test_circle_through_units_that_exist_already_is_found():
    assert errors(unit("U2", parent="OLD"), known={"OLD": "U2", "U2": ""}) == [
        (5, RowCode.UNIT_CYCLE, 0)
    ]


def test_depth_by_dashes_places_units_of_a_file_without_parents():
    rows = [["ID", "NAMA UNOR", "ESELON"]]
    rows += [["1", "Kota", None], ["2", "-Dinas", "II.b"], ["3", "--Bidang", "III.b"]]
    rows += [["4", "-Badan", "II.b"], ["5", "--Sekretariat", "III.a"]]

    found = read_unit_file(xlsx(rows))

    assert {unit.key: unit.parent_key for unit in found.units} == {
        **{"1": "", "2": "1", "3": "2", "4": "1", "5": "4"}
    }


def test_parent_may_be_named_instead_of_numbered():
    rows = [["KODE UNIT", "NAMA UNIT KERJA", "UNIT ATASAN"], ["1", "Kota", None]]
    rows += [["2", "Dinas", "Kota"], ["3", "Bidang", "DINAS"]]

    found = read_unit_file(xlsx(rows))

    assert [unit.parent_key for unit in found.units] == ["", "1", "2"]


def test_unit_ids_may_be_written_as_uuids_or_numbers():
    rows = [
        ["ID", "NAMA UNOR", "DIATASAN ID"],
        ["6c89af3a-b9a8-fbf0-4d1a-6ee25f3cde51", "Kota", None],
        [7, "Dinas", "6C89AF3AB9A8FBF04D1A6EE25F3CDE51"],
        ["8", "Bidang", "7"],
    ]

    assert [unit.key for unit in read_unit_file(xlsx(rows)).units] == [
        *("6C89AF3AB9A8FBF04D1A6EE25F3CDE51", "7", "8")
    ]
