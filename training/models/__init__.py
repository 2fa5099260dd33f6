"""Catalogue, sessions, records and plans of the training room."""

from training.models.catalogue import Competence, HoursCell, HoursVersion, Training
from training.models.development import DevelopmentPlan
from training.models.development_content import (
    DevelopmentAction,
    DevelopmentCheck,
    DevelopmentGoal,
    DevelopmentIndicator,
)
from training.models.effect import BehaviourReview, Reaction
from training.models.guides import Acknowledgement, Guide, GuideVersion
from training.models.knowledge import KnowledgeTest, TestAttempt, TestItem
from training.models.needs import CompetenceMeasurement, CompetenceStandard, PostFamily
from training.models.records import TrainingRecord
from training.models.sessions import TAKING_A_PLACE, Enrolment, TrainingSession
from training.models.socialisation import Attendance, SocialisationEvent
from training.models.year_plans import YearPlan, YearPlanLine

__all__ = [
    "TAKING_A_PLACE",
    "Acknowledgement",
    "Attendance",
    "BehaviourReview",
    "Competence",
    "CompetenceMeasurement",
    "CompetenceStandard",
    "DevelopmentAction",
    "DevelopmentCheck",
    "DevelopmentGoal",
    "DevelopmentIndicator",
    "DevelopmentPlan",
    "Enrolment",
    "Guide",
    "GuideVersion",
    "HoursCell",
    "HoursVersion",
    "KnowledgeTest",
    "PostFamily",
    "Reaction",
    "SocialisationEvent",
    "TestAttempt",
    "TestItem",
    "Training",
    "TrainingRecord",
    "TrainingSession",
    "YearPlan",
    "YearPlanLine",
]
