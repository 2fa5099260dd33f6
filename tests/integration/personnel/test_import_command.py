"""``import_people`` from the shell on the sample files and on files like them."""

import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from personnel.enums import AssignmentKind, LegalStatus, OverrideSource, UnitKind
from personnel.models import Assignment, Employee, Post, SupervisionOverride, Unit
from tests.factories.personnel import make_employee, make_unit
from tests.factories.spreadsheets import (
    DATA,
    DUK,
    HEADINGS,
    SIASN,
    UNITS,
    boss_cells,
    delimited,
    person_cells,
    sample_rows,
    xlsx,
)

pytestmark = pytest.mark.django_db

EXPECTED = json.loads((DATA / "siasn-export-expected.json").read_text())


def run(*arguments: Any) -> dict[str, Any]:
    """The one object that the command prints."""
    out = StringIO()
    call_command("import_people", *map(str, arguments), stdout=out)
    (line,) = out.getvalue().splitlines()
    return json.loads(line)


def refusal(capsys, *arguments: Any) -> dict[str, Any]:
    """What the command prints when it ends with exit code 2."""
    with pytest.raises(SystemExit) as ended:
        call_command("import_people", *map(str, arguments))
    assert ended.value.code == 2
    return json.loads(capsys.readouterr().out)["error"]


