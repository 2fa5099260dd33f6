"""The fairness chapter of the city's report beside SQL; of few people it tells nothing."""

from dataclasses import replace

import pytest
from django.db import connection

from appraisal.enums import ObjectionState, OrganisationState
from appraisal.models import DeviationReason, Evaluation, Objection, OrganisationPredicate
from appraisal.selectors.yardstick import severity_counts, yardsticks
from appraisal.views.periods import WATCHERS
from personnel.enums import PeriodKind, Role
from reports import permissions
from reports.selectors.report_agencies import HIDDEN
from reports.selectors.reports import report_content
from tests.factories.appraisal import SERVED, YEAR_END, make_office
from tests.factories.crowds import make_crowd
from tests.factories.fairness import results_of
from tests.factories.figures import Counted, asked, chapter, said
from tests.factories.follow_up import finalise
from tests.factories.personnel import make_unit, make_user
from tests.factories.supervisors import make_supervisors, rate_people

pytestmark = pytest.mark.django_db

SEXES = {"female": "Perempuan", "male": "Laki-laki"}
OTHERS = 6


@pytest.fixture
def office(db):
    return make_office()


def city(office, now=SERVED):
    return report_content(office.city, office.period(), now)


def table(content, key):
    (found,) = [one for one in content.tables if one.key == key]
    return found


def very_good_by_sex(office):
    """SQL: how many of each sex are very good, and how many there are."""
    return {
        sex: (top, everybody)
        for sex, top, everybody in asked(
            "SELECT m.sex, count(*) FILTER (WHERE e.predicate = 'very_good'), count(*)"
            " FROM appraisal_evaluation e JOIN appraisal_plan p ON p.id = e.plan_id"
            " JOIN personnel_employee m ON m.id = p.employee_id"
            " WHERE e.period_id = %s AND e.predicate <> '' GROUP BY m.sex",
            office.period().pk,
        )
    }


def test_rates_of_groups_with_ratio_and_light(office):
    results_of(office, women_above=10, men_above=30)

    text = chapter(city(office), "keadilan")

    rates = very_good_by_sex(office)
    assert rates == {"female": (10, 40), "male": (30, 40)}
    for sex, (top, everybody) in rates.items():
        line = ("Jenis kelamin", "Predikat Sangat Baik", SEXES[sex])
        assert said(*line, top, everybody, 100 * top / everybody) in text
    assert "Predikat Sangat Baik Perempuan Laki-laki 0,33 " in text
    assert "berbeda Perlu ditinjau" in text
    ((people,),) = asked("SELECT count(*) FROM appraisal_evaluation WHERE predicate <> ''")
    assert f"Perbandingan kelompok dihitung dari {people} hasil tahunan." in text
    assert text.count("1 perbandingan kelompok berbeda di antara pegawai yang sejenis") == 2


def test_count_below_five_hides_its_whole_question_on_paper_and_in_the_data(office):
    results_of(office, women_above=3, men_above=20)

    content = city(office)

    assert very_good_by_sex(office)["female"] == (3, 40)
    for key in ("keadilan-kelompok", "keadilan-selisih"):
        rows = [row for row in table(content, key).rows if "Predikat Sangat Baik" in row[:2]]
        sexes = [row for row in rows if set(SEXES.values()) & set(row)]
        assert sexes
        for row in sexes:
            assert HIDDEN in row
            assert not any(isinstance(cell, int) or hasattr(cell, "quantize") for cell in row)
    assert type(content).from_json(content.to_json()).sections == content.sections
    assert said("Jenis kelamin", "Predikat Sangat Baik", "Perempuan", *[HIDDEN] * 3) in chapter(
        content, "keadilan"
    )


def test_quarter_points_to_the_annual_report(office):
    results_of(office, women_above=10, men_above=30)

    content = report_content(office.city, office.period(PeriodKind.QUARTER, 4), SERVED)

    text = chapter(content, "keadilan")
    assert "Kelompok dibandingkan dalam laporan tahunan." in text
    assert "Perempuan" not in text


def supervised_city(office):
    """A kind supervisor beside six others who rate alike."""
    rate_people(office, office.supervisor.employee, 10, kind=True)
    others = make_supervisors(office, OTHERS)
    for other in others:
        rate_people(office, other, 10, kind=False)
    return [office.supervisor.employee, *others]


def test_supervisors_are_counted_and_none_is_named(office):
    supervisors = supervised_city(office)

    content = city(office)
    text = chapter(content, "keadilan")

    ((people, raters),) = asked(
        "SELECT count(*), count(DISTINCT supervisor_id) FROM appraisal_evaluation"
        " WHERE period_id = %s AND results_rating <> '' AND behaviour_rating <> ''",
        office.period().pk,
    )
    assert (people, raters) == (70, OTHERS + 1)
    assert said("Pegawai yang dinilai", people) in text
    assert said("Pejabat penilai yang menilai", raters) in text
    assert "berbeda dari penilai sejenis kurang dari 5" in text
    assert not any(one.name in content.to_json() for one in supervisors)


def test_counts_of_supervisors_are_those_of_their_own_pages(office):
    supervisors = supervised_city(office)
    day = office.period().ends

    counts = severity_counts(office.period(), day)

    own = yardsticks(office.period(), day, [one.pk for one in supervisors])
    assert counts.flagged == sum(one.is_flagged for one in own.values()) == 1
    assert counts.supervisors == len(own)
    assert counts.compared == sum(one.own is not None for one in own.values())


