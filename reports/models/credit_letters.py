"""Numbered papers of angka kredit: conversion, accumulation, determination (regulation 5.3)."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from appraisal.enums import ConversionState
from appraisal.models import CreditConversion, CreditDetermination
from personnel.models import Employee
from reports.enums import CreditLetterKind, LetterState
from reports.models.papers import MadePaper, has_file, made_for_good
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked(exclude=("content",))
class CreditLetter(MadePaper):
    """A conversion's paper speaks of ``conversion``, the other two of ``determination``."""

    kind = models.CharField(_("jenis"), max_length=16, choices=CreditLetterKind)
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="credit_letters")
    conversion = models.ForeignKey(
        CreditConversion, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    determination = models.ForeignKey(
        CreditDetermination, models.PROTECT, null=True, blank=True, related_name="letters"
    )

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
            has_file("credit_letter_has_file"),
            one_of("credit_letter_kind_known", "kind", CreditLetterKind.values),
        ]
        indexes = [models.Index(fields=["file_sha256"], name="credit_letter_by_file")]
        triggers = [made_for_good()]

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

    @property
    def file_name(self) -> str:
        """Name under which a person saves it: year, number, kind and name, no employee number."""
        return f"{self.year}-{self.sequence:05d}-{self.kind}-{slugify(self.employee.name)}.pdf"
