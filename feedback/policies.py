"""Does the state of a survey allow a step, whoever asks?"""

from django.utils.translation import gettext as _

from feedback.enums import SurveyState
from feedback.models import CitizenSurvey
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def may_close_survey(survey: CitizenSurvey) -> Verdict:
    """A running survey is closed once."""
    if survey.state == SurveyState.OPEN:
        return ALLOWED
    if survey.state == SurveyState.PLANNED:
        return denied(_("Survei ini belum dibuka."), WrongState)
    return denied(_("Survei ini sudah ditutup."), WrongState)


def may_review_survey(survey: CitizenSurvey) -> Verdict:
    """Answers in quarantine are reviewed once a survey is closed, so that all of them are seen."""
    if survey.state == SurveyState.CLOSED:
        return ALLOWED
    return denied(_("Jawaban yang dikarantina ditinjau sesudah survei ditutup."), WrongState)


def may_plan_follow_up(survey: CitizenSurvey) -> Verdict:
    """What is done about a result is planned once there is one."""
    if survey.state == SurveyState.CLOSED:
        return ALLOWED
    return denied(_("Rencana tindak lanjut ditulis sesudah survei ditutup."), WrongState)
