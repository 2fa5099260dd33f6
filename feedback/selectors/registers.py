"""Which register says how many people a survey asks about, and how old its counts are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from feedback.enums import AgeGroup, Dimension, EducationGroup, Frame, RespondentSex, SubDistrict
from feedback.models import CitizenSurvey, MarginCount, Register, Service
from feedback.rules.margins import age_in_months
from feedback.rules.policy import DEFAULT_POLICY
from feedback.rules.samples import minimum_sample
from personnel.models import Unit

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choices = Sequence[tuple[str, "StrOrPromise"]]

CATEGORIES: Mapping[Dimension, Choices] = {
    Dimension.SUB_DISTRICT: SubDistrict.choices,
    Dimension.SEX: RespondentSex.choices,
    Dimension.AGE_GROUP: AgeGroup.choices,
    Dimension.EDUCATION: EducationGroup.choices,
}
"""Codes and labels that a register counts by; services are those of the unit, by code."""


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a register says beside its margins; frame, unit and service stay once it exists."""

    frame: Frame
    unit: Unit
    service: Service | None
    starts: date
    ends: date
    population: int
    source: str
    dated: date


@dataclass(frozen=True, slots=True)
class RegisterState:
    """A register as a survey sees it: its people, the sample they ask for, its age in months."""

    register: Register
    minimum: int
    months: int

    @property
    def is_old(self) -> bool:
        """Too old for a green figure (statistics A9)."""
        return self.months > DEFAULT_POLICY.margin_months_green

    @property
    def is_too_old(self) -> bool:
        """Too old for any figure."""
        return self.months > DEFAULT_POLICY.margin_months_amber


def register_state(register: Register, day: date) -> RegisterState:
    """Size and age of a register on a day."""
    return RegisterState(
        register, minimum_sample(register.population), age_in_months(register.dated, day)
    )


def registers_of(surveys: Iterable[CitizenSurvey], today: date) -> dict[int, RegisterState]:
    """The register of each survey's unit, by survey; one query.

    That of exactly the survey's period, else the latest one that began before the survey closes:
    the previous equivalent period (feedback A.6). Its age is told at the survey's end, or today.
    """
    wanted = list(surveys)
    rows = Register.objects.filter(
        unit__in={survey.unit_id for survey in wanted},
        service__isnull=True,
        frame=Frame.SERVICE_REGISTER,
    ).order_by("-ends", "-starts", "pk")
    by_unit: dict[int, list[Register]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    found: dict[int, RegisterState] = {}
    for survey in wanted:
        period = survey.period
        usable = [one for one in by_unit.get(survey.unit_id, []) if one.starts <= survey.closes_on]
        exact = [one for one in usable if (one.starts, one.ends) == (period.starts, period.ends)]
        if usable:
            last_day = min(survey.closes_on, max(today, survey.opens_on))
            found[survey.pk] = register_state((exact or usable)[0], last_day)
    return found


@dataclass(frozen=True, slots=True)
class MarginLine:
    """One category of a margin: its code, its words, its count if there is one."""

    code: str
    label: str
    count: int | None


@dataclass(frozen=True, slots=True)
class MarginTable:
    """A margin of a register and its sum."""

    dimension: Dimension
    lines: list[MarginLine]
    total: int

    @property
    def label(self) -> str:
        """The dimension in words."""
        return str(self.dimension.label)


def offered_categories(register: Register) -> dict[Dimension, Choices]:
    """Dimensions of a register with codes and labels: services only for a whole unit's."""
    offered: dict[Dimension, Choices] = {}
    if register.frame == Frame.SERVICE_REGISTER and register.service_id is None:
        offered[Dimension.SERVICE] = service_choices(register)
    return {**offered, **CATEGORIES}


def service_choices(register: Register) -> Choices:
    """Services by code: those given today, and those that the register counts already."""
    services = Service.objects.within(register.unit)
    if register.pk:
        counted = register.counts.filter(dimension=Dimension.SERVICE).values("category")
        services = services.filter(Q(is_active=True) | Q(code__in=counted))
    else:
        services = services.active()
    return list(services.values_list("code", "name"))


def margin_tables(register: Register) -> list[MarginTable]:
    """The margins of a register in order of priority, categories that it lacks included."""
    counts: dict[str, dict[str, int]] = {}
    known = register.counts.all() if register.pk else MarginCount.objects.none()
    for dimension, category, count in known.values_list("dimension", "category", "count"):
        counts.setdefault(dimension, {})[category] = count
    tables = []
    for dimension, choices in offered_categories(register).items():
        found = counts.get(dimension, {})
        words = dict(choices)
        lines = [MarginLine(code, str(label), found.get(code)) for code, label in choices]
        lines += [MarginLine(code, code, n) for code, n in found.items() if code not in words]
        total = sum(found.values())
        tables.append(MarginTable(dimension, lines, total))
    return tables
