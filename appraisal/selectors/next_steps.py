"""What comes next for one evaluation, and whose turn it is, as one sentence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import EvaluationState
from appraisal.models import Evaluation
from appraisal.selectors.answer_days import AnswerDays
from personnel.rules.dates import long_date


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence for the owner of an evaluation; ``is_turn`` when the owner has to act."""

    sentence: str
    is_turn: bool = False


def last_day_of(evaluation: Evaluation) -> date:
    """Last day that is judged: of the period, or of a plan that ended before it."""
    return min(evaluation.period.ends, evaluation.plan.ends)


def next_step(evaluation: Evaluation, now: datetime, days: AnswerDays) -> NextStep:
    """The owner's next step, with its date; reads what ``with_list_columns`` loads."""
    supervisor = {"name": evaluation.supervisor.name if evaluation.supervisor else _("belum ada")}
    match evaluation.state:
        case EvaluationState.IN_PROGRESS:
            return _filling(evaluation, now, supervisor)
        case EvaluationState.AWAITING_FEEDBACK:
            return NextStep(_("Menunggu umpan balik rekan kerja."))
        case EvaluationState.IN_RATING:
            return NextStep(_("Menunggu penilaian %(name)s.") % supervisor)
        case EvaluationState.AWAITING_ORGANISATION:
            return NextStep(_("Menunggu predikat organisasi."))
        case EvaluationState.FIXED:
            return NextStep(_("Menunggu disampaikan oleh %(name)s.") % supervisor)
        case EvaluationState.SERVED:
            return _answering(evaluation, days)
        case EvaluationState.ACCEPTED | EvaluationState.LAPSED:
            return _settling(evaluation, now, days)
        case EvaluationState.OBJECTED:
            return NextStep(_("Keberatan sedang diperiksa oleh atasan pejabat penilai."))
        case EvaluationState.FINAL:
            return NextStep(_("Selesai. Hasil sudah final."))
        case _:
            return NextStep(_("Periode ini belum dibuka."))


def _filling(evaluation: Evaluation, now: datetime, supervisor: dict[str, str]) -> NextStep:
    ends = last_day_of(evaluation)
    if timezone.localtime(now).date() > ends:
        return NextStep(_("Lengkapi realisasi, lalu ajukan kepada %(name)s.") % supervisor, True)
    return NextStep(
        _("Catat realisasi dan bukti. Dapat diajukan setelah %(date)s.")
        % {"date": long_date(ends)},
        True,
    )


def _answering(evaluation: Evaluation, days: AnswerDays) -> NextStep:
    last = days.objection_due(evaluation)
    return NextStep(
        _("Terima hasil ini, atau ajukan keberatan paling lambat %(date)s.")
        % {"date": long_date(last) if last else ""},
        True,
    )


def _settling(evaluation: Evaluation, now: datetime, days: AnswerDays) -> NextStep:
    last = days.objection_due(evaluation)
    if last is not None and timezone.localtime(now).date() <= last:
        return NextStep(
            _("Final setelah %(date)s, bila tidak ada keberatan.") % {"date": long_date(last)}
        )
    return NextStep(_("Menunggu dikunci menjadi final."))
