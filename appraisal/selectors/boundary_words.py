"""How far a line is, in words: "Dua dari empat hasil di atas ekspektasi; satu lagi mengubahnya"."""

from django.utils.translation import gettext as _

from appraisal.rules.boundary import Flip, Side
from appraisal.rules.ratings import Rating
from appraisal.selectors.explanation import short_rating
from sabang_kinerja.common.words import of_total


def flip_words(flip: Flip) -> str:
    """One change of one single rating that crosses a line, without a full stop."""
    what = {
        Side.MAIN: _("hasil"),
        Side.ADDITIONAL: _("hasil"),
        Side.BEHAVIOUR: _("nilai perilaku"),
    }[flip.side]
    if flip.side is Side.MAIN and flip.before is Rating.BELOW and flip.left == 1:
        return _("Satu hasil utama di bawah ekspektasi; tanpa itu predikatnya lain")
    towards = flip.after is not Rating.MEETS
    level = flip.after if towards else flip.before
    share = of_total(flip.reached if towards else flip.left, flip.total)
    words = (
        _("%(share)s %(what)s %(level)s ekspektasi; satu lagi mengubah predikatnya")
        if towards
        else _("%(share)s %(what)s %(level)s ekspektasi; satu berkurang mengubah predikatnya")
    )
    return words % {"share": share, "what": what, "level": short_rating(level)}
