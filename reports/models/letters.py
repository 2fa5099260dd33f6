"""Numbered letters with their frozen content, and the register their numbers come from."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from appraisal.models import Evaluation
from appraisal.models.guards import follows
from personnel.models import Unit
from reports.enums import PAST, PRESENT, LetterKind, LetterState
from reports.models.jobs import Job
from reports.workflow import LETTER_MOVES
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


class NumberRegister(models.Model):
    """Last number given out in a series of a year; locked while a letter takes the next one."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("register nomor")
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="register_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


@tracked()
class Letterhead(models.Model):
    """What stands at the head of an agency's letters; an agency without one uses the city's."""

    agency = models.OneToOneField(Unit, models.PROTECT, related_name="letterhead")
    lines = models.TextField(_("baris kop surat"))
    address = models.CharField(_("alamat"), max_length=200, blank=True)
    place = models.CharField(_("tempat"), max_length=60, default="Sabang")
    emblem = models.FileField(_("lambang"), upload_to="emblems/", blank=True)

    class Meta:
        verbose_name = _("kop surat")
        ordering = ["agency"]

    def __str__(self) -> str:
        return f"{self.agency}"


_FROZEN = (
    "evaluation_id",
    "revision",
    "number",
    "content",
    "fingerprint",
    "verification_code",
    "made_by_id",
)
_MADE_ONCE = ("file", "file_sha256", "ready_at")


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


@tracked(exclude=("job", "attempts", "content"))
class Letter(models.Model):
    """One numbered PDF for one person. The content is frozen when the number is taken.

    ``verification_code`` (130 bits) is what the QR code opens; ``fingerprint`` is the SHA-256 of
    the frozen content. A file that was made is never made again: a change is a new letter.
    ``revision`` counts the documents of one evaluation, ``evaluation_revision`` tells of which
    revision of the result this one speaks. ``ended_at`` is when it ceased to hold.
    """

    kind = models.CharField(
        _("jenis"), max_length=20, choices=LetterKind, default=LetterKind.EVALUATION
    )
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="letters")
    revision = models.PositiveSmallIntegerField(_("revisi"), default=1)
    evaluation_revision = models.PositiveSmallIntegerField(_("revisi hasil"), default=1)
    agency = models.ForeignKey(Unit, models.PROTECT, related_name="letters")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="letters")
    state = models.CharField(
        _("status"), max_length=12, choices=LetterState, default=LetterState.WAITING
    )
    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(_("tahun"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    number = models.CharField(_("nomor surat"), max_length=60, unique=True)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    verification_code = models.CharField(max_length=32, unique=True)
    file = models.FileField(upload_to="letters/%Y/%m/", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    template_version = models.CharField(max_length=20)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(_("alasan"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ready_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(_("tidak berlaku sejak"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending_reason = models.TextField(_("alasan pencabutan"), blank=True)

    class Meta:
        verbose_name = _("surat")
        ordering = ["-year", "series", "sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "sequence"], name="letter_number_once"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "kind", "revision"], name="letter_once_a_revision"
            ),
            models.UniqueConstraint(
                fields=["evaluation", "kind"],
                condition=Q(state__in=PRESENT),
                name="letter_one_speaks_for_an_evaluation",
            ),
            models.CheckConstraint(
                name="letter_ready_has_file",
                condition=~Q(state=LetterState.READY) | (~Q(file="") & ~Q(file_sha256="")),
            ),
            models.CheckConstraint(
                name="letter_past_says_since_when",
                condition=Q(state__in=PAST, ended_at__isnull=False, ended_by__isnull=False)
                | Q(state__in=PRESENT, ended_at__isnull=True, ended_by__isnull=True),
            ),
            models.CheckConstraint(
                name="letter_withdrawn_has_reason",
                condition=~Q(state=LetterState.WITHDRAWN) | ~Q(ending_reason=""),
            ),
            one_of("letter_state_known", "state", LetterState.values),
        ]
        indexes = [
            models.Index(fields=["job", "state"], name="letter_by_job_and_state"),
            models.Index(fields=["-year", "-sequence"], name="letter_newest_first"),
            models.Index(fields=["file_sha256"], name="letter_by_file"),
        ]
        triggers = [
            follows(LETTER_MOVES),
            pgtrigger.Protect(
                name="content_is_frozen",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_changed(_FROZEN)),
            ),
            pgtrigger.Protect(
                name="made_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"OLD.file <> '' AND ({_changed(_MADE_ONCE)})"),
            ),
            pgtrigger.Protect(name="numbers_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def holds(self) -> bool:
        """Made, and neither replaced nor withdrawn."""
        return self.state == LetterState.READY

    @property
    def file_name(self) -> str:
        """Name under which a person saves it: year, number and name, no employee number."""
        person = slugify(self.evaluation.plan.employee.name)
        return f"{self.year}-{self.sequence:05d}-{person}.pdf"
