"""The letters of an agency as one file: a ZIP, or one PDF to print."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.files import FieldFile

from reports.documents.joined import join
from reports.enums import IN_THE_FILE, BundleForm, BundleOrder, LetterState, SignatureState
from reports.models import Job, Letter, Signature

_ORDERS = {
    BundleOrder.NUMBER: ("year", "sequence"),
    BundleOrder.UNIT: (
        "evaluation__plan__assignment__post__unit__name",
        "evaluation__plan__employee__name",
        "sequence",
    ),
}


@contextmanager
def bundled(job: Job) -> Iterator[tuple[IO[bytes], str]]:
    """The ready letters of a job in its order and form, with the ending of the file's name.

    A letter with signatures in its file comes with them in a ZIP. One PDF is for printing: what
    is printed has lost such signatures, so the letters come as they were issued.
    """
    letters = letters_in_order(job)
    with TemporaryFile() as packed:
        if job.bundle == BundleForm.MERGED:
            _merge(job, letters, packed)
        else:
            _zip(letters, packed)
        packed.seek(0)
        yield packed, "pdf" if job.bundle == BundleForm.MERGED else "zip"


def letters_in_order(job: Job) -> QuerySet[Letter]:
    """The letters that a bundle holds, in its order, with the signatures in their files."""
    given = Signature.objects.filter(
        state=SignatureState.SIGNED, way__in=[way.value for way in IN_THE_FILE]
    ).order_by("place")
    return (
        job.letters.filter(state=LetterState.READY)
        .select_related("evaluation__plan__employee")
        .prefetch_related(Prefetch("signatures", given, to_attr="in_file"))
        .order_by(*_ORDERS[BundleOrder(job.bundle_order)])
        .defer("content")
    )


def _standing_file(letter: Letter) -> FieldFile:
    signed: list[Signature] = letter.in_file  # type: ignore[attr-defined]  # prefetched above
    return signed[-1].file if signed else letter.file


def _zip(letters: QuerySet[Letter], packed: IO[bytes]) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for letter in letters.iterator(chunk_size=200):
            archive.write(_standing_file(letter).path, letter.file_name)


def _merge(job: Job, letters: QuerySet[Letter], packed: IO[bytes]) -> None:
    parts = (
        (f"{letter.evaluation.plan.employee.name} · {letter.number}", Path(letter.file.path))
        for letter in letters.iterator(chunk_size=200)
    )
    join(parts, packed, title=f"{job.get_kind_display()} – {job.agency} – {job.period.label}")
