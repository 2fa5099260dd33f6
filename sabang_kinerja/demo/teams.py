"""Work teams of the running year across units, results that name them, remarks of their leaders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import F

from appraisal.enums import FeedbackRole, FeedbackTone, PlanState, WorkTeamState
from appraisal.models import ContinuousFeedback, TeamMember, WorkResult, WorkTeam
from personnel.enums import LegalStatus
from personnel.rules.calendar import WIB
from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import stream
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.years import CityYear


@dataclass(frozen=True, slots=True)
class _Planned:
    """A team: whose head makes it, the demo accounts in it, and where the others come from.

    Without ``leader`` (a demo account) somebody of the agency leads.
    """

    name: str
    purpose: str
    agency: str
    others: tuple[str, ...]
    leader: str = ""
    accounts: tuple[str, ...] = ()
    ended: bool = False


_TEAMS: Final = (
    _Planned(
        "Satu Data Sabang",
        "Data kependudukan, layanan, dan perencanaan kota dapat dipakai bersama.",
        "DISKOMINFO",
        ("DISKOMINFO", "BAPPEDA", "DUKCAPIL"),
        leader="pegawai",
        accounts=("mutu",),
    ),
    _Planned(
        "Layanan Adminduk Keliling",
        "Warga di gampong yang jauh memperoleh dokumen kependudukan tanpa datang ke kantor.",
        "DUKCAPIL",
        ("DUKCAPIL", "KEC-SKJ", "KEC-SKK", "DINSOS"),
        accounts=("pegawai",),
    ),
    _Planned(
        "Percepatan Penurunan Stunting",
        "Setiap keluarga berisiko stunting didampingi sampai anaknya berusia dua tahun.",
        "DINKES",
        ("DINKES", "DP3A", "DINSOS"),
    ),
    _Planned(
        "Sambut Kapal Pesiar",
        "Tamu kapal pesiar dilayani rapi dari dermaga sampai tempat wisata.",
        "DISPAR",
        ("DISPAR", "DISHUB", "SATPOLPPWH"),
        ended=True,
    ),
)
_TASKS: Final = ("Penghubung unit", "Pengolah data", "Penyusun laporan", "Pendamping lapangan")
_REMARKS: Final = (
    "Bahan rapat tim selalu siap sehari sebelumnya, sehingga keputusan dapat diambil.",
    "Data dari unit lain dirapikan dengan sabar; tim lain mulai memakainya.",
    "Laporan lapangan baik, dan akan lebih cepat bila dikirim pada hari yang sama.",
)
_SIZE: Final = 2
"""How many people come from each agency."""


@dataclass(frozen=True, slots=True)
class TeamOfResult:
    """Which team the last result of a person's plan names, and who gave the work."""

    team_id: int
    assigned_by: str


def write_teams(
    city: City, population: Population, year: CityYear, seed: int, now: datetime, tables: Tables
) -> dict[int, TeamOfResult]:
    """Write teams with their members; returns by id of the person which team a plan names.

    None before the teams begin, and none whose agency a small city lacks.
    """
    begins = date(year.year, 1, 5)
    if now.date() < begins:
        return {}
    accounts = demo_people(city, population)
    named: dict[int, TeamOfResult] = {}
    for planned in _TEAMS:
        head = population.head_of(city, planned.agency) if planned.agency in city.by_code else None
        if head is None:
            continue
        chance = stream(seed, "team", planned.name)
        people = [accounts[name] for name in planned.accounts]
        for code in planned.others:
            free = [one for one in _staff(city, population, code, begins) if one not in people]
            people += chance.sample(free, min(_SIZE, len(free)))
        leader = accounts[planned.leader] if planned.leader else _leader(people, accounts)
        if leader is None:
            continue
        ends = date(year.year, 6, 30)
        ended = planned.ended and now.date() > ends
        at = datetime.combine(begins, time(9), WIB)
        team_id = tables[WorkTeam].add(
            name=planned.name,
            purpose=planned.purpose,
            year_id=year.id,
            unit_id=city.by_code[planned.agency].id,
            leader_id=leader.id,
            leader_since=begins,
            decree_number=f"800.1.11/{chance.randint(20, 400)}/{year.year}",
            decree_date=begins,
            effective_from=begins,
            effective_until=ends if ended else date(year.year, 12, 31),
            state=WorkTeamState.CLOSED if ended else WorkTeamState.RUNNING,
            created_by_id=head.user_id,
            created_at=min(at, now),
            closed_by_id=head.user_id if ended else None,
            closed_at=datetime.combine(ends, time(15), WIB) if ended else None,
            close_reason="Musim kunjungan selesai." if ended else "",
        )
        words = f"Ketua Tim {planned.name}, {_full_name(leader)}"
        named.setdefault(leader.id, TeamOfResult(team_id, ""))
        for person in people:
            if person is leader:
                continue
            named.setdefault(person.id, TeamOfResult(team_id, words))
            tables[TeamMember].add(
                team_id=team_id,
                employee_id=person.id,
                task=chance.choice(_TASKS),
                effective_from=begins,
            )
    tables.flush()
    return named


def _staff(city: City, population: Population, code: str, day: date) -> Iterator[Person]:
    """People of an agency who lead nothing and served on ``day``."""
    for post in city.posts:
        agency = post.unit.agency
        if agency is None or agency.code != code or post.is_head:
            continue
        for person in population.holders(post):
            if person.status == LegalStatus.ACTIVE and person.career[0].starts <= day:
                yield person


def _leader(people: list[Person], accounts: Mapping[str, Person]) -> Person | None:
    """The first of the people who has no demo account."""
    shown = set(accounts.values())
    return next((one for one in people if one not in shown), None)


def _full_name(person: Person) -> str:
    before = f"{person.before} " if person.before else ""
    after = f", {person.after}" if person.after else ""
    return f"{before}{person.name}{after}"


def write_team_feedback(year: int, seed: int, now: datetime, tables: Tables) -> None:
    """Let leaders remark on some fixed results that name their running teams."""
    at = now - timedelta(days=7)
    rows = (
        WorkResult.objects.filter(
            team__state=WorkTeamState.RUNNING,
            plan__year__year=year,
            plan__state=PlanState.FIXED,
            plan__supervisor_signed_at__lt=at,
        )
        .exclude(plan__employee=F("team__leader"))
        .select_related("team", "plan")
        .order_by("pk")
    )
    chance = stream(seed, "team feedback")
    for result in rows[:8]:
        tables[ContinuousFeedback].add(
            giver_id=result.team.leader_id if result.team else None,
            employee_id=result.plan.employee_id,
            role=FeedbackRole.TEAM_LEADER,
            result_id=result.pk,
            tone=FeedbackTone.APPRECIATION,
            text=chance.choice(_REMARKS),
            given_on=at.date(),
            given_at=at,
        )
