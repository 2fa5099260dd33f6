"""Does the state of a survey or questionnaire allow a step, whoever asks?"""

from datetime import date

from django.utils.translation import gettext as _

from feedback.enums import QuestionnaireState, SurveyState
from feedback.models import CitizenSurvey, Questionnaire, Service
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


def _wrong(row: CitizenSurvey | Questionnaire) -> Verdict:
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": row.get_state_display()},
        WrongState,
    )


def may_open_survey(survey: CitizenSurvey, day: date) -> Verdict:
    """A planned survey opens when there is something to ask about and something to ask with."""
    if survey.state != SurveyState.PLANNED:
        return _wrong(survey)
    if survey.closes_on < day:
        return denied(
            _("Tanggal tutupnya sudah lewat. Ubah tanggalnya lebih dulu."),
            WrongState,
        )
    if not Service.objects.within(survey.unit).active().exists():
        return denied(
            _("Unit ini belum memiliki layanan. Tambahkan layanannya lebih dulu."), WrongState
        )
    if survey.questionnaire.state != QuestionnaireState.IN_USE:
        return denied(
            _("Kuesionernya belum dipakai. Pakai satu versi kuesioner lebih dulu."), WrongState
        )
    return ALLOWED


def may_change_dates(survey: CitizenSurvey) -> Verdict:
    """Dates change until a survey is closed."""
    return _wrong(survey) if survey.state == SurveyState.CLOSED else ALLOWED


def may_remove_survey(survey: CitizenSurvey) -> Verdict:
    """Only a survey that never opened is taken back."""
    return ALLOWED if survey.state == SurveyState.PLANNED else _wrong(survey)


def may_enter_answers(survey: CitizenSurvey) -> Verdict:
    """Answers come in, and their batches are undone, while a survey runs."""
    if survey.state == SurveyState.OPEN:
        return ALLOWED
    if survey.state == SurveyState.PLANNED:
        return denied(_("Survei ini belum dibuka. Buka survei lebih dulu."), WrongState)
    return denied(_("Survei ini sudah ditutup; jawabannya tidak dapat berubah."), WrongState)


def may_change_questions(questionnaire: Questionnaire) -> Verdict:
    """Words change only in a draft: nobody may have answered them."""
    return ALLOWED if questionnaire.state == QuestionnaireState.DRAFT else _wrong(questionnaire)


def may_plan_follow_up(survey: CitizenSurvey) -> Verdict:
    """What is done about a result is planned once there is one."""
    if survey.state == SurveyState.CLOSED:
        return ALLOWED
    return denied(_("Rencana tindak lanjut ditulis sesudah survei ditutup."), WrongState)
