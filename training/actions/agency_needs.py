"""Turn the needs of an agency into lines of its yearly training plan."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from personnel.models import Unit, User
from personnel.permissions import local_day
from personnel.selectors.regulation import regulation_on
from sabang_kinerja.common.errors import Incomplete
from training import permissions
from training.actions.year_plans import LineInput, begin_plan, save_line
from training.models import YearPlan
from training.regulation import SMALLEST_GROUP
from training.selectors.agency_needs import agency_needs
from training.selectors.competences import needs_of_agency


@transaction.atomic
def plan_from_needs(*, agency: Unit, year: int, by: User, now: datetime) -> YearPlan:
    """Add a line to the draft plan of a year for every competence with a gap and a training.

    The first training of the catalogue for a competence is taken, for everybody who is short, in
    the first quarter; trainings that the plan holds are left as they are. Groups that the account
    may not be told of add nothing. Raises: ``Denied``, ``WrongState`` for a plan that is handed
    in, ``Incomplete`` where nothing is to be added.
    """
    day = local_day(now)
    plan = YearPlan.objects.filter(agency=agency, year=year).first()
    if plan is None:
        plan = begin_plan(agency=agency, year=year, budget=0, by=by, now=now)
    permissions.can_change_plan(by, plan, now).require()
    report = agency_needs(
        needs_of_agency(agency.pk, day),
        least=regulation_on(day).whole(SMALLEST_GROUP),
        everybody=permissions.sees_small_groups(by, agency, now),
    )
    planned = set(plan.lines.values_list("training", flat=True))
    added = 0
    for row in report.short:
        if not row.trainings or planned & {one.pk for one in row.trainings}:
            continue
        training = row.trainings[0]
        with override(settings.LANGUAGE_CODE):
            need = _("Kesenjangan %(name)s: %(n)s pegawai") % {
                "name": row.competence.name,
                "n": row.need.short,
            }
        entered = LineInput(training, row.need.short, 1, training.cost or 0, need[:300])
        save_line(plan_id=plan.pk, line_id=None, entered=entered, by=by, now=now)
        planned.add(training.pk)
        added += 1
    if not added:
        raise Incomplete(
            _("Tidak ada yang ditambahkan: pelatihan untuk kesenjangan ini sudah direncanakan.")
        )
    return plan
