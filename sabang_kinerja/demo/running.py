"""Messages, a reminder, two substitutes and two reports, so that no page of these is empty."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse

from appraisal.actions.reminding import OWN
from appraisal.enums import EvaluationState, StepKind
from appraisal.models import Evaluation
from personnel.enums import NoticeKind, Role
from personnel.models import Notice, Reminder, RoleGrant, Substitution, SupervisorCase
from personnel.rules.dates import long_date
from sabang_kinerja.demo.accounts import demo_people
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.organisation import City
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.tables import Tables
from sabang_kinerja.demo.years import CityYear

SERVED: Final = (
    "Hasil %(period)s sudah disampaikan. Terima hasilnya, atau ajukan keberatan "
    "paling lambat %(last)s."
)
LATE: Final = "%(agency)s: %(n)s lewat batas, %(step)s."
AGENCIES: Final = ("DUKCAPIL", "DISPAR")


def write_running(
    city: City, population: Population, year: CityYear, now: datetime, tables: Tables
) -> None:
    """Write them for the running year; the plans and evaluations are in the database already."""
    people = demo_people(city, population)
    _write_messages(people, year, now, tables)
    heads = {code: list(_division_heads(city, population, code)) for code in AGENCIES}
    _write_substitutes(heads, people, now, tables)
    _write_cases(city, population, people, now, tables)
    tables.flush()


def _division_heads(city: City, population: Population, code: str) -> Iterator[Person]:
    """Those who lead a unit directly below an agency."""
    agency = city.by_code[code]
    for post in city.posts:
        if post.is_head and post.unit.parent is agency:
            yield from population.holders(post)


def _write_messages(
    people: dict[str, Person], year: CityYear, now: datetime, tables: Tables
) -> None:
    served = (
        Evaluation.objects.filter(plan__employee=people["pegawai"].id, state=EvaluationState.SERVED)
        .select_related("period__year")
        .first()
    )
    if served is not None and served.served_at is not None:
        last = served.served_at.date() + timedelta(days=14)
        _message(
            people["pegawai"],
            NoticeKind.RESULT_SERVED,
            f"evaluation:{served.pk}:serve",
            SERVED,
            {"period": str(served.period), "last": long_date(last)},
            reverse("appraisal:evaluation-detail", args=[served.pk]),
            served.served_at,
            tables,
        )
    _write_reminder(people, year, now, tables)
    manager = (
        RoleGrant.objects.filter(user__username="pengelola", role=Role.PERFORMANCE_MANAGER)
        .select_related("agency")
        .first()
    )
    if manager is not None and manager.agency is not None:
        step = StepKind.PLAN_FIXED.value
        address = reverse("appraisal:control-agency", args=[manager.agency.pk])
        _message(
            people["pengelola"],
            NoticeKind.ESCALATION,
            f"late:{year.id}:{step}:{manager.agency.pk}",
            LATE,
            {"agency": manager.agency.name, "n": 2, "step": "SKP ditetapkan"},
            f"{address}?step={step}",
            now - timedelta(days=2),
            tables,
        )


def _write_reminder(
    people: dict[str, Person], year: CityYear, now: datetime, tables: Tables
) -> None:
    at = now - timedelta(days=3)
    step = StepKind.PLAN_FIXED
    reminder = tables[Reminder].add(
        year_id=year.id, step=step.value, agency_id=None, by_id=people["bkpsdm"].user_id,
        at=at, reached=1,
    )  # fmt: skip
    _message(
        people["pegawai"],
        NoticeKind.REMINDER,
        f"remind:{year.id}:{step.value}",
        OWN,
        {"step": "SKP ditetapkan", "due": long_date(date(year.year, 1, 31)), "n": 1},
        reverse("appraisal:plan-list"),
        at,
        tables,
        reminder=reminder,
    )


def _message(
    person: Person,
    kind: NoticeKind,
    key: str,
    sentence: str,
    details: dict[str, str | int],
    url: str,
    at: datetime,
    tables: Tables,
    reminder: int | None = None,
) -> None:
    tables[Notice].add(
        recipient_id=person.user_id,
        kind=kind,
        key=key,
        sentence=sentence,
        details=json.dumps(details, ensure_ascii=False),
        url=url,
        day=at.date(),
        made_at=at,
        reminder_id=reminder,
    )


def _write_substitutes(
    heads: dict[str, list[Person]], people: dict[str, Person], now: datetime, tables: Tables
) -> None:
    """One who acts today in another agency, one to come for the demo's supervisor."""
    away = heads["DISPAR"][:2]
    peers = [head for head in heads["DUKCAPIL"] if head is not people["penilai"]]
    pairs: list[tuple[Person, Person, int, int, str]] = []
    if len(away) == 2:
        pairs.append((away[0], away[1], -2, 5, "Dinas luar daerah"))
    if peers:
        pairs.append((people["penilai"], peers[0], 21, 32, "Cuti tahunan"))
    for absent, substitute, first, last, reason in pairs:
        tables[Substitution].add(
            absent_id=absent.id,
            substitute_id=substitute.id,
            effective_from=now.date() + timedelta(days=first),
            effective_until=now.date() + timedelta(days=last),
            reason=reason,
            named_by_id=absent.user_id,
            named_at=now - timedelta(days=3),
        )


def _write_cases(
    city: City, population: Population, people: dict[str, Person], now: datetime, tables: Tables
) -> None:
    """One report that waits, one that was answered."""
    agency = city.by_code["DUKCAPIL"]
    staff = [
        holder
        for post in city.posts
        if post.unit.agency is agency and not post.is_head
        for holder in population.holders(post)
        if holder is not people["pegawai"]
    ]
    if len(staff) < 2:
        return
    tables[SupervisorCase].add(
        employee_id=staff[0].id,
        suggested="Kepala Bidang Pelayanan Pendaftaran Penduduk",
        note="Sudah pindah bidang sejak awal bulan, SK belum tercatat.",
        opened_at=now - timedelta(days=1),
    )
    tables[SupervisorCase].add(
        employee_id=staff[1].id,
        suggested="Sekretaris dinas",
        opened_at=now - timedelta(days=20),
        answer="Penugasan Anda sudah diperbarui sesuai SK. Pejabat penilai mengikuti unit baru.",
        closed_at=now - timedelta(days=18),
        closed_by_id=people["bkpsdm"].user_id,
    )
