"""Tables of the reports room."""

from reports.models.certificates import TrainingCertificate
from reports.models.credit_letters import CreditLetter
from reports.models.figure_marks import (
    MarkedAssignment,
    MarkedEmployee,
    MarkedEvaluation,
    MarkedObjection,
    MarkedPlan,
    MarkedPost,
)
from reports.models.figures import FiguresMark, FiguresMoment, UnitFigures
from reports.models.follow_up_letters import FollowUpLetter
from reports.models.jobs import Job
from reports.models.letters import Letter, Letterhead, NumberRegister
from reports.models.open_figures import OpenFigures
from reports.models.reconciliations import Reconciliation, ReconciliationRow
from reports.models.signatures import Signature

__all__ = [
    "CreditLetter",
    "FiguresMark",
    "FiguresMoment",
    "FollowUpLetter",
    "Job",
    "Letter",
    "Letterhead",
    "MarkedAssignment",
    "MarkedEmployee",
    "MarkedEvaluation",
    "MarkedObjection",
    "MarkedPlan",
    "MarkedPost",
    "NumberRegister",
    "OpenFigures",
    "Reconciliation",
    "ReconciliationRow",
    "Signature",
    "TrainingCertificate",
    "UnitFigures",
]
