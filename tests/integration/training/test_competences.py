"""Standards from day to day, measured levels, gaps of people and agencies."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from personnel.enums import PostKind, PostLevel, Role
from sabang_kinerja.common.errors import Denied, Incomplete
from sabang_kinerja.common.refusals import Refused
from sabang_kinerja.library import load_competence_standards
from tests.factories.appraisal import make_office
from tests.factories.development import make_family, make_measurement
from tests.factories.personnel import make_employee, make_post, make_user
from tests.factories.training import make_training
from training import permissions
from training.actions import standards
from training.actions.agency_needs import plan_from_needs
from training.actions.measurements import Seen, import_measurements, measure
from training.actions.measurements import TestResult as Result
from training.actions.standards import FamilyInput, StandardInput
from training.actions.year_plans import step_plan
from training.documents.development import need_rows, person_rows
from training.models import (
    Competence,
    CompetenceMeasurement,
    CompetenceStandard,
    PostFamily,
    YearPlan,
)
from training.selectors.agency_needs import agency_needs, people_of_competence
from training.selectors.competences import (
    needs_of_agency,
    needs_of_people,
    person_needs,
    standards_on,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def officer(db):
    return make_user(Role.TRAINING_OFFICER)


def set_standard(family, officer, name="Komunikasi", level=2, on=TODAY, **fields):
    return standards.set_standard(
        family_id=family.pk,
        entered=StandardInput(name, level, **fields),
        valid_from=on,
        by=officer,
        now=NOW,
    )


def test_delivered_standards_are_loaded_once_and_keep_what_was_decided(officer):
    assert load_competence_standards() == 12
    assert PostFamily.objects.get(code="pelaksana").level == PostLevel.PELAKSANA
    assert PostFamily.objects.get(code="klinis").level == ""
    standard = CompetenceStandard.objects.get(family__code="jpt", competence__name="Integritas")
    assert (standard.required_level, standard.weight) == (4, 1)
    set_standard(standard.family, officer, "Integritas", 5)

    assert load_competence_standards() == 0
    assert (
        standard.family.standards.on(TODAY).get(competence=standard.competence).required_level == 5
    )


def test_post_belongs_to_the_family_of_its_code_or_else_of_its_level(office):
    load_competence_standards()
    found = standards_on(TODAY)

    def family(**fields):
        post = make_post(office.division, **fields)
        return getattr(found.family_of(post), "code", None)

    assert family(library_code="perawat_pkm", level=PostLevel.PELAKSANA) == "klinis"
    assert family(level=PostLevel.PELAKSANA) == "pelaksana"
    assert family(kind=PostKind.FUNCTIONAL, level=PostLevel.AHLI_MUDA) is None


def test_new_standard_ends_the_old_one_the_day_before_and_both_stay_read(officer):
    family = make_family(officer, NOW, levels={"Komunikasi": 2})

    set_standard(family, officer, level=3, weight=2)

    old, new = CompetenceStandard.objects.order_by("valid_from")
    assert (old.valid_until, new.valid_from) == (date(2026, 9, 6), TODAY)
    assert family.standards.on(date(2026, 9, 6)).get().required_level == 2
    assert family.standards.on(TODAY).get().required_level == 3
    corrected = set_standard(family, officer, level=4)
    assert corrected.pk == new.pk
    assert family.standards.count() == 2


def test_standard_before_one_that_is_decided_is_refused(officer):
    family = make_family(officer, NOW, levels={})
    set_standard(family, officer, on=date(2027, 1, 1))

    with pytest.raises(Incomplete, match="berlaku sesudah"):
        set_standard(family, officer)


def test_standard_ends_on_a_day_but_not_before_it_began(officer):
    family = make_family(officer, NOW, levels={})
    standard = set_standard(family, officer)

    with pytest.raises(Refused, match="Tanggal selesai"):
        standards.end_standard(
            standard_id=standard.pk, valid_until=date(2026, 1, 1), by=officer, now=NOW
        )
    standards.end_standard(standard_id=standard.pk, valid_until=TODAY, by=officer, now=NOW)
    assert not family.standards.on(date(2026, 9, 8)).exists()


@pytest.mark.parametrize("level", [0, 6])
def test_standard_of_a_level_that_does_not_exist_is_refused(officer, level):
    with pytest.raises(Refused, match="1 sampai 5"):
        set_standard(make_family(officer, NOW, levels={}), officer, level=level)


def test_post_and_level_belong_to_one_family(officer):
    make_family(officer, NOW, levels={}, post_codes=["perawat"])

    def save(**fields):
        given = {"code": "lain", "name": "Lain"} | fields
        return standards.save_family(
            family_id=None, entered=FamilyInput(**given), by=officer, now=NOW
        )

    with pytest.raises(Incomplete, match="perawat"):
        save(post_codes=["perawat"])
    with pytest.raises(Incomplete, match="Kode kelompok"):
        save(code="pelaksana")
    with pytest.raises(Refused, match="Jenjang"):
        save(level="pelaksana")


def test_standards_are_kept_by_who_runs_training(office):
    for user in (office.employee, office.supervisor, make_user(Role.AUDITOR)):
        with pytest.raises(Denied):
            standards.save_family(family_id=None, entered=FamilyInput("a", "A"), by=user, now=NOW)


def test_superior_measures_today_and_corrects_the_same_day(office, officer):
    make_family(officer, NOW, levels={"Komunikasi": 2, "Kerja Sama": 1})
    person = office.employee.employee
    talk = Competence.objects.get(name="Komunikasi")

    assert measure(employee=person, levels={talk.pk: Seen(1)}, by=office.supervisor, now=NOW) == 1
    measure(employee=person, levels={talk.pk: Seen(2, "Rapat")}, by=office.supervisor, now=NOW)

    found = CompetenceMeasurement.objects.get()
    assert (found.level, found.note, found.measured_on) == (2, "Rapat", TODAY)
    needs = person_needs(person, TODAY)
    assert needs.unmeasured == 1
    assert needs.short == []


def test_nobody_but_the_direct_superior_measures(office, officer):
    make_family(officer, NOW, levels={"Komunikasi": 2})
    pk = Competence.objects.get().pk

    for user in (office.employee, office.head, officer, office.admin):
        with pytest.raises(Denied):
            measure(employee=office.employee.employee, levels={pk: Seen(1)}, by=user, now=NOW)


@pytest.mark.parametrize("levels", [{}, {1: Seen(6)}, {1: Seen(-1)}])
def test_measurement_without_a_level_that_exists_is_refused(office, levels):
    with pytest.raises(Incomplete):
        measure(employee=office.employee.employee, levels=levels, by=office.supervisor, now=NOW)


def test_latest_measurement_up_to_the_day_holds(office, officer):
    make_family(officer, NOW, levels={"Komunikasi": 3})
    person = office.employee.employee
    make_measurement(person, "Komunikasi", 1, officer, on=date(2025, 3, 1))
    make_measurement(person, "Komunikasi", 2, officer, on=date(2026, 3, 1))
    make_measurement(person, "Komunikasi", 3, officer, on=date(2026, 12, 1))

    assert person_needs(person, TODAY).lines[0].gap == 1
    assert person_needs(person, date(2025, 6, 1)).lines[0].gap == 2
    assert person_needs(person, date(2024, 6, 1)).lines[0].gap is None


def test_missing_measurement_is_missing_and_stands_after_what_is_known(office, officer):
    family = make_family(officer, NOW, levels={"A": 3, "B": 3, "C": 3, "D": 1})
    set_standard(family, officer, "B", 3, weight=3)
    person = office.employee.employee
    for name, level in (("A", 1), ("B", 2), ("D", 5)):
        make_measurement(person, name, level, officer)

    lines = person_needs(person, TODAY).lines

    found = [(line.standard.competence.name, line.gap, line.priority) for line in lines]
    assert found == [("B", 1, 3), ("A", 2, 2), ("D", 0, 0), ("C", None, None)]


def test_results_of_a_test_are_written_once_and_corrected(office, officer):
    make_family(officer, NOW, levels={"Komunikasi": 2})
    talk = Competence.objects.get()

    def take(level, on=date(2026, 5, 1)):
        result = Result(office.employee.employee, talk, level, on, "Uji BKN")
        return import_measurements(results=[result], by=officer, now=NOW)

    assert take(1) == take(2) == 1
    assert CompetenceMeasurement.objects.get().level == 2
    with pytest.raises(Incomplete):
        take(7)
    with pytest.raises(Incomplete):
        take(2, date(2027, 1, 1))
    with pytest.raises(Denied):
        import_measurements(results=[], by=office.supervisor, now=NOW)


def crowd(office, officer, *levels, weight=1):
    """People of the division whose one competence was measured (or not: ``None``)."""
    family = make_family(officer, NOW, levels={})
    set_standard(family, officer, "Pengelolaan data", 3, on=date(2020, 1, 1), weight=weight)
    post = make_post(office.division)
    people = []
    for level in levels:
        person = make_employee(post=post)
        if level is not None:
            make_measurement(person, "Pengelolaan data", level, officer)
        people.append(person)
    return people


def report(office, *, everybody=False):
    people = needs_of_agency(office.agency.pk, TODAY)
    return agency_needs(people, least=5, everybody=everybody)


def test_needs_of_an_agency_count_short_missing_and_learners_of_three_years(office, officer):
    crowd(office, officer, 0, 1, 2, 3, 5, None, weight=2)

    (row,) = report(office).rows

    # the office's own employee is a "pelaksana" too, unmeasured
    assert (row.need.demanded, row.need.measured, row.need.missing) == (7, 5, 2)
    assert (row.need.short, row.need.priority) == (3, (3 + 2 + 1) * 2)
    assert row.need.years == (3, 2, 1)
    assert report(office).without == 2


def test_small_group_is_told_only_to_who_may_see_a_single_level(office, officer):
    crowd(office, officer, 1, 1, 1, 1)
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)
    leader = make_user(Role.CITY_LEADERSHIP)

    assert report(office).hidden == 1
    assert report(office).short == []
    assert "tidak ditampilkan" in next(need_rows(report(office)))
    assert report(office, everybody=True).short
    for user, sees in (
        (manager, False),
        (leader, False),
        (make_user(Role.AUDITOR), False),
        (office.head, True),
        (office.admin, True),
        (officer, True),
    ):
        assert permissions.sees_small_groups(user, office.agency, NOW) is sees
        assert permissions.needs_agencies(user, NOW).filter(pk=office.agency.pk).exists()
    assert not permissions.needs_agencies(office.employee, NOW).exists()
    assert (
        not permissions.needs_agencies(make_user(Role.AGENCY_HEAD), NOW)
        .filter(pk=office.agency.pk)
        .exists()
    )


def test_people_of_a_competence_stand_by_priority_with_the_unmeasured_last(office, officer):
    people = crowd(office, officer, 2, 0, None, 5)
    found = needs_of_agency(office.agency.pk, TODAY)

    listed = people_of_competence(found, Competence.objects.get().pk)

    assert [one.person.employee for one in listed[:3]] == [people[1], people[0], people[3]]
    assert listed[-1].line.priority is None
    texts = list(person_rows(found))
    assert any(row[5] == "" and row[9] == "" for row in texts)


def test_competences_are_read_by_the_person_the_line_above_and_who_runs_training(office, officer):
    person = office.employee.employee
    for user, reads in (
        (office.employee, True),
        (office.supervisor, True),
        (office.head, True),
        (office.admin, True),
        (officer, True),
        (make_user(Role.PERFORMANCE_MANAGER, agency=office.agency), False),
        (make_user(Role.AUDITOR), False),
        (make_user(Role.SUPERVISOR), False),
    ):
        visible = permissions.visible_developers(user, NOW)
        assert visible.filter(pk=person.pk).exists() is reads, user


def test_gaps_become_lines_of_the_yearly_plan_once(office, officer):
    crowd(office, officer, 1, 1, 2, 2, 2)
    training = make_training(competence=Competence.objects.get(), cost=500_000)

    plan = plan_from_needs(agency=office.agency, year=2027, by=officer, now=NOW)

    (line,) = plan.lines.all()
    assert (line.training, line.participants, line.cost) == (training, 5, 500_000)
    assert "Pengelolaan data: 5 pegawai" in line.need
    with pytest.raises(Incomplete, match="sudah direncanakan"):
        plan_from_needs(agency=office.agency, year=2027, by=officer, now=NOW)


def test_plan_from_gaps_is_made_by_who_plans_and_while_it_is_a_draft(office, officer):
    crowd(office, officer, 1, 1, 2, 2, 2)
    make_training(competence=Competence.objects.get())

    with pytest.raises(Denied):
        plan_from_needs(agency=office.agency, year=2027, by=make_user(Role.AUDITOR), now=NOW)
    plan = plan_from_needs(agency=office.agency, year=2027, by=office.head, now=NOW)
    step_plan(plan_id=plan.pk, state="submitted", by=office.head, now=NOW)
    with pytest.raises(Exception, match="tidak berubah lagi"):
        plan_from_needs(agency=office.agency, year=2027, by=office.head, now=NOW)
    assert YearPlan.objects.count() == 1


def test_small_gaps_add_nothing_for_who_may_not_be_told(office, officer):
    crowd(office, officer, 1, 1)
    make_training(competence=Competence.objects.get())
    manager = make_user(Role.PERFORMANCE_MANAGER, agency=office.agency)

    with pytest.raises(Incomplete):
        plan_from_needs(agency=office.agency, year=2027, by=manager, now=NOW)
    assert not YearPlan.objects.exists()


def test_reading_needs_asks_constantly_many_questions(office, officer, django_assert_num_queries):
    people = crowd(office, officer, 1, 2)
    with django_assert_num_queries(5):
        report(office)
    with django_assert_num_queries(4):
        needs_of_people(people[:1], TODAY)
    post = people[0].assignments.get().post
    more = [make_employee(post=post) for _number in range(10)]
    for person in more:
        make_measurement(person, "Pengelolaan data", 1, officer)
    with django_assert_num_queries(5):
        report(office)
    with django_assert_num_queries(4):
        needs_of_people(people + more, TODAY)


def test_database_refuses_two_standards_of_a_day_and_levels_that_do_not_exist(office, officer):
    family = make_family(officer, NOW, levels={"Komunikasi": 2})
    talk = Competence.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        CompetenceStandard.objects.create(
            family=family, competence=talk, required_level=3, valid_from=TODAY
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        make_measurement(office.employee.employee, "Komunikasi", 6, officer)
    make_measurement(office.employee.employee, "Komunikasi", 0, officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_measurement(office.employee.employee, "Komunikasi", 1, officer)
