"""The demo city: loaded once at three hundred people, then looked at from every side."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, time
from io import StringIO
from itertools import pairwise
from time import perf_counter

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from appraisal.actions.periods import close_windows, open_period
from appraisal.enums import (
    EvaluationState,
    FeedbackRole,
    ObjectionOutcome,
    ObjectionState,
    OrganisationState,
    PlanState,
    ResultKind,
)
from appraisal.models import (
    Achievement,
    ContinuousFeedback,
    Evaluation,
    EvaluationTransition,
    Evidence,
    Indicator,
    Objection,
    OrganisationPredicate,
    Plan,
    PlanTransition,
    TeamMember,
    WorkResult,
    WorkTeam,
)
from appraisal.models.evaluations import RATED
from appraisal.rules.predicate import OrganisationPredicate as Value
from appraisal.rules.predicate import head_results_rating, performance_predicate
from appraisal.rules.ratings import (
    Rating,
    ResultRatings,
    propose_behaviour_rating,
    propose_results_rating,
)
from appraisal.selectors.completeness import plan_problems
from appraisal.selectors.evaluations import evaluations_for_page
from appraisal.selectors.explanation import explain, single_ratings
from appraisal.selectors.recomputation import recompute
from appraisal.selectors.teams import assigner_words
from appraisal.workflow import EVALUATION_MOVES, PLAN_MOVES
from personnel.actions.units import rebuild_tree
from personnel.enums import AssignmentKind, EmployeeKind, LegalStatus, Role, YearState
from personnel.models import (
    Assignment,
    Employee,
    PerformanceYear,
    Period,
    Post,
    RegulationSetting,
    SupervisionOverride,
    Unit,
    User,
)
from personnel.rules.calendar import WIB
from personnel.rules.kinds import EmployeeKind as NumberKind
from personnel.rules.nip import nip_problem, parse_nip
from personnel.rules.regulation import checked_value, setting_of
from personnel.selectors.regulation import regulations
from personnel.selectors.roles import roles_of
from personnel.selectors.supervision import supervision_map
from reports.selectors.summaries import compiled_list, summary_content
from sabang_kinerja.common.uploads import checked_type
from sabang_kinerja.demo.accounts import DEMO_ACCOUNTS
from sabang_kinerja.demo.content import library
from training.enums import DevelopmentState
from training.models import CompetenceMeasurement, DevelopmentPlan
from training.selectors.competences import needs_of_people

TODAY = date(2026, 11, 24)
NOW = datetime.combine(TODAY, time(6), WIB)
PEOPLE = 300
SLOWEST = 90
"""Seconds that three hundred people may take on a machine that is busy with other things."""

pytestmark = pytest.mark.django_db


def load(people: int = PEOPLE, seed: int = 2026, today: date = TODAY) -> None:
    call_command("load_demo", employees=people, seed=seed, today=today, verbosity=0)


@pytest.fixture(scope="module", autouse=True)
def seconds(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[float]:
    """Load once for the whole module; everything is rolled back after it."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        begun = perf_counter()
        load()
        yield perf_counter() - begun
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


def account(name: str) -> User:
    return User.objects.select_related("employee").get(username=name)


def test_load_makes_the_people_asked_for_within_reason(seconds: float) -> None:
    assert Employee.objects.serving().count() == PEOPLE
    assert seconds < SLOWEST


def test_every_number_is_valid_and_agrees_with_its_person() -> None:
    for person in Employee.objects.exclude(kind=EmployeeKind.STATE_OFFICIAL):
        kind = NumberKind(person.kind)
        assert nip_problem(person.nip, kind, TODAY) is None, person
        number = parse_nip(person.nip, kind, TODAY)
        assert (number.born, number.sex) == (person.birth_date, person.sex)
        assert int(number.sequence) >= 901
        assert person.rank


def test_mayor_leads_the_city_without_a_number() -> None:
    mayor = Employee.objects.get(kind=EmployeeKind.STATE_OFFICIAL)
    assert mayor.nip is None
    assert mayor.user.username == "pimpinan"
    assert mayor.assignments.get().post.unit.parent is None
    assert not mayor.plans.exists()


