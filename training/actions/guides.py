"""Guides: published in versions, read and confirmed."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from personnel.actions.notices import Message, notify
from personnel.enums import NoticeKind
from personnel.models import Employee, User
from sabang_kinerja.common.errors import Denied, Incomplete
from training import permissions
from training.enums import GuideKind
from training.models import Acknowledgement, Guide, GuideVersion

Chapters = Sequence[dict[str, str]]


def fingerprint_of(chapters: Chapters) -> str:
    """SHA-256 of the chapters in one exact form."""
    exact = json.dumps(list(chapters), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(exact.encode()).hexdigest()


def _published(
    guide: Guide, chapters: Chapters, by: User | None, now: datetime
) -> GuideVersion | None:
    latest = guide.versions.order_by("-number").first()
    fingerprint = fingerprint_of(chapters)
    if latest is not None and latest.sha256 == fingerprint:
        return None
    return GuideVersion.objects.create(
        guide=guide,
        number=latest.number + 1 if latest else 1,
        chapters=list(chapters),
        sha256=fingerprint,
        published_at=now,
        published_by=by,
    )


@transaction.atomic
def load_guide(
    *,
    slug: str,
    title: str,
    kind: GuideKind,
    required: bool,
    chapters: Chapters,
    now: datetime,
    title_en: str = "",
) -> GuideVersion | None:
    """Put a delivered guide in place; None where the city has written a version of its own.

    A delivered text that changed becomes a new version, and is asked to be read again.
    """
    guide, made = Guide.objects.get_or_create(
        slug=slug,
        defaults={
            "title": title,
            "title_en": title_en,
            "kind": kind,
            "is_required": required,
        },
    )
    if not made and guide.versions.filter(published_by__isnull=False).exists():
        return None
    return _published(guide, chapters, None, now)


@transaction.atomic
def publish_guide(*, guide_id: int, chapters: Chapters, by: User, now: datetime) -> GuideVersion:
    """Publish a new version; of a required guide everybody is told to read it again.

    Raises: ``Denied``, ``Incomplete`` for an empty chapter or a text that did not change.
    """
    permissions.can_run_training(by, now).require()
    guide = Guide.objects.select_for_update().get(pk=guide_id)
    if not chapters or any(not one["title"] or not one["text"] for one in chapters):
        raise Incomplete(_("Setiap bab mempunyai judul dan isi."))
    version = _published(guide, chapters, by, now)
    if version is None:
        raise Incomplete(_("Tidak ada yang berubah dibanding versi yang berlaku."))
    if guide.is_required:
        notify(
            Employee.objects.serving().values_list("pk", flat=True),
            Message(
                NoticeKind.TASK,
                f"guide:{version.pk}",
                gettext_noop("Panduan berubah, baca bagian yang baru: %(title)s."),
                reverse("training:guide-detail", args=[guide.slug]),
                {"title": guide.title},
            ),
            now=now,
        )
    return version


@transaction.atomic
def acknowledge(*, version_id: int, by: User, now: datetime) -> Acknowledgement:
    """Say "I have read and understood" of one exact version; twice is once.

    Raises: ``Denied`` for an account without a person, ``Incomplete`` for a version that is no
    longer the latest.
    """
    if by.employee_id is None:
        raise Denied(_("Akun ini tidak terhubung dengan pegawai."))
    version = GuideVersion.objects.select_related("guide").get(pk=version_id)
    if version.guide.versions.filter(number__gt=version.number).exists():
        raise Incomplete(_("Sementara itu ada versi baru. Baca versi itu lebih dahulu."))
    made, _new = Acknowledgement.objects.get_or_create(
        version=version, employee_id=by.employee_id, defaults={"at": now}
    )
    return made
