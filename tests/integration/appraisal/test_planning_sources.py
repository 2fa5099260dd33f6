"""The library and copies: what travels, what does not, who may (regulation 3.1, 2.4)."""

import pytest
from django.db import IntegrityError, transaction

from appraisal.actions import library, plan_sources, plans
from appraisal.actions.plan_content import IndicatorInput, ResultInput, save_result
from appraisal.enums import CopySource, PlanState, SuperiorLink
from appraisal.models import CopyPermission, LibraryResult, PlanCopy
from personnel.enums import PostKind
from sabang_kinerja.common.errors import ChangedMeanwhile, Denied, Incomplete, WrongState
from sabang_kinerja.library import load_library
from tests.factories.appraisal import JANUARY, fill_plan, make_office, plan_at
from tests.factories.personnel import make_employee, make_user, make_year
from tests.factories.planning import make_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def entered(text="Tersusunnya laporan", **fields):
    values = {"post_title": "Arsiparis", "post_kind": PostKind.FUNCTIONAL} | fields
    return library.LibraryInput(text=text, **values)


def take(plan, entries, by):
    return plan_sources.add_from_library(
        plan_id=plan.pk, entry_ids=[row.pk for row in entries], by=by, now=JANUARY
    )


def copy(plan, source, by):
    return plan_sources.copy_plan(plan_id=plan.pk, source_id=source.pk, by=by, now=JANUARY)


# Library


def test_delivered_library_is_loaded_once_and_keeps_what_bkpsdm_changed(office):
    assert load_library() == 397
    entry = LibraryResult.objects.get(seed_key="guru_kelas/1")
    library.offer_entry(entry_id=entry.pk, offered=False, by=office.admin, now=JANUARY)
    LibraryResult.objects.filter(pk=entry.pk).update(text="Diubah oleh BKPSDM")

    assert load_library() == 0
    entry.refresh_from_db()
    assert (entry.text, entry.is_active) == ("Diubah oleh BKPSDM", False)


def test_entry_is_written_by_bkpsdm_only(office):
    with pytest.raises(Denied):
        library.save_entry(entry_id=None, entered=entered(), by=office.employee, now=JANUARY)


