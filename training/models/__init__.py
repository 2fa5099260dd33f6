"""Catalogue, sessions, records and plans of the training room."""

from training.models.catalogue import Competence, HoursCell, HoursVersion, Training
from training.models.records import TrainingRecord
from training.models.sessions import TAKING_A_PLACE, Enrolment, TrainingSession
from training.models.year_plans import YearPlan, YearPlanLine

__all__ = [
    "TAKING_A_PLACE",
    "Competence",
    "Enrolment",
    "HoursCell",
    "HoursVersion",
    "Training",
    "TrainingRecord",
    "TrainingSession",
    "YearPlan",
    "YearPlanLine",
]
