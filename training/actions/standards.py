"""Keep what posts demand: families, and standards with the days on which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from personnel.models import User
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.refusals import refusals_as_sentences
from training import permissions
from training.models import Competence, CompetenceStandard, PostFamily


@dataclass(frozen=True, slots=True)
class StandardInput:
    """One demand of a family; fields as in ``CompetenceStandard``, the competence by its name."""

    competence: str
    required_level: int
    weight: int = 1
    description: str = ""


@dataclass(frozen=True, slots=True)
class FamilyInput:
    """A family of posts; fields as in ``PostFamily``."""

    code: str
    name: str
    post_codes: list[str] = field(default_factory=list)
    level: str = ""
    standards: list[StandardInput] = field(default_factory=list)


@transaction.atomic
def save_family(
    *, family_id: int | None, entered: FamilyInput, by: User, now: datetime
) -> PostFamily:
    """Add a family of posts, or change which posts belong to one.

    Raises: ``Denied``; ``Incomplete`` for a post that another family names, ``Refused``.
    """
    permissions.can_run_training(by, now).require()
    others = PostFamily.objects.select_for_update().exclude(pk=family_id or 0)
    taken = {code: one for one in others for code in one.post_codes}
    if twice := next((code for code in entered.post_codes if code in taken), None):
        raise Incomplete(
            _("Kode %(code)s sudah ada pada kelompok %(family)s.")
            % {"code": twice, "family": taken[twice]}
        )
    if any(one.code == entered.code for one in others):
        raise Incomplete(_("Kode kelompok ini sudah dipakai."))
    family = PostFamily.objects.get(pk=family_id) if family_id else PostFamily()
    family.code, family.name = entered.code, entered.name.strip()
    family.post_codes, family.level = entered.post_codes, entered.level
    with refusals_as_sentences(PostFamily):
        family.save()
    return family


@transaction.atomic
def set_standard(
    *, family_id: int, entered: StandardInput, valid_from: date, by: User, now: datetime
) -> CompetenceStandard:
    """Let a demand hold from a day on; what held until then ends the day before and stays read.

    On the day on which it began itself a standard is only corrected. Raises: ``Denied``,
    ``Incomplete`` for a day before one that is decided already, ``Refused``.
    """
    permissions.can_run_training(by, now).require()
    family = PostFamily.objects.select_for_update().get(pk=family_id)
    competence, _new = Competence.objects.get_or_create(name=entered.competence.strip())
    standing = family.standards.filter(competence=competence)
    if standing.filter(valid_from__gt=valid_from).exists():
        raise Incomplete(_("Ada standar yang berlaku sesudah tanggal itu. Pilih hari setelahnya."))
    standard = standing.filter(valid_from=valid_from).first()
    if standard is None:
        _end(standing.on(valid_from).first(), valid_from)
        standard = CompetenceStandard(family=family, competence=competence, valid_from=valid_from)
    standard.required_level, standard.weight = entered.required_level, entered.weight
    standard.description, standard.valid_until = entered.description.strip(), None
    with refusals_as_sentences(CompetenceStandard):
        standard.save()
    return standard


def _end(standard: CompetenceStandard | None, day: date) -> None:
    """Let a standard hold until the day before ``day``."""
    if standard is not None:
        standard.valid_until = day - timedelta(days=1)
        standard.save(update_fields=["valid_until"])


@transaction.atomic
def end_standard(
    *, standard_id: int, valid_until: date, by: User, now: datetime
) -> CompetenceStandard:
    """Let a demand end on a day. Raises: ``Denied``, ``Refused`` for a day before its first."""
    permissions.can_run_training(by, now).require()
    standard = CompetenceStandard.objects.select_for_update().get(pk=standard_id)
    standard.valid_until = valid_until
    with refusals_as_sentences(CompetenceStandard):
        standard.save(update_fields=["valid_until"])
    return standard


@transaction.atomic
def load_standards(families: Iterable[FamilyInput], *, valid_from: date) -> int:
    """Add delivered families that are not there yet, with their standards; returns how many."""
    known = set(PostFamily.objects.values_list("code", flat=True))
    levels = set(PostFamily.objects.exclude(level="").values_list("level", flat=True))
    new = [one for one in families if one.code not in known]
    for one in new:
        family = PostFamily.objects.create(
            code=one.code,
            name=one.name,
            post_codes=one.post_codes,
            level="" if one.level in levels else one.level,
        )
        for row in one.standards:
            competence, _new = Competence.objects.get_or_create(name=row.competence)
            CompetenceStandard.objects.create(
                family=family,
                competence=competence,
                required_level=row.required_level,
                weight=row.weight,
                description=row.description,
                valid_from=valid_from,
            )
    return len(new)
