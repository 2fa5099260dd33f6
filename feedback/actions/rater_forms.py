"""Fill in the form about a colleague: saved as one goes, sent, changed until the round closes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from feedback import permissions
from feedback.actions.sealing import FORM_BYTES, open_sealed, seal
from feedback.enums import RoundForm
from feedback.models import Nomination, RaterForm
from personnel.models import User
from sabang_kinerja.common.errors import ChangedMeanwhile, Incomplete

PURPOSE: Final = "360 forms"
LONGEST: Final = 500
"""Characters of each of the two texts."""

CANNOT_JUDGE: Final = 0


@dataclass(frozen=True, slots=True)
class FormInput:
    """One form: 1 to 4, 0 for "cannot judge", nothing where nothing was chosen yet.

    ``show_keep`` and ``show_improve`` let a text be shown to the person among those of others.
    """

    ratings: Sequence[int | None]
    keep: str = ""
    improve: str = ""
    show_keep: bool = False
    show_improve: bool = False


def items_of(form: str) -> int:
    """Number of behaviours on a form."""
    return 7 if form == RoundForm.SHORT else 21


def read_form(*, form: RaterForm, by: User, now: datetime) -> FormInput | None:
    """What the rater has filled in so far; only for the rater. Raises: ``Denied``."""
    permissions.can_answer(by, form.nomination, now).require()
    return stored(form)


def stored(form: RaterForm) -> FormInput | None:
    """Unseal one form. Raises: ``CannotOpen``."""
    if form.sealed is None:
        return None
    return FormInput(**open_sealed(bytes(form.sealed), PURPOSE))


@transaction.atomic
def save_form(
    *,
    form_id: int,
    entered: FormInput,
    send: bool,
    by: User,
    now: datetime,
    row_version: int | None = None,
) -> RaterForm:
    """Keep a form; ``send`` lets it count. One that was sent stays sent when it is changed.

    Raises: ``Denied``, ``WrongState``; ``Incomplete`` when a behaviour is left open or nothing
    could be judged; ``ChangedMeanwhile`` when another window saved first.
    """
    form = (
        RaterForm.objects.select_for_update(of=("self",))
        .select_related("nomination__reviewee__round", "nomination__reviewee__unit")
        .get(pk=form_id)
    )
    permissions.can_answer(by, form.nomination, now).require()
    if row_version is not None and row_version != form.row_version:
        raise ChangedMeanwhile(
            _("Formulir ini sudah disimpan dari jendela lain. Muat ulang sebelum melanjutkan.")
        )
    if send or form.is_sent:
        _check_complete(form.nomination, entered)
    form.sealed = sealed_form(entered)
    form.is_sent = form.is_sent or send
    form.row_version += 1
    form.save(update_fields=["sealed", "is_sent", "row_version"])
    return form


def _check_complete(asked: Nomination, entered: FormInput) -> None:
    wanted = items_of(asked.reviewee.round.form)
    if len(entered.ratings) != wanted or None in entered.ratings:
        raise Incomplete(_("Pilih satu jawaban untuk setiap perilaku."))
    if not any(entered.ratings):
        raise Incomplete(
            _("Tidak ada perilaku yang dapat Anda nilai. Tinggalkan formulir ini tanpa dikirim.")
        )


def sealed_form(entered: FormInput) -> bytes:
    """A form as it is kept, always of the same length."""
    content: dict[str, Any] = asdict(entered)
    content["ratings"] = list(entered.ratings)
    for text in ("keep", "improve"):
        content[text] = content[text].strip()[:LONGEST]
    return seal(content, PURPOSE, FORM_BYTES)
