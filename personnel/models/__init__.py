"""Tables of the personnel room."""

from personnel.models.accounts import RoleGrant, User
from personnel.models.assignments import Assignment, SupervisionOverride
from personnel.models.employees import Employee
from personnel.models.imports import ColumnMapping, ImportRun
from personnel.models.login_codes import AccountEvent, LoginCode
from personnel.models.regulation import RegulationSetting
from personnel.models.units import Post, Unit
from personnel.models.years import Deadline, Holiday, PerformanceYear, Period

__all__ = [
    "AccountEvent",
    "Assignment",
    "ColumnMapping",
    "Deadline",
    "Employee",
    "Holiday",
    "ImportRun",
    "LoginCode",
    "PerformanceYear",
    "Period",
    "Post",
    "RegulationSetting",
    "RoleGrant",
    "SupervisionOverride",
    "Unit",
    "User",
]