def fixed_predicate(office, agency):
    return OrganisationPredicate.objects.create(
        unit=agency,
        period=office.period(),
        state=OrganisationState.FIXED,
        predicate="good",
        basis="Capaian 98 %",
        fixed_by=office.mayor.employee,
        fixed_at=YEAR_END,
    )


def agency_of(office, name, count):
    """An agency of so many people, all Baik."""
    agency = make_unit(name=name)
    other = replace(office, agency=agency, division=make_unit(agency))
    return agency, [finalise(one, office.period()) for one in make_crowd(other, count)]


def test_agencies_that_leave_their_pattern_and_have_not_said_why(office):
    silent, _people = agency_of(office, "Badan Diam", 12)
    spoken, _people = agency_of(office, "Badan Berkata", 12)
    agency_of(office, "Badan Kecil", 2)
    for agency in (silent, spoken):
        fixed_predicate(office, agency)
    DeviationReason.objects.create(
        unit=spoken,
        period=office.period(),
        text="Semua target tercapai.",
        written_by=office.admin,
        written_at=SERVED,
    )

    content = city(office)

    rows = {row[0]: row[1:] for row in table(content, "keadilan-pola").rows}
    ((good, everybody),) = asked(
        "SELECT count(*) FILTER (WHERE e.predicate = 'good'), count(*) FROM appraisal_evaluation e"
        " JOIN appraisal_plan p ON p.id = e.plan_id"
        " JOIN personnel_assignment a ON a.id = p.assignment_id"
        " JOIN personnel_post o ON o.id = a.post_id JOIN personnel_unit u ON u.id = o.unit_id"
        " WHERE u.agency_id = %s",
        silent.pk,
    )
    above = good - 70 * everybody // 100
    words = f"predikat Baik melampaui pola sebanyak {above} orang"
    assert rows["Badan Diam"][:2] == rows["Badan Berkata"][:2] == ("Baik", everybody)
    assert words in rows["Badan Diam"][2]
    assert rows["Badan Diam"][3] == "belum ditulis"
    assert rows["Badan Berkata"][3] == "tertulis"
    assert rows["Badan Kecil"] == ("belum ada", 2, "belum dapat dibandingkan", "–")
    text = chapter(content, "keadilan")
    assert text.count("1 perangkat daerah menyimpang dari pola tanpa alasan tertulis.") == 2


def object_to(evaluations):
    for one in evaluations:
        Objection.objects.create(
            evaluation=one,
            state=ObjectionState.SUBMITTED,
            grounds="Bukti belum dibaca.",
            results_before=one.results_rating,
            behaviour_before=one.behaviour_rating,
            predicate_before=one.predicate,
            filed_at=SERVED,
            decide_by=SERVED.date(),
        )


def test_objections_by_agency_and_none_that_follows_from_the_total(office):
    for name, objecting in (("Badan A", 8), ("Badan B", 6), ("Badan C", 2)):
        _agency, people = agency_of(office, name, 20)
        object_to(people[:objecting])

    text = chapter(city(office), "keadilan")

    rows = asked(
        "SELECT g.name, count(DISTINCT e.id), count(DISTINCT b.id) FROM appraisal_evaluation e"
        " JOIN appraisal_plan p ON p.id = e.plan_id"
        " JOIN personnel_assignment a ON a.id = p.assignment_id"
        " JOIN personnel_post o ON o.id = a.post_id JOIN personnel_unit u ON u.id = o.unit_id"
        " JOIN personnel_unit g ON g.id = u.agency_id"
        " LEFT JOIN appraisal_objection b ON b.evaluation_id = e.id GROUP BY g.name ORDER BY 1"
    )
    shown = {
        name: said(name, rated, objected, 100 * objected / rated) in text
        for name, rated, objected in rows
    }
    hidden = {name for name, _rated, _objected in rows if said(name, 20, *[HIDDEN] * 4) in text}
    assert {name: objected for name, _rated, objected in rows}["Badan C"] == 2
    # C alone would follow from the city's total; one more is hidden with it, and no third.
    assert "Badan C" in hidden
    assert len(hidden) == 2
    assert {name for name, is_shown in shown.items() if is_shown} == shown.keys() - hidden


def test_city_without_results_says_so(office):
    text = chapter(city(office), "keadilan")

    assert "Belum ada dua kelompok yang dapat dibandingkan." in text
    assert "Belum ada penilaian pada periode ini." in text
    assert "Belum ada pegawai yang dinilai." in text


def test_agency_never_reads_comparisons_of_groups(office):
    results_of(office, women_above=10, men_above=30)

    content = report_content(office.agency, office.period(), SERVED)

    assert "keadilan" not in {one.key for one in content.sections}
    assert "Perempuan" not in content.to_json()


@pytest.mark.parametrize("role", Role)
def test_city_report_is_read_by_those_who_read_the_page_of_fairness(office, role):
    reads = permissions.readable_units(make_user(role), SERVED).contains(office.city)

    assert reads == (role in WATCHERS)


def test_queries_do_not_grow_with_people_and_supervisors(office, django_assert_num_queries):
    results_of(office, women_above=5, men_above=5, of=10)
    supervised_city(office)
    object_to(Evaluation.objects.exclude(predicate="")[:3])
    city(office)
    with connection.execute_wrapper(counter := Counted()):
        city(office)
    results_of(office, women_above=20, men_above=30)
    for other in make_supervisors(office, 5):
        rate_people(office, other, 10, kind=True)
    agency_of(office, "Badan Contoh", 12)

    with django_assert_num_queries(counter.n):
        city(office)
