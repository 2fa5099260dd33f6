"""The education office with one school, its people and the delivered library, for tests."""

from dataclasses import dataclass
from datetime import date

from appraisal.actions import plan_content, plans
from appraisal.actions.plan_sources import add_from_library
from appraisal.enums import AnnexBlock
from appraisal.models import LibraryResult, Plan
from personnel.enums import PostKind, PostLevel
from personnel.models import User
from sabang_kinerja.library import load_library
from tests.factories.appraisal import JANUARY, Office, make_office
from tests.factories.personnel import make_employee, make_post, make_unit, make_user


@dataclass
class School:
    """A school below its office: ``office.supervisor`` leads it, ``office.employee`` teaches."""

    office: Office
    division_head: User

    @property
    def headmaster(self) -> User:
        """Who leads the school and appraises its teachers."""
        return self.office.supervisor

    @property
    def teacher(self) -> User:
        """Guru Kelas Ahli Pertama, rank III/a."""
        return self.office.employee


def make_school(year: int) -> School:
    """Dinas Pendidikan with a division, a primary school with its headmaster and one teacher."""
    load_library()
    office = make_office(year)
    _name(office.agency, "Dinas Pendidikan dan Kebudayaan", mandate="DINAS_PENDIDIKAN")
    _post(office.head, title="Kepala Dinas Pendidikan dan Kebudayaan", library_code="kadisdik")
    _name(office.division, "SD Negeri 1 Sabang")
    functional = {"kind": PostKind.FUNCTIONAL, "echelon": ""}
    _post(
        office.supervisor,
        title="Kepala SD Negeri 1 Sabang",
        level=PostLevel.AHLI_MADYA,
        library_code="kepsek",
        **functional,
    )
    _post(
        office.employee,
        title="Guru Kelas Ahli Pertama",
        level=PostLevel.AHLI_PERTAMA,
        library_code="guru_kelas",
        **functional,
    )
    teacher = office.employee.employee
    teacher.rank_since = date(year - 2, 4, 1)
    teacher.save()
    division = make_unit(office.agency, name="Bidang Pembinaan SD")
    post = make_post(
        division, is_head=True, title="Kepala Bidang Pembinaan SD", library_code="kabid_sd"
    )
    return School(office, make_user(employee=make_employee(post=post)))


def _name(unit, name: str, **fields) -> None:
    unit.name = name
    for key, value in fields.items():
        setattr(unit, key, value)
    unit.save()


def _post(user: User, **fields) -> None:
    post = user.employee.assignments.get().post
    for key, value in fields.items():
        setattr(post, key, value)
    post.save()


def agreed_from_library(office: Office, owner: User) -> Plan:
    """The owner's fixed plan with everything that the library has for the post."""
    assignment = owner.employee.assignments.get()
    plan = plans.create_plan(assignment=assignment, year=office.year, by=owner, now=JANUARY)
    entries = LibraryResult.objects.of_post(assignment.post).values_list("pk", flat=True)
    add_from_library(plan_id=plan.pk, entry_ids=entries, by=owner, now=JANUARY)
    plan_content.save_annexes(
        plan_id=plan.pk,
        texts={block: f"Isi {block.label}" for block in AnnexBlock},
        by=owner,
        now=JANUARY,
    )
    plans.submit_plan(plan_id=plan.pk, by=owner, now=JANUARY)
    plan.refresh_from_db()
    supervisor = User.objects.get(employee=plan.supervisor)
    plans.approve_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=owner, now=JANUARY)
    plans.sign_plan(plan_id=plan.pk, by=supervisor, now=JANUARY)
    plan.refresh_from_db()
    return plan
