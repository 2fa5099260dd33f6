"""Names and the titles that stand inside them."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

NAME_LENGTH: Final = 120
TITLE_BEFORE_LENGTH: Final = 40
TITLE_AFTER_LENGTH: Final = 60

_BEFORE: Final = {
    **{"IR": "Ir.", "DRS": "Drs.", "DRA": "Dra.", "DRG": "drg.", "DRH": "drh.", "PROF": "Prof."},
    **{"H": "H.", "HJ": "Hj.", "KH": "K.H.", "APT": "apt.", "NS": "Ns.", "BDN": "Bdn."},
    **{"DR": "Dr.", "DRDR": "Dr. dr.", "UST": "Ust.", "FTR": "Ftr."},
}
_AFTER: Final = (
    "S.Pd. S.Pd.I. S.Pd.SD. S.Pd.K. S.Pd.AUD. S.PdI. S.E. S.E.I. S.H. S.H.I. S.Sos. S.Sos.I. "
    "S.IP. S.I.P. S.STP. S.T. S.TP. S.P. S.Pt. S.Pi. S.Hut. S.Si. S.Kom. S.I.Kom. S.Kep. S.KM. "
    "S.K.M. S.Farm. S.Gz. S.Tr. S.Tr.Keb. S.Tr.Kep. S.Tr.Gz. S.Tr.Kes. S.Tr.IP. S.ST. S.S.T. "
    "S.Ag. S.Psi. S.Ked. S.K.G. S.KG. S.Kel. S.Sn. S.S. S.Hum. S.Stat. S.Par. S.Ars. S.A.P. "
    "S.AP. S.IAN. S.Ak. S.Or. S.Fil. S.Th.I. S.Sy. S.K.H. S.KH. S.Keb. S.Mat. S.Bio. "
    "A.Md. A.Md.Keb. A.Md.Kep. A.Md.Kes. A.Md.Gz. A.Md.KL. A.Md.Far. A.Md.Kom. A.Md.AK. "
    "A.Md.A.K. A.Md.T. A.Md.RMIK. A.Md.Rad. A.Md.Fis. A.Md.Ak. A.Ma. A.Ma.Pd. A.P. "
    "M.Si. M.M. M.Pd. M.Pd.I. M.A.P. M.AP. M.H. M.Hum. M.T. M.Kes. M.Kom. M.Ag. M.A. M.Sc. M.E. "
    "M.Ec.Dev. M.P. M.Psi. M.K.M. M.KM. M.Kep. M.Keb. M.Farm. M.Gz. M.I.Kom. M.IP. M.Sos. "
    "M.Tr.IP. M.Ak. M.Sn. M.Hut. M.Eng. M.Stat. M.Par. M.Tr.Keb. M.Tr.Kep. M.MT. "
    "Ns. Bdn. Ak. CA. CPA. Gr. Ph.D. MBA MPH MPA LL.M. B.A. B.Sc. Psikolog Apt. Dipl.Ing."
)
_AFTER_BY_SPELLING: Final = {title.rstrip(".").casefold(): title for title in _AFTER.split()}
_AFTER_BY_KEY: Final = {title.replace(".", "").upper(): title for title in reversed(_AFTER.split())}
"""By letters alone; of two spellings with the same letters the first counts."""
_SPECIALIST: Final = re.compile(r"SP[A-Z]{1,4}")
_LOOKS_LIKE_TITLE: Final = re.compile(r"[^\W\d_]{1,6}\.?(?:[ .]*[^\W\d_]{1,6}\.?){0,4}")
_SMALL_WORDS: Final = frozenset({"BIN", "BINTI"})
_STRANGE_START: Final = ("=", "+", "@")
_STRANGE: Final = frozenset("=+@<>{}[]|\\^~#$%*_;:!?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name without titles, and the titles, each empty when there is none."""

    name: str
    before: str = ""
    after: str = ""


def is_strange(text: str) -> bool:
    """Whether a name holds what names do not: digits, signs of formulas, control characters."""
    return (
        text.startswith(_STRANGE_START)
        or len(text) > NAME_LENGTH + TITLE_BEFORE_LENGTH + TITLE_AFTER_LENGTH
        or any(
            character in _STRANGE
            or character.isdigit()
            or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cs"}
            for character in text
        )
    )


def split_name(text: str, before: str = "", after: str = "", post_title: str = "") -> PersonName:
    """Separate a name from the titles around it.

    ``before`` and ``after`` are the contents of the title columns; they win over titles that are
    found inside the name. ``post_title`` tells whether "DR." in capitals is a physician.
    """
    name, _, tail = (part.strip() for part in text.partition(","))
    if not name or (tail and not all(_is_title(part) for part in _parts(tail))):
        name, tail = text.strip(" ,"), ""
    words = name.split()
    found_before: list[str] = []
    while len(words) > 1 and _is_before(words[0]):
        found_before.append(words.pop(0))
    found_after: list[str] = []
    while len(words) > 1 and "." in words[-1] and _key(words[-1]) in _AFTER_BY_KEY:
        found_after.insert(0, words.pop())
    titles_before = before.split() or found_before
    titles_after = _parts(after) or [*found_after, *_parts(tail)]
    return PersonName(
        name=tidy_case(" ".join(words)),
        before=" ".join(_tidy_before(title, post_title) for title in titles_before),
        after=", ".join(_tidy_after(title) for title in titles_after),
    )


def tidy_case(name: str) -> str:
    """A name in capitals becomes readable; a name that is written otherwise stays as it is."""
    if name != name.upper():
        return name
    return " ".join(
        word.lower()
        if word in _SMALL_WORDS
        else "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
        for word in name.split()
    )


def _parts(titles: str) -> list[str]:
    return [" ".join(part.split()) for part in titles.split(",") if part.strip(" .")]


def _key(title: str) -> str:
    return re.sub(r"[^A-Z]", "", title.upper())


def _is_title(part: str) -> bool:
    return bool(
        _key(part) in _AFTER_BY_KEY
        or _SPECIALIST.fullmatch(_key(part))
        or _LOOKS_LIKE_TITLE.fullmatch(part)
    )


def _is_before(word: str) -> bool:
    key = _key(word)
    return key in _BEFORE and ("." in word or len(key) > 1)


def _tidy_before(title: str, post_title: str) -> str:
    key = _key(title)
    if key == "DR":
        physician = title.startswith("dr") or (
            title.isupper() and post_title.lower().startswith("dokter")
        )
        return "dr." if physician else "Dr."
    return _BEFORE.get(key, title)


def _tidy_after(title: str) -> str:
    key = _key(title)
    if key in _AFTER_BY_KEY:
        return _AFTER_BY_SPELLING.get(title.rstrip(".").casefold(), _AFTER_BY_KEY[key])
    if _SPECIALIST.fullmatch(key):
        return f"Sp.{title.split('.', 1)[-1].strip()}" if "." in title else title
    if title != title.upper():
        return title
    return ".".join(
        part if len(part.strip()) < 2 else part[:1] + part[1:].lower() for part in title.split(".")
    )
