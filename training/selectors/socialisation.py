"""Events, guides and tests for their pages."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, Count, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language

from personnel.models import Employee
from training.enums import AttendanceState, TestKind
from training.models import (
    Acknowledgement,
    Attendance,
    Guide,
    GuideVersion,
    KnowledgeTest,
    SocialisationEvent,
    TestAttempt,
)
from training.rules.knowledge import RETAKES, shuffled

FEWEST = 5
"""Results of a test are told of so many people or more."""


def with_counts(events: QuerySet[SocialisationEvent]) -> QuerySet[SocialisationEvent]:
    """Count along invited, present, excused and absent people."""
    return events.annotate(
        people=Count("attendance", distinct=True),
        present=Count(
            "attendance", filter=Q(attendance__state=AttendanceState.PRESENT), distinct=True
        ),
        walk_ins=Count(
            "attendance",
            filter=Q(attendance__state=AttendanceState.PRESENT, attendance__walk_in=True),
            distinct=True,
        ),
        excused=Count(
            "attendance", filter=Q(attendance__state=AttendanceState.EXCUSED), distinct=True
        ),
    )


def latest_versions() -> QuerySet[GuideVersion]:
    """The version in force of each guide."""
    newest = (
        GuideVersion.objects.filter(guide=OuterRef("guide")).order_by("-number").values("pk")[:1]
    )
    return GuideVersion.objects.filter(pk=Subquery(newest)).select_related("guide")


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A guide with the version in force and whether the reader confirmed it."""

    version: GuideVersion
    acknowledgement: Acknowledgement | None
    read_before: bool


def guide_rows(employee: Employee | None) -> list[GuideRow]:
    """All guides, required ones first; three queries."""
    order = ("-guide__is_required", "guide__kind", "guide__title")
    versions = list(latest_versions().order_by(*order))
    mine: dict[int, Acknowledgement] = {}
    guides: set[int] = set()
    if employee is not None:
        for one in Acknowledgement.objects.filter(employee=employee).select_related("version"):
            mine[one.version_id] = one
            guides.add(one.version.guide_id)
    return [
        GuideRow(version, mine.get(version.pk), version.guide_id in guides) for version in versions
    ]


def unread_guides(employee: Employee) -> list[GuideVersion]:
    """Required guides whose version in force the person has not confirmed."""
    return list(
        latest_versions()
        .filter(guide__is_required=True)
        .exclude(acknowledgements__employee=employee)
    )


@dataclass(frozen=True, slots=True)
class ChapterChange:
    """A chapter beside the same chapter of the version before."""

    title: str
    text: str
    state: str


def _said(chapter: dict[str, str], field: str) -> str:
    """Title or text of a chapter in the reader's language, as far as there is one."""
    return chapter.get(f"{field}_{get_language()}") or chapter[field]


def changes_of(version: GuideVersion, before: GuideVersion | None) -> list[ChapterChange]:
    """Chapters, each "new", "changed" or "same" against the version before."""
    old = {one["title"]: one["text"] for one in before.chapters} if before else {}
    rows = []
    for one in version.chapters:
        if before is None:
            state = "same"
        elif one["title"] not in old:
            state = "new"
        else:
            state = "same" if old[one["title"]] == one["text"] else "changed"
        rows.append(ChapterChange(_said(one, "title"), _said(one, "text"), state))
    return rows


def acknowledged_count(guide: Guide) -> int:
    """How many people confirmed the version in force."""
    version = guide.versions.order_by("-number").first()
    return version.acknowledgements.count() if version else 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a sitting, in its order; ``given`` is the key answered so far."""

    item: int
    question: str
    options: list[dict[str, str]]
    given: str
    correct: str
    explanation: str

    @property
    def is_right(self) -> bool:
        """Whether the answer is the right one."""
        return self.given == self.correct


def questions_of(attempt: TestAttempt) -> list[Question]:
    """Items and options in the order of one sitting."""
    items = shuffled(list(attempt.test.items.order_by("number")), attempt.seed)
    return [
        Question(
            item.pk,
            item.question,
            shuffled(item.options, attempt.seed, str(item.pk)),
            attempt.answers.get(str(item.pk), ""),
            item.correct,
            item.explanation,
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class TestState:
    """Where a person stands in one test of an event."""

    kind: TestKind
    attempts: list[TestAttempt]
    passed: bool
    may_begin: bool

    @property
    def best(self) -> Decimal | None:
        """The best score so far."""
        return max((one.score for one in self.attempts if one.score is not None), default=None)


def test_states(
    test: KnowledgeTest, employee: Employee, event: SocialisationEvent | None
) -> list[TestState]:
    """Both tests as one person sees them."""
    found = list(
        TestAttempt.objects.filter(test=test, employee=employee, event=event).order_by("number")
    )
    states = []
    for kind in TestKind:
        own = [one for one in found if one.kind == kind]
        passed = any(one.score is not None and one.score >= test.pass_mark for one in own)
        unfinished = bool(own) and own[-1].finished_at is None
        most = 1 + (RETAKES if kind == TestKind.AFTER else 0)
        states.append(TestState(kind, own, passed, unfinished or (not passed and len(own) < most)))
    return states


@dataclass(frozen=True, slots=True)
class TestSummary:
    """A test of an event over all who took it; None below ``FEWEST`` people."""

    kind: TestKind
    people: int
    mean: Decimal | None
    passed: int | None


def test_summaries(event: SocialisationEvent) -> list[TestSummary]:
    """Best scores by person; nobody's own score is told here."""
    if event.test is None:
        return []
    rows = []
    for kind in TestKind:
        best = (
            TestAttempt.objects.filter(event=event, kind=kind, score__isnull=False)
            .order_by()
            .values("employee")
            .annotate(best=Max("score"))
        )
        people = best.count()
        if people < FEWEST:
            rows.append(TestSummary(kind, people, None, None))
            continue
        mean = best.aggregate(mean=Avg("best"))["mean"]
        passed = best.filter(best__gte=event.test.pass_mark).count()
        rows.append(TestSummary(kind, people, mean, passed))
    return rows


def sheet_rows(event: SocialisationEvent) -> list[Attendance]:
    """The list of an event in the order of names."""
    return list(event.attendance.select_related("employee").order_by("employee__name", "pk"))
