"""What numbered papers that are made at once have in common."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Unit
from reports.enums import LetterState


class MadePaper(models.Model):
    """One numbered PDF, made in one transaction with its number and never again.

    Content, number and file are frozen; numbers come from the register of all letters. Whether it
    holds follows from what it speaks of: ``state``.
    """

    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    number = models.CharField(_("nomor surat"), max_length=60, unique=True)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    verification_code = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="letters/%Y/%m/")
    file_sha256 = models.CharField(max_length=64)
    template_version = models.CharField(max_length=20)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> LetterState:
        """Ready, or ended with what it speaks of."""
        raise NotImplementedError

    def get_state_display(self) -> str:
        """The state in words, as of other letters."""
        return str(self.state.label)


def has_file(name: str) -> models.CheckConstraint:
    """A paper without its file is none."""
    return models.CheckConstraint(name=name, condition=~Q(file="") & ~Q(file_sha256=""))


def made_for_good() -> pgtrigger.Protect:
    """Nobody changes or removes a paper."""
    return pgtrigger.Protect(name="made_for_good", operation=pgtrigger.Update | pgtrigger.Delete)