def test_tree_needs_no_repair_and_has_every_kind_of_agency() -> None:
    assert rebuild_tree() == 0
    names = " ".join(Unit.objects.agencies().values_list("name", flat=True))
    for kind in ("Sekretariat Daerah", "Dinas", "Badan", "RSUD", "Kecamatan", "Inspektorat"):
        assert kind in names
    for kind in ("SD Negeri", "SMP Negeri", "TK Negeri", "Puskesmas"):
        assert Unit.objects.filter(name__startswith=kind).exists()


def test_nobody_has_two_first_plans_on_one_day() -> None:
    spans: dict[int, list[tuple[date, date]]] = {}
    for row in Plan.objects.filter(version=1).order_by("starts"):
        spans.setdefault(row.employee_id, []).append((row.starts, row.ends))
    for dates in spans.values():
        assert all(before[1] < after[0] for before, after in pairwise(dates))


@pytest.mark.parametrize("kind", list(AssignmentKind))
def test_every_nature_of_assignment_is_there(kind: AssignmentKind) -> None:
    assert Assignment.objects.filter(kind=kind).exists()


@pytest.mark.parametrize("status", list(LegalStatus))
def test_every_legal_status_is_there(status: LegalStatus) -> None:
    assert Employee.objects.filter(legal_status=status).exists()


def test_two_years_are_closed_and_one_is_open() -> None:
    years = dict(PerformanceYear.objects.values_list("year", "state"))
    assert years == {
        2024: YearState.CLOSED,
        2025: YearState.CLOSED,
        2026: YearState.OPEN,
    }


@pytest.mark.parametrize("state", list(PlanState))
def test_running_year_has_plans_in_every_state(state: PlanState) -> None:
    assert Plan.objects.for_year(2026).filter(state=state).exists()


@pytest.mark.parametrize("state", list(EvaluationState))
def test_running_year_has_evaluations_in_every_state(state: EvaluationState) -> None:
    assert Evaluation.objects.filter(period__year__year=2026, state=state).exists()


def test_closed_years_are_final_throughout() -> None:
    closed = Evaluation.objects.filter(period__year__state=YearState.CLOSED)
    assert closed.filter(period__kind="annual").count() > PEOPLE
    assert not closed.exclude(state=EvaluationState.FINAL).exists()


def test_objections_ended_in_every_way_and_some_wait() -> None:
    assert set(Objection.objects.values_list("state", flat=True)) == set(ObjectionState)
    outcomes = Objection.objects.filter(state=ObjectionState.DECIDED)
    assert set(outcomes.values_list("outcome", flat=True)) == set(ObjectionOutcome)


def test_organisation_predicates_stand_in_every_state() -> None:
    states = set(OrganisationPredicate.objects.values_list("state", flat=True))
    assert {OrganisationState.FIXED, OrganisationState.DRAFT} <= states
    fixed = OrganisationPredicate.objects.filter(state=OrganisationState.FIXED)
    assert {row.fixed_by for row in fixed} == {account("pimpinan").employee}


def rated_evaluations() -> list[Evaluation]:
    return list(
        Evaluation.objects.exclude(results_proposed="")
        .select_related("plan__assignment__post__unit")
        .prefetch_related("result_ratings__result", "behaviour_ratings", "objections")
    )


def test_every_proposal_is_the_rules_answer_to_the_stored_ratings() -> None:
    for evaluation in rated_evaluations():
        rows = evaluation.result_ratings.all()
        ratings = ResultRatings(
            main=tuple(Rating(r.rating) for r in rows if r.result.kind == ResultKind.MAIN),
            additional=tuple(Rating(r.rating) for r in rows if r.result.kind != ResultKind.MAIN),
        )
        values = [Rating(r.rating) for r in evaluation.behaviour_ratings.all()]
        assert evaluation.results_proposed == propose_results_rating(ratings)
        assert evaluation.behaviour_proposed == propose_behaviour_rating(values)


