"""The same arguments give the same city; other days and wrong arguments are met, too."""

import hashlib
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from appraisal.models import Evaluation, Plan, PlanTransition
from feedback.models import CitizenSurvey, Response, SurveyResult
from personnel.enums import YearState
from personnel.models import Employee, PerformanceYear, Unit

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)
DIGESTED = (
    "SELECT nip, name, title_before, title_after, rank, legal_status FROM personnel_employee",
    "SELECT kind, effective_from, effective_until, decree_number FROM personnel_assignment",
    "SELECT starts, ends, state, version, submitted_at, note FROM appraisal_plan",
    "SELECT text, link, superior_text FROM appraisal_workresult",
    "SELECT text, target FROM appraisal_indicator",
    "SELECT state, results_rating, behaviour_rating, predicate, served_at, recommendation"
    " FROM appraisal_evaluation",
    "SELECT text, value FROM appraisal_achievement",
    "SELECT verb, at FROM appraisal_evaluationtransition",
    "SELECT title, url, sha256, added_at FROM appraisal_evidence",
    "SELECT id, day, channel, standing, ratings, age_group, flags FROM feedback_response",
    "SELECT digest, issued_on, used FROM feedback_receipttoken",
    "SELECT index, lower, upper, verdict, figures FROM feedback_surveyresult",
)


def digest_of_load(seed: int) -> str:
    """A fingerprint of everything that a person would notice; the load is rolled back."""
    digest = hashlib.sha256()
    with transaction.atomic():
        call_command("load_demo", employees=200, seed=seed, today=TODAY, verbosity=0)
        with connection.cursor() as cursor:
            for query in DIGESTED:
                cursor.execute(
                    f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ({query}) t"
                )
                digest.update(cursor.fetchone()[0].encode())
        transaction.set_rollback(True)
    return digest.hexdigest()


def test_same_seed_gives_the_same_city_and_another_seed_another() -> None:
    first = digest_of_load(7)
    assert digest_of_load(7) == first
    assert digest_of_load(8) != first


@pytest.mark.parametrize("today", [date(2027, 1, 5), date(2027, 3, 31), date(2028, 2, 29)])
def test_city_loads_on_any_day_and_knows_no_tomorrow(today: date) -> None:
    call_command("load_demo", employees=200, seed=3, today=today, verbosity=0)
    running = PerformanceYear.objects.get(year=today.year)
    assert running.state == YearState.OPEN
    assert PerformanceYear.objects.count() == 3
    assert not PlanTransition.objects.filter(at__date__gt=today).exists()
    assert not Plan.objects.filter(starts__gt=today).exists()
    assert Evaluation.objects.filter(period__year=running, state="in_progress").exists()
    assert not Response.objects.filter(day__gte=today).exists()
    assert not SurveyResult.objects.filter(computed_at__date__gt=today).exists()
    assert CitizenSurvey.objects.filter(state="open", closes_on__gte=today).exists()
    assert CitizenSurvey.objects.filter(state="closed", results__is_current=True).exists()
    assert len(set(Evaluation.objects.values_list("state", flat=True))) >= 9


def test_too_few_people_are_refused_before_anything_is_written() -> None:
    with pytest.raises(CommandError, match="paling sedikit 200"):
        call_command("load_demo", employees=12)
    assert not Unit.objects.exists()


def test_machine_that_is_no_demo_is_refused(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO"):
        call_command("load_demo")
    assert not Employee.objects.exists()


def test_list_of_accounts_says_when_there_is_no_demo_city(capsys: pytest.CaptureFixture) -> None:
    call_command("demo_accounts")
    assert "tidak berisi kota peraga" in capsys.readouterr().out
