"""Did it help: said once, told of five or more, never of one; and the simulated IP ASN."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from personnel.enums import Role
from personnel.models import Notice, RegulationSetting
from sabang_kinerja.common.errors import Denied, WindowClosed
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in
from tests.factories.training import NOW, make_officer, make_record, make_session, make_training
from training.actions import effect, enrolments, sessions
from training.actions.effect import ask_in_time
from training.enums import TrainingForm
from training.models import Reaction
from training.regulation import DISCIPLINE_COMPLETE
from training.selectors.effect import both_said, effect_of

pytestmark = pytest.mark.django_db

HELD = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
LATE = HELD + timedelta(days=65)


@pytest.fixture
def officer():
    return make_officer()


@pytest.fixture
def at(monkeypatch):
    def put(moment):
        monkeypatch.setattr("personnel.views.asking.timezone.now", lambda: moment)

    return put


def held(officer, people, **fields):
    session = make_session(officer, capacity=50, **fields)
    for one in people:
        enrolments.enrol(session_id=session.pk, by=one, now=NOW)
    present = set(session.enrolments.values_list("pk", flat=True))
    return sessions.hold_session(session_id=session.pk, present=present, by=officer, now=HELD)


def team(size):
    unit = make_unit()
    head = make_user(employee=make_employee(head_of=unit))
    return head, [make_user(employee=make_employee(unit)) for _one in range(size)]


def test_a_reaction_is_given_once_and_cannot_be_changed(officer):
    _head, people = team(1)
    session = held(officer, people)
    given = {"session_id": session.pk, "scores": [5, 4, 5, 3, 5], "text": "", "by": people[0]}
    effect.give_reaction(**given, now=HELD)

    with pytest.raises(Denied, match="sudah tersimpan"):
        effect.give_reaction(**given, now=HELD)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reaction.objects.update(scores=[1, 1, 1, 1, 1])


def test_a_reaction_comes_from_a_participant_and_in_time(officer):
    _head, people = team(1)
    session = held(officer, people)
    given = {"session_id": session.pk, "scores": [5] * 5, "text": ""}
    with pytest.raises(Denied, match="Hanya peserta"):
        effect.give_reaction(**given, by=officer, now=HELD)
    with pytest.raises(WindowClosed):
        effect.give_reaction(**given, by=people[0], now=HELD + timedelta(days=31))


def test_nothing_is_told_of_four_and_all_of_five_with_n_and_interval(client, officer, at):
    _head, people = team(5)
    session = held(officer, people)
    sign_in(client, officer)
    at(HELD)
    url = reverse("appraisal:training-effect", args=[session.training_id])
    for one in people[:4]:
        effect.give_reaction(
            session_id=session.pk, scores=[4] * 5, text="Ramai sekali", by=one, now=HELD
        )
    four = client.get(url).content.decode()
    assert "4 jawaban, perlu lima" in four
    assert "Ramai sekali" not in four

    effect.give_reaction(session_id=session.pk, scores=[5] * 5, text="", by=people[4], now=HELD)
    five = re.sub(r"<[^>]+>|\s+", " ", client.get(url).content.decode())

    assert effect_of(session.training).reaction_all.mean == pytest.approx(4.2)
    assert "4,20" in five
    assert "n = 5" in five
    assert "bukan bukti bahwa pelatihan menyebabkannya" in five


def test_the_gain_is_that_of_the_rule_person_by_person(officer):
    _head, people = team(6)
    session = held(officer, people)
    pairs = [(60, 80), (50, 75), (20, 60), (80, 90), (40, 70), (100, 100)]
    scores = {
        one.pk: (Decimal(before), Decimal(after))
        for one, (before, after) in zip(session.enrolments.order_by("pk"), pairs, strict=True)
    }

    assert effect.write_scores(session_id=session.pk, scores=scores, by=officer, now=HELD) == 6

    found = effect_of(session.training)
    assert (found.before.n, found.gain.n) == (6, 5)
    assert found.gain.mean == pytest.approx(0.5)


def test_behaviour_is_asked_of_both_after_sixty_days_and_read_once_both_have_said(
    client, officer, at
):
    head, [member] = team(1)
    session = held(officer, [member])
    given = {
        "session_id": session.pk, "employee": member.employee, "scores": [3, 2, 4, 1],
        "example": "Mengukur delapan destinasi",
    }  # fmt: skip
    with pytest.raises(WindowClosed, match="7 Desember 2026"):
        effect.review_behaviour(**given, by=member, now=HELD)

    effect.review_behaviour(**given, by=member, now=LATE)
    assert both_said(session, member.employee_id) == []
    at(LATE)
    sign_in(client, head)
    url = reverse("training:behaviour", args=[session.pk, member.employee_id])
    assert "Mengukur delapan destinasi" not in client.get(url).content.decode()
    effect.review_behaviour(**given | {"example": ""}, by=head, now=LATE)

    assert "Mengukur delapan destinasi" in client.get(url).content.decode()
    with pytest.raises(Denied):
        effect.review_behaviour(**given, by=officer, now=LATE)


def test_people_are_asked_the_day_after_and_after_sixty_days_and_once(officer):
    head, people = team(2)
    held(officer, people)

    assert ask_in_time(now=HELD) == 2
    assert ask_in_time(now=HELD) == 0
    assert ask_in_time(now=HELD + timedelta(days=59)) == 3
    assert Notice.objects.filter(recipient=head, key__endswith="behaviour").count() == 1


# IP ASN


def index_page(client, user, at, moment=HELD):
    sign_in(client, user)
    at(moment)
    page = client.get(reverse("appraisal:professionalism-own")).content.decode()
    return re.sub(r"<[^>]+>|\s+", " ", page)


def test_what_is_missing_is_shown_as_missing_and_not_as_nothing(client, officer, at):
    user = make_user(employee=make_employee(make_unit(), education="S1"))

    page = index_page(client, user, at)

    assert "15 dari 25" in page
    assert page.count("belum ada data") == 2
    assert "Predikat tahunan belum final" in page
    assert "Register hukuman disiplin belum dinyatakan lengkap" in page
    assert "Ini simulasi. Angka resmi dari BKN/SIASN" in page


def test_trainings_and_a_complete_register_fill_their_dimensions(client, officer, at):
    user = make_user(employee=make_employee(make_unit(), education="S2"))
    make_record(user.employee, user, hours=Decimal(20), verifier=officer)
    make_record(user.employee, user, form=TrainingForm.SEMINAR, verifier=officer)
    RegulationSetting.objects.create(
        key=DISCIPLINE_COMPLETE, value=True, valid_from=date(2026, 1, 1), legal_basis="SK",
        decided_by=officer, decided_at=HELD,
    )  # fmt: skip

    page = index_page(client, user, at)

    assert "20 dari 25" in page
    assert "40 dari 40" in page
    assert "5 dari 5" in page


def test_leadership_reads_means_of_five_complete_people_and_no_fewer(
    client, officer, at, django_assert_max_num_queries
):
    agency = make_unit()
    for _one in range(5):
        make_employee(agency, education="S1")
    leader = make_user(Role.CITY_LEADERSHIP)
    sign_in(client, leader)
    at(HELD)

    with django_assert_max_num_queries(30):
        page = client.get(reverse("appraisal:professionalism-list")).content.decode()

    assert "belum lima orang" in page
    assert client.get(reverse("appraisal:professionalism-export", args=["xlsx"])).status_code == 200


def test_an_employee_does_not_read_the_figures_of_a_training(client, at):
    training = make_training()
    sign_in(client, make_user(employee=make_employee(make_unit())))

    assert client.get(reverse("appraisal:training-effect", args=[training.pk])).status_code == 403
