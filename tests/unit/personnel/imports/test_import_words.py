"""Names with their titles, units by name, education: what stands in single cells."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from personnel.imports.cells import read_education
from personnel.imports.match import UnitIndex, UnitNotFound, WantedUnit
from personnel.imports.names import is_strange, split_name, tidy_case
from personnel.imports.reading import read_sheets
from personnel.imports.readings import read_rank
from personnel.imports.reasons import RowCode
from personnel.rules.kinds import EmployeeKind
from personnel.rules.ranks import InvalidRank
from tests.factories.imports import opened, read_people_file, sample_units
from tests.factories.spreadsheets import DUK, SIASN

NAMES = [
    ("Lisma Bungsu Intan, S.Sos.", ("Lisma Bungsu Intan", "", "S.Sos.")),
    ("SYARIFAH NUR AZIZAH, S.PD.", ("Syarifah Nur Azizah", "", "S.Pd.")),
    ("H. T. Ilyasa, S.Sos., M.Si.", ("T. Ilyasa", "H.", "S.Sos., M.Si.")),
    ("APT. CUT INTAN, S.FARM.", ("Cut Intan", "apt.", "S.Farm.")),
    ("IR. SAFWAN BAHAGIA, S.E., M.SI.", ("Safwan Bahagia", "Ir.", "S.E., M.Si.")),
    ("RAHMAWITA, S.TR.KEB., BDN.", ("Rahmawita", "", "S.Tr.Keb., Bdn.")),
    ("FITRIA ZAHRINA, S.KEP., NS., M.M.", ("Fitria Zahrina", "", "S.Kep., Ns., M.M.")),
    ("TGK. MARZUKI AL HADI", ("Tgk. Marzuki Al Hadi", "", "")),
    ("M. AR-RAZI", ("M. Ar-Razi", "", "")),
    ("  EDI   BAHAGIA ", ("Edi Bahagia", "", "")),
    ("Prof. Dr. H. Cut Contoh, M.Sc., Ph.D.", ("Cut Contoh", "Prof. Dr. H.", "M.Sc., Ph.D.")),
    ("Cut Contoh S.Pd. M.Pd.", ("Cut Contoh", "", "S.Pd., M.Pd.")),
    ("Cut Contoh, SE, MM", ("Cut Contoh", "", "S.E., M.M.")),
    ("NURDIN BIN UMAR", ("Nurdin bin Umar", "", "")),
    ("CUT CONTOH, S.STP., M.A.P.", ("Cut Contoh", "", "S.STP., M.A.P.")),
    ("CUT CONTOH, S.AP, M.AP", ("Cut Contoh", "", "S.AP., M.AP.")),
    ("dr. Cut Contoh, Sp.A", ("Cut Contoh", "dr.", "Sp.A")),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_name_is_separated_from_titles(text, expected):
    found = split_name(" ".join(text.split()))

    assert (found.name, found.before, found.after) == expected


def test_title_columns_win_over_titles_in_the_name():
    found = split_name("Ir. Cut Contoh, S.T.", before="Dr.", after="S.T., M.T.")

    assert (found.name, found.before, found.after) == ("Cut Contoh", "Dr.", "S.T., M.T.")


@pytest.mark.parametrize(
    ("post", "title"), [("Dokter Ahli Muda", "dr."), ("Guru Ahli Madya", "Dr.")]
)
def test_dr_in_capitals_is_a_physician_in_a_physicians_post(post, title):
    assert split_name("DR. ERLINA OKTAVIANA", post_title=post).before == title


@given(st.text(min_size=1, max_size=60).map(str.split).map(" ".join).filter(bool))
@example(",A")
@example(", S.T.")
def test_name_is_never_lost_whatever_is_written(text):
    found = split_name(text)

    kept = found.name + found.before + found.after
    assert [c for c in kept.casefold() if c.isdigit()] == [
        c for c in text.casefold() if c.isdigit()
    ]
    assert found.name or not text.strip(", .")


@pytest.mark.parametrize("name", ["Cut Nyak Dhien", "M. Ar-Razi", "Ba'u", "T. Umar (Almarhum)"])
def test_ordinary_name_is_not_strange(name):
    assert not is_strange(name)


def test_mixed_case_is_left_as_it_is():
    assert tidy_case("Cut NYAK dhien") == "Cut NYAK dhien"


def test_every_person_of_the_sample_has_the_name_and_titles_of_the_duk():
    siasn = {person.nip: person.name for person in read_people_file(SIASN).people}
    duk = {person.nip: person.name for person in read_people_file(DUK).people}

    assert siasn == {nip: name for nip, name in duk.items() if nip in siasn}


def test_sample_facts_agree_between_siasn_and_duk_but_for_the_planted_ones():
    siasn = {person.nip: person for person in read_people_file(SIASN).people}
    duk = {person.nip: person for person in read_people_file(DUK).people}

    differing = [
        (person.row, fact)
        for nip, person in siasn.items()
        for fact in (
            "kind",
            "birth_date",
            "sex",
            "rank",
            "rank_since",
            "education",
            "unit",
            "since",
        )
        if getattr(person, fact) != getattr(duk[nip], fact)
    ]
    assert differing == [(149, "birth_date"), (223, "sex")]


EDUCATION = [
    *(("S-1/Sarjana", "S1"), ("S-2", "S2"), ("Diploma III/Sarjana Muda", "D3")),
    *(("Diploma IV", "D4"), ("SLTA", "SMA"), ("SLTA Kejuruan", "SMA"), ("SMK", "SMA")),
    *(("D-III", "D3"), ("D.IV", "D4"), ("D3 Kebidanan", "D3"), ("S1 Pendidikan", "S1")),
    *(("Sekolah Dasar", "SD"), ("SLTP", "SMP"), ("Magister", "S2"), ("Doktor", "S3")),
    *(("Strata II", "S2"), ("Diploma I", "D1"), ("40", "S1"), ("", ""), ("entah", "")),
]


@pytest.mark.parametrize(("text", "level"), EDUCATION)
def test_education_is_kept_as_a_level(text, level):
    assert read_education(text) == level


def test_education_code_helps_where_no_name_is_given():
    assert read_education("", "30") == "D3"


RANKS = [
    *(("III/a", "PNS", "III/a"), ("III/A", "PNS", "III/a"), ("III a", "PNS", "III/a")),
    *(("Penata (III/c)", "PNS", "III/c"), ("Pembina Tk. I - IV/b", "PNS", "IV/b")),
    *(("Penata, III/c, 01-04-2020", "PNS", "III/c"), ("34", "PNS", "III/d")),
    *(("IX", "PPPK", "IX"), ("Golongan IX", "PPPK", "IX"), ("9", "PPPK", "IX")),
]


@pytest.mark.parametrize(("text", "kind", "symbol"), RANKS)
def test_rank_is_read_however_it_is_written(text, kind, symbol):
    assert read_rank(text, EmployeeKind(kind)) == symbol


@pytest.mark.parametrize(
    ("text", "kind"),
    [("V/a", "PNS"), ("IX", "PNS"), ("III/a", "PPPK"), ("XVIII", "PPPK"), ("Pembina III/c", "PNS")],
)
def test_rank_that_does_not_exist_for_the_kind_is_refused(text, kind):
    with pytest.raises(InvalidRank):
        read_rank(text, EmployeeKind(kind))


@pytest.fixture
def units():
    return UnitIndex(sample_units())


FOUND = [
    ({"siasn_id": "2F47F2F275531374AA1AE961C0313D0B"}, "Sekretariat Daerah"),
    ({"siasn_id": "2f47f2f2-7553-1374-aa1a-e961c0313d0b"}, "Sekretariat Daerah"),
    ({"siasn_id": "UNKNOWN", "name": "Bagian Umum"}, "Bagian Umum"),
    ({"name": "BAGIAN UMUM "}, "Bagian Umum"),
    ({"name": "Puskesmas Cot Ba’U"}, "Puskesmas Cot Ba'U"),
    ({"name": "Sekretariat", "agency": "Dinas Pariwisata"}, "Sekretariat"),
    ({"name": "Sekretariat - Dinas Pariwisata"}, "Sekretariat"),
    ({"name": "Sekretariat Dinas Pariwisata"}, "Sekretariat"),
    ({"name": "Subbag Program & Keuangan", "agency": "Dinas Pariwisata"}, None),
    ({"name": "SDN 1 Sabang"}, "SD Negeri 1 Sabang"),
    ({"name": "Bagian Umum", "agency": "Pemerintah Kota Sabang"}, "Bagian Umum"),
    ({"agency": "Dinas Pariwisata"}, "Dinas Pariwisata"),
    ({"name": "RSUD Kota Sabang", "agency": "RSUD Kota Sabang"}, "RSUD Kota Sabang"),
    ({"name": "Sekretariat", "parent": "Dinas Pariwisata"}, "Sekretariat"),
    ({"agency": "BKPSDM"}, "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
    ({"name": "Sekretariat", "agency": "BKPSDM"}, "Sekretariat"),
    ({"name": "UPTD Puskesmas Sukakarya"}, "Puskesmas Sukakarya"),
]


@pytest.mark.parametrize(("wanted", "name"), FOUND)
def test_unit_is_found_by_id_or_name(units, wanted, name):
    assert units.find(WantedUnit(**wanted)).name == (name or "Sub Bagian Program dan Keuangan")


def test_unit_of_the_named_agency_is_found_among_those_of_one_name(units):
    found = units.find(WantedUnit(name="Sekretariat", agency="Dinas Pariwisata"))

    assert units.units[found.parent].name == "Dinas Pariwisata"


NOT_FOUND = [
    ({"name": "Sekretariat"}, RowCode.UNIT_AMBIGUOUS),
    ({"name": "Sekretariat", "agency": "Pemerintah Kota Sabang"}, RowCode.UNIT_AMBIGUOUS),
    ({"name": "Bagian Umum", "agency": "Dinas Pariwisata"}, RowCode.UNIT_UNKNOWN),
    ({"name": "Bidang Kelautan", "agency": "Dinas Kelautan"}, RowCode.UNIT_UNKNOWN),
    ({"name": "Bidang Informasi Pariwisata (lama)"}, RowCode.UNIT_UNKNOWN),
    ({}, RowCode.UNIT_UNKNOWN),
]


@pytest.mark.parametrize(("wanted", "code"), NOT_FOUND)
def test_unit_that_is_not_certain_is_not_guessed(units, wanted, code):
    with pytest.raises(UnitNotFound) as refusal:
        units.find(WantedUnit(**wanted))

    assert refusal.value.code == code


def test_sample_files_are_read_without_touching_them():
    assert [sheet.name for sheet in read_sheets(opened(DUK))] == ["DUK PNS", "Nominatif PPPK"]
