"""Signatures on numbered papers: in which order they are asked for, how each was given."""

from pathlib import PurePath

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from reports.enums import IN_THE_FILE, SignatureState, SignatureWay, SignerRole
from reports.models.certificates import TrainingCertificate
from reports.models.credit_letters import CreditLetter
from reports.models.follow_up_letters import FollowUpLetter
from reports.models.letters import Letter
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

_GIVEN = (
    *("way", "file", "file_name", "file_sha256", "content_type", "source_sha256", "signed_on"),
    *("signed_at", "signed_by_id", "certificate", "certificate_subject"),
)
NumberedPaper = Letter | CreditLetter | TrainingCertificate | FollowUpLetter
"""What is numbered, signed and checked."""

PAPERS = ("letter", "credit_letter", "training_certificate", "follow_up_letter")
"""Links to the paper that is signed; exactly one of them is set."""

_FIXED = (*(f"{name}_id" for name in PAPERS), "place", "role", "signer_id", "asked_by_id")
_SAME_PAPER = " AND ".join(f"{name}_id IS NOT DISTINCT FROM NEW.{name}_id" for name in PAPERS)
_IN_FILE = ", ".join(f"'{way.value}'" for way in IN_THE_FILE)

_IN_TURN = f"""
    IF TG_OP = 'INSERT' AND NEW.state = 'signed' THEN
        RAISE EXCEPTION 'a signature is asked for before it is given'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.state, NEW.state) NOT IN
        (('waiting', 'waiting'), ('waiting', 'asked'), ('asked', 'asked'), ('asked', 'signed')) THEN
        RAISE EXCEPTION 'state % may not follow %', NEW.state, OLD.state
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.letter_id IS NOT NULL THEN
        SELECT state = 'ready', file_sha256 INTO holds, source FROM reports_letter
            WHERE id = NEW.letter_id FOR SHARE;
    ELSIF NEW.credit_letter_id IS NOT NULL THEN
        SELECT c.ended_at IS NULL, l.file_sha256 INTO holds, source FROM reports_creditletter l
            LEFT JOIN appraisal_creditconversion c ON c.id = l.conversion_id
            WHERE l.id = NEW.credit_letter_id;
    ELSIF NEW.training_certificate_id IS NOT NULL THEN
        SELECT r.state = 'verified', l.file_sha256 INTO holds, source
            FROM reports_trainingcertificate l JOIN training_trainingrecord r ON r.id = l.record_id
            WHERE l.id = NEW.training_certificate_id;
    ELSE
        SELECT coalesce(p.state <> 'ended', l.award_id IS NOT NULL), l.file_sha256
            INTO holds, source FROM reports_followupletter l
            LEFT JOIN appraisal_improvementplan p ON p.id = l.improvement_plan_id
            WHERE l.id = NEW.follow_up_letter_id;
    END IF;
    IF NOT holds THEN
        RAISE EXCEPTION 'a paper that does not hold is not signed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'waiting' THEN
        RETURN NEW;
    END IF;
    SELECT bool_and(state = 'signed'),
           (array_agg(file_sha256 ORDER BY place DESC) FILTER (WHERE way IN ({_IN_FILE})))[1]
        INTO earlier_given, earlier_file FROM reports_signature
        WHERE place < NEW.place AND {_SAME_PAPER};
    IF NOT coalesce(earlier_given, TRUE) THEN
        RAISE EXCEPTION 'an earlier signature is missing' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.state = 'signed' AND NEW.source_sha256 <> coalesce(earlier_file, source) THEN
        RAISE EXCEPTION 'another file was signed than the one that was issued'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""  # noqa: S608  the names come from our own words


def _changed(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


def _one_paper() -> Q:
    found = Q()
    for name in PAPERS:
        found |= Q(**{f"{other}__isnull": other != name for other in PAPERS})
    return found


def _place_once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[name, "place"],
        condition=Q(**{f"{name}__isnull": False}),
        name=f"signature_place_once_on_a_{name}",
        violation_error_message=_("Tanda tangan surat ini sudah diminta."),
    )


@tracked()
class Signature(models.Model):
    """One signature on one paper: ``place`` counts from 1 in the order of signing.

    ``signed_on`` is the day that stands beside the ink, or of ``signed_at``. ``file`` is the scan,
    or the PDF with the signature in it; ``source_sha256`` is of the file that was signed or
    printed. ``certificate`` is the SHA-256 of the certificate of a signature in the file.
    """

    letter = models.ForeignKey(
        Letter, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    credit_letter = models.ForeignKey(
        CreditLetter, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    training_certificate = models.ForeignKey(
        TrainingCertificate, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    follow_up_letter = models.ForeignKey(
        FollowUpLetter, models.PROTECT, null=True, blank=True, related_name="signatures"
    )
    place = models.PositiveSmallIntegerField(_("urutan"))
    role = models.CharField(_("sebagai"), max_length=20, choices=SignerRole)
    signer = models.ForeignKey(Employee, models.PROTECT, related_name="paper_signatures")
    state = models.CharField(
        _("status"), max_length=8, choices=SignatureState, default=SignatureState.WAITING
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(_("diminta"), null=True, blank=True)
    way = models.CharField(_("cara"), max_length=16, choices=SignatureWay, blank=True)
    file = models.FileField(upload_to="signed/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=40, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(_("tanggal tanda tangan"), null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    certificate = models.CharField(max_length=64, blank=True)
    certificate_subject = models.CharField(_("pemilik sertifikat"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("tanda tangan")
        ordering = [*PAPERS, "place"]
        constraints = [
            models.CheckConstraint(name="signature_has_one_paper", condition=_one_paper()),
            *(_place_once(name) for name in PAPERS),
            models.CheckConstraint(
                name="signature_asked_says_when",
                condition=Q(state=SignatureState.WAITING, asked_at__isnull=True)
                | Q(~Q(state=SignatureState.WAITING), asked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="signature_given_is_whole",
                condition=Q(
                    ~Q(state=SignatureState.SIGNED), way="", file="", signed_at__isnull=True
                )
                | Q(
                    ~Q(way="") & ~Q(file="") & ~Q(file_sha256="") & ~Q(source_sha256=""),
                    state=SignatureState.SIGNED,
                    signed_on__isnull=False,
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="signature_in_file_has_certificate",
                condition=Q(~Q(way__in=IN_THE_FILE), certificate="")
                | Q(~Q(certificate=""), way__in=IN_THE_FILE),
            ),
            one_of("signature_role_known", "role", SignerRole.values),
            one_of("signature_state_known", "state", SignatureState.values),
            one_of("signature_way_known", "way", ["", *SignatureWay.values]),
        ]
        indexes = [
            models.Index(fields=["signer", "state"], name="signature_by_signer"),
            models.Index(fields=["file_sha256"], name="signature_by_file"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="in_turn",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[
                    ("holds", "boolean"),
                    ("source", "varchar"),
                    ("earlier_given", "boolean"),
                    ("earlier_file", "varchar"),
                ],
                func=_IN_TURN,
            ),
            pgtrigger.Protect(
                name="given_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    f"{_changed(_FIXED)} OR (OLD.state = 'signed' AND ({_changed(_GIVEN)}))"
                ),
            ),
            pgtrigger.Protect(
                name="given_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.state = 'signed'"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.get_role_display()}"

    @property
    def paper(self) -> NumberedPaper:
        """The paper that is signed."""
        paper: NumberedPaper | None = (
            self.letter or self.credit_letter or self.training_certificate or self.follow_up_letter
        )
        if paper is None:
            raise ValueError("a signature has a paper")
        return paper

    @property
    def is_in_file(self) -> bool:
        """Whether the file itself carries the signature."""
        return self.way in IN_THE_FILE

    @property
    def download_name(self) -> str:
        """Name under which a person saves the signed file: that of the paper, with its place."""
        stem = PurePath(self.paper.file_name).stem
        return f"{stem}-ttd-{self.place}{PurePath(self.file.name or '').suffix}"
