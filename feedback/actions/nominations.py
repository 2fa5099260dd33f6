"""The list of raters of one person: struck and added to by the person, approved by the superior."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback import permissions
from feedback.enums import NominationOrigin, NominationState, RaterGroup
from feedback.models import DeclaredConflict, Nomination, Reviewee
from feedback.rules.round_assignment import NAMED
from personnel.models import Assignment, Employee, User
from personnel.permissions import local_day
from sabang_kinerja.common.errors import Incomplete, WrongState
from sabang_kinerja.common.refusals import refusals_as_sentences

CONFIDENTIAL = [one for one in RaterGroup.values if one not in set(NAMED)]
"""Groups whose raters are chosen; superior and oneself are always asked."""


@transaction.atomic
def strike(*, nomination_id: int, by: User, now: datetime) -> Nomination:
    """Strike a name from one's own list.

    Raises: ``Denied``, ``WrongState``, ``Incomplete`` when all strikes were used.
    """
    asked = _locked(nomination_id)
    permissions.can_nominate(by, asked.reviewee, now).require()
    _may_go(asked)
    struck = asked.reviewee.nominations.filter(state=NominationState.STRUCK).count()
    most = asked.reviewee.round.most_strikes
    if struck >= most:
        raise Incomplete(
            ngettext(
                "Paling banyak %(n)s nama dapat dicoret. Kembalikan satu nama lebih dulu.",
                "Paling banyak %(n)s nama dapat dicoret. Kembalikan satu nama lebih dulu.",
                most,
            )
            % {"n": most}
        )
    asked.state = NominationState.STRUCK
    asked.save(update_fields=["state"])
    return asked


@transaction.atomic
def restore(*, nomination_id: int, by: User, now: datetime) -> Nomination:
    """Put a name back that was struck or removed. Raises: ``Denied``, ``WrongState``."""
    asked = _locked(nomination_id)
    if asked.state == NominationState.STRUCK and by.employee_id == asked.reviewee.employee_id:
        permissions.can_nominate(by, asked.reviewee, now).require()
    elif asked.state == NominationState.REMOVED:
        permissions.can_approve_raters(by, asked.reviewee, now).require()
    else:
        raise WrongState(_("Nama ini tidak dapat dikembalikan."))
    _check_load(asked.rater, asked.reviewee, besides=asked)
    asked.state = NominationState.PROPOSED
    asked.save(update_fields=["state"])
    return asked


@transaction.atomic
def remove(*, nomination_id: int, by: User, now: datetime) -> Nomination:
    """Take a name off the list of somebody whom one leads. Raises: ``Denied``, ``WrongState``."""
    asked = _locked(nomination_id)
    permissions.can_approve_raters(by, asked.reviewee, now).require()
    _may_go(asked)
    asked.state = NominationState.REMOVED
    asked.save(update_fields=["state"])
    return asked


@transaction.atomic
def add(
    *, review_id: int, rater: Employee, group: RaterGroup, by: User, now: datetime
) -> Nomination:
    """Propose somebody: the person for the own list, the superior for that of a team member.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` for oneself, the superior, a declared
    conflict, somebody who does not serve or has enough forms; ``Refused`` for a name that is there.
    """
    review = _locked_review(review_id)
    if by.employee_id == review.employee_id:
        permissions.can_nominate(by, review, now).require()
        origin = NominationOrigin.EMPLOYEE
    else:
        permissions.can_approve_raters(by, review, now).require()
        origin = NominationOrigin.SUPERIOR
    if group not in CONFIDENTIAL:
        raise Incomplete(_("Pilih rekan kerja, bawahan langsung, atau pengguna internal."))
    if rater.pk in (review.employee_id, review.superior_id):
        raise Incomplete(
            _("Pegawai sendiri dan pejabat penilainya selalu ditanya dan tidak ditambahkan.")
        )
    day = local_day(now)
    if not Assignment.objects.on(day).filter(employee=rater).exists():
        raise Incomplete(_("Pegawai ini tidak sedang bertugas."))
    if DeclaredConflict.objects.filter(
        Q(one=review.employee_id, other=rater) | Q(one=rater, other=review.employee_id)
    ).exists():
        raise Incomplete(_("Kedua pegawai ini tidak ditanya tentang satu sama lain."))
    _check_load(rater, review)
    same_team = Reviewee.objects.filter(
        round=review.round_id, employee=rater, superior=review.superior_id
    ).exists()
    with refusals_as_sentences(Nomination):
        return Nomination.objects.create(
            reviewee=review,
            rater=rater,
            group=group,
            is_outside=not same_team and group != RaterGroup.SUBORDINATE,
            origin=origin,
        )


@transaction.atomic
def approve(*, review_id: int, by: User, now: datetime) -> Reviewee:
    """Approve a list. Raises: ``Denied``, ``WrongState``, ``Incomplete`` below the least number."""
    review = _locked_review(review_id)
    permissions.can_approve_raters(by, review, now).require()
    names = standing(review)
    if names < review.round.least_overall:
        raise Incomplete(
            _(
                "Daftar ini hanya berisi %(n)s nama. Dengan kurang dari %(least)s nama tidak ada "
                "hasil yang dapat ditampilkan; tambahkan rekan."
            )
            % {"n": names, "least": review.round.least_overall}
        )
    review.approved_at, review.approved_by = now, by
    review.save(update_fields=["approved_at", "approved_by"])
    return review


def standing(review: Reviewee) -> int:
    """Confidential raters who stand on a list."""
    return review.nominations.filter(state=NominationState.PROPOSED, group__in=CONFIDENTIAL).count()


def _may_go(asked: Nomination) -> None:
    if asked.group not in CONFIDENTIAL:
        raise WrongState(_("Pejabat penilai dan penilaian diri selalu ada dalam daftar."))
    if asked.state != NominationState.PROPOSED:
        raise WrongState(_("Nama ini sudah tidak ada dalam daftar."))


def _check_load(rater: Employee, review: Reviewee, besides: Nomination | None = None) -> None:
    held = Nomination.objects.filter(
        rater=rater,
        reviewee__round=review.round_id,
        state=NominationState.PROPOSED,
        group__in=CONFIDENTIAL,
    )
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    forms = held.aggregate(n=Count("pk"))["n"]
    if forms >= review.round.most_load:
        raise Incomplete(
            _("%(name)s sudah diminta mengisi %(n)s formulir. Pilih orang lain.")
            % {"name": rater.name, "n": forms}
        )


def _locked(nomination_id: int) -> Nomination:
    asked = Nomination.objects.select_related("rater").get(pk=nomination_id)
    asked.reviewee = _locked_review(asked.reviewee_id)
    asked.refresh_from_db(fields=["state"])
    return asked


def _locked_review(review_id: int) -> Reviewee:
    return (
        Reviewee.objects.select_for_update(of=("self",)).select_related("round").get(pk=review_id)
    )
