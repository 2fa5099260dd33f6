"""Who hears of a step: the next to act, and the person whose result moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from appraisal.models import Evaluation, Objection, OrganisationPredicate, Plan
from appraisal.rules.objection import objection_deadline
from personnel.actions.notices import Message, notify, with_substitutes
from personnel.enums import NoticeKind
from personnel.models import User
from personnel.rules.dates import long_date

Subject = Plan | Evaluation | Objection | OrganisationPredicate


@dataclass(frozen=True, slots=True)
class _Word:
    """Whom a step is told, and with which sentence; ``details`` are filled from the row."""

    to: Callable[[Subject], list[int | None]]
    kind: NoticeKind
    sentence: str
    page: str


def _owner(row: Subject) -> list[int | None]:
    if isinstance(row, Plan):
        return [row.employee_id]
    return [_evaluation(row).plan.employee_id]


def _supervisor(row: Subject) -> list[int | None]:
    return [row.supervisor_id if isinstance(row, Plan) else _evaluation(row).supervisor_id]


def _both_superiors(row: Subject) -> list[int | None]:
    return [*_supervisor(row), _evaluation(row).reviewing_superior_id]


def _evaluation(row: Subject) -> Evaluation:
    if isinstance(row, Objection):
        return row.evaluation
    if isinstance(row, Evaluation):
        return row
    raise TypeError(row)


_DECIDED: Final = _Word(
    _owner,
    NoticeKind.OBJECTION_DECIDED,
    gettext_noop("Keberatan Anda atas hasil %(period)s sudah diputus."),
    "appraisal:objection-detail",
)
_WORDS: Final = {
    (Plan, "submit"): _Word(
        _supervisor,
        NoticeKind.TASK,
        gettext_noop("SKP %(name)s menunggu pemeriksaan Anda."),
        "appraisal:plan-detail",
    ),
    (Plan, "return"): _Word(
        _owner,
        NoticeKind.TASK,
        gettext_noop("SKP Anda dikembalikan dengan catatan. Perbaiki, lalu ajukan lagi."),
        "appraisal:plan-detail",
    ),
    (Plan, "approve"): _Word(
        _owner,
        NoticeKind.TASK,
        gettext_noop("SKP Anda sudah disetujui. Langkah berikutnya: tanda tangan."),
        "appraisal:plan-detail",
    ),
    (Plan, "fix"): _Word(
        _owner,
        NoticeKind.TASK,
        gettext_noop("SKP Anda sudah ditetapkan."),
        "appraisal:plan-detail",
    ),
    (Evaluation, "submit"): _Word(
        _supervisor,
        NoticeKind.TASK,
        gettext_noop("Realisasi %(name)s untuk %(period)s menunggu penilaian Anda."),
        "appraisal:evaluation-detail",
    ),
    (Evaluation, "serve"): _Word(
        _owner,
        NoticeKind.RESULT_SERVED,
        gettext_noop(
            "Hasil %(period)s sudah disampaikan. Terima hasilnya, atau ajukan keberatan "
            "paling lambat %(last)s."
        ),
        "appraisal:evaluation-detail",
    ),
    (Evaluation, "object"): _Word(
        _both_superiors,
        NoticeKind.OBJECTION_RECEIVED,
        gettext_noop("%(name)s mengajukan keberatan atas hasil %(period)s."),
        "appraisal:evaluation-detail",
    ),
    (Objection, "decide"): _DECIDED,
    (Objection, "reject"): _DECIDED,
}


def tell_of_move(row: Subject, verb: str, *, by: User | None, now: datetime) -> None:
    """Tell those whom a step concerns, but not the one who took it."""
    word = _WORDS.get((type(row), verb))
    if word is None:
        return
    people = word.to(row)
    if word.to is not _owner:
        people = [*with_substitutes(people, now)]
    year = row.year if isinstance(row, Plan) else _evaluation(row).period.year
    message = Message(
        kind=word.kind,
        key=f"{row._meta.model_name}:{row.pk}:{verb}",
        sentence=word.sentence,
        url=reverse(word.page, args=[row.pk]),
        details=_details(row, now),
        may_mail=not year.is_rehearsal,
    )
    notify([pk for pk in people if by is None or pk != by.employee_id], message, now=now)


def _details(row: Subject, now: datetime) -> dict[str, str | int]:
    if isinstance(row, Plan):
        return {"name": row.employee.name}
    evaluation = _evaluation(row)
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "name": evaluation.plan.employee.name,
            "period": str(evaluation.period),
            "last": long_date(objection_deadline(timezone.localtime(now).date())),
        }
