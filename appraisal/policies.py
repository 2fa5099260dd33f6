"""Does the state allow it, whoever asks? Sentences name the state and the next step."""

from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ConversionState, CreditBaseKind
from appraisal.models import (
    CreditConversion,
    DailyProgress,
    Evaluation,
    Objection,
    OrganisationPredicate,
    Plan,
)
from appraisal.workflow import Move, move_for
from personnel.rules.dates import long_date
from sabang_kinerja.common.errors import WrongState
from sabang_kinerja.common.verdicts import ALLOWED, Verdict, denied

Subject = Plan | Evaluation | Objection | OrganisationPredicate | DailyProgress


def may_move(subject: Subject, verb: str) -> Verdict:
    """Whether the transition table knows ``verb`` from the present state."""
    move = move_of(subject, verb)
    if subject.state in move.sources:
        return ALLOWED
    return denied(
        _("Langkah ini belum dapat dilakukan karena status saat ini: %(state)s.")
        % {"state": subject.get_state_display()},
        WrongState,
    )


def move_of(subject: Subject, verb: str) -> Move:
    """The row of the transition table for this kind of object."""
    tables = {
        Plan: "plan",
        Evaluation: "evaluation",
        Objection: "objection",
        OrganisationPredicate: "organisation",
        DailyProgress: "progress",
    }
    return move_for(tables[type(subject)], verb)


def may_cancel_conversion(row: CreditConversion) -> Verdict:
    """Whether nothing rests on a conversion yet (three queries at most)."""
    if row.state != ConversionState.IN_FORCE:
        return denied(
            _("Konversi ini sudah tidak berlaku. Status saat ini: %(state)s.")
            % {"state": row.get_state_display()},
            WrongState,
        )
    counted = row.employee.determinations.filter(level=row.level, made_at__gte=row.made_at)
    if (first := counted.order_by("made_at").first()) is not None:
        return denied(
            _(
                "Konversi ini sudah termuat dalam penetapan angka kredit tanggal %(date)s, jadi "
                "tidak dapat dibatalkan. Bila hasilnya keliru, evaluasinya yang dibuka kembali."
            )
            % {"date": long_date(timezone.localtime(first.made_at).date())},
            WrongState,
        )
    promotions = row.employee.credit_bases.filter(
        kind=CreditBaseKind.RANK_PROMOTION, level=row.level, recorded_at__gte=row.made_at
    )
    if promotions.exists():
        return denied(
            _(
                "Angka kredit ini sudah dipakai untuk kenaikan pangkat. "
                "Hapus kenaikannya lebih dulu."
            ),
            WrongState,
        )
    return ALLOWED
