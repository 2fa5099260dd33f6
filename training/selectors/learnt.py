"""Which measures a person has learnt: those of completed trainings that teach one."""

from personnel.models import Employee
from training.enums import RecordState
from training.models import Training


def learnt_measures(employee: Employee) -> list[Training]:
    """Trainings with a result and its measure whose record of the person is verified."""
    return list(
        Training.objects.filter(records__employee=employee, records__state=RecordState.VERIFIED)
        .exclude(measure="")
        .exclude(result="")
        .distinct()
        .order_by("title")
    )
