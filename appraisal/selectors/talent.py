"""The nine boxes: annual performance by imported potential."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from appraisal.enums import Potential, Rating
from appraisal.models import Evaluation, PotentialAssessment
from appraisal.regulation import TALENT_AXIS
from appraisal.rules.predicate import Predicate
from appraisal.rules.ratings import Rating as Level
from appraisal.rules.talent import TALENT_BOXES, talent_box
from appraisal.rules.talent import Potential as PotentialLevel
from appraisal.selectors.annual_results import annual_results
from personnel.models import PerformanceYear, Unit
from personnel.rules.regulation import Regulation

RECOMMENDATIONS: Final = {
    1: gettext_lazy("Ditangani menurut ketentuan sanksi kinerja."),
    2: gettext_lazy("Bimbingan kinerja; pengembangan; penempatan yang sesuai."),
    3: gettext_lazy("Bimbingan; konseling; pengembangan; penempatan yang sesuai."),
    4: gettext_lazy("Rotasi; pengembangan kompetensi."),
    5: gettext_lazy("Penempatan yang sesuai; bimbingan; pengembangan."),
    6: gettext_lazy("Penempatan yang sesuai; bimbingan; konseling."),
    7: gettext_lazy(
        "Dipertahankan; kelompok rencana suksesi instansi; rotasi atau pengayaan jabatan; "
        "pengembangan kompetensi; tugas belajar."
    ),
    8: gettext_lazy(
        "Dipertahankan; kelompok rencana suksesi instansi; rotasi atau perluasan jabatan; "
        "bimbingan."
    ),
    9: gettext_lazy(
        "Dipromosikan dan dipertahankan; kelompok rencana suksesi instansi atau nasional; "
        "penghargaan."
    ),
}
"""What regulation 6.7 recommends for each box; a recommendation decides nothing."""


@dataclass(frozen=True, slots=True)
class TalentRow:
    """One person in a box."""

    evaluation: Evaluation
    assessment: PotentialAssessment


@dataclass(frozen=True, slots=True)
class Box:
    """One of the nine boxes with its people; ``share`` of everybody placed, 0 to 1."""

    number: int
    performance: str
    potential: str
    people: list[TalentRow]
    share: float

    @property
    def recommendation(self) -> str:
        """What the regulation recommends."""
        return str(RECOMMENDATIONS[self.number])


@dataclass(frozen=True, slots=True)
class TalentGrid:
    """Rows from performance above to below, boxes from potential low to high."""

    rows: list[tuple[str, list[Box]]]
    placed: int
    without_potential: int

    @property
    def boxes(self) -> dict[int, Box]:
        """Number → box."""
        return {box.number: box for _label, row in self.rows for box in row}


def talent_grid(
    year: PerformanceYear, agencies: "QuerySet[Unit]", regulation: Regulation
) -> TalentGrid:
    """Place everybody with a final result and a potential (two queries).

    Of several measurements of potential the last one before the end of the year after counts.
    """
    results = annual_results(year, agencies)
    potentials = {
        row.employee_id: row
        for row in PotentialAssessment.objects.filter(
            employee__in=[one.plan.employee_id for one in results],
            assessed_on__year__lte=year.year + 1,
        ).order_by("assessed_on", "pk")
    }
    axis = {Predicate(key): Level(value) for key, value in regulation.table(TALENT_AXIS).items()}
    people: dict[int, list[TalentRow]] = {number: [] for number in range(1, 10)}
    for one in results:
        found = potentials.get(one.plan.employee_id)
        if found is not None:
            number = talent_box(Predicate(one.predicate), PotentialLevel(found.potential), axis)
            people[number].append(TalentRow(one, found))
    placed = sum(map(len, people.values()))
    rows = [
        (
            str(Rating(level).label),
            [
                _box(TALENT_BOXES[level, potential], level, potential, people, placed)
                for potential in reversed(PotentialLevel)
            ],
        )
        for level in Level
    ]
    return TalentGrid(rows, placed, len(results) - placed)


def _box(
    number: int,
    level: Level,
    potential: PotentialLevel,
    people: dict[int, list[TalentRow]],
    placed: int,
) -> Box:
    return Box(
        number,
        str(Rating(level).label),
        str(Potential(potential).label),
        people[number],
        len(people[number]) / placed if placed else 0.0,
    )
