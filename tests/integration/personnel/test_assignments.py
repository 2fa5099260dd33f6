"""Who holds which post, and who appraises whom by decree: the database has the last word."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from personnel.actions.assignments import (
    AssignmentFacts,
    CurrentAssignmentRuns,
    change_assignment,
    end_assignment,
    remove_assignment,
    start_assignment,
)
from personnel.actions.supervision import (
    CurrentOverrideRuns,
    OverrideFacts,
    end_override,
    name_supervisor,
)
from personnel.enums import AssignmentKind, LegalStatus, Role
from personnel.models import Assignment, SupervisionOverride
from personnel.selectors.supervision import supervisors_of
from sabang_kinerja.common.errors import Denied, WrongState
from sabang_kinerja.common.refusals import Refused
from tests.factories.personnel import (
    LONG_AGO,
    make_assignment,
    make_employee,
    make_override,
    make_post,
    make_unit,
    make_user,
)
from tests.factories.sessions import sign_in

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 15)
EVE = date(2026, 5, 14)


@pytest.fixture
def admin():
    return make_user(Role.BKPSDM_ADMIN)


@pytest.fixture
def browser(client, admin):
    return sign_in(client, admin)


def facts(employee, post, **changes):
    values = {"kind": AssignmentKind.DEFINITIVE, "effective_from": MAY} | changes
    return AssignmentFacts(employee_id=employee.pk, post_id=post.pk, **values)


def start(admin, *args, agreed=None, **changes):
    return start_assignment(
        facts=facts(*args, **changes), by=admin, now=timezone.now(), end_current_on=agreed
    )


# Constraints: one that is accepted, one that is refused


@pytest.mark.parametrize(
    ("second_from", "accepted"), [(date(2026, 7, 1), True), (date(2026, 6, 30), False)]
)
def test_constraint_one_own_post_at_a_time(second_from, accepted):
    employee = make_employee(assigned=False)
    make_assignment(
        employee,
        make_post(),
        effective_from=date(2026, 1, 1),
        effective_until=date(2026, 6, 30),
    )

    if accepted:
        assert make_assignment(employee, make_post(), effective_from=second_from).pk
        return
    with (
        pytest.raises(IntegrityError, match="assignment_one_own_post_at_a_time"),
        transaction.atomic(),
    ):
        make_assignment(employee, make_post(), effective_from=second_from)


@pytest.mark.parametrize("kind", [AssignmentKind.STUDY_LEAVE, AssignmentKind.UNPAID_LEAVE])
def test_constraint_leave_counts_as_the_own_post(kind):
    employee = make_employee()

    with (
        pytest.raises(IntegrityError, match="assignment_one_own_post_at_a_time"),
        transaction.atomic(),
    ):
        make_assignment(employee, make_post(), kind=kind, effective_from=MAY)


def test_constraint_acting_stands_beside_the_own_post_but_once_per_post():
    employee = make_employee()
    post = make_post()
    make_assignment(employee, post, kind=AssignmentKind.ACTING, effective_from=MAY)

    assert make_assignment(employee, make_post(), kind=AssignmentKind.ACTING, effective_from=MAY).pk
    with (
        pytest.raises(IntegrityError, match="assignment_acting_once_per_post"),
        transaction.atomic(),
    ):
        make_assignment(employee, post, kind=AssignmentKind.DAILY_ACTING, effective_from=MAY)


@pytest.mark.parametrize(("until", "accepted"), [(MAY, True), (EVE, False)])
def test_constraint_assignment_ends_on_or_after_its_first_day(until, accepted):
    employee = make_employee(assigned=False)
    if accepted:
        assert make_assignment(employee, make_post(), effective_from=MAY, effective_until=until).pk
        return
    with pytest.raises(IntegrityError, match="assignment_dates_in_order"), transaction.atomic():
        make_assignment(employee, make_post(), effective_from=MAY, effective_until=until)


def test_constraint_assignment_kind_known():
    assignment = make_employee().assignments.get()
    rows = Assignment.objects.filter(pk=assignment.pk)

    with pytest.raises(IntegrityError, match="assignment_kind_known"), transaction.atomic():
        rows.update(kind="magang")
    assert rows.update(kind=AssignmentKind.STUDY_LEAVE) == 1


@pytest.mark.parametrize(
    ("second_from", "accepted"), [(date(2026, 7, 1), True), (date(2026, 6, 30), False)]
)
def test_constraint_one_named_supervisor_at_a_time(second_from, accepted):
    employee, supervisor = make_employee(), make_employee()
    make_override(employee, supervisor, effective_until=date(2026, 6, 30))

    if accepted:
        assert make_override(employee, supervisor, effective_from=second_from).pk
        return
    with pytest.raises(IntegrityError, match="override_one_at_a_time"), transaction.atomic():
        make_override(employee, supervisor, effective_from=second_from)


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("override_not_own_supervisor", {"supervisor": "self"}),
        ("override_not_own_reviewer", {"reviewing_superior": "self"}),
        ("override_decree_is_named", {"decree_number": ""}),
        ("override_dates_in_order", {"effective_until": LONG_AGO - timedelta(days=1)}),
    ],
)
def test_constraints_of_a_named_supervisor(constraint, broken):
    employee, supervisor = make_employee(), make_employee()
    fields = {name: employee if value == "self" else value for name, value in broken.items()}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_override(employee, fields.pop("supervisor", supervisor), **fields)
    assert make_override(employee, supervisor, reviewing_superior=make_employee()).pk


# A new assignment


def test_assignment_started_asks_before_it_ends_the_present_one(admin):
    employee = make_employee()
    present = employee.assignments.get()

    with pytest.raises(CurrentAssignmentRuns) as question:
        start(admin, employee, make_post())

    assert question.value.assignment == present
    assert question.value.last_day == EVE
    assert employee.assignments.count() == 1


def test_assignment_started_with_agreement_ends_the_present_one_the_day_before(admin):
    employee = make_employee()
    present = employee.assignments.get()

    new = start(admin, employee, make_post(), agreed=EVE)

    present.refresh_from_db()
    assert present.effective_until == EVE
    assert new.effective_from == MAY


def test_assignment_started_with_agreement_to_another_day_asks_again(admin):
    with pytest.raises(CurrentAssignmentRuns):
        start(admin, make_employee(), make_post(), agreed=date(2026, 5, 1))


def test_assignment_started_before_another_one_is_refused_in_words(admin):
    employee = make_employee(assigned=False)
    make_assignment(employee, make_post(), effective_from=date(2026, 8, 1))

    with pytest.raises(Refused, match="sudah memiliki jabatan") as refusal:
        start(admin, employee, make_post())
    assert refusal.value.constraint == "assignment_one_own_post_at_a_time"
    assert start(admin, employee, make_post(), effective_until=date(2026, 7, 31)).pk


def test_assignment_sent_twice_is_made_once(admin):
    employee, post = make_employee(), make_post()

    first = start(admin, employee, post, agreed=EVE)
    second = start(admin, employee, post, agreed=EVE)

    assert first == second
    assert employee.assignments.count() == 2


def test_assignment_acting_leaves_the_own_post_alone(admin):
    employee = make_employee()

    start(admin, employee, make_post(), kind=AssignmentKind.ACTING)

    assert employee.assignments.definitive().get().effective_until is None


def test_assignment_to_a_head_post_that_somebody_holds_is_refused(admin):
    unit = make_unit(make_unit())
    head = make_employee(head_of=unit)
    post = unit.posts.get(is_head=True)

    with pytest.raises(Refused, match=head.name):
        start(admin, make_employee(assigned=False), post)

    end_assignment(
        assignment_id=head.assignments.get().pk, last_day=EVE, by=admin, now=timezone.now()
    )
    assert start(admin, make_employee(assigned=False), post).pk


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (AssignmentKind.STUDY_LEAVE, LegalStatus.STUDY),
        (AssignmentKind.UNPAID_LEAVE, LegalStatus.UNPAID_LEAVE),
    ],
)
def test_assignment_of_leave_that_has_begun_sets_the_status_and_return_resets_it(
    admin, kind, status
):
    today = timezone.localdate()
    employee = make_employee()
    post = employee.assignments.get().post
    leave = today - timedelta(days=30)

    start(
        admin,
        employee,
        post,
        kind=kind,
        effective_from=leave,
        agreed=leave - timedelta(days=1),
    )
    employee.refresh_from_db()
    assert employee.legal_status == status

    start(admin, employee, post, effective_from=today, agreed=today - timedelta(days=1))
    employee.refresh_from_db()
    assert employee.legal_status == LegalStatus.ACTIVE


def test_assignment_of_leave_that_has_not_begun_leaves_the_status(admin):
    employee = make_employee()
    first = timezone.localdate() + timedelta(days=10)

    start(
        admin,
        employee,
        make_post(),
        kind=AssignmentKind.STUDY_LEAVE,
        effective_from=first,
        agreed=first - timedelta(days=1),
    )

    employee.refresh_from_db()
    assert employee.legal_status == LegalStatus.ACTIVE


def test_assignment_ends_before_it_began_is_refused_in_words(admin):
    assignment = make_employee().assignments.get()

    with pytest.raises(Refused, match="Tanggal selesai"):
        end_assignment(
            assignment_id=assignment.pk,
            last_day=LONG_AGO - timedelta(days=1),
            by=admin,
            now=timezone.now(),
        )


def test_assignment_that_has_ended_is_not_ended_later(admin):
    assignment = make_employee().assignments.get()
    end_assignment(assignment_id=assignment.pk, last_day=EVE, by=admin, now=timezone.now())

    with pytest.raises(WrongState, match="14 Mei 2026"):
        end_assignment(assignment_id=assignment.pk, last_day=MAY, by=admin, now=timezone.now())


def test_assignment_corrected_into_another_one_is_refused_in_words(admin):
    employee = make_employee(assigned=False)
    first = make_assignment(employee, make_post(), effective_until=EVE)
    make_assignment(employee, make_post(), effective_from=MAY)

    with pytest.raises(Refused, match="sudah memiliki jabatan"):
        change_assignment(
            assignment_id=first.pk,
            facts=facts(employee, first.post, effective_from=LONG_AGO, effective_until=MAY),
            by=admin,
            now=timezone.now(),
        )


def test_assignment_removed_stays_in_the_history(admin):
    assignment = make_employee().assignments.get()

    remove_assignment(assignment_id=assignment.pk, by=admin, now=timezone.now())

    events = Assignment.events.rel.related_model.objects.filter(pgh_obj_id=assignment.pk)
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


def test_assignments_are_changed_by_bkpsdm_only():
    manager = make_user(Role.PERFORMANCE_MANAGER)

    with pytest.raises(Denied):
        start(manager, make_employee(assigned=False), make_post())


# Supervisors named by decree


def decree(employee, supervisor, **changes):
    values = {"decree_number": "800/12/2026", "effective_from": MAY} | changes
    return OverrideFacts(employee_id=employee.pk, supervisor_id=supervisor.pk, **values)


def test_supervisor_named_by_decree_goes_before_the_tree_until_it_ends(admin):
    unit = make_unit(make_unit())
    head, employee, named = make_employee(head_of=unit), make_employee(unit), make_employee()

    override = name_supervisor(facts=decree(employee, named), by=admin, now=timezone.now())

    assert supervisors_of(employee, EVE)[0] == head
    assert supervisors_of(employee, MAY)[0] == named
    end_override(override_id=override.pk, last_day=MAY, by=admin, now=timezone.now())
    assert supervisors_of(employee, MAY + timedelta(days=1))[0] == head


def test_supervisor_named_anew_asks_before_the_present_naming_ends(admin):
    employee, first, second = make_employee(), make_employee(), make_employee()
    present = make_override(employee, first)

    with pytest.raises(CurrentOverrideRuns) as question:
        name_supervisor(facts=decree(employee, second), by=admin, now=timezone.now())
    assert question.value.last_day == EVE

    name_supervisor(
        facts=decree(employee, second), by=admin, now=timezone.now(), end_current_on=EVE
    )
    present.refresh_from_db()
    assert present.effective_until == EVE


def test_supervisor_named_twice_by_a_double_click_is_named_once(admin):
    employee, supervisor = make_employee(), make_employee()

    for _ in range(2):
        name_supervisor(facts=decree(employee, supervisor), by=admin, now=timezone.now())

    assert SupervisionOverride.objects.count() == 1


def test_supervisor_may_not_be_oneself(admin):
    employee = make_employee()

    with pytest.raises(Refused, match="sama dengan pegawai"):
        name_supervisor(facts=decree(employee, employee), by=admin, now=timezone.now())


def test_supervisor_may_not_have_left(admin):
    gone = make_employee(legal_status=LegalStatus.LEFT)

    with pytest.raises(Refused, match="sudah berhenti atau pensiun"):
        name_supervisor(facts=decree(make_employee(), gone), by=admin, now=timezone.now())


def test_supervisor_may_not_be_somebody_whom_one_supervises(admin):
    unit = make_unit(make_unit())
    head, staff = make_employee(head_of=unit), make_employee(unit)

    with pytest.raises(Refused, match="saling menilai"):
        name_supervisor(facts=decree(head, staff), by=admin, now=timezone.now())


# Pages


def test_assignment_page_asks_in_words_and_goes_on_when_agreed(browser):
    employee = make_employee()
    old = employee.assignments.get().post
    post = make_post()
    url = reverse("personnel:assignment-create", args=[employee.pk, post.unit_id])
    typed = {
        "post_id": post.pk,
        "kind": "definitive",
        "effective_from": "15 Mei 2026",
        "effective_until": "",
        "decree_number": "821/7/2026",
    }

    asked = browser.post(url, typed)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert old.title in page
    assert "14 Mei 2026" in page
    assert "15 Mei 2026" in page  # what was typed is still there
    assert 'name="agreed" value="2026-05-14"' in page

    done = browser.post(url, typed | {"agreed": "2026-05-14", "agree": "1"})
    assert done.url == reverse("personnel:employee-detail", args=[employee.pk])
    assert employee.assignments.get(effective_until=None).post == post


def test_assignment_page_names_the_field_of_a_refusal_by_the_database(browser):
    employee = make_employee(assigned=False)
    make_assignment(employee, make_post(), effective_from=date(2026, 8, 1))
    post = make_post()

    answer = browser.post(
        reverse("personnel:assignment-create", args=[employee.pk, post.unit_id]),
        {"post_id": post.pk, "kind": "definitive", "effective_from": "15-05-2026"},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    error = page.index("Pegawai ini sudah memiliki jabatan pada tanggal tersebut.")
    assert page.index('name="effective_from"') < error < page.index('name="effective_until"')


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"effective_from": ""}, "Isi kolom ini."),
        ({"effective_from": "31-02-2026"}, "Tanggal tidak ada pada kalender."),
        ({"effective_until": "01-01-2026"}, "Tanggal selesai harus sama dengan atau setelah"),
        ({"kind": "daily_acting"}, "Isi tanggal selesai untuk pelaksana harian."),
    ],
)
def test_assignment_page_says_what_to_write(browser, typed, sentence):
    employee = make_employee(assigned=False)
    post = make_post()
    good = {"post_id": post.pk, "kind": "definitive", "effective_from": "15-05-2026"}

    answer = browser.post(
        reverse("personnel:assignment-create", args=[employee.pk, post.unit_id]), good | typed
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_assignment_first_step_asks_for_the_unit(browser):
    employee = make_employee()
    unit = make_unit(make_unit())
    url = reverse("personnel:assignment-unit", args=[employee.pk])

    assert unit.name in browser.get(url).content.decode()
    assert "Isi kolom ini." in browser.get(url, {"unit": ""}).content.decode()
    assert browser.get(url, {"unit": unit.pk}).url == reverse(
        "personnel:assignment-create", args=[employee.pk, unit.pk]
    )


@pytest.mark.parametrize("written", ["number", "name"])
def test_post_is_filled_with_a_person_by_number_or_name(browser, written):
    post = make_post()
    employee = make_employee(assigned=False, name="Cut Nyak Contoh")
    typed = employee.nip if written == "number" else "cut nyak contoh"

    browser.post(
        reverse("personnel:post-fill", args=[post.pk]),
        {
            "employee": typed,
            "post_id": post.pk,
            "kind": "definitive",
            "effective_from": "1/5/2026",
        },
    )

    assert post.assignments.get().employee == employee


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("198609262015051001", "Tidak ada pegawai dengan NIP atau nama ini."),
        ("Budi", "Ada beberapa pegawai dengan nama ini."),
    ],
)
def test_post_filled_with_nobody_or_with_one_of_two_is_refused(browser, typed, sentence):
    make_employee(name="Budi")
    make_employee(name="Budi")
    post = make_post()

    answer = browser.post(
        reverse("personnel:post-fill", args=[post.pk]),
        {"employee": typed, "post_id": post.pk, "kind": "acting", "effective_from": "1/5/2026"},
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()


def test_supervisor_page_names_by_decree_and_needs_its_number(browser):
    employee, supervisor = make_employee(), make_employee()
    url = reverse("personnel:override-create", args=[employee.pk])
    typed = {"supervisor": supervisor.nip, "effective_from": "01-01-2026", "decree_number": ""}

    assert "Isi kolom ini." in browser.post(url, typed).content.decode()
    assert browser.post(url, typed | {"decree_number": "800/9"}).status_code == 302
    assert employee.supervision_overrides.get().supervisor == supervisor


def test_assignment_pages_are_closed_to_a_performance_manager(client):
    sign_in(client, make_user(Role.PERFORMANCE_MANAGER))
    employee = make_employee()

    for name, pk in [
        ("assignment-unit", employee.pk),
        ("override-create", employee.pk),
        ("assignment-end", employee.assignments.get().pk),
    ]:
        assert client.get(reverse(f"personnel:{name}", args=[pk])).status_code == 403
