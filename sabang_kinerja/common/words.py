"""Small numbers as words, where a sentence reads better than a figure."""

from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_WORDS: Final = (
    gettext_lazy("nol"),
    gettext_lazy("satu"),
    gettext_lazy("dua"),
    gettext_lazy("tiga"),
    gettext_lazy("empat"),
    gettext_lazy("lima"),
    gettext_lazy("enam"),
    gettext_lazy("tujuh"),
    gettext_lazy("delapan"),
    gettext_lazy("sembilan"),
    gettext_lazy("sepuluh"),
)


def in_words(number: int) -> str:
    """Zero to ten as a word ("tiga"), larger ones as figures ("1.240")."""
    if 0 <= number < len(_WORDS):
        return str(_WORDS[number])
    return f"{number:,}".replace(",", ".")


def of_total(part: int, total: int) -> str:
    """ "Lima dari tujuh", as the beginning of a sentence."""
    return str(
        capfirst(_("%(part)s dari %(total)s") % {"part": in_words(part), "total": in_words(total)})
    )
