"""The needs of one agency as a report: by competence, over the next years, with trainings."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.models import Competence, Training
from training.rules.needs import Demand, GroupNeed, group_need, may_be_told
from training.selectors.competences import NeedLine, PersonNeeds


@dataclass(frozen=True, slots=True)
class CompetenceRow:
    """One competence of the report.

    ``told`` is false where the group is too small for the reader; then only how many it is
    demanded of and measured in may be shown. ``trainings`` are the offers of the catalogue.
    """

    competence: Competence
    need: GroupNeed
    told: bool
    trainings: list[Training]

    @property
    def cost(self) -> int | None:
        """Rupiah for everybody who is short in the first training; ``None`` where none is known."""
        known = next((one for one in self.trainings if one.cost is not None), None)
        return None if known is None or known.cost is None else known.cost * self.need.short


@dataclass(frozen=True, slots=True)
class AgencyNeeds:
    """The report: rows with the largest priority first, told ones before the others.

    ``without`` counts people whose post belongs to no family with standards.
    """

    rows: list[CompetenceRow]
    people: int
    without: int

    @property
    def told(self) -> list[CompetenceRow]:
        """Rows whose figures may be shown."""
        return [row for row in self.rows if row.told]

    @property
    def hidden(self) -> int:
        """How many rows are too small to be shown."""
        return len(self.rows) - len(self.told)

    @property
    def short(self) -> list[CompetenceRow]:
        """Told rows in which somebody is short."""
        return [row for row in self.told if row.need.short]


def _trainings(competences: Sequence[Competence]) -> dict[int, list[Training]]:
    found: dict[int, list[Training]] = {}
    for one in Training.objects.filter(is_active=True, competence__in=competences):
        found.setdefault(one.competence_id or 0, []).append(one)
    return found


def agency_needs(people: Sequence[PersonNeeds], *, least: int, everybody: bool) -> AgencyNeeds:
    """Add up what was read by ``needs_of_agency`` (one query for the trainings).

    ``least`` is the smallest group that is told; ``everybody`` tells groups of any size.
    """
    demands: dict[int, list[Demand]] = {}
    competences: dict[int, Competence] = {}
    for person in people:
        for line in person.lines:
            competence = line.standard.competence
            competences[competence.pk] = competence
            demands.setdefault(competence.pk, []).append(line.demand)
    trainings = _trainings(list(competences.values()))
    rows = []
    for pk, competence in competences.items():
        need = group_need(demands[pk])
        told = everybody or may_be_told(need.measured, least)
        rows.append(CompetenceRow(competence, need, told, trainings.get(pk, [])))
    rows.sort(
        key=lambda row: (
            not row.told,
            -row.need.priority if row.told else 0,
            row.competence.name,
        )
    )
    return AgencyNeeds(rows, len(people), sum(not person.lines for person in people))


@dataclass(frozen=True, slots=True)
class NeedOfPerson:
    """One person of a competence's list."""

    person: PersonNeeds
    line: NeedLine


def people_of_competence(people: Sequence[PersonNeeds], competence_id: int) -> list[NeedOfPerson]:
    """Everybody of whom a competence is demanded, the largest priority first, unmeasured last."""
    found = [
        NeedOfPerson(person, line)
        for person in people
        for line in person.lines
        if line.standard.competence_id == competence_id
    ]
    return sorted(
        found,
        key=lambda one: (
            one.line.priority is None,
            -(one.line.priority or 0),
            one.person.employee.name,
        ),
    )
