"""Does the state of a survey or questionnaire allow a step, whoever asks?"""

from datetime import date

from django.utils.translation import gettext as _

from feedback.enums import NominationState, QuestionnaireState, RoundState, SurveyState
from feedback.models import (
    CitizenSurvey,
    FeedbackRound,
    KeyOpening,
    Nomination,
    Questionnaire,
    Reviewee,
    Service,
)
from feedback.workflow import ROUND_NEXT
from personnel.models import Assignment
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


def _wrong(row: CitizenSurvey | Questionnaire | FeedbackRound) -> Verdict:
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


def may_step_round(round_: FeedbackRound, state: RoundState) -> Verdict:
    """A round goes to its next state, one after the other."""
    if ROUND_NEXT.get(RoundState(round_.state)) == state:
        return ALLOWED
    return _wrong(round_)


def may_change_round(round_: FeedbackRound) -> Verdict:
    """A round is changed until it closes; its thresholds only while it is a draft."""
    if round_.state in (RoundState.CLOSED, RoundState.RELEASED):
        return _wrong(round_)
    return ALLOWED


def may_nominate(review: Reviewee, day: date) -> Verdict:
    """A person has a say in the own list while names are gathered and nobody approved them."""
    if review.round.state != RoundState.NOMINATION or day > review.round.nominate_until:
        return denied(_("Masa pengusulan sudah berakhir."), WrongState)
    if review.approved_at is not None:
        return denied(_("Daftar ini sudah disetujui pejabat penilai."), WrongState)
    return ALLOWED


def may_approve_raters(review: Reviewee) -> Verdict:
    """A superior approves while names are gathered or approved, once."""
    if review.round.state not in (RoundState.NOMINATION, RoundState.APPROVAL):
        return denied(_("Masa persetujuan sudah berakhir."), WrongState)
    if review.approved_at is not None:
        return denied(_("Daftar ini sudah disetujui."), WrongState)
    return ALLOWED


def may_answer(asked: Nomination, day: date) -> Verdict:
    """A form is open while its round asks, for a person who still serves where the round found."""
    review = asked.reviewee
    if asked.state != NominationState.PROPOSED:
        return denied(_("Anda tidak lagi diminta memberi umpan balik ini."), WrongState)
    if review.round.state != RoundState.COLLECTION or day > review.round.answer_until:
        return denied(
            _("Pengisian putaran ini sudah ditutup. Tidak ada jawaban yang ditambahkan."),
            WrongState,
        )
    here = Assignment.objects.on(day).filter(
        employee=review.employee_id, post__unit__agency=review.unit.agency_id
    )
    if not here.exists():
        return denied(
            _("Pegawai ini sudah pindah dari perangkat daerahnya; formulir tidak diisi lagi."),
            WrongState,
        )
    return ALLOWED


def may_decide_key(opening: KeyOpening) -> Verdict:
    """A request is decided once, while there is still a key."""
    if opening.decided_at is not None:
        return denied(_("Permintaan ini sudah diputuskan."), WrongState)
    if not hasattr(opening.text.reviewee.round, "key"):
        return denied(_("Kunci putaran ini sudah dimusnahkan."), WrongState)
    return ALLOWED
