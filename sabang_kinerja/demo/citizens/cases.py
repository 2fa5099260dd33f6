"""What followed: reviews of answers set aside, plans of improvement, wishes, complaints."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from feedback.actions.answers import CONSENT
from feedback.actions.leaving import CONTACT_DAYS
from feedback.enums import (
    ComplaintState,
    ContactKind,
    FollowUpState,
    ReviewDecision,
    Standing,
)
from feedback.models import (
    CitizenSurvey,
    Complaint,
    Contact,
    FollowUpItem,
    QuarantineReview,
    Response,
    SurveyResult,
)
from feedback.rules.complaints import QUIET_DAYS
from feedback.tasks import store_results
from personnel.rules.calendar import WIB, add_working_days
from sabang_kinerja.demo.accounts import SECOND_REVIEWER
from sabang_kinerja.demo.careers import Population
from sabang_kinerja.demo.citizens.periods import CitySurvey
from sabang_kinerja.demo.citizens.services import CityService
from sabang_kinerja.demo.content import citizen_cases
from sabang_kinerja.demo.organisation import City, CityUnit
from sabang_kinerja.demo.people import Person
from sabang_kinerja.demo.sampling import sometimes, stream
from sabang_kinerja.demo.tables import Tables

WEAKEST: Final = 3
"""Elements of a plan; those with the grades C and D are in it besides."""

WEAK: Final = frozenset("CD")
FIRST_COMPLAINTS: Final = 40
PROMPT: Final = 0.8
"""Share of the recent complaints that are answered in time."""

RECENT: Final = 30
LONG_AGO: Final = 200
"""Days before today on which complaints came in; half of them recently."""

REVIEWED: Final = "DUKCAPIL"
"""Where two reviewers have decided; in ``PROPOSED`` the second one is still to agree."""

PROPOSED: Final = "DINKES"


class CaseWriter:
    """Writes what people did after the answers had come in."""

    def __init__(
        self,
        city: City,
        population: Population,
        people: Mapping[str, Person],
        holidays: AbstractSet[date],
        seed: int,
        now: datetime,
        tables: Tables,
    ) -> None:
        self._city, self._population, self._people = city, population, people
        self._holidays, self._seed, self._now, self._tables = holidays, seed, now, tables
        second = population.head_of(city, SECOND_REVIEWER)
        self._reviewers = (people["mutu"].user_id, second.user_id if second else None)

    def write_after(self, surveys: Sequence[CitySurvey]) -> None:
        """Write reviews and plans of surveys that are closed and have their figures."""
        for survey in surveys:
            if survey.agency.code in (REVIEWED, PROPOSED):
                self._review(survey)
            self._plan(survey)

    def write_contacts(self, surveys: Sequence[CitySurvey]) -> None:
        """Write where some want to be answered in the running survey; numbers are nobody's."""
        found = []
        for survey in surveys:
            source = stream(self._seed, "contacts", survey.agency.code)
            last = min(self._now.date() - timedelta(days=1), survey.time.span.ends)
            if last < survey.time.span.starts or not sometimes(source, 0.4):
                continue
            found.append(
                Contact(
                    id=UUID(int=source.getrandbits(128), version=4),
                    survey_id=survey.id,
                    service_id=source.choice(survey.services).id,
                    kind=ContactKind.PHONE,
                    value=f"0812-9999-09{source.randint(10, 99)}",
                    wish=source.choice(citizen_cases()["wishes"]),
                    consent=CONSENT,
                    given_on=max(survey.time.span.starts, last - timedelta(source.randint(0, 20))),
                    purge_on=survey.time.span.ends + timedelta(days=CONTACT_DAYS),
                )
            )
        Contact.objects.bulk_create(sorted(found, key=lambda one: one.pk))

    def _review(self, survey: CitySurvey) -> None:
        """One group decided by two, and for the other agency one that waits for the second."""
        closed = survey.time.closed_at
        first, second = self._reviewers
        if closed is None or second is None:
            return
        groups = Counter(
            Response.objects.filter(survey=survey.id, standing=Standing.QUARANTINED).values_list(
                "day", "flags"
            )
        )
        if not groups:
            return
        (day, flags), count = max(groups.items(), key=lambda one: (one[1], one[0]))
        agreed = survey.agency.code == REVIEWED
        proposed_at = min(self._now, closed + timedelta(days=2))
        agreed_at = min(self._now, closed + timedelta(days=3))
        decision = ReviewDecision.CONFIRM if agreed else ReviewDecision.RELEASE
        QuarantineReview.objects.create(
            survey_id=survey.id,
            day=day,
            flags=flags,
            count=count,
            decision=decision,
            reason=citizen_cases()["reasons"][decision.value],
            proposed_by_id=first if agreed else second,
            proposed_at=proposed_at,
            agreed_by_id=second if agreed else None,
            agreed_at=agreed_at if agreed else None,
        )
        if agreed:
            Response.objects.filter(
                survey=survey.id, day=day, flags=flags, standing=Standing.QUARANTINED
            ).update(standing=Standing.CONFIRMED)
            rows = CitizenSurvey.objects.with_input().filter(pk=survey.id)
            store_results(list(rows), agreed_at)

    def _plan(self, survey: CitySurvey) -> None:
        """The weakest elements with what is done about them (RTL)."""
        closed = survey.time.closed_at
        responsible = self._responsible(survey.agency)
        figures = self._figures(survey)
        if closed is None or responsible is None or not figures:
            return
        source = stream(self._seed, "plan", survey.time.span.starts, survey.agency.code)
        for element in sorted(figures, key=lambda one: one["rank"]):
            if element["rank"] > WEAKEST and element["grade"] not in WEAK:
                continue
            due = closed.date() + timedelta(days=source.randint(60, 240))
            state = self._state(due, closed, source.random())
            done = state == FollowUpState.DONE
            self._tables[FollowUpItem].add(
                survey_id=survey.id,
                element=element["code"],
                activity=citizen_cases()["activities"][element["code"]],
                year=due.year,
                quarters=str((due.month + 2) // 3),
                due_on=due,
                responsible_id=responsible.id,
                state=state,
                realisation=citizen_cases()["realisation"] if done else "",
                written_by_id=self._people["survei"].user_id,
            )

    def _state(self, due: date, closed: datetime, chance: float) -> FollowUpState:
        if due < self._now.date():
            return FollowUpState.DONE if chance < 0.8 else FollowUpState.RUNNING
        started = closed.date() + timedelta(days=45) < self._now.date()
        return FollowUpState.RUNNING if started and chance < 0.6 else FollowUpState.PLANNED

    @staticmethod
    def _figures(survey: CitySurvey) -> list[dict[str, Any]]:
        result = SurveyResult.objects.current().of_units().get(survey=survey.id)
        found = result.figures["elements"] if result.index is not None else []
        return [one for one in found if one["rank"]]

    def _responsible(self, agency: CityUnit) -> Person | None:
        """Who leads a unit of the agency, or the agency."""
        units = [unit for unit in self._city.units if unit.parent is agency]
        for unit in (*units, agency):
            if person := self._population.head_of(self._city, unit.code):
                return person
        return None

    def write_complaints(self, services: Sequence[CityService]) -> None:
        """Write the register of complaints: most answered in time, some waiting, a few late."""
        source = stream(self._seed, "complaints")
        rows = citizen_cases()["complaints"]
        for number in range(FIRST_COMPLAINTS):
            service = source.choice(services)
            row = rows[number // 2 % len(rows)]
            recent = number % 2 == 0
            received = self._now.date() - timedelta(
                days=source.randint(1, RECENT) if recent else source.randint(RECENT, LONG_AGO)
            )
            forwarded = self._after(received, source.randint(1, 4))
            slow = recent and not sometimes(source, PROMPT)
            answered = None if slow else self._after(forwarded, source.randint(2, 6))
            closed = self._after(answered, QUIET_DAYS + 1)
            steps = (forwarded, answered, closed)
            self._tables[Complaint].add(
                tracking_id=f"{9_900_000 + number * 37}",
                received_on=received,
                kind=row["kind"],
                unit_id=service.agency.id,
                service_id=service.id,
                summary=row["summary"],
                state=_STATES[sum(step is not None for step in steps)],
                forwarded_on=forwarded,
                answered_on=answered,
                closed_on=closed,
                answer=row["answer"] if answered else "",
                entered_by_id=self._people["survei"].user_id,
                entered_at=datetime.combine(received, time(10, 0), WIB),
            )

    def _after(self, step: date | None, days: int) -> date | None:
        """So many working days after a step, unless the day or the step is still to come."""
        day = add_working_days(step, days, self._holidays) if step else None
        return day if day and day < self._now.date() else None


_STATES: Final = (
    ComplaintState.RECEIVED,
    ComplaintState.FORWARDED,
    ComplaintState.ANSWERED,
    ComplaintState.CLOSED,
)
