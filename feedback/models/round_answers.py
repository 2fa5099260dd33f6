"""What raters of a 360 round say: sealed while it is asked, then without who said it.

No moment, no serial number, no order of arrival. The one key from sheet to rater is encrypted, read
only by the scoring job and by the procedure of two, and destroyed in time (statistics C2).
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import RaterGroup
from feedback.models.rounds import FeedbackRound, Nomination, Reviewee
from sabang_kinerja.common.constraints import all_or_none, one_of
from sabang_kinerja.common.history import tracked


class RaterForm(models.Model):
    """The form of one rater about one person while a round asks; gone when it closes.

    ``sealed`` is readable with a key that the database does not have. No history: it would keep
    when somebody answered.
    """

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="form")
    sealed = models.BinaryField(null=True)
    is_sent = models.BooleanField(default=False)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("formulir umpan balik")
        constraints = [
            models.CheckConstraint(
                name="rater_form_sent_with_content",
                condition=Q(is_sent=False) | Q(sealed__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return "formulir umpan balik"


class ScoreSheet(models.Model):
    """Ratings of one rater about one person, 1 to 4 or nothing; whose they are stands nowhere here.

    ``group`` tells the relation; superior and oneself are thereby named.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    reviewee = models.ForeignKey(Reviewee, models.PROTECT, related_name="sheets")
    group = models.CharField(max_length=14, choices=RaterGroup)
    ratings = ArrayField(models.PositiveSmallIntegerField(null=True, blank=True))

    class Meta:
        verbose_name = _("lembar skor")
        constraints = [one_of("sheet_group_known", "group", RaterGroup.values)]
        triggers = [
            pgtrigger.Trigger(
                name="sheet_scores_in_range",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT COALESCE(1 <= ALL (NEW.ratings) AND 4 >= ALL (NEW.ratings), true) THEN
                        RAISE EXCEPTION 'scores are 1 to 4' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="sheet_stays", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return "lembar skor"


class SheetText(models.Model):
    """What a rater wrote, apart from the scores; ``group`` is empty for colleagues.

    ``kind`` is what to keep doing or what to do better. Only texts whose rater let them be shown.
    """

    KEEP, IMPROVE = "keep", "improve"

    id = models.UUIDField(primary_key=True, default=uuid4)
    reviewee = models.ForeignKey(Reviewee, models.PROTECT, related_name="texts")
    group = models.CharField(max_length=14, blank=True)
    kind = models.CharField(max_length=8, choices=[(KEEP, KEEP), (IMPROVE, IMPROVE)])
    text = models.TextField()
    is_hidden = models.BooleanField(default=False)
    hidden_reason = models.CharField(_("alasan disembunyikan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("catatan pemberi umpan balik")
        constraints = [
            models.CheckConstraint(
                name="sheet_text_hidden_with_reason",
                condition=Q(is_hidden=False) | ~Q(hidden_reason=""),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="text_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["is_hidden", "hidden_reason"]),
            )
        ]

    def __str__(self) -> str:
        return "catatan"


class RaterKey(models.Model):
    """Which sheet and text is whose, encrypted, one a round; destroyed on its day."""

    round = models.OneToOneField(FeedbackRound, models.PROTECT, related_name="key")
    sealed = models.BinaryField()
    destroy_on = models.DateField()

    class Meta:
        verbose_name = _("kunci putaran 360")

    def __str__(self) -> str:
        return "kunci"


@tracked()
class KeyOpening(models.Model):
    """A request to learn who wrote one text, because of a threat or a crime; by two offices.

    The auditor asks with a reason, the city's leadership agrees or refuses; only then may the
    auditor read the name, once more on record (feedback B.4).
    """

    text = models.ForeignKey(SheetText, models.PROTECT, related_name="openings")
    reason = models.TextField(_("alasan"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_allowed = models.BooleanField(default=False)
    decision_reason = models.TextField(_("pertimbangan"), blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("pembukaan kunci")
        ordering = ["-asked_at", "pk"]
        constraints = [
            all_or_none("key_opening_decided_by_somebody", ["decided_by", "decided_at"]),
            models.CheckConstraint(
                name="key_opening_by_two",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
                violation_error_message=_("Orang kedua harus orang lain."),
            ),
            models.CheckConstraint(name="key_opening_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="key_opening_allowed_by_decision",
                condition=Q(is_allowed=False)
                | (Q(decided_by__isnull=False) & ~Q(decision_reason="")),
            ),
            models.CheckConstraint(
                name="key_opening_read_when_allowed",
                condition=Q(read_at__isnull=True) | Q(is_allowed=True),
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(decided_at__isnull=True),
                name="key_opening_one_waits",
                violation_error_message=_("Permintaan untuk catatan ini sudah menunggu putusan."),
            ),
        ]
        triggers = [pgtrigger.Protect(name="opening_stays", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return "pembukaan kunci"


class PeerReport(models.Model):
    """What was released about one person, frozen; ``adjusted`` is for the calibration meeting.

    ``content`` is what ``documents.rounds`` prints; nothing in it is computed anew.
    """

    reviewee = models.OneToOneField(Reviewee, models.PROTECT, related_name="report")
    content = models.JSONField()
    overall = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    adjusted = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("laporan 360")
        triggers = [
            pgtrigger.Protect(name="report_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"laporan {self.reviewee}"
