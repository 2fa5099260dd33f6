"""What hangs on the results of a plan moves to its new version."""

from appraisal.models import MatrixCell, Plan, WorkResult
from appraisal.models.plans import LIVE
from appraisal.rules.versions import ResultVersion, paired


def hand_over(old: Plan, new: Plan) -> None:
    """Let the matrix and the links of direct reports point to the results of the new version.

    The words that a direct report's plan quotes stay as they were agreed.
    """
    before, after = list(old.results.all()), list(new.results.all())
    old_rows = {_version(row): row for row in before}
    new_rows = {_version(row): row for row in after}
    for one, other in paired(list(old_rows), list(new_rows)):
        if one is None or other is None:
            continue
        row, successor = old_rows[one], new_rows[other]
        MatrixCell.objects.filter(leader_result=row).update(leader_result=successor)
        WorkResult.objects.filter(superior_result=row, plan__state__in=LIVE).update(
            superior_result=successor
        )
        if row.done_alone and not successor.done_alone:
            WorkResult.objects.filter(pk=successor.pk).update(done_alone=True)


def _version(row: WorkResult) -> ResultVersion:
    return ResultVersion(row.text, row.kind, facts=(("", str(row.position)),))
