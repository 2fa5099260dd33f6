"""Answers to the surveys, as the design of each service has them, and the codes they came by."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from feedback.enums import Channel, Standing
from feedback.models import EntryBatch, ReceiptToken, Response
from feedback.rules.abuse import Effect, Flag, Sign
from feedback.rules.flags import flag_bits
from feedback.rules.policy import DEFAULT_POLICY
from personnel.rules.calendar import WIB, is_working_day
from sabang_kinerja.demo.citizens.draws import chance_of, draw_days, draw_people, draw_ratings
from sabang_kinerja.demo.citizens.periods import CitySurvey, wanted_answers
from sabang_kinerja.demo.citizens.services import CityService
from sabang_kinerja.demo.content import city_services
from sabang_kinerja.demo.sampling import pick, sometimes, stream
from sabang_kinerja.demo.tables import Tables, copy_rows

RESPONSE_RATE: Final = 0.42
"""Share of the codes given out that are spent."""

WORKING_DAYS: Final = 21
"""In a month."""

OPEN_SHARE: Final = 0.05
UNUSABLE_SHARE: Final = 0.012
REJECTED_SHARE: Final = 0.006
GAP_SHARE: Final = 0.02
UNSAID_SHARE: Final = 0.015

_CHANNELS: Final = {
    Channel.RECEIPT: 0.7,
    Channel.KIOSK: 0.1,
    Channel.PAPER: 0.2,
}
_LEVELS: Final = {
    "<=SMP": {"SD": 0.35, "SMP": 0.65},
    "SMA": {"SMA": 1.0},
    "D1-D4/S1+": {"D1-D3": 0.28, "S1": 0.62, "S2": 0.09, "S3": 0.01},
}
_WORK: Final = {
    "17-24": {"student": 0.5, "private": 0.2, "self_employed": 0.1, "other": 0.2},
    "55+": {"farmer_fisher": 0.3, "self_employed": 0.2, "PNS": 0.1, "other": 0.4},
}
_WORK_ELSE: Final = {
    "PNS": 0.17, "TNI": 0.02, "POLRI": 0.02, "private": 0.22, "self_employed": 0.22,
    "farmer_fisher": 0.13, "other": 0.22,
}  # fmt: skip
_VISITS: Final = {"morning": 0.7, "after": 0.3}
_DURATIONS: Final = {"<60": 0.2, "60-180": 0.6, ">180": 0.2}
_BURST: Final = flag_bits(
    [Flag(Sign.STRAIGHT_LINE), Flag(Sign.DEVICE_BURST, Effect.QUARANTINE), Flag(Sign.TIME_BURST)]
)
_HASTY: Final = flag_bits([Flag(Sign.SPEED), Flag(Sign.QUICK_REDEMPTION)])
_TOO_FAST: Final = flag_bits([Flag(Sign.SPEED, Effect.REJECT)])
_INCOMPLETE: Final = flag_bits([Flag(Sign.COMPLETENESS, Effect.REJECT)])
_FIELDS: Final = (
    "id", "survey", "service", "counter", "batch", "channel", "standing", "day", "ratings",
    "further", "sex", "age_group", "sub_district", "education", "occupation", "visit_time",
    "duration", "flags",
)  # fmt: skip
_CODE_FIELDS: Final = ("digest", "service", "counter", "issued_on", "expires_on", "used")

_BATCH: Final = _FIELDS.index("batch")
_CHANNEL: Final = _FIELDS.index("channel")
_DAY: Final = _FIELDS.index("day")
_NOTHING: Final = Jsonb({})

Row = tuple[Any, ...]


@dataclass(slots=True)
class AnswerWriter:
    """Draws the answers of surveys and sends them, in an order that tells nothing."""

    seed: int
    now: datetime
    holidays: AbstractSet[date]
    by: int
    tables: Tables
    _codes: list[Row] = field(default_factory=list)

    def write(self, surveys: Sequence[CitySurvey]) -> None:
        """Write the answers of surveys with batches and codes."""
        rows: list[Row] = []
        for survey in surveys:
            found: list[list[Any]] = []
            wanted = wanted_answers(survey)
            for service in survey.services:
                found += self._answers(survey, service, wanted[service.code])
            self._put_in_batches(survey, found)
            rows += map(tuple, found)
        self.tables.flush()
        copy_rows(Response, _FIELDS, sorted(rows, key=lambda row: row[0]))
        copy_rows(ReceiptToken, _CODE_FIELDS, sorted(self._codes))
        self._codes.clear()

    def _answers(self, survey: CitySurvey, service: CityService, whole: int) -> Iterator[list[Any]]:
        """Rows of one service; those on paper name the first day of their quarter as batch."""
        source = stream(self.seed, "answers", survey.time.span.starts, service.code)
        days = self._days(survey, service, source)
        if not days:
            return
        design = service.row["sampling"]
        wanted = self._so_far(survey, whole)
        chance = chance_of(self.seed, survey.time.span.starts, service.code)
        odds = city_services()["selection_models"][design["selection"]]["response_odds"]
        people = draw_people(chance, service.margins(survey.time.span), wanted, odds)
        shift = survey.time.shift * 2 * source.random()
        ratings = draw_ratings(chance, service.profile, len(people), shift)
        dates = draw_days(chance, days, len(people), design["max_day_share"])
        make = _RowMaker(source, survey, service, _told_counter(service, len(people), len(days)))
        aside = round(wanted * design["quarantine_share"])
        burst = source.choice(days[-12:])
        for place, (person, values, day) in enumerate(zip(people, ratings, dates, strict=True)):
            if place < aside:
                row = make.set_aside(burst, values, person, alike=place % 3 > 0)
            else:
                row = make.honest(day, values, person)
            yield row
            if row[_CHANNEL] == Channel.RECEIPT:
                self._codes += make.codes(row[_DAY])
        for values in draw_ratings(chance, service.profile, round(wanted * OPEN_SHARE), -0.2):
            yield make.openly(source.choice(days), values)

    def _days(self, survey: CitySurvey, service: CityService, source: Random) -> list[date]:
        """Working days on which the service is asked about, up to yesterday."""
        span = survey.time.span
        length = whole = (span.ends - span.starts).days + 1
        first = span.starts
        if survey.time.is_closed:
            length = service.row["sampling"]["days"]
            first += timedelta(days=source.randint(0, max(0, whole - length)))
        last = min(span.ends, first + timedelta(days=length - 1), _day_before(self.now))
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if is_working_day(day, self.holidays)] or days

    def _so_far(self, survey: CitySurvey, wanted: int) -> int:
        """What of the answers of a period has come in by now."""
        span = survey.time.span
        if survey.time.is_closed:
            return wanted
        passed = (_day_before(self.now) - span.starts).days + 1
        return round(wanted * passed / ((span.ends - span.starts).days + 1))

    def _put_in_batches(self, survey: CitySurvey, rows: list[list[Any]]) -> None:
        """The sheets of each quarter were typed as one batch after its end, or yesterday."""
        sheets = Counter(row[_BATCH] for row in rows if row[_BATCH])
        ids: dict[date, int] = {}
        for quarter in sorted(sheets):
            after = min(quarter + timedelta(days=95), survey.time.span.ends, _day_before(self.now))
            ids[quarter] = self.tables[EntryBatch].add(
                survey_id=survey.id,
                channel=Channel.PAPER,
                entered_by_id=self.by,
                entered_at=datetime.combine(after, time(14, 30), WIB),
                rows=sheets[quarter],
            )
        for row in rows:
            if row[_BATCH]:
                row[_BATCH] = ids[row[_BATCH]]


@dataclass(frozen=True, slots=True)
class _RowMaker:
    """Rows of one service in one survey."""

    source: Random
    survey: CitySurvey
    service: CityService
    counter: int | None

    def honest(self, day: date, values: list[int], person: dict[str, str]) -> list[Any]:
        """An answer as most are; a few are incomplete, too fast, or leave a question out."""
        channel = pick(self.source, _CHANNELS)
        given: list[int | None] = list(values)
        chance = self.source.random()
        standing, flags = Standing.USABLE, 0
        if chance < UNUSABLE_SHARE:
            given[4:] = [None] * 5
            standing, flags = Standing.UNUSABLE, _INCOMPLETE
        elif chance < UNUSABLE_SHARE + REJECTED_SHARE and channel == Channel.RECEIPT:
            standing, flags = Standing.REJECTED, _TOO_FAST
        elif chance < UNUSABLE_SHARE + GAP_SHARE:
            given[self.source.choice((0, 1, 2, 5, 6, 7, 8))] = None
        return self._row(channel, standing, day, given, person, flags)

    def set_aside(
        self, day: date, values: list[int], person: dict[str, str], *, alike: bool
    ) -> list[Any]:
        """An answer of a burst from one device (all fours), or one given in haste at the office."""
        if alike:
            values = [4] * len(values)
        flags = _BURST if alike else _HASTY
        return self._row(Channel.RECEIPT, Standing.QUARANTINED, day, list(values), person, flags)

    def openly(self, day: date, values: list[int]) -> list[Any]:
        """An answer without a code."""
        return self._row(Channel.OPEN, Standing.USABLE, day, list(values), {}, 0)

    def codes(self, day: date) -> Iterator[Row]:
        """A spent code, and as many unspent ones as the response rate leaves."""
        yield self._code(day, used=True)
        while not sometimes(self.source, RESPONSE_RATE):
            yield self._code(day, used=False)

    def _code(self, day: date, *, used: bool) -> Row:
        issued = day - timedelta(days=self.source.choice((0, 0, 0, 1, 2, 5)))
        issued = max(issued, self.survey.time.span.starts)
        expires = issued + timedelta(days=DEFAULT_POLICY.token_days)
        digest = f"{self.source.getrandbits(256):064x}"
        return (digest, self.service.id, self.service.counter_id, issued, expires, used)

    def _row(
        self,
        channel: Channel,
        standing: Standing,
        day: date,
        values: list[int | None],
        person: dict[str, str],
        flags: int,
    ) -> list[Any]:
        source = self.source
        on_paper = channel == Channel.PAPER
        said = {
            dimension: "" if sometimes(source, UNSAID_SHARE) else category
            for dimension, category in person.items()
        }
        age = said.get("age_group", "")
        school = said.get("education", "")
        return [
            UUID(int=source.getrandbits(128), version=4),
            self.survey.id,
            self.service.id,
            self.counter if channel in (Channel.RECEIPT, Channel.KIOSK) else None,
            date(day.year, (day.month - 1) // 3 * 3 + 1, 1) if on_paper else None,
            channel.value,
            standing.value,
            day,
            values,
            _NOTHING,
            said.get("sex", ""),
            age,
            said.get("sub_district", ""),
            pick(source, _LEVELS[school]) if school else "",
            pick(source, _WORK.get(age, _WORK_ELSE)) if person else "",
            pick(source, _VISITS),
            "" if on_paper else pick(source, _DURATIONS),
            flags,
        ]


def _told_counter(service: CityService, answers: int, days: int) -> int | None:
    """The counter, where enough codes are given out there that it may be kept (B1)."""
    codes = answers * _CHANNELS[Channel.RECEIPT] / RESPONSE_RATE
    monthly = codes * WORKING_DAYS / max(days, WORKING_DAYS)
    return service.counter_id if monthly >= DEFAULT_POLICY.counter_month_tokens else None


def _day_before(now: datetime) -> date:
    return now.date() - timedelta(days=1)
