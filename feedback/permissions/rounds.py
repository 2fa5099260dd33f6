"""Who runs a 360 round, chooses raters, answers, reads a report, and may ask for the key."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feedback import policies
from feedback.enums import NominationState, RaterGroup, RoundState
from feedback.models import FeedbackRound, KeyOpening, Nomination, Reviewee
from feedback.rules.round_assignment import NAMED
from personnel.enums import Role
from personnel.models import User
from personnel.permissions import local_day
from personnel.selectors.roles import roles_of
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied


def can_run_rounds(user: User, now: datetime) -> Verdict:
    """Plan a round, let it go forward, release it."""
    if Role.BKPSDM_ADMIN in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Putaran 360 dijalankan oleh BKPSDM."))


def can_audit_rounds(user: User, now: datetime) -> Verdict:
    """Read how a round was designed: loads, loose groups, closed pairs; never who answered."""
    if roles_of(user, local_day(now)).roles & {Role.BKPSDM_ADMIN, Role.AUDITOR}:
        return ALLOWED
    return denied(_("Rancangan putaran dibaca oleh BKPSDM dan auditor."))


def can_step(user: User, round_: FeedbackRound, state: RoundState, now: datetime) -> Verdict:
    """Take the step that leads to ``state``."""
    return policies.may_step_round(round_, state) if (own := can_run_rounds(user, now)) else own


def can_change_round(user: User, round_: FeedbackRound, now: datetime) -> Verdict:
    """Change dates, or while it is a draft thresholds and agencies too; or take a draft back."""
    return policies.may_change_round(round_) if (own := can_run_rounds(user, now)) else own


def own_reviews(user: User) -> QuerySet[Reviewee]:
    """Rounds in which colleagues are asked about the account's own person, drafts left out."""
    return Reviewee.objects.filter(employee=user.employee_id or 0).exclude(
        round__state=RoundState.DRAFT
    )


def led_reviews(user: User, now: datetime) -> QuerySet[Reviewee]:
    """People whose superior in a round is the account's person, or whom that person stands for."""
    roles = roles_of(user, local_day(now))
    led = {user.employee_id or 0, *roles.acts_for}
    return Reviewee.objects.filter(superior__in=led).exclude(round__state=RoundState.DRAFT)


def visible_reviews(user: User, now: datetime) -> QuerySet[Reviewee]:
    """Reviews that the account has to do with, as the person or as the superior."""
    led = {user.employee_id or 0, *roles_of(user, local_day(now)).acts_for}
    return Reviewee.objects.filter(Q(employee=user.employee_id or 0) | Q(superior__in=led)).exclude(
        round__state=RoundState.DRAFT
    )


def own_forms(user: User) -> QuerySet[Nomination]:
    """Forms that the account's person is asked to fill in."""
    return Nomination.objects.filter(
        rater=user.employee_id or 0,
        state=NominationState.PROPOSED,
        reviewee__round__state=RoundState.COLLECTION,
    )


def can_nominate(user: User, review: Reviewee, now: datetime) -> Verdict:
    """Strike names from one's own list and propose others."""
    if user.employee_id != review.employee_id:
        return denied(_("Hanya pegawai yang bersangkutan."))
    return policies.may_nominate(review, local_day(now))


def can_approve_raters(user: User, review: Reviewee, now: datetime) -> Verdict:
    """Change and approve the list of somebody whom one leads."""
    if not led_reviews(user, now).filter(pk=review.pk).exists():
        return denied(_("Daftar ini disetujui oleh pejabat penilainya."))
    return policies.may_approve_raters(review)


def can_answer(user: User, asked: Nomination, now: datetime) -> Verdict:
    """Fill in a form about a colleague, or change it until the round closes."""
    if user.employee_id != asked.rater_id:
        return denied(_("Formulir ini untuk orang lain."))
    return policies.may_answer(asked, local_day(now))


