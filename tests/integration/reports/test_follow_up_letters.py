"""The warning that opens help and the appreciation of an award: one family with other letters."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from appraisal.actions import follow_up, improvement
from appraisal.enums import AwardKind, Rating
from appraisal.models import Award, ImprovementPlan
from appraisal.selectors.home import home_page
from personnel.enums import Role
from personnel.models import Notice
from reports.actions.follow_up_letters import make_appreciation, make_warning
from reports.actions.signature_requests import ask_for_signatures
from reports.actions.signatures import return_scan, seal
from reports.enums import LetterState, SignatureState, SignatureWay, SignerRole
from reports.models import FollowUpLetter, NumberRegister, Signature
from reports.selectors.signatures import candidates
from sabang_kinerja.common.errors import Denied, WrongState
from tests.factories.appraisal import make_office
from tests.factories.documents import pdf_attachment, pdf_text
from tests.factories.follow_up import FINAL_AT, final_crowd
from tests.factories.pdf_archive import findings
from tests.factories.personnel import make_user
from tests.factories.reports import letters_made
from tests.factories.sessions import sign_in
from tests.factories.signing import scan, use_seal

pytestmark = pytest.mark.django_db

LATER = FINAL_AT + timedelta(days=5)


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def plan(office) -> ImprovementPlan:
    """A running plan with goals, of one person of the division."""
    (evaluation,) = final_crowd(office, 1, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    plan = ImprovementPlan.objects.get(evaluation=evaluation)
    return improvement.save_goals(
        plan_id=plan.pk,
        goals="Laporan triwulan selesai paling lambat tanggal 5.",
        by=office.supervisor,
        now=FINAL_AT,
        seen_version=plan.row_version,
    )


def award_of(office, kind=AwardKind.CERTIFICATE) -> Award:
    (evaluation,) = final_crowd(office, 1, Rating.ABOVE, Rating.ABOVE)
    return Award.objects.create(
        employee=evaluation.plan.employee,
        year=office.year,
        kind=kind,
        decree_number="188.45/21/2027",
        decree_date=date(2027, 1, 18),
        decided_by=office.admin,
        decided_at=FINAL_AT,
    )


def text_of(letter: FollowUpLetter) -> str:
    with letter.file.open("rb") as file:
        return " ".join(pdf_text(file.read()).split())


def test_a_warning_says_which_result_how_long_what_helps_and_when_it_falls(office, plan):
    letter = make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER)

    text = text_of(letter)
    assert "SURAT PERINGATAN KINERJA" in text
    assert plan.employee.full_name in text
    assert "berpredikat Butuh Perbaikan" in text
    assert "Peraturan Pemerintah Nomor 30 Tahun 2019" in text
    assert "21 Januari sampai dengan 21 Juli 2027" in text
    assert "6 kali dengan pejabat penilai kinerja" in text
    assert plan.goals in text
    assert "surat ini tidak berlaku lagi" in text
    assert office.supervisor.employee.full_name in text
    with letter.file.open("rb") as file:
        pdf = file.read()
    assert findings(pdf) == []
    assert pdf_attachment(pdf)


def test_the_person_hears_of_a_warning_and_reads_it_and_nobody_else_does(client, office, plan):
    owner = make_user(employee=plan.employee)
    letter = make_warning(plan_id=plan.pk, by=office.admin, now=LATER)

    assert Notice.objects.filter(recipient=owner, key=f"follow-up-letter-{letter.pk}").exists()
    file = reverse("reports:followupletter-file", args=[letter.pk])
    sign_in(client, owner)
    assert b"".join(client.get(file).streaming_content).startswith(b"%PDF")
    assert letter.number in client.get(reverse("reports:followupletter-list")).content.decode()
    page = client.get(reverse("reports:warning-of-plan", args=[plan.pk])).content.decode()
    assert letter.number in page
    stranger = make_user()
    sign_in(client, stranger)
    assert client.get(file).status_code == 404
    assert letter.number not in client.get(reverse("reports:followupletter-list")).content.decode()


def test_a_warning_is_written_once_while_the_plan_runs_and_not_by_its_own_person(office, plan):
    owner = make_user(employee=plan.employee)
    with pytest.raises(Denied):
        make_warning(plan_id=plan.pk, by=owner, now=LATER)
    with pytest.raises(Denied):
        make_warning(plan_id=plan.pk, by=make_user(), now=LATER)

    first = make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER)
    assert make_warning(plan_id=plan.pk, by=office.admin, now=LATER) == first
    assert NumberRegister.objects.get().last == 1

    ImprovementPlan.objects.filter(pk=plan.pk).update(
        state="ended", ended_with="good", ended_at=LATER
    )
    with pytest.raises(WrongState, match="selama rencana perbaikan berjalan"):
        make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER)


def test_a_warning_falls_with_the_result_that_it_followed(client, office, plan):
    letter = make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER)
    address = reverse("verify-code", args=[letter.verification_code])
    assert "Dokumen ini asli dan berlaku" in client.get(address).content.decode()

    ImprovementPlan.objects.filter(pk=plan.pk).update(
        state="ended", ended_with="good", ended_at=LATER
    )

    seen = client.get(address).content.decode()
    assert "sudah dicabut dan tidak berlaku" in seen
    assert plan.employee.nip not in seen
    assert "Butuh Perbaikan" not in seen


def test_an_appreciation_names_award_and_decree_and_the_head_signs(office):
    award = award_of(office, AwardKind.TALENT_POOL)

    letter = make_appreciation(award_id=award.pk, by=office.head, now=LATER)

    text = text_of(letter)
    assert "PIAGAM PENGHARGAAN" in text
    assert "atas kinerja tahun 2026 dengan predikat Sangat Baik" in text
    assert "Penghargaan: Prioritas kelompok rencana suksesi" in text
    assert "Keputusan Nomor 188.45/21/2027 tanggal 18 Januari 2027" in text
    assert letter.signer == office.head.employee
    assert make_appreciation(award_id=award.pk, by=office.admin, now=LATER) == letter


def test_an_award_taken_out_by_mistake_ends_its_letter_and_keeps_the_number(client, office):
    award = award_of(office)
    letter = make_appreciation(award_id=award.pk, by=office.admin, now=LATER)

    follow_up.remove_award(award=award, by=office.admin, now=LATER)

    letter = FollowUpLetter.objects.get()
    assert letter.state == LetterState.WITHDRAWN
    seen = client.get(reverse("verify-code", args=[letter.verification_code])).content.decode()
    assert "sudah dicabut dan tidak berlaku" in seen


def test_nobody_writes_the_own_appreciation(office):
    award = award_of(office)
    owner = make_user(Role.BKPSDM_ADMIN, employee=award.employee)
    with pytest.raises(Denied, match="orang lain"):
        make_appreciation(award_id=award.pk, by=owner, now=LATER)


def test_all_families_take_their_numbers_from_one_register(office, plan):
    award = award_of(office)
    numbers = [
        make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER).sequence,
        make_appreciation(award_id=award.pk, by=office.admin, now=LATER).sequence,
    ]
    assert numbers == [1, 2]


def test_the_database_keeps_a_letter_as_it_was_made(office, plan):
    letter = make_warning(plan_id=plan.pk, by=office.supervisor, now=LATER)
    for change in ({"content": {}}, {"number": "1/1"}, {"file_sha256": "0" * 64}):
        with pytest.raises(DatabaseError), transaction.atomic():
            FollowUpLetter.objects.filter(pk=letter.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        letter.delete()


def test_a_warning_is_signed_by_who_guides_and_waits_on_the_home_page(
    office, plan, settings, tmp_path
):
    use_seal(settings, tmp_path)
    letter = make_warning(plan_id=plan.pk, by=office.admin, now=LATER)
    found = candidates(letter, LATER)
    assert found.people == {SignerRole.SUPERVISOR: office.supervisor.employee}

    (row,) = ask_for_signatures(
        paper=letter, roles=[SignerRole.SUPERVISOR], by=office.admin, now=LATER
    )
    titles = [todo.title for todo in home_page(office.supervisor, LATER).todos]
    assert "Tanda tangani 1 surat" in titles
    seal(signature=row, by=office.supervisor, now=LATER)

    row.refresh_from_db()
    assert (row.state, row.way) == (SignatureState.SIGNED, SignatureWay.INTERNAL_SEAL)
    assert "Tanda tangani 1 surat" not in [
        todo.title for todo in home_page(office.supervisor, LATER).todos
    ]


def test_an_appreciation_is_signed_in_ink_by_its_issuer(office):
    letter = make_appreciation(award_id=award_of(office).pk, by=office.admin, now=LATER)
    (row,) = ask_for_signatures(paper=letter, roles=[SignerRole.ISSUER], by=office.admin, now=LATER)

    return_scan(signature=row, file=scan(), signed_on=LATER.date(), by=office.head, now=LATER)

    assert Signature.objects.get().state == SignatureState.SIGNED


def test_a_letter_that_fell_is_not_signed_any_more(office, plan):
    letter = make_warning(plan_id=plan.pk, by=office.admin, now=LATER)
    (row,) = ask_for_signatures(
        paper=letter, roles=[SignerRole.SUPERVISOR], by=office.admin, now=LATER
    )
    ImprovementPlan.objects.filter(pk=plan.pk).update(
        state="ended", ended_with="good", ended_at=LATER
    )

    with pytest.raises(WrongState, match="tidak berlaku"):
        return_scan(
            signature=row, file=scan(), signed_on=LATER.date(), by=office.supervisor, now=LATER
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=row.pk).update(asked_at=LATER + timedelta(days=1))


def test_pages_lead_from_plan_and_award_to_the_letter(client, office, plan):
    award = award_of(office)
    sign_in(client, office.admin)

    assert (
        "Buat surat peringatan"
        in client.get(reverse("reports:warning-of-plan", args=[plan.pk])).content.decode()
    )
    client.post(reverse("reports:warning-create", args=[plan.pk]))
    client.post(reverse("reports:appreciation-create", args=[award.pk]))

    listed = client.get(reverse("reports:followupletter-list")).content.decode()
    assert all(one.number in listed for one in FollowUpLetter.objects.all())
    warned = client.get(reverse("reports:followupletter-list"), {"kind": "warning"})
    assert warned.context["page"].paginator.count == 1
    assert plan.employee.name in warned.content.decode()


def test_the_list_of_letters_costs_the_same_for_few_and_many(
    client, office, django_assert_max_num_queries
):
    evaluations = final_crowd(office, 12, Rating.BELOW)
    improvement.open_improvement_plans(now=FINAL_AT)
    for plan in ImprovementPlan.objects.filter(evaluation__in=evaluations):
        make_warning(plan_id=plan.pk, by=office.admin, now=datetime(2027, 1, 26, tzinfo=UTC))
    sign_in(client, office.admin)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("reports:followupletter-list"))
    assert page.context["page"].paginator.count == 12


def test_letters_of_evaluations_and_of_what_follows_stand_in_one_register(office):
    letters_made(office)
    letter = make_appreciation(award_id=award_of(office).pk, by=office.admin, now=LATER)
    assert letter.sequence == NumberRegister.objects.get(year=letter.year).last
