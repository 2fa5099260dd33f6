"""Surveys of units in periods, and the results that are frozen when one closes."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import DataQuality, SurveyPeriodKind, SurveyState
from feedback.models.questionnaires import Questionnaire
from feedback.models.services import Register, Service
from personnel.models import Employee, Unit
from sabang_kinerja.common.constraints import all_or_none, date_order, one_of
from sabang_kinerja.common.history import tracked


@tracked()
class SurveyPeriod(models.Model):
    """A quarter, half-year or year for which the city's units ask (PermenPANRB 14/2017)."""

    kind = models.CharField(_("jenis"), max_length=10, choices=SurveyPeriodKind)
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveSmallIntegerField(_("urutan"), default=1)
    starts = models.DateField(_("mulai"))
    ends = models.DateField(_("selesai"))

    class Meta:
        verbose_name = _("periode survei")
        ordering = ["-starts", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "year", "sequence"],
                name="survey_period_once",
                violation_error_message=_("Periode survei ini sudah ada."),
            ),
            one_of("survey_period_kind_known", "kind", SurveyPeriodKind.values),
            date_order(
                "survey_period_dates_in_order",
                start="starts",
                end="ends",
                message=_("Tanggal selesai harus sama dengan atau setelah tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """ "Triwulan III 2026", "Semester I 2026", "Tahun 2026"."""
        numeral = ("", "I", "II", "III", "IV")[self.sequence]
        kind = self.get_kind_display()
        if self.kind == SurveyPeriodKind.YEAR:
            return f"{kind} {self.year}"
        return f"{kind} {numeral} {self.year}"


class SurveyQuerySet(models.QuerySet["CitizenSurvey"]):
    """Words for sets of surveys."""

    def with_input(self) -> "SurveyQuerySet":
        """What figures are made of besides the answers, in two queries."""
        return self.select_related("period", "unit", "questionnaire").prefetch_related(
            "questionnaire__questions"
        )


@tracked()
class CitizenSurvey(models.Model):
    """The survey of one unit in one period: its services, its questionnaire, its answers."""

    period = models.ForeignKey(SurveyPeriod, models.PROTECT, related_name="surveys")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="surveys", verbose_name=_("unit"))
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="surveys")
    state = models.CharField(
        _("status"), max_length=10, choices=SurveyState, default=SurveyState.PLANNED
    )
    opens_on = models.DateField(_("dibuka"))
    closes_on = models.DateField(_("ditutup"))
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survei masyarakat")
        ordering = ["-period__starts", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "unit"],
                name="survey_once_a_period",
                violation_error_message=_("Unit ini sudah memiliki survei pada periode tersebut."),
            ),
            one_of("survey_state_known", "state", SurveyState.values),
            date_order(
                "survey_dates_in_order",
                start="opens_on",
                end="closes_on",
                message=_("Tanggal tutup harus sama dengan atau setelah tanggal buka."),
            ),
            all_or_none("survey_closed_by_somebody", ["closed_at", "closed_by"]),
            models.CheckConstraint(
                name="survey_closed_has_a_moment",
                condition=~Q(state=SurveyState.CLOSED) | Q(closed_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="survey_goes_forward",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
                func="""
                    IF (OLD.state, NEW.state) NOT IN (('planned', 'open'), ('open', 'closed')) THEN
                        RAISE EXCEPTION 'a survey only goes forward'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.period}"


class ResultQuerySet(models.QuerySet["SurveyResult"]):
    """Words for sets of results."""

    def current(self) -> "ResultQuerySet":
        """The last computation of each unit and service."""
        return self.filter(is_current=True)

    def of_units(self) -> "ResultQuerySet":
        """Results of whole units, not of single services."""
        return self.filter(service__isnull=True)

    def with_figures(self) -> "ResultQuerySet":
        """Everything that ``selectors.figures.read_figures`` reads, in two queries."""
        return self.select_related(
            "survey__period", "survey__unit", "survey__questionnaire", "service"
        ).prefetch_related("survey__questionnaire__questions")


class SurveyResult(models.Model):
    """One computed figure with its quality: of the unit (no service) or of one service.

    Written once for each computation; a release from quarantine writes the next ``number``.
    ``index`` 25 to 100, two decimals; ``lower`` and ``upper`` the 95 % interval without finite
    population correction. ``figures`` holds everything else by which it is explained, ``policy``
    the thresholds that applied and the decisions they came from (statistics, head).
    """

    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="results")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    register = models.ForeignKey(Register, models.PROTECT, null=True, blank=True, related_name="+")
    n = models.PositiveIntegerField()
    index = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    lower = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    upper = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=1, blank=True)
    verdict = models.CharField(max_length=6, choices=DataQuality)
    figures = models.JSONField(default=dict)
    policy = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("hasil survei")
        ordering = ["survey", "service", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "service", "number"],
                name="survey_result_number_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["survey", "service"],
                condition=Q(is_current=True),
                name="survey_result_one_current",
                nulls_distinct=False,
            ),
            one_of("survey_result_verdict_known", "verdict", DataQuality.values),
            models.CheckConstraint(
                name="survey_result_index_in_range",
                condition=Q(index__isnull=True) | Q(index__gte=25, index__lte=100),
            ),
            models.CheckConstraint(
                name="survey_result_interval_in_order",
                condition=Q(lower__isnull=True) | Q(lower__lte=F("upper")),
            ),
            models.CheckConstraint(
                name="survey_result_nothing_from_nobody",
                condition=Q(n__gt=0) | Q(index__isnull=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="computed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["is_current"]),
            ),
            pgtrigger.Protect(name="computed_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.service or ''} {self.index}"


@tracked()
class OfficerFigure(models.Model):
    """What citizens said of one officer's counter, where the strict gate lets it be said.

    Compared with like counters, never a number for the rating: ``comparison`` by element is
    ``better``, ``same`` or ``worse``. The employee sees it first (``seen_at``) and can contest;
    a contested figure is not shown to the supervisor until it is answered (statistics A9).
    """

    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="officer_figures")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="citizen_figures")
    n = models.PositiveIntegerField()
    comparison = models.JSONField(default=dict)
    computed_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    contested_at = models.DateTimeField(null=True, blank=True)
    contest = models.TextField(_("keberatan atas angka"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.TextField(_("jawaban"), blank=True)
    is_withdrawn = models.BooleanField(_("dicabut"), default=False)

    class Meta:
        verbose_name = _("angka petugas loket")
        ordering = ["-survey__period__starts", "employee", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "employee"], name="officer_figure_once"),
            all_or_none("officer_figure_answered_by_somebody", ["answered_at", "answered_by"]),
            models.CheckConstraint(
                name="officer_figure_contest_has_text",
                condition=Q(contested_at__isnull=True) | ~Q(contest=""),
            ),
            models.CheckConstraint(
                name="officer_figure_answer_has_text",
                condition=Q(answered_at__isnull=True) | ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} {self.survey}"
