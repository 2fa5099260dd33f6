"""What citizens answered. No row here, alone or joined, tells who or at what time.

No history, no serial number, no moment, no link to a code (statistics B1).
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import Channel, CommentState, ContactKind, Element, Standing
from feedback.models.services import Counter, Service
from feedback.models.surveys import CitizenSurvey
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


@tracked()
class EntryBatch(models.Model):
    """Sheets typed by an operator, or a file taken in; undone as one while the survey runs.

    ``rows`` were written; ``refused`` ones of the file could not be, and stay countable.
    ``sha256`` is of what the file says, not of its bytes.
    """

    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="batches")
    channel = models.CharField(
        max_length=10,
        choices=[c for c in Channel.choices if c[0] in (Channel.PAPER, Channel.IMPORT)],
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("berkas jawaban")
        ordering = ["-entered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "sha256"],
                condition=~Q(sha256="") & Q(undone_at__isnull=True),
                name="entry_batch_file_once",
                violation_error_message=_("Berkas ini sudah dimasukkan ke survei ini."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.get_channel_display()}"


class Response(models.Model):
    """One filled questionnaire.

    ``ratings`` holds 1 to 4 or nothing in the order of the questionnaire's elements; ``day`` is
    the day of the answer; ``duration`` a bucket, ``flags`` the bits of ``rules.abuse``. The
    profile holds codes of the questionnaire, empty where somebody would not say.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="responses")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    counter = models.ForeignKey(Counter, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(
        EntryBatch, models.PROTECT, null=True, blank=True, related_name="responses"
    )
    channel = models.CharField(max_length=10, choices=Channel)
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.USABLE)
    day = models.DateField()
    ratings = ArrayField(models.PositiveSmallIntegerField(null=True, blank=True))
    further = models.JSONField(default=dict, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    age_group = models.CharField(max_length=8, blank=True)
    sub_district = models.CharField(max_length=40, blank=True)
    education = models.CharField(max_length=8, blank=True)
    occupation = models.CharField(max_length=16, blank=True)
    visit_time = models.CharField(max_length=8, blank=True)
    duration = models.CharField(max_length=8, blank=True)
    flags = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("jawaban")
        constraints = [
            one_of("response_channel_known", "channel", Channel.values),
            one_of("response_standing_known", "standing", Standing.values),
            models.CheckConstraint(
                name="response_batch_of_operator",
                condition=Q(batch__isnull=True) ^ Q(channel__in=[Channel.PAPER, Channel.IMPORT]),
            ),
        ]
        indexes = [models.Index(fields=["survey", "standing"], name="response_by_survey")]
        triggers = [
            pgtrigger.Trigger(
                name="ratings_in_range",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT COALESCE(1 <= ALL (NEW.ratings) AND 4 >= ALL (NEW.ratings), true) THEN
                        RAISE EXCEPTION 'ratings are 1 to 4' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(
                name="answer_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["standing"]),
            ),
        ]

    def __str__(self) -> str:
        return "jawaban"


@tracked(exclude=["text"])
class Comment(models.Model):
    """What somebody wrote, kept apart from the answer. ``shown`` is the text without names.

    ``element`` is the theme that a word list or a reader gave it, ``reason`` why a reader hid or
    showed it. One that an operator typed names its batch and goes when the batch is undone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="comments")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    batch = models.ForeignKey(
        EntryBatch, models.PROTECT, null=True, blank=True, related_name="comments"
    )
    text = models.TextField()
    shown = models.TextField(blank=True)
    element = models.CharField(max_length=16, choices=Element, blank=True)
    state = models.CharField(max_length=8, choices=CommentState, default=CommentState.SHOWN)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("komentar warga")
        ordering = ["survey", "pk"]
        constraints = [one_of("comment_state_known", "state", CommentState.values)]

    def __str__(self) -> str:
        return "komentar warga"


class Contact(models.Model):
    """Where somebody asked to be answered, with explicit consent; apart from every answer, purged.

    ``consent`` is the version of the sentence that was ticked. Source: UU 27/2022 art. 20, 22.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    survey = models.ForeignKey(CitizenSurvey, models.PROTECT, related_name="contacts")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=ContactKind)
    value = models.CharField(_("kontak"), max_length=120)
    wish = models.TextField(_("yang ingin disampaikan"), blank=True)
    consent = models.CharField(max_length=40)
    given_on = models.DateField()
    purge_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("permintaan dihubungi")
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contact_with_consent", condition=~Q(consent="") & ~Q(value="")
            ),
        ]
        indexes = [models.Index(fields=["purge_on"], name="contact_by_purge")]

    def __str__(self) -> str:
        return "permintaan dihubungi"
