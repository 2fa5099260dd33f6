"""Fixing and serving, for one person and for all: open, or locked with what is still missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal import permissions
from appraisal.enums import EvaluationState
from appraisal.models import OrganisationPredicate
from appraisal.selectors.team import TeamRow
from personnel.models import Period, User
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.pages import ActionButton
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

NAMED = 3
"""People named in one sentence; of more, only the number is told."""

Organisations = Mapping[int, OrganisationPredicate | None]


def _confirm_fix() -> str:
    return _(
        "Tetapkan hasil ini? Setelah ditetapkan, rating tidak dapat diubah kecuali melalui "
        "keberatan."
    )


def _awaits(row: TeamRow) -> str:
    return _(
        "Predikat pegawai dapat ditetapkan setelah predikat organisasi %(unit)s ditetapkan oleh "
        "pimpinan di atasnya."
    ) % {"unit": row.evaluation.plan.assignment.post.unit.agency or ""}


def _missing(row: TeamRow) -> Verdict:
    parts = []
    if row.results_missing:
        parts.append(_("%(n)s hasil kerja") % {"n": row.results_missing})
    if row.values_missing:
        parts.append(_("%(n)s nilai perilaku") % {"n": row.values_missing})
    if not parts:
        return ALLOWED
    return denied(
        _("Dapat ditetapkan setelah %(what)s diberi rating.")
        % {"what": get_text_list(parts, _("dan"))},
        Incomplete,
    )


def fix_button(
    user: User, row: TeamRow, organisation: OrganisationPredicate | None, now: datetime
) -> ActionButton:
    """Fix one person's result; without the organisation's predicate, say that rating is done.

    The button stands in the rating form, so that what was typed goes with it.
    """
    url = reverse("appraisal:evaluation-fix", args=[row.evaluation.pk])
    verdict = permissions.can_fix_evaluation(user, row.evaluation, now)
    if verdict and permissions.organisation_is_fixed(organisation):
        return ActionButton(
            _("Tetapkan"), url, _missing(row), variant="outline-primary", confirm=_confirm_fix()
        )
    if verdict and row.evaluation.state == EvaluationState.IN_RATING:
        return ActionButton(_("Nyatakan selesai"), url, _missing(row), variant="outline-primary")
    return ActionButton(
        _("Tetapkan"), url, denied(_awaits(row), WrongState) if verdict else verdict
    )


def fix_all_button(
    rows: Sequence[TeamRow], organisations: Organisations, period: Period
) -> ActionButton | None:
    """Fix everybody who is rated; none while nobody is open for rating."""
    open_rows = [row for row in rows if row.can_be_rated]
    if not open_rows:
        return None
    url = reverse("appraisal:team-fix", args=[period.pk])
    complete = [row for row in open_rows if row.is_complete]
    ready = [
        row
        for row in complete
        if permissions.organisation_is_fixed(organisations[row.evaluation.pk])
    ]
    if ready:
        label = ngettext(
            "Tetapkan dan tanda tangani %(n)s hasil",
            "Tetapkan dan tanda tangani %(n)s hasil",
            len(ready),
        ) % {"n": len(ready)}
        return ActionButton(label, url, ALLOWED, confirm=_confirm_fix())
    if any(row.evaluation.state == EvaluationState.IN_RATING for row in complete):
        label = ngettext(
            "Nyatakan %(n)s penilaian selesai",
            "Nyatakan %(n)s penilaian selesai",
            len(complete),
        ) % {"n": len(complete)}
        return ActionButton(label, url, ALLOWED)
    if complete:
        return ActionButton(
            _("Tetapkan dan tanda tangani"), url, denied(_awaits(complete[0]), WrongState)
        )
    return ActionButton(
        _("Tetapkan dan tanda tangani"), url, denied(_not_rated(open_rows), Incomplete)
    )


def _not_rated(rows: Sequence[TeamRow]) -> str:
    if len(rows) <= NAMED:
        names = get_text_list([row.name for row in rows], _("dan"))
        return _("Dapat ditetapkan setelah %(names)s dinilai.") % {"names": names}
    return _("Dapat ditetapkan setelah %(n)s pegawai dinilai.") % {"n": len(rows)}


def serve_all_button(
    rows: Sequence[TeamRow], period: Period, *, is_main: bool
) -> ActionButton | None:
    """Hand every fixed result to its employee; none while nothing is fixed.

    ``is_main``: no other step of the whole team is open, so this one is the filled button.
    """
    waiting = sum(row.waits_to_be_served for row in rows)
    if not waiting:
        return None
    label = ngettext("Sampaikan %(n)s hasil", "Sampaikan %(n)s hasil", waiting) % {"n": waiting}
    return ActionButton(
        label,
        reverse("appraisal:team-serve", args=[period.pk]),
        ALLOWED,
        variant="primary" if is_main else "outline-primary",
        confirm=_("Sampaikan hasil kepada pegawai? Batas waktu jawaban mulai berjalan."),
    )