def can_read_report(user: User, review: Reviewee, now: datetime) -> Verdict:
    """Read a released report: the superior first, the person after the dialogue.

    Whoever answered confidentially about the person knows one answer already and does not read
    the report, also when that person leads the team by now (statistics C1).
    """
    if review.round.state != RoundState.RELEASED:
        return denied(_("Putaran ini belum dirilis."), WrongState)
    if user.employee_id == review.employee_id:
        if review.dialogue_on is None:
            return denied(
                _("Laporan terbuka setelah pejabat penilai mencatat dialog dengan Anda."),
                WrongState,
            )
        return ALLOWED
    if not led_reviews(user, now).filter(pk=review.pk).exists():
        return denied(_("Laporan hanya dibaca oleh pegawai dan pejabat penilainya."))
    if asked_confidentially(user.employee_id, review):
        return denied(
            _(
                "Anda termasuk yang ditanya secara rahasia tentang pegawai ini, sehingga "
                "laporannya tidak terbuka untuk Anda."
            )
        )
    return ALLOWED


def asked_confidentially(employee_id: int | None, review: Reviewee) -> bool:
    """Whether somebody was asked about the person as a colleague."""
    return (
        review.nominations.filter(rater=employee_id or 0, state=NominationState.PROPOSED)
        .exclude(group__in=[RaterGroup(one) for one in NAMED])
        .exists()
    )


def can_record_dialogue(user: User, review: Reviewee, now: datetime) -> Verdict:
    """Put on record that superior and person spoke about the report."""
    if user.employee_id == review.employee_id:
        return denied(_("Dialog dicatat oleh pejabat penilai."))
    read = can_read_report(user, review, now)
    if read and review.dialogue_on is not None:
        return denied(_("Dialog sudah dicatat."), WrongState)
    return read


def can_respond(user: User, review: Reviewee, now: datetime) -> Verdict:
    """Write an answer to one's own report, once."""
    if user.employee_id != review.employee_id:
        return denied(_("Tanggapan ditulis oleh pegawai yang bersangkutan."))
    read = can_read_report(user, review, now)
    if read and review.responded_at is not None:
        return denied(_("Tanggapan sudah disimpan bersama laporan."), WrongState)
    return read


def can_ask_for_key(user: User, now: datetime) -> Verdict:
    """Ask who wrote a text, because of a threat or a crime: the auditor alone."""
    if Role.AUDITOR in roles_of(user, local_day(now)):
        return ALLOWED
    return denied(_("Pembukaan kunci hanya dapat diminta oleh auditor (Inspektorat)."))


def can_decide_key(user: User, opening: KeyOpening, now: datetime) -> Verdict:
    """Agree or refuse: the city's leadership, and never whoever asked."""
    if Role.CITY_LEADERSHIP not in roles_of(user, local_day(now)):
        return denied(_("Pembukaan kunci diputuskan oleh pimpinan kota (Sekretaris Daerah)."))
    if opening.asked_by_id == user.pk:
        return denied(_("Orang kedua harus orang lain."))
    return policies.may_decide_key(opening)


def can_read_key(user: User, opening: KeyOpening, now: datetime) -> Verdict:
    """Read the name once it was allowed: whoever asked."""
    asks = can_ask_for_key(user, now)
    if asks and opening.asked_by_id != user.pk:
        return denied(_("Nama hanya dibaca oleh yang memintanya."))
    if asks and not opening.is_allowed:
        return denied(_("Pembukaan ini belum disetujui."), WrongState)
    return asks


def can_watch_keys(user: User, now: datetime) -> Verdict:
    """Read every request for the key: who asks, who decides, and BKPSDM."""
    if roles_of(user, local_day(now)).reads_everything:
        return ALLOWED
    return denied(_("Daftar ini dibaca oleh auditor, pimpinan kota, dan BKPSDM."))


def readable_openings(user: User, now: datetime) -> QuerySet[KeyOpening]:
    """Requests for the key that the account may read."""
    return KeyOpening.objects.all() if can_watch_keys(user, now) else KeyOpening.objects.none()