def test_every_final_result_is_computed_again_to_what_is_stored() -> None:
    final = Evaluation.objects.filter(state=EvaluationState.FINAL)
    every = regulations()
    for row in final.prefetch_related("plan__results", "result_ratings", "behaviour_ratings"):
        values = [Rating(one.rating) for one in row.behaviour_ratings.all()]
        assert recompute(row, single_ratings(row), values, every).agrees, row
    for row in evaluations_for_page(final.filter(pk__in=final.values("pk")[:10])):
        assert explain(row, NOW).recomputed.agrees, row


def test_every_predicate_follows_from_its_ratings_by_the_table() -> None:
    rows = Evaluation.objects.filter(state__in=RATED)
    assert rows.count() > PEOPLE
    for row in rows:
        expected = performance_predicate(Rating(row.results_rating), Rating(row.behaviour_rating))
        assert row.predicate == expected


def test_heads_of_agencies_are_rated_as_their_agency() -> None:
    heads = [
        row
        for row in rated_evaluations()
        if row.state in RATED
        and row.plan.assignment.post.is_head
        and row.plan.assignment.post.unit.kind == "agency"
        and not row.objections.all()
    ]
    assert heads
    for row in heads:
        assert row.results_rating == head_results_rating(Value(row.organisation_predicate))


def test_some_settings_are_decided_and_one_is_coming() -> None:
    decided = list(RegulationSetting.objects.all())
    for row in decided:
        assert checked_value(setting_of(row.key), row.value) == row.value
    assert any(row.valid_from > TODAY for row in decided)
    assert not Evaluation.objects.rated().filter(regulation_versions={}).exists()


def test_persons_predicate_comes_after_the_agencys() -> None:
    fixed = {
        (row.unit_id, row.period_id): row
        for row in OrganisationPredicate.objects.filter(state=OrganisationState.FIXED)
    }
    rows = Evaluation.objects.filter(state__in=RATED).select_related("plan__assignment__post__unit")
    for row in rows:
        agency = fixed[row.plan.assignment.post.unit.agency_id, row.period_id]
        assert row.organisation_predicate == agency.predicate
        assert agency.fixed_at <= row.fixed_at <= row.served_at if row.served_at else True


def test_patterns_of_the_circular_are_mostly_kept() -> None:
    annual = Evaluation.objects.filter(period__kind="annual", period__year__year=2025)
    whole = annual.count()
    share = {p: annual.filter(predicate=p).count() / whole for p in ("very_good", "good")}
    assert share["good"] < 0.75
    assert 0.05 < share["very_good"] < 0.45
    assert annual.filter(predicate="needs_improvement").exists()


@pytest.mark.parametrize(
    ("trace", "owner", "moves"),
    [
        (PlanTransition, "plan", PLAN_MOVES),
        (EvaluationTransition, "evaluation", EVALUATION_MOVES),
    ],
)
def test_traces_follow_the_transition_table_in_order_of_time(
    trace: type[Model], owner: str, moves: tuple
) -> None:
    verbs = {move.verb: move for move in moves}
    traces: dict[int, list] = {}
    for row in trace.objects.order_by("pk").select_related(owner):
        traces.setdefault(getattr(row, f"{owner}_id"), []).append(row)
    for rows in traces.values():
        for row in rows:
            assert row.source in verbs[row.verb].sources
            assert row.target == verbs[row.verb].target
            assert row.at <= NOW
            assert row.note or not verbs[row.verb].needs_note
        assert all(a.target == b.source and a.at <= b.at for a, b in pairwise(rows))
        assert rows[-1].target == getattr(rows[-1], owner).state


def test_every_step_beyond_the_first_state_left_a_trace() -> None:
    unmoved = (PlanState.DRAFT,)
    assert not Plan.objects.filter(transitions=None).exclude(state__in=unmoved).exists()
    waiting = (EvaluationState.NOT_OPEN,)
    assert not Evaluation.objects.filter(transitions=None).exclude(state__in=waiting).exists()


def test_scheduler_finds_nothing_but_the_lapsed_to_move_on() -> None:
    lapsed = Evaluation.objects.filter(state=EvaluationState.LAPSED).count()
    assert close_windows(now=NOW) == (0, lapsed)


