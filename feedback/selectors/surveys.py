"""The list of surveys and one of them: counts so far, what is missing next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.enums import COUNTED, Channel, Standing, SurveyState
from feedback.models import CitizenSurvey, HeldAnswer, Response, Service
from feedback.selectors.asking import held_count
from feedback.selectors.registers import RegisterState, registers_of
from personnel.models import Unit
from personnel.models.units import UnitQuerySet
from sabang_kinerja.common.numbers import format_decimal


@dataclass(frozen=True, slots=True)
class Step:
    """What is missing next: a sentence, and which page helps ("" for none)."""

    text: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey: answers that count so far, the register behind it, what comes next.

    ``waiting`` are answers that wait to be mixed: whether they will count is sealed with them.
    Answers of the open channel never count.
    """

    survey: CitizenSurvey
    answers: int
    waiting: int
    services: int
    register: RegisterState | None
    steps: list[Step] = field(default_factory=list)

    @property
    def mark(self) -> str:
        """Kind of mark for its state: a plan is a draft, a running survey waits."""
        return {SurveyState.PLANNED: "draft", SurveyState.OPEN: "wait"}.get(
            SurveyState(self.survey.state), "lock"
        )

    @property
    def missing(self) -> int | None:
        """Answers that the smallest sample still lacks; None without a register."""
        return None if self.register is None else max(0, self.register.minimum - self.answers)

    @property
    def share(self) -> float:
        """Answers beside the smallest sample, at most 1; 0 without a register."""
        if self.register is None or not self.register.minimum:
            return 0.0
        return min(1.0, self.answers / self.register.minimum)


def listed_surveys(surveys: QuerySet[CitizenSurvey]) -> QuerySet[CitizenSurvey]:
    """Surveys with what a row of the list shows, the latest period first."""
    return surveys.select_related("period", "unit__agency", "questionnaire").order_by(
        "-period__starts", "period__kind", "unit__path", "pk"
    )


def survey_rows(surveys: Sequence[CitizenSurvey], today: date) -> list[SurveyRow]:
    """Rows of the list: four queries, however many surveys."""
    keys = [survey.pk for survey in surveys]
    answers = Counter(
        dict(
            Response.objects.filter(survey__in=keys, standing__in=COUNTED)
            .exclude(channel=Channel.OPEN)
            .values_list("survey")
            .annotate(Count("pk"))
        )
    )
    waiting = Counter(
        dict(HeldAnswer.objects.filter(survey__in=keys).values_list("survey").annotate(Count("pk")))
    )
    paths = _service_paths(surveys)
    registers = registers_of(surveys, today)
    rows = []
    for survey in surveys:
        services = sum(path.startswith(survey.unit.path) for path in paths)
        row = SurveyRow(
            survey,
            answers[survey.pk],
            waiting[survey.pk],
            services,
            registers.get(survey.pk),
        )
        row.steps.extend(next_steps(row, today))
        rows.append(row)
    return rows


def _service_paths(surveys: Iterable[CitizenSurvey]) -> list[str]:
    below = Q(pk__in=[])
    for path in {survey.unit.path for survey in surveys}:
        below |= Q(unit__path__startswith=path)
    return list(Service.objects.active().filter(below).values_list("unit__path", flat=True))


def next_steps(row: SurveyRow, today: date) -> list[Step]:
    """What a survey lacks, the first thing first; nothing once it is closed."""
    survey = row.survey
    if survey.state == SurveyState.CLOSED:
        return []
    steps = []
    if not row.services:
        steps.append(Step(_("Tambahkan layanan unit ini."), "services"))
    steps += _register_steps(row)
    if survey.state == SurveyState.PLANNED:
        if survey.closes_on < today:
            steps.append(Step(_("Tanggal tutup sudah lewat; ubah tanggalnya."), "dates"))
        elif row.services:
            steps.append(Step(_("Buka survei agar warga dapat menjawab."), "open"))
    elif survey.closes_on < today:
        steps.append(Step(_("Tanggal tutup sudah lewat: tutup survei atau perpanjang."), "dates"))
    elif row.missing:
        steps.append(
            Step(
                ngettext(
                    "Masih diperlukan %(n)s jawaban untuk sampel minimal.",
                    "Masih diperlukan %(n)s jawaban untuk sampel minimal.",
                    row.missing,
                )
                % {"n": format_decimal(Decimal(row.missing))},
                "answers",
            )
        )
    return steps


def _register_steps(row: SurveyRow) -> list[Step]:
    if row.register is None:
        return [
            Step(
                _("Isi register penerima layanan; tanpa register hasilnya tidak dapat hijau."),
                "register",
            )
        ]
    if row.register.is_too_old:
        text = _("Data register lebih dari 24 bulan; hasilnya akan merah sampai diperbarui.")
        return [Step(text, "register")]
    if row.register.is_old:
        text = _("Data register lebih dari 12 bulan; hasilnya tidak dapat hijau.")
        return [Step(text, "register")]
    return []


@dataclass(frozen=True, slots=True)
class Counts:
    """Answers of a survey by standing, way and service; never a mean while it runs."""

    waiting: int
    came_in: int
    by_standing: list[tuple[str, int]]
    by_channel: list[tuple[str, int]]
    by_service: list[tuple[str, int]]
    open_channel: int


def survey_counts(survey: CitizenSurvey) -> Counts:
    """How many answered, and how; answers of the open channel are told apart."""
    standings: Counter[str] = Counter()
    channels: Counter[str] = Counter()
    services: Counter[int | None] = Counter()
    apart = 0
    groups = (
        Response.objects.filter(survey=survey)
        .order_by()
        .values_list("standing", "channel", "service")
        .annotate(Count("pk"))
    )
    for standing, channel, service, number in groups:
        if channel == Channel.OPEN:
            apart += number
            continue
        standings[standing] += number
        channels[channel] += number
        if standing in COUNTED:
            services[service] += number
    names = dict(Service.objects.within(survey.unit).values_list("pk", "name"))
    return Counts(
        waiting=held_count(survey),
        came_in=standings.total(),
        by_standing=[(str(one.label), standings[one]) for one in Standing if standings[one]],
        by_channel=[(str(one.label), channels[one]) for one in Channel if channels[one]],
        by_service=sorted(
            (
                (names.get(pk, _("tanpa layanan")) if pk else _("tanpa layanan"), n)
                for pk, n in services.items()
            ),
            key=lambda entry: (-entry[1], entry[0]),
        ),
        open_channel=apart,
    )


def serving_units(units: UnitQuerySet) -> UnitQuerySet:
    """Units that hold a service of their own."""
    held = Service.objects.active().values("unit")
    return units.active().filter(pk__in=held).select_related("agency").order_by("path")


def serving_agencies(units: UnitQuerySet) -> UnitQuerySet:
    """Agencies in which some unit holds a service."""
    held = Service.objects.active().values("unit__agency")
    return units.active().filter(pk__in=held).select_related("agency").order_by("path")


def without_closed_survey(units: UnitQuerySet, year: int) -> list[Unit]:
    """Agencies with services of which no survey was closed in a calendar year (feedback A.1)."""
    closed = CitizenSurvey.objects.filter(state=SurveyState.CLOSED, period__year=year)
    done = set(closed.values_list("unit__agency", flat=True))
    return [unit for unit in serving_agencies(units) if unit.pk not in done]
