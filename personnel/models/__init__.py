"""Tables of the personnel room."""

from personnel.models.accounts import RoleGrant, User
from personnel.models.api import ApiClient, ApiUse
from personnel.models.assignments import Assignment, SupervisionOverride
from personnel.models.employees import Employee
from personnel.models.feeds import CalendarFeed
from personnel.models.imports import ColumnMapping, ImportRun
from personnel.models.login_codes import AccountEvent, LoginCode
from personnel.models.notices import DailyMail, Notice, Reminder
from personnel.models.regulation import RegulationSetting
from personnel.models.substitutions import Substitution, SupervisorCase
from personnel.models.units import Post, Unit
from personnel.models.years import Deadline, Holiday, PerformanceYear, Period

__all__ = [
    "AccountEvent",
    "ApiClient",
    "ApiUse",
    "Assignment",
    "CalendarFeed",
    "ColumnMapping",
    "DailyMail",
    "Deadline",
    "Employee",
    "Holiday",
    "ImportRun",
    "LoginCode",
    "Notice",
    "PerformanceYear",
    "Period",
    "Post",
    "RegulationSetting",
    "Reminder",
    "RoleGrant",
    "Substitution",
    "SupervisionOverride",
    "SupervisorCase",
    "Unit",
    "User",
]