def test_plans_that_were_handed_in_are_complete() -> None:
    rows = Plan.objects.exclude(state__in=[PlanState.DRAFT, PlanState.RETURNED]).order_by("pk")
    for plan in rows[::7]:
        assert plan_problems(plan).blocking == [], plan


def test_links_lead_to_a_result_of_the_supervisor() -> None:
    linked = WorkResult.objects.filter(link="linked").select_related(
        "plan", "superior_result__plan"
    )
    whole = WorkResult.objects.filter(plan__uses_head_form=False).count()
    assert linked.count() > 0.9 * whole
    for row in linked:
        assert row.superior_result.plan.employee_id == row.plan.supervisor_id
        assert row.superior_result.plan.year_id == row.plan.year_id
        assert row.superior_text == row.superior_result.text


def test_nurses_owe_what_the_library_says_of_nurses() -> None:
    places = {"perawat_pkm": "Puskesmas", "perawat": "RSUD"}
    for code in places:
        rows = WorkResult.objects.filter(plan__assignment__post__library_code=code)
        assert rows.exists()
        assert set(rows.values_list("text", flat=True)) <= {r.text for r in library().results[code]}
    nurses = Post.objects.filter(title__startswith="Perawat")
    assert set(nurses.values_list("library_code", flat=True)) == set(places)


def test_teachers_and_firefighters_do_not_share_their_work() -> None:
    def texts(title: str) -> set[str]:
        rows = WorkResult.objects.filter(plan__assignment__post__title__startswith=title)
        return set(rows.values_list("text", flat=True))

    assert any("murid" in text for text in texts("Guru"))
    assert any("kebakaran" in text for text in texts("Pemadam Kebakaran"))
    assert not texts("Guru") & texts("Pemadam Kebakaran")


def test_no_text_shows_a_gap_that_was_to_be_filled() -> None:
    for model, field in (
        (WorkResult, "text"),
        (WorkResult, "superior_text"),
        (Indicator, "target"),
        (Achievement, "text"),
        (Evaluation, "recommendation"),
    ):
        assert not model.objects.filter(**{f"{field}__regex": r"[{}]|  |None"}).exists()


@pytest.mark.parametrize("demo", DEMO_ACCOUNTS, ids=lambda demo: demo.username)
def test_demo_account_signs_in_and_has_its_role(demo) -> None:
    user = account(demo.username)
    assert user.check_password(settings.DEMO_PASSWORD)
    assert demo.role in roles_of(user, TODAY)
    assert Authenticator.objects.filter(user=user).exists() is bool(demo.totp_secret)


def test_every_role_has_a_demo_account() -> None:
    assert {demo.role for demo in DEMO_ACCOUNTS} == set(Role)


def test_everybody_else_has_an_account_without_a_password() -> None:
    short = [demo.username for demo in DEMO_ACCOUNTS]
    others = User.objects.exclude(username__in=short)
    assert all(not user.has_usable_password() for user in others)
    assert not Employee.objects.filter(user=None).exists()


def test_demo_employee_supervisor_and_superior_stand_in_one_line() -> None:
    employee, supervisor, superior = (
        account(name).employee for name in ("pegawai", "penilai", "atasan")
    )
    found = supervision_map(TODAY).of(employee.pk)
    assert (found.supervisor, found.reviewing_superior) == (supervisor.pk, superior.pk)
    plan = employee.plans.get(year__year=2026)
    assert (plan.supervisor, plan.reviewing_superior) == (supervisor, superior)
    assert plan.state == PlanState.FIXED
    assert plan.evaluations.filter(state=EvaluationState.SERVED).exists()
    mine = Evaluation.objects.filter(supervisor=supervisor)
    assert mine.filter(state=EvaluationState.IN_RATING).exists()


def test_named_supervisors_are_those_of_the_day() -> None:
    lines = supervision_map(TODAY)
    today = SupervisionOverride.objects.on(TODAY)
    assert today.exists()
    for row in today:
        assert lines.of(row.employee_id).supervisor == row.supervisor_id
        assert row.decree_number


