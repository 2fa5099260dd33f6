"""Who changed what, from what to what, when: in words, from the database's own rows."""

from datetime import date

import pghistory
import pytest

from personnel.enums import Role
from personnel.models import Assignment, Employee, Unit
from personnel.selectors.history import Source, read_history
from tests.factories.personnel import (
    make_assignment,
    make_employee,
    make_post,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


def told(*sources):
    return [
        (entry.verb, [(c.label, c.before, c.after) for c in entry.changes])
        for entry in read_history(sources)
    ]


def test_history_tells_only_what_changed_in_words(admin):
    employee = make_employee(assigned=False, rank="III/a", legal_status="active")

    with pghistory.context(user=admin.pk):
        employee.legal_status = "study"
        employee.rank_since = date(2026, 4, 1)
        employee.save()

    (latest, first) = read_history([Source(Employee, {"id": employee.pk})])
    assert latest.by == admin.get_short_name()
    assert [(c.label, c.before, c.after) for c in latest.changes] == [
        ("TMT golongan", "", "01-04-2026"),
        ("Status kepegawaian", "Aktif", "Tugas belajar"),
    ]
    assert (first.verb, first.by) == ("insert", "")


def test_history_names_what_a_change_points_to():
    employee = make_employee(assigned=False)
    assignment = make_assignment(employee, make_post(title="Bendahara"))
    assignment.post = make_post(title="Analis")
    assignment.save()

    entries = read_history([Source(Assignment, {"employee": employee.pk}, "Penugasan")])

    assert entries[0].name == "Penugasan"
    assert [(c.before, c.after) for c in entries[0].changes] == [("Bendahara", "Analis")]


def test_history_keeps_what_was_deleted():
    employee = make_employee(assigned=False)
    make_assignment(employee, make_post(title="Bendahara")).delete()

    verb, changes = told(Source(Assignment, {"employee": employee.pk}))[0]

    assert verb == "delete"
    assert ("Jabatan", "Bendahara", "") in changes


def test_history_leaves_out_what_the_application_keeps_for_itself():
    unit = make_unit(make_unit())
    unit.path = "/9/9/"
    unit.save()

    assert [verb for verb, _changes in told(Source(Unit, {"id": unit.pk}))] == ["insert"]


def test_history_hides_the_columns_a_page_asks_to_hide():
    employee = make_employee(assigned=False)
    employee.education = "S2"
    employee.save()

    source = Source(Employee, {"id": employee.pk}, hidden=frozenset({"education"}))

    assert [verb for verb, _changes in told(source)] == ["insert"]


@pytest.mark.django_db(transaction=True)
def test_history_of_several_sources_is_one_story_newest_first():
    employee = make_employee(assigned=False)
    assignment = make_assignment(employee, make_post())
    employee.name = "Nama Baru"
    employee.save()
    assignment.decree_number = "821/1"
    assignment.save()

    verbs = told(
        Source(Employee, {"id": employee.pk}), Source(Assignment, {"employee": employee.pk})
    )

    assert [changes[0][0] for _verb, changes in verbs[:2]] == ["Nomor SK", "Nama"]


def test_history_takes_as_many_queries_for_one_change_as_for_many(
    admin, django_assert_max_num_queries
):
    employee = make_employee(assigned=False)
    sources = [
        Source(Employee, {"id": employee.pk}),
        Source(Assignment, {"employee": employee.pk}),
    ]

    def change(times):
        with pghistory.context(user=admin.pk):
            for number in range(times):
                employee.name = f"Nama {times} {number}"
                employee.save()
                make_assignment(employee, make_post(), kind="acting")

    change(1)
    with django_assert_max_num_queries(4) as few:
        read_history(sources)
    change(20)
    with django_assert_max_num_queries(len(few)):
        assert len(read_history(sources)) > 40
