"""An office's own spreadsheets go in through the pages; one agency's year ends in its letters.

Every person of the agency plans, reports, is rated and answers through the same actions as the
pages call, with the superiors that the spreadsheet and the tree name.
"""

import zipfile
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from appraisal.actions import evaluations, periods, plans, ratings
from appraisal.enums import EvaluationState, PlanState
from appraisal.models import Evaluation, OrganisationPredicate, Plan
from personnel.enums import EmployeeKind, ImportSubject, PostKind, UnitKind
from personnel.models import Assignment, Employee, ImportRun, Unit, User
from personnel.tasks import read_import
from reports.actions.letters import request_agency_letters
from reports.enums import JobState
from reports.models import Letter
from reports.tasks import print_letters
from tests.factories.appraisal import JANUARY, SERVED, YEAR_END, fill_plan, rate_all
from tests.factories.import_runs import make_admin
from tests.factories.personnel import make_assignment, make_post, make_year
from tests.factories.sessions import sign_in
from tests.factories.spreadsheets import SIASN, UNITS

pytestmark = pytest.mark.django_db

LATER = datetime(2027, 1, 28, 2, 0, tzinfo=UTC)


def import_through_pages(desk, path, subject):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    desk.post(reverse("personnel:import-create"), {"subject": subject, "file": file})
    run = ImportRun.objects.latest("pk")
    columns = reverse("personnel:import-columns", args=[run.pk])
    form = desk.get(columns).context["form"]
    data = {name: field.initial or "" for name, field in form.fields.items()}
    desk.post(columns, data | {"row_version": run.row_version})
    read_import(run.pk)
    preview = desk.get(reverse("personnel:import-detail", args=[run.pk]))
    desk.post(preview.context["buttons"][0].url)
    run.refresh_from_db()
    assert run.state == "applied"


def seat_the_mayor():
    city = Unit.objects.get(parent=None)
    mayor = Employee.objects.create(name="Wali Kota Contoh", kind=EmployeeKind.STATE_OFFICIAL)
    post = city.posts.filter(is_head=True).first() or make_post(
        city, is_head=True, kind=PostKind.STATE_OFFICE, level="none", title="Wali Kota Sabang"
    )
    make_assignment(mayor, post)


def smallest_agency_with_a_head():
    """One of at least six people, so that its year has something to tell."""
    headed = set(
        Assignment.objects.filter(post__is_head=True, post__unit__kind=UnitKind.AGENCY).values_list(
            "post__unit", flat=True
        )
    )
    people = Counter(Assignment.objects.values_list("post__unit__agency", flat=True))
    _size, agency = min((n, pk) for pk, n in people.items() if n >= 6 and pk in headed)
    return Unit.objects.get(pk=agency)


def people_with_a_year(agency):
    """Own posts of those who owe a plan, with an account for everybody who has to act."""
    posts = list(
        Assignment.objects.definitive().filter(
            post__unit__agency=agency,
            employee__in=Employee.objects.owing_a_plan(),
            effective_from__lt=JANUARY.date(),
        )
    )
    for person in Employee.objects.filter(user=None):
        User.objects.create(username=person.nip or "walikota", employee=person)
    return posts


def account(person):
    return User.objects.get(employee=person)


def agree_on_plan(post, year):
    owner = account(post.employee)
    plan = plans.create_plan(assignment=post, year=year, by=owner, now=JANUARY)
    fill_plan(plan, owner)
    plans.submit_plan(plan_id=plan.pk, by=owner, now=JANUARY)
    plan.refresh_from_db()
    supervisor = account(plan.supervisor)
    plans.approve_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=owner, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)


def judge(evaluation):
    owner, supervisor = account(evaluation.plan.employee), account(evaluation.supervisor)
    evaluations.save_achievements(
        evaluation_id=evaluation.pk,
        entered={
            indicator.pk: evaluations.AchievementInput(text="selesai")
            for result in evaluation.plan.results.all()
            for indicator in result.indicators.all()
        },
        by=owner,
        now=YEAR_END,
    )
    evaluations.submit_evaluation(evaluation_id=evaluation.pk, by=owner, now=YEAR_END)
    rate_all(evaluation, supervisor)
    ratings.fix_evaluation(evaluation_id=evaluation.pk, by=supervisor, now=YEAR_END)
    ratings.serve_evaluation(evaluation_id=evaluation.pk, by=supervisor, now=SERVED)
    evaluations.accept_evaluation(evaluation_id=evaluation.pk, by=owner, now=SERVED)


def test_agencys_year_runs_from_the_spreadsheets_to_the_letters(client):
    admin = make_admin()
    desk = sign_in(client, admin)
    import_through_pages(desk, UNITS, ImportSubject.UNITS)
    import_through_pages(desk, SIASN, ImportSubject.PEOPLE)
    assert Employee.objects.count() == 406
    seat_the_mayor()
    agency = smallest_agency_with_a_head()
    year = make_year(2026)
    period = year.periods.get(kind="annual")

    posts = people_with_a_year(agency)
    for post in posts:
        agree_on_plan(post, year)
    periods.open_evaluations(period=period, by=admin, now=YEAR_END)
    row = OrganisationPredicate.objects.get(unit=agency, period=period)
    mayor = account(Employee.objects.get(kind=EmployeeKind.STATE_OFFICIAL))
    periods.fix_organisation(
        predicate_id=row.pk, predicate="good", basis="98 %", by=mayor, now=YEAR_END
    )
    for evaluation in Evaluation.objects.filter(period=period):
        judge(evaluation)
    periods.close_windows(now=LATER)
    job = request_agency_letters(agency=agency, period=period, by=admin, now=LATER)
    print_letters(job.pk)

    job.refresh_from_db()
    assert len(posts) >= 5
    assert Plan.objects.filter(state=PlanState.FIXED).count() == len(posts)
    assert Evaluation.objects.filter(state=EvaluationState.FINAL).count() == len(posts)
    assert (job.state, job.done, job.failed) == (JobState.DONE, len(posts), 0)
    numbers = sorted(Letter.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(posts) + 1))
    with zipfile.ZipFile(job.result.path) as archive:
        assert len(archive.namelist()) == len(posts)
