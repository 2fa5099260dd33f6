"""Numbered papers of angka kredit: conversion, accumulation, determination (regulation 5.3)."""

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, CreditDetermination
from personnel.models import Employee, Unit
from reports.enums import CreditLetterKind, LetterState
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked(exclude=("content",))
class CreditLetter(models.Model):
    """One numbered PDF, made at once and never again; whether it holds follows from its subject.

    A conversion's paper speaks of ``conversion``, the other two of ``determination``. Content,
    number and file are frozen; numbers come from the same register as those of other letters.
    """

    kind = models.CharField(_("jenis"), max_length=16, choices=CreditLetterKind)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="credit_letters")
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    conversion = models.ForeignKey(
        CreditConversion, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    determination = models.ForeignKey(
        CreditDetermination, models.PROTECT, null=True, blank=True, related_name="letters"
    )
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
        verbose_name = _("surat angka kredit")
        ordering = ["-year", "-sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversion"],
                condition=Q(conversion__isnull=False),
                name="credit_letter_once_a_conversion",
            ),
            models.UniqueConstraint(
                fields=["determination", "kind"],
                condition=Q(determination__isnull=False),
                name="credit_letter_once_a_determination",
            ),
            models.CheckConstraint(
                name="credit_letter_has_one_subject",
                condition=Q(
                    kind=CreditLetterKind.CONVERSION,
                    conversion__isnull=False,
                    determination__isnull=True,
                )
                | (
                    ~Q(kind=CreditLetterKind.CONVERSION)
                    & Q(conversion__isnull=True, determination__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="credit_letter_has_file", condition=~Q(file="") & ~Q(file_sha256="")
            ),
            one_of("credit_letter_kind_known", "kind", CreditLetterKind.values),
        ]
        indexes = [models.Index(fields=["file_sha256"], name="credit_letter_by_file")]
        triggers = [
            pgtrigger.Protect(name="made_for_good", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def ended_at(self) -> datetime | None:
        """When its conversion was replaced or cancelled; None while it speaks."""
        return self.conversion.ended_at if self.conversion else None

    @property
    def state(self) -> LetterState:
        """Ready, or ended with its conversion."""
        if self.conversion is None or self.ended_at is None:
            return LetterState.READY
        if self.conversion.state == ConversionState.CANCELLED:
            return LetterState.WITHDRAWN
        return LetterState.SUPERSEDED

    def get_state_display(self) -> str:
        """The state in words, as of other letters."""
        return str(self.state.label)

    @property
    def file_name(self) -> str:
        """Name under which a person saves it: year, number, kind and name, no employee number."""
        return f"{self.year}-{self.sequence:05d}-{self.kind}-{slugify(self.employee.name)}.pdf"