def test_waiting_annual_evaluations_are_opened_with_all_the_others() -> None:
    annual = Period.objects.get(year__year=2026, kind="annual")
    waiting = annual.evaluations.count()
    opened = open_period(period=annual, by=None, now=NOW)
    assert opened == annual.evaluations.count() > waiting > 0
    assert set(annual.evaluations.values_list("state", flat=True)) == {EvaluationState.IN_PROGRESS}


def test_guards_and_history_watch_again_after_the_load() -> None:
    plan = Plan.objects.filter(state=PlanState.FIXED).first()
    with pytest.raises(DatabaseError), transaction.atomic():
        WorkResult.objects.create(plan=plan, position=90, text="Terselip setelah ditetapkan")
    before = plan.events.count()
    Plan.objects.filter(pk=plan.pk).update(note="Dibuka")
    assert plan.events.count() == before + 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)


def test_history_tells_that_the_rows_are_of_the_demo() -> None:
    for row in (Plan.objects.first(), Evaluation.objects.first(), Employee.objects.first()):
        event = row.events.get()
        assert event.pgh_label == "insert"
        assert event.pgh_context.metadata == {"source": "demo"}


def test_files_of_the_evidence_are_what_they_say() -> None:
    with_file = Evidence.objects.exclude(file="")
    assert 20 <= with_file.count() <= 60
    for row in with_file:
        with row.file.open() as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == row.sha256
        upload = SimpleUploadedFile(row.file_name, content)
        assert checked_type(upload) == row.content_type


def test_work_teams_reach_across_agencies_and_stand_in_plans() -> None:
    shown = account("pegawai").employee
    led = WorkTeam.objects.get(leader=shown)
    people = [shown, *(row.employee for row in led.members.all())]
    posts = Assignment.objects.on(TODAY).filter(employee__in=people)
    assert posts.order_by().values("post__unit__agency").distinct().count() > 1
    assert led.results.exclude(plan__employee=shown).exists()
    assert TeamMember.objects.filter(employee=shown).count() == 1
    for team in WorkTeam.objects.all():
        assert team.members.exists()
        for result in team.results.exclude(plan__employee=team.leader):
            assert result.assigned_by == assigner_words(team)
    remarks = ContinuousFeedback.objects.filter(role=FeedbackRole.TEAM_LEADER)
    assert remarks.exists()
    for remark in remarks.select_related("result__team"):
        assert remark.giver_id == remark.result.team.leader_id


def test_competences_are_measured_and_development_plans_stand_at_every_step() -> None:
    measured = CompetenceMeasurement.objects.values("employee").distinct().count()
    with_post = len(
        [one for one in needs_of_people(Employee.objects.serving(), TODAY) if one.lines]
    )
    assert 0.7 * with_post < measured < with_post
    own = DevelopmentPlan.objects.get(employee=account("pegawai").employee, year=TODAY.year)
    assert own.state == DevelopmentState.AGREED
    assert own.checks.filter(held_on__isnull=False).count() == 1
    states = set(DevelopmentPlan.objects.values_list("state", flat=True))
    assert {DevelopmentState.DRAFT, DevelopmentState.SUBMITTED, DevelopmentState.AGREED} <= states


def test_second_load_is_refused() -> None:
    with pytest.raises(CommandError, match="sudah berisi"):
        load()


def test_demo_accounts_are_listed_with_password_and_code() -> None:
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    text = out.getvalue()
    assert settings.DEMO_PASSWORD in text
    for demo in DEMO_ACCOUNTS:
        assert f" {demo.username} " in text
    assert text.count("kode saat ini") == 2


def test_reports_open_with_figures_that_a_count_of_now_confirms() -> None:
    city = Unit.objects.get(parent=None)
    for period in Period.objects.filter(starts__lte=TODAY):
        ((_city, counted),) = compiled_list([city], period, NOW).lines
        shown = summary_content(city, period, NOW)
        assert counted is not None
        assert counted.evaluated == shown.evaluated
        assert counted.people == shown.employees
