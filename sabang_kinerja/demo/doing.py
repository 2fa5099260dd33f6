"""What people of the demo did lately: steps, days, remarks, guidance, dialogues."""

import random
from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from appraisal.enums import LinkState, PlanState, ProgressState
from appraisal.models import ActionPlan, DailyProgress, Evidence, LinkCheck, Plan, WorkResult
from appraisal.rules.progress import same_unit
from personnel.enums import PeriodKind
from personnel.models import Period
from personnel.rules.calendar import WIB, is_working_day
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.content import phrases
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import pick, sometimes, stream
from sabang_kinerja.demo.tables import Tables

WEEKS: Final = 4
SHARE_OF_PEOPLE: Final = 0.08
DAY_WRITTEN: Final = 0.82
WRITTEN_LATE: Final = 0.06
MOST_LINKS: Final = 400
_LINKS: Final = {LinkState.OPENS: 84, LinkState.NEEDS_SIGN_IN: 11, LinkState.FAILS: 5}
_STEPS: Final = (
    ("Menyusun jadwal dan pembagian tugas", "1 jadwal"),
    ("Mengumpulkan dan memeriksa data pendukung", "1 rekapitulasi"),
    ("Melaksanakan layanan sesuai prosedur dan mencatat hasilnya", "12 catatan mingguan"),
    ("Menyusun laporan periode dan membahasnya dengan atasan", "1 laporan"),
)


@dataclass(frozen=True, slots=True)
class Doer:
    """A person with a fixed plan of the running year."""

    person: Person
    plan_id: int
    starts: date
    family: str
    results: tuple[tuple[int, str], ...]
    supervisor: Person


def doers_of(population: Population, year: int) -> list[Doer]:
    """Everybody with a fixed plan and a supervisor in the running year, by number of the plan."""
    people = {person.id: person for person in population.people}
    results: dict[int, list[tuple[int, str]]] = defaultdict(list)
    plans = Plan.objects.filter(year__year=year, state=PlanState.FIXED).order_by("pk")
    for plan_id, pk, text in (
        WorkResult.objects.filter(plan__in=plans)
        .order_by("plan", "-kind", "position")
        .values_list("plan_id", "pk", "text")
    ):
        results[plan_id].append((pk, text))
    found = []
    for pk, employee_id, supervisor_id, starts in plans.values_list(
        "pk", "employee_id", "supervisor_id", "starts"
    ):
        person, supervisor = people.get(employee_id), people.get(supervisor_id or 0)
        if person is None or supervisor is None:
            continue
        family = person.career[-1].post.family
        found.append(Doer(person, pk, starts, family, tuple(results[pk]), supervisor))
    return found


def some_doers(doers: list[Doer], team: AbstractSet[int], seed: int) -> list[Doer]:
    """Those of the demo's own team, and a few of everybody."""
    chance = stream(seed, "doers")
    return [doer for doer in doers if doer.person.id in team or sometimes(chance, SHARE_OF_PEOPLE)]


class DoingWriter:
    """Writes the last weeks of some people."""

    def __init__(
        self, tables: Tables, seed: int, now: datetime, holidays: AbstractSet[date]
    ) -> None:
        self._tables = tables
        self._seed = seed
        self._now = now
        self._days = [
            day
            for back in range(7 * WEEKS, -1, -1)
            if is_working_day(day := now.date() - timedelta(days=back), holidays)
        ]

    def write(self, doers: list[Doer]) -> None:
        """Steps of the running period and the days of the last weeks."""
        today = self._now.date()
        period = (
            Period.objects.filter(starts__lte=today, ends__gte=today)
            .exclude(kind=PeriodKind.ANNUAL)
            .first()
        )
        for doer in doers:
            chance = stream(self._seed, "doing", doer.person.nip)
            if period is not None:
                self._steps(doer, period, chance)
            self._write_days(doer, chance)

    def _steps(self, doer: Doer, period: Period, chance: random.Random) -> None:
        for result_id, _text in doer.results[:3]:
            for position, (text, target) in enumerate(chance.sample(_STEPS, 2), start=1):
                self._tables[ActionPlan].add(
                    result_id=result_id,
                    period_id=period.pk,
                    position=position,
                    text=text,
                    target=target,
                )

    def _write_days(self, doer: Doer, chance: random.Random) -> None:
        texts = (
            phrases()["daily_progress"].get(doer.family)
            or phrases()["daily_progress"]["administration"]
        )
        for day in self._days:
            if day < doer.starts or not sometimes(chance, DAY_WRITTEN):
                continue
            for entry in chance.sample(texts, chance.choice((1, 1, 1, 2))):
                self._add(doer, day, entry, chance)

    def _add(self, doer: Doer, day: date, entry: dict[str, Any], chance: random.Random) -> None:
        age = (self._now.date() - day).days
        late = age > 3 and sometimes(chance, WRITTEN_LATE)
        written = datetime.combine(
            day + timedelta(days=3 if late else 0), time(16, chance.randrange(60)), WIB
        )
        state = _state(age, chance)
        approved = state == ProgressState.APPROVED
        self._tables[DailyProgress].add(
            employee_id=doer.person.id,
            client_id=UUID(int=chance.getrandbits(128), version=4),
            day=day,
            result_id=_best_result(doer, entry["text"], chance),
            text=entry["text"],
            quantity=Decimal(entry["output_count"]),
            unit=same_unit(entry["output_unit"]),
            state=state,
            recorded_at=min(written, self._now),
            approved_by_id=doer.supervisor.user_id if approved else None,
            approved_at=min(written + timedelta(days=4), self._now) if approved else None,
        )


def _state(age: int, chance: random.Random) -> ProgressState:
    if age > 8:
        return ProgressState.APPROVED
    return ProgressState.DRAFT if sometimes(chance, 0.08) else ProgressState.SUBMITTED


def _best_result(doer: Doer, text: str, chance: random.Random) -> int | None:
    """The result that shares most words with what was done; now and then none is named."""
    if not doer.results or sometimes(chance, 0.05):
        return None
    words = set(text.lower().split())
    return max(doer.results, key=lambda one: (len(words & set(one[1].lower().split())), -one[0]))[0]


def write_link_checks(seed: int, now: datetime, tables: Tables) -> None:
    """How the latest links were found when they were tried."""
    chance = stream(seed, "links")
    urls = Evidence.objects.exclude(url="").order_by("-added_at", "-pk").values_list("url")
    for (url,) in dict.fromkeys(urls[:MOST_LINKS]):
        tables[LinkCheck].add(url=url, state=pick(chance, _LINKS), checked_at=now)