def test_entry_of_a_post_says_each_result_once(office):
    library.save_entry(entry_id=None, entered=entered(), by=office.admin, now=JANUARY)

    with pytest.raises(Incomplete, match="sudah ada"):
        library.save_entry(entry_id=None, entered=entered(), by=office.admin, now=JANUARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryResult.objects.create(post_title="Arsiparis", text="Tersusunnya laporan")


def test_entry_changed_by_somebody_else_is_not_overwritten(office):
    entry = library.save_entry(entry_id=None, entered=entered(), by=office.admin, now=JANUARY)
    change = {"entry_id": entry.pk, "by": office.admin, "now": JANUARY, "seen_version": 1}
    library.save_entry(entered=entered("Tertatanya arsip"), **change)

    with pytest.raises(ChangedMeanwhile):
        library.save_entry(entered=entered("Tertib arsip"), **change)


def test_entries_of_the_own_post_come_first(office):
    post = office.employee.employee.assignments.get().post
    own = make_entry("Terolahnya data", post_title=post.title.rpartition(" ")[0])
    make_entry("Aktifnya layanan", post_title="Arsiparis", agency_kinds=["DINAS_SOSIAL"])
    every = make_entry("Bersihnya kantor", post_title="Pramu Bakti")

    found = list(LibraryResult.objects.active().nearest_first(post))

    assert found[:2] == [own, every]
    assert list(LibraryResult.objects.of_post(post)) == [own]


def test_chosen_entries_arrive_with_their_indicators_and_never_twice(office):
    plan = plan_at(PlanState.DRAFT, office)
    entries = [make_entry("Tersusunnya laporan"), make_entry("Terolahnya data")]

    first = take(plan, entries, office.employee)
    again = take(plan, entries, office.employee)

    assert (first.added, again.added, again.already_there) == (2, 0, 2)
    result = plan.results.get(text="Terolahnya data")
    assert [row.target for row in result.indicators.all()] == ["4 laporan"]
    assert result.link == SuperiorLink.TO_FOLLOW
    assert PlanCopy.objects.get().kind == CopySource.LIBRARY


def test_entry_is_linked_when_the_superior_has_its_result(office):
    above = plan_at(PlanState.DRAFT, office, office.supervisor)
    fill_plan(above, office.supervisor)
    wanted = above.results.first()
    plan = plan_at(PlanState.DRAFT, office)

    take(plan, [make_entry(superior_text=f"{wanted.text}.")], office.employee)

    assert plan.results.get().superior_result == wanted


def test_retired_entries_and_an_empty_choice_add_nothing(office):
    plan = plan_at(PlanState.DRAFT, office)
    entry = make_entry()
    library.offer_entry(entry_id=entry.pk, offered=False, by=office.admin, now=JANUARY)

    with pytest.raises(Incomplete, match="Pilih"):
        take(plan, [entry], office.employee)


def test_library_goes_into_own_drafts_only(office):
    plan = plan_at(PlanState.SUBMITTED, office)

    with pytest.raises(WrongState):
        take(plan, [make_entry()], office.employee)
    with pytest.raises(Denied):
        take(plan, [make_entry()], office.supervisor)


# Copies


@pytest.fixture
def colleague(office):
    post = office.employee.employee.assignments.get().post
    return make_user(employee=make_employee(post=post))


def allow(user, allowed=True):
    plan_sources.allow_copies(allowed=allowed, by=user, now=JANUARY)


def test_last_years_plan_travels_without_links_that_no_longer_hold(office):
    last_year = make_year(2025)
    owner, assignment = office.employee, office.employee.employee.assignments.get()
    old = plans.create_plan(assignment=assignment, year=last_year, by=owner, now=JANUARY)
    fill_plan(old, owner)
    save_result(
        plan_id=old.pk,
        result_id=None,
        entered=ResultInput(
            text="Tertatanya arsip",
            link=SuperiorLink.NOT_CASCADED,
            not_cascaded_reason="Tugas rutin",
            indicators=[IndicatorInput(text="Jumlah berkas", target="10 berkas")],
        ),
        by=owner,
        now=JANUARY,
    )
    plans.submit_plan(plan_id=old.pk, by=owner, now=JANUARY)
    plans.approve_plan(plan_id=old.pk, by=office.supervisor, now=JANUARY)
    plans.sign_plan(plan_id=old.pk, by=owner, now=JANUARY)
    plans.sign_plan(plan_id=old.pk, by=office.supervisor, now=JANUARY)
    plan = plan_at(PlanState.DRAFT, office)

    taken = copy(plan, old, owner)

    assert taken.added == 4
    assert set(plan.results.values_list("link", flat=True)) == {"to_follow", "not_cascaded"}
    assert plan.annexes.count() == 3
    assert not plan.expectations.exclude(text="").exists()
    assert PlanCopy.objects.get().source == old


def test_colleagues_plan_is_copied_only_with_permission_and_leaves_a_trace(office, colleague):
    source = plan_at(PlanState.FIXED, office)
    plan = plan_at(PlanState.DRAFT, office, colleague)

    with pytest.raises(WrongState, match="tidak dapat disalin"):
        copy(plan, source, colleague)
    allow(office.employee)
    assert copy(plan, source, colleague).added == 3

    trace = PlanCopy.objects.get()
    assert (trace.kind, trace.source, trace.by) == (CopySource.COLLEAGUE, source, colleague)


def test_permission_ends_and_drafts_are_never_copied(office, colleague):
    source = plan_at(PlanState.APPROVED, office)
    plan = plan_at(PlanState.DRAFT, office, colleague)
    allow(office.employee)

    with pytest.raises(WrongState):
        copy(plan, source, colleague)
    allow(office.employee, allowed=False)
    assert not CopyPermission.objects.exists()


def test_plan_of_another_unit_and_post_is_not_offered(office):
    stranger = make_user(employee=make_employee())
    source = plan_at(PlanState.FIXED, office)
    allow(office.employee)
    plan = plans.create_plan(
        assignment=stranger.employee.assignments.get(), year=office.year, by=stranger, now=JANUARY
    )

    with pytest.raises(WrongState):
        copy(plan, source, stranger)


def test_copies_are_never_changed(office, colleague):
    source = plan_at(PlanState.FIXED, office)
    allow(office.employee)
    copy(plan_at(PlanState.DRAFT, office, colleague), source, colleague)

    with pytest.raises(Exception, match="append_only"), transaction.atomic():
        PlanCopy.objects.update(results=9)


def test_copy_from_a_plan_names_it_and_from_the_library_names_none(office):
    plan = plan_at(PlanState.DRAFT, office)

    with pytest.raises(IntegrityError), transaction.atomic():
        PlanCopy.objects.create(
            plan=plan, kind=CopySource.COLLEAGUE, results=1, by=office.employee, at=JANUARY
        )