def codes(found: list[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(one["row"], one["code"]) for one in found]


def written(tmp_path: Path, content: Any, name: str = "berkas.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(content.getvalue() if hasattr(content, "getvalue") else content)
    return path


def whole_database() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        texts = []
        for name in names:
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM \"{name}\" t")
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def test_sample_import_tells_every_planted_problem_and_nothing_else():
    answer = run(SIASN, "--units", UNITS)

    assert set(answer) == {"people", "acting", "skipped", "errors", "warnings", "notes"}
    assert answer["people"] == EXPECTED["people"]
    assert answer["acting"] == EXPECTED["acting_assignments"]
    assert answer["skipped"] == len(EXPECTED["empty_rows"])
    for kind in ("errors", "warnings", "notes"):
        assert codes(answer[kind]) == codes(EXPECTED[kind])
        assert all(set(one) == {"row", "code", "message"} for one in answer[kind])
    assert answer["errors"][3]["message"] == "Unit kerja tidak ditemukan."


def test_sample_import_writes_people_units_posts_and_supervisors():
    run(SIASN, "--units", UNITS)

    kinds = {"PPPK Paruh Waktu": "PPPK_PART_TIME"}
    assert Counter(Employee.objects.values_list("kind", flat=True)) == {
        kinds.get(kind, kind): count for kind, count in EXPECTED["people_by_kind"].items()
    }
    assert Counter(Unit.objects.values_list("kind", flat=True)) == {
        UnitKind.CITY: 1,
        UnitKind.AGENCY: 11,
        UnitKind.UNIT: 59,
    }
    assert Unit.objects.active().count() == 70
    assert not Unit.objects.filter(path="").exists()
    assert Assignment.objects.definitive().count() == 406
    assert set(
        Assignment.objects.exclude(kind=AssignmentKind.DEFINITIVE).values_list(
            "kind", "post__title", "effective_until", "decree_number"
        )
    ) == {
        ("acting", "Kepala Seksi Pelayanan Umum", date(2026, 12, 31), "SPT 800.1.3/200/2026"),
        ("daily_acting", "Kepala Puskesmas Sukakarya", date(2026, 12, 31), "SPT 800.1.3/201/2026"),
    }
    assert Counter(Employee.objects.values_list("legal_status", flat=True)) == {
        LegalStatus.ACTIVE: 403,
        LegalStatus.STUDY: 1,
        LegalStatus.PRE_RETIREMENT: 1,
        LegalStatus.UNPAID_LEAVE: 1,
    }
    assert set(SupervisionOverride.objects.values_list("source", flat=True)) == {
        OverrideSource.IMPORT
    }
    doctor = Employee.objects.get(nip="198009222004031901")
    assert (doctor.full_name, doctor.education) == ("Ir. Darmawan Ilyasa, S.STP., M.A.P.", "S2")
    assert doctor.supervision_overrides.get().supervisor.nip == "197004021992041901"
    post = doctor.assignments.get().post
    assert (post.title, post.is_head, post.echelon) == (
        *("Kepala Bidang Kesehatan Masyarakat", True, "III.b"),
    )
    assert (post.kind, post.level, post.post_class) == ("administration", "administrator", 11)


def test_sample_import_keeps_no_other_identity_number():
    heading, *rows = sample_rows(SIASN)
    unwanted = ("NIK", "NPWP NOMOR", "BPJS", "NOMOR HP", "EMAIL", "ALAMAT")
    columns = [heading.index(name) for name in unwanted]
    values = {str(row[at]).strip() for row in rows for at in columns if row[at]} - {""}
    assert len(values) > 1200

    run(SIASN, "--units", UNITS)

    kept = whole_database()
    assert not [value for value in values if value in kept]
    assert "199111282016031901" not in kept


def test_sample_import_again_changes_nothing():
    first = run(SIASN, "--units", UNITS)
    before = whole_database()

    second = run(SIASN, "--units", UNITS)

    assert second == first
    assert _without_contexts(whole_database()) == _without_contexts(before)


def test_dry_run_leaves_the_database_as_it_was():
    before = whole_database()

    answer = run(SIASN, "--units", UNITS, "--dry-run")

    assert (answer["people"], len(answer["errors"])) == (406, 7)
    assert _without_contexts(whole_database()) == _without_contexts(before)


def test_dry_run_says_the_same_as_the_import():
    assert run(SIASN, "--units", UNITS, "--dry-run") == run(SIASN, "--units", UNITS)


def test_without_unit_file_the_units_of_the_database_apply():
    assert len(run(SIASN, "--dry-run")["errors"]) == 415
    run(SIASN, "--units", UNITS)

    assert codes(run(SIASN)["errors"]) == codes(EXPECTED["errors"])


def test_duk_after_siasn_adds_the_spoilt_six_and_keeps_the_supervisors():
    run(SIASN, "--units", UNITS)
    named = set(SupervisionOverride.objects.values_list("employee__nip", "supervisor__nip"))

    answer = run(DUK)

    assert answer == {
        **{"people": 412, "acting": 0, "skipped": 10},
        **{"errors": [], "warnings": [], "notes": []},
    }
    assert Employee.objects.count() == 412
    assert named == set(SupervisionOverride.objects.values_list("employee__nip", "supervisor__nip"))
    assert Assignment.objects.definitive().count() == 412
    corrected = Employee.objects.get(nip="197902172008122901")
    assert corrected.birth_date == date(1979, 2, 17)


def test_duk_alone_on_an_empty_database_gives_complete_people():
    answer = run(DUK, "--units", UNITS)

    assert (answer["people"], answer["errors"], answer["warnings"]) == (412, [], [])
    assert set(Employee.objects.values_list("education", flat=True)) == {
        *("S1", "S2", "D3", "D4", "SMA"),
    }


def test_siasn_after_duk_fills_in_classes_and_supervisors_once():
    run(DUK, "--units", UNITS)
    assert not Post.objects.filter(post_class__isnull=False).exists()

    run(SIASN)
    before = whole_database()
    run(SIASN)

    assert Post.objects.filter(post_class__isnull=False).count() > 200
    assert _without_contexts(whole_database()) == _without_contexts(before)


def test_csv_of_another_make_gives_the_same_answer(tmp_path):
    names = {"NIP BARU": "Nip", "NAMA": "Nama Lengkap", "UNOR NAMA": "Unit Kerja"}
    heading, *rows = sample_rows(SIASN)
    heading = [names.get(name, name) for name in heading]
    path = written(tmp_path, delimited([heading, *rows], ";", "cp1252"), "data.csv")

    answer = run(path, "--units", UNITS)

    for kind in ("errors", "warnings", "notes"):
        assert codes(answer[kind]) == codes(EXPECTED[kind])
    assert (answer["people"], answer["acting"], answer["skipped"]) == (406, 2, 7)


def test_unit_rows_that_do_not_fit_are_told_beside_the_rows_of_people(tmp_path):
    rows = sample_rows(UNITS)
    rows.append(["X1", "-Dinas Baru", "TIDAK ADA", None, "II.b", *[None] * 8])
    rows.append(rows[5])
    units = written(tmp_path, xlsx(rows), "unor.xlsx")

    answer = run(SIASN, "--units", units, "--dry-run")

    assert [(e["row"], e["code"], e.get("file")) for e in answer["errors"][:3]] == [
        (73, "unit_parent_unknown", "units"),
        (74, "unit_duplicate", "units"),
        (10, "name_missing", None),
    ]


def test_rows_of_several_sheets_are_told_apart(tmp_path):
    sheet = [HEADINGS, boss_cells(), person_cells()]
    other = [HEADINGS, person_cells("1986"), person_cells("198609262015052902", NAMA="Cut Nyak")]
    path = written(tmp_path, xlsx(sheet, title="PNS", Lainnya=other))

    answer = run(path, "--units", UNITS)

    assert (answer["people"], codes(answer["errors"])) == (3, [(2, "nip_format")])
    assert answer["errors"][0]["sheet"] == "Lainnya"


def test_people_who_are_missing_from_the_file_stay(tmp_path):
    run(SIASN, "--units", UNITS)

    answer = run(written(tmp_path, xlsx([HEADINGS, boss_cells(), person_cells()])))

    assert answer["people"] == 2
    assert Employee.objects.count() == 408


NOT_TAKEN = {
    "file_unreadable": b"%PDF-1.7\n",
    "file_no_nip": xlsx([["NAMA", "JABATAN", "UNIT KERJA"], ["Cut", "Guru", "SD"]]).getvalue(),
    "file_no_rows": xlsx([HEADINGS]).getvalue(),
}


@pytest.mark.parametrize(("code", "content"), NOT_TAKEN.items())
def test_file_that_cannot_be_taken_is_refused_with_exit_code_2(tmp_path, capsys, code, content):
    error = refusal(capsys, written(tmp_path, content))

    assert error["code"] == code
    assert error["message"].endswith(".")


def test_file_that_does_not_exist_is_refused_with_exit_code_2(tmp_path, capsys):
    assert refusal(capsys, tmp_path / "tidak-ada.xlsx")["code"] == "file_unreadable"


def test_refused_people_take_back_the_units_of_the_same_call(tmp_path, capsys):
    path = written(tmp_path, b"%PDF-1.7\n")

    assert refusal(capsys, path, "--units", UNITS)["code"] == "file_unreadable"
    assert not Unit.objects.exists()


def test_units_without_an_id_are_recognised_by_their_place():
    """A city that was set up by hand takes over the ids of the first file."""
    city = make_unit(kind=UnitKind.CITY)
    agency = make_unit(city, kind=UnitKind.AGENCY, name="Dinas Pariwisata")
    head = make_employee(head_of=agency)

    run(SIASN, "--units", UNITS)

    assert Unit.objects.count() == 71
    agency.refresh_from_db()
    assert agency.siasn_id
    assert head.assignments.get().post.unit == agency


def _without_contexts(text: str) -> list[str]:
    """Rows but those that only tell that a command ran."""
    return sorted(line for line in text.splitlines() if "import_people" not in line)
