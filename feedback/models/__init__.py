"""Tables of the feedback room."""

from feedback.models.closings import PeriodClosing
from feedback.models.follow_up import Complaint, FollowUpItem, QuarantineReview
from feedback.models.pulse import (
    HeldPulse,
    PulseAnswer,
    PulseInvitation,
    PulseText,
    PulseWave,
)
from feedback.models.questionnaires import Question, Questionnaire
from feedback.models.receipts import HeldAnswer, Kiosk, ReceiptToken
from feedback.models.responses import Comment, Contact, EntryBatch, Response
from feedback.models.round_answers import (
    KeyOpening,
    PeerReport,
    RaterForm,
    RaterKey,
    ScoreSheet,
    SheetText,
)
from feedback.models.rounds import DeclaredConflict, FeedbackRound, Nomination, Reviewee
from feedback.models.services import Counter, CounterDuty, MarginCount, Register, Service
from feedback.models.surveys import CitizenSurvey, OfficerFigure, SurveyPeriod, SurveyResult

__all__ = [
    "CitizenSurvey",
    "Comment",
    "Complaint",
    "Contact",
    "Counter",
    "CounterDuty",
    "DeclaredConflict",
    "EntryBatch",
    "FeedbackRound",
    "FollowUpItem",
    "HeldAnswer",
    "HeldPulse",
    "KeyOpening",
    "Kiosk",
    "MarginCount",
    "Nomination",
    "OfficerFigure",
    "PeerReport",
    "PeriodClosing",
    "PulseAnswer",
    "PulseInvitation",
    "PulseText",
    "PulseWave",
    "QuarantineReview",
    "Question",
    "Questionnaire",
    "RaterForm",
    "RaterKey",
    "ReceiptToken",
    "Register",
    "Response",
    "Reviewee",
    "ScoreSheet",
    "Service",
    "SheetText",
    "SurveyPeriod",
    "SurveyResult",
]
