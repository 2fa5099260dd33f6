"""Who did what of getting ready, as sets of people."""

from django.db.models import Count, F

from training.enums import AttendanceState, GuideKind, RecordState, TestKind, TrainingForm
from training.models import (
    Acknowledgement,
    Attendance,
    KnowledgeTest,
    SocialisationEvent,
    TestAttempt,
    TrainingRecord,
)
from training.rules.readiness import Step
from training.selectors.socialisation import latest_versions


def steps_offered() -> frozenset[Step]:
    """Steps that somebody could have done: an event, a required guide, a test is there.

    A share of a step that nobody could do says nothing (three queries).
    """
    offers = {
        Step.ATTENDED: SocialisationEvent.objects.all(),
        Step.READ: latest_versions().filter(guide__is_required=True, guide__kind=GuideKind.MAIN),
        Step.PASSED: KnowledgeTest.objects.all(),
    }
    return frozenset({Step.PLANNED} | {step for step, rows in offers.items() if rows.exists()})


def people_who_attended() -> set[int]:
    """Present at an event, or with a verified record of a socialisation held elsewhere."""
    present = Attendance.objects.filter(state=AttendanceState.PRESENT)
    recorded = TrainingRecord.objects.filter(
        form=TrainingForm.SOCIALISATION, state=RecordState.VERIFIED
    )
    return {
        *present.values_list("employee", flat=True),
        *recorded.values_list("employee", flat=True),
    }


def people_who_read() -> set[int]:
    """Confirmed the version in force of every required guide."""
    versions = list(
        latest_versions()
        .filter(guide__is_required=True, guide__kind=GuideKind.MAIN)
        .values_list("pk", flat=True)
    )
    if not versions:
        return set()
    return set(
        Acknowledgement.objects.filter(version__in=versions)
        .order_by()
        .values("employee")
        .annotate(n=Count("version"))
        .filter(n=len(versions))
        .values_list("employee", flat=True)
    )


def people_who_passed() -> set[int]:
    """Reached the mark in a last test."""
    return set(
        TestAttempt.objects.filter(kind=TestKind.AFTER, score__gte=F("test__pass_mark"))
        .order_by()
        .values_list("employee", flat=True)
        .distinct()
    )
