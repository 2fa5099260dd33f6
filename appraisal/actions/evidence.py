"""Evidence: a file that is what it says, or a link."""

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from appraisal import permissions
from appraisal.actions.evaluations import evaluations
from appraisal.actions.link_checks import ask_for_check
from appraisal.actions.locking import locked
from appraisal.models import Evidence
from personnel.models import User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.uploads import checked_type


@transaction.atomic
def add_evidence(
    *,
    evaluation_id: int,
    result_id: int,
    title: str,
    by: User,
    now: datetime,
    file: "UploadedFile[bytes] | None" = None,
    url: str = "",
) -> Evidence:
    """Attach one file or one link to a result of the evaluated plan.

    The same file (by content) on the same result is kept once. Raises ``Incomplete`` for a file
    of another kind than it claims, too large a file, neither or both of file and link.
    """
    evaluation = locked(evaluations(), evaluation_id)
    permissions.can_add_evidence(by, evaluation, now).require()
    result = evaluation.plan.results.get(pk=result_id)
    if (file is None) == (not url):
        raise Incomplete(_("Pilih berkas atau isi tautan, salah satu."))
    evidence = Evidence(
        evaluation=evaluation, result=result, title=title.strip(), added_by=by, added_at=now
    )
    if file is None:
        evidence.url = url
        evidence.title = evidence.title or url
        evidence.save()
        ask_for_check(url)
        return evidence
    evidence.content_type = checked_type(file)
    evidence.sha256 = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    same = evaluation.evidence.filter(result=result, sha256=evidence.sha256).first()
    if same is not None:
        return same
    evidence.file_name = PurePath(file.name or "berkas").name[-200:]
    evidence.size = file.size or 0
    evidence.title = evidence.title or evidence.file_name
    evidence.file.save(f"{evidence.sha256[:32]}{PurePath(evidence.file_name).suffix}", file)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence_id: int, by: User, now: datetime) -> Evidence:
    """Take a piece of evidence away; the stored file goes when the transaction holds."""
    evidence = Evidence.objects.select_related("evaluation").get(pk=evidence_id)
    evaluation = locked(evaluations(), evidence.evaluation_id)
    permissions.can_add_evidence(by, evaluation, now).require()
    name, storage = evidence.file.name, evidence.file.storage
    evidence.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    return evidence
