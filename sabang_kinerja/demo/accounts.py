"""Accounts of everybody, and those with which the demo is shown.

The demo accounts sign in with a short name and ``settings.DEMO_PASSWORD``; everybody else has an
account without a password, as after an import.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from personnel.actions.accounts import ensure_totp
from personnel.enums import AccountEventKind, EmployeeKind, LegalStatus, Role
from personnel.models import AccountEvent, RoleGrant, User
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.organisation import CITY, City
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.tables import Tables


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account to show the application with.

    ``unit`` and ``post`` (a title without its level; empty for the head) say whose it is.
    ``totp_secret`` is the key of the authenticator app where the role demands one.
    """

    role: Role
    username: str
    label: StrOrPromise
    unit: str
    post: str = ""
    totp_secret: str | None = None


DEMO_ACCOUNTS: Final = (
    DemoAccount(
        Role.EMPLOYEE,
        "pegawai",
        _("Pegawai"),
        "DUKCAPIL-B1",
        "Administrator Database Kependudukan",
    ),
    DemoAccount(Role.SUPERVISOR, "penilai", _("Pejabat penilai dari akun pegawai"), "DUKCAPIL-B1"),
    DemoAccount(
        Role.AGENCY_HEAD,
        "atasan",
        _("Atasan pejabat penilai dari akun pegawai, kepala perangkat daerah"),
        "DUKCAPIL",
    ),
    DemoAccount(Role.AGENCY_HEAD, "kepala", _("Kepala perangkat daerah lain"), "DISPAR"),
    DemoAccount(
        Role.PERFORMANCE_MANAGER,
        "pengelola",
        _("Pengelola kinerja perangkat daerah akun pegawai"),
        "DUKCAPIL-UMPEG",
        totp_secret="PERAGAPENGELOLAKOTASABANGKINERJA",  # noqa: S106  for show
    ),
    DemoAccount(
        Role.BKPSDM_ADMIN,
        "bkpsdm",
        _("Admin BKPSDM"),
        "BKPSDM-B3",
        "Analis Sumber Daya Manusia Aparatur",
        totp_secret="PERAGABKPSDMKOTASABANGKINERJAASN",  # noqa: S106  for show
    ),
    DemoAccount(Role.CITY_LEADERSHIP, "pimpinan", _("Pimpinan kota (Wali Kota)"), CITY),
    DemoAccount(Role.AUDITOR, "auditor", _("Auditor Inspektorat"), "INSP-I1", "Auditor"),
    DemoAccount(
        Role.QUALITY_REVIEWER, "mutu", _("Peninjau mutu data"), "DISKOMINFO-B3", "Statistisi"
    ),
    DemoAccount(
        Role.SURVEY_OFFICER, "survei", _("Petugas survei"), "SETDA-AS3-1", "Analis Kebijakan"
    ),
    DemoAccount(
        Role.TRAINING_OFFICER,
        "pelatihan",
        _("Petugas pelatihan"),
        "BKPSDM-B2",
        "Analis Sumber Daya Manusia Aparatur",
    ),
)
"""One for each role; pegawai, penilai and atasan stand in one line."""

SECOND_REVIEWER: Final = "DISKOMINFO-B3"
"""Two people release or confirm quarantined answers together; the second has no short name."""

GRANTED: Final = frozenset(Role) - {Role.EMPLOYEE, Role.SUPERVISOR, Role.AGENCY_HEAD}


def demo_people(city: City, population: Population) -> dict[str, Person]:
    """The person behind each demo account, by its short name."""
    found: dict[str, Person] = {}
    for account in DEMO_ACCOUNTS:
        people = [
            person
            for post in city.posts_in(account.unit)
            if (post.stem == account.post if account.post else post.is_head)
            for person in population.holders(post)
            if person not in found.values()
        ]
        people.sort(key=lambda person: person.kind != EmployeeKind.PNS)
        found[account.username] = people[0]
    return found


def write_accounts(
    city: City, population: Population, now: datetime, tables: Tables
) -> dict[str, Person]:
    """Write an account for everybody and the roles that are granted by hand."""
    people = demo_people(city, population)
    short_names = {person: name for name, person in people.items()}
    first_day = date(now.year - 2, 1, 1)
    opened = now.replace(year=now.year - 2, month=1, day=2, hour=8, minute=0, second=0)
    no_password = make_password(None)
    known_password = make_password(settings.DEMO_PASSWORD)
    for person in population.people:
        since = max(opened, datetime.combine(person.career[0].starts, opened.timetz()))
        short = short_names.get(person)
        person.user_id = tables[User].add(
            password=known_password if short else no_password,
            username=short or person.nip,
            is_active=person.status != LegalStatus.LEFT,
            date_joined=since,
            employee_id=person.id,
        )
        tables[AccountEvent].add(
            user_id=person.user_id, kind=AccountEventKind.OPENED, by_id=None, at=since
        )
    grants: list[tuple[Person, Role, int | None]] = [
        (people[account.username], account.role, None)
        for account in DEMO_ACCOUNTS
        if account.role in GRANTED - {Role.PERFORMANCE_MANAGER}
    ]
    reviewer = population.head_of(city, SECOND_REVIEWER)
    if reviewer is not None:
        grants.append((reviewer, Role.QUALITY_REVIEWER, None))
    grants += [
        (person, Role.PERFORMANCE_MANAGER, agency_id)
        for agency_id, person in _performance_managers(city, population).items()
    ]
    for number, (person, role, agency_id) in enumerate(grants, start=1):
        tables[RoleGrant].add(
            user_id=person.user_id,
            role=role,
            agency_id=agency_id,
            effective_from=max(first_day, person.career[0].starts),
            decree_number=f"800.1/{920 + number}/{first_day.year}",
        )
    return people


def add_second_factors() -> None:
    """Give the demo accounts whose roles demand it an authenticator app with a known key."""
    for account in DEMO_ACCOUNTS:
        if account.totp_secret:
            ensure_totp(User.objects.get(username=account.username), account.totp_secret)


def _performance_managers(city: City, population: Population) -> dict[int, Person]:
    """For each agency the leader of the office that looks after staff matters."""
    found: dict[int, Person] = {}
    for wanted in ("kasubbag_umum", "sekretaris", "x_pimpinan_unit"):
        for post in city.posts:
            agency = post.unit.agency
            if agency is None or agency.id in found or post.code != wanted or not post.is_head:
                continue
            if holders := population.holders(post):
                found[agency.id] = holders[0]
    return found
