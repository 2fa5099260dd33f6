"""Catalogue, sessions, records and plans of the training room."""

from training.models.catalogue import Competence, HoursCell, HoursVersion, Training
from training.models.development import (
    DevelopmentAction,
    DevelopmentCheck,
    DevelopmentGoal,
    DevelopmentIndicator,
    DevelopmentPlan,
)
from training.models.needs import CompetenceMeasurement, CompetenceStandard, PostFamily
from training.models.records import TrainingRecord
from training.models.sessions import TAKING_A_PLACE, Enrolment, TrainingSession
from training.models.year_plans import YearPlan, YearPlanLine

__all__ = [
    "TAKING_A_PLACE",
    "Competence",
    "CompetenceMeasurement",
    "CompetenceStandard",
    "DevelopmentAction",
    "DevelopmentCheck",
    "DevelopmentGoal",
    "DevelopmentIndicator",
    "DevelopmentPlan",
    "Enrolment",
    "HoursCell",
    "HoursVersion",
    "PostFamily",
    "Training",
    "TrainingRecord",
    "TrainingSession",
    "YearPlan",
    "YearPlanLine",
]
