"""Tables of the reports room."""

from reports.models.jobs import Job
from reports.models.letters import Letter, Letterhead, NumberRegister

__all__ = ["Job", "Letter", "Letterhead", "NumberRegister"]
