"""Kinds, levels and echelons of posts, and how spreadsheets write them.

Source: regulation 7.4; see docs/legal.md#posts.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PostKind(StrEnum):
    """Jenis jabatan; ``STATE_OFFICE`` is the mayor's, which no import brings."""

    JPT = "jpt"
    ADMINISTRATION = "administration"
    FUNCTIONAL = "functional"
    STATE_OFFICE = "state_office"


class PostLevel(StrEnum):
    """Jenjang jabatan in the law's own words; ``NONE`` where a title names none."""

    JPT_UTAMA = "jpt_utama"
    JPT_MADYA = "jpt_madya"
    JPT_PRATAMA = "jpt_pratama"
    ADMINISTRATOR = "administrator"
    PENGAWAS = "pengawas"
    PELAKSANA = "pelaksana"
    PEMULA = "pemula"
    TERAMPIL = "terampil"
    MAHIR = "mahir"
    PENYELIA = "penyelia"
    AHLI_PERTAMA = "ahli_pertama"
    AHLI_MUDA = "ahli_muda"
    AHLI_MADYA = "ahli_madya"
    AHLI_UTAMA = "ahli_utama"
    NONE = "none"


class Echelon(StrEnum):
    """Eselon of structural posts in a city."""

    II_A = "II.a"
    II_B = "II.b"
    III_A = "III.a"
    III_B = "III.b"
    IV_A = "IV.a"
    IV_B = "IV.b"

    @property
    def code(self) -> str:
        """SIASN's two digits: III.b is 32."""
        roman, _, letter = self.value.partition(".")
        return f"{len(roman) if roman != 'IV' else 4}{'ab'.index(letter) + 1}"


POST_KIND_LABELS: Final = {
    PostKind.JPT: "Jabatan Pimpinan Tinggi",
    PostKind.ADMINISTRATION: "Jabatan Administrasi",
    PostKind.FUNCTIONAL: "Jabatan Fungsional",
    PostKind.STATE_OFFICE: "Jabatan negara",
}

POST_LEVEL_LABELS: Final = {
    PostLevel.JPT_UTAMA: "JPT Utama",
    PostLevel.JPT_MADYA: "JPT Madya",
    PostLevel.JPT_PRATAMA: "JPT Pratama",
    PostLevel.ADMINISTRATOR: "Administrator",
    PostLevel.PENGAWAS: "Pengawas",
    PostLevel.PELAKSANA: "Pelaksana",
    PostLevel.PEMULA: "Pemula",
    PostLevel.TERAMPIL: "Terampil",
    PostLevel.MAHIR: "Mahir",
    PostLevel.PENYELIA: "Penyelia",
    PostLevel.AHLI_PERTAMA: "Ahli Pertama",
    PostLevel.AHLI_MUDA: "Ahli Muda",
    PostLevel.AHLI_MADYA: "Ahli Madya",
    PostLevel.AHLI_UTAMA: "Ahli Utama",
    PostLevel.NONE: "Tanpa jenjang",
}

LEVELS_OF_KIND: Final = {
    PostKind.JPT: (PostLevel.JPT_UTAMA, PostLevel.JPT_MADYA, PostLevel.JPT_PRATAMA),
    PostKind.ADMINISTRATION: (PostLevel.ADMINISTRATOR, PostLevel.PENGAWAS, PostLevel.PELAKSANA),
    PostKind.FUNCTIONAL: (
        PostLevel.PEMULA,
        PostLevel.TERAMPIL,
        PostLevel.MAHIR,
        PostLevel.PENYELIA,
        PostLevel.AHLI_PERTAMA,
        PostLevel.AHLI_MUDA,
        PostLevel.AHLI_MADYA,
        PostLevel.AHLI_UTAMA,
    ),
    PostKind.STATE_OFFICE: (),
}
"""Levels of each kind; those of administration from the top, of functional posts from below."""

LEVEL_OF_ECHELON: Final = {
    Echelon.II_A: PostLevel.JPT_PRATAMA,
    Echelon.II_B: PostLevel.JPT_PRATAMA,
    Echelon.III_A: PostLevel.ADMINISTRATOR,
    Echelon.III_B: PostLevel.ADMINISTRATOR,
    Echelon.IV_A: PostLevel.PENGAWAS,
    Echelon.IV_B: PostLevel.PENGAWAS,
}

_KIND_OF_LEVEL: Final = {level: kind for kind, levels in LEVELS_OF_KIND.items() for level in levels}
_LEVEL_BY_WORDS: Final = {
    label.lower(): level
    for level, label in POST_LEVEL_LABELS.items()
    if level is not PostLevel.NONE
} | {
    "pimpinan tinggi utama": PostLevel.JPT_UTAMA,
    "pimpinan tinggi madya": PostLevel.JPT_MADYA,
    "pimpinan tinggi pratama": PostLevel.JPT_PRATAMA,
    # the word for pelaksana before UU ASN
    "fungsional umum": PostLevel.PELAKSANA,
    "jfu": PostLevel.PELAKSANA,
}
_STRUCTURAL: Final = re.compile(r"\b(struktural|administrasi|pimpinan tinggi|jpt)\b")
_HIGH: Final = re.compile(r"\b(pimpinan tinggi|jpt)\b")
_FORMER_FUNCTIONAL_LEVELS: Final = (
    ("pelaksana pemula", PostLevel.PEMULA),
    ("pelaksana lanjutan", PostLevel.MAHIR),
    ("pelaksana", PostLevel.TERAMPIL),
    ("pertama", PostLevel.AHLI_PERTAMA),
    ("muda", PostLevel.AHLI_MUDA),
    ("madya", PostLevel.AHLI_MADYA),
    ("utama", PostLevel.AHLI_UTAMA),
)
"""Names before the present ones; titles in old files still end with them."""

_ECHELON: Final = re.compile(r"(?:eselon\s*)?(ii|iii|iv|[234])\s*[./\- ]?\s*([ab12])")
_NO_ECHELON: Final = frozenset({"", "-", "\u2013", "0", "00", "99", "non eselon", "noneselon"})


class InvalidEchelon(ValueError):
    """The text is no echelon of a city."""


class UnknownPost(ValueError):
    """Neither words, echelon nor title tell what kind of post it is."""


@dataclass(frozen=True, slots=True)
class PostClassification:
    """Kind and level of one post."""

    kind: PostKind
    level: PostLevel


def parse_echelon(text: str) -> Echelon | None:
    """Read ``III.b``, ``III/B``, ``Eselon IIIb`` or SIASN's ``32``; None where there is none.

    Raises: ``InvalidEchelon``.
    """
    words = " ".join(text.lower().split())
    if words in _NO_ECHELON:
        return None
    found = _ECHELON.fullmatch(words)
    if found is None:
        raise InvalidEchelon(text)
    roman = {"2": "II", "3": "III", "4": "IV"}.get(found[1], found[1].upper())
    letter = {"1": "a", "2": "b"}.get(found[2], found[2])
    return Echelon(f"{roman}.{letter}")


def classify_post(kind_text: str, title: str, echelon: Echelon | None = None) -> PostClassification:
    """Tell kind and level of a post from what a spreadsheet says about it.

    The words of the kind decide ("Jabatan Fungsional", "JPT Pratama", "Pelaksana"). "Jabatan
    Struktural" leaves the level to the echelon. Without such words, as in a DUK, an echelon
    makes the post structural and a level at the end of the title makes it functional; a head
    without echelon is a functional officer with that task, anybody else a pelaksana.
    A functional title without a level is ``NONE``.
    Raises: ``UnknownPost`` for words that name no kind, or no words and no title.
    """
    words = " ".join(kind_text.lower().replace("jabatan", " ").split())
    if words in _LEVEL_BY_WORDS:
        return _classified(_LEVEL_BY_WORDS[words])
    if "fungsional" in words or words in {"jft", "jf"}:
        return PostClassification(PostKind.FUNCTIONAL, functional_level(title))
    if echelon is not None and (not words or _STRUCTURAL.search(words)):
        return _classified(LEVEL_OF_ECHELON[echelon])
    if _HIGH.search(words):
        return _classified(PostLevel.JPT_PRATAMA)
    if _STRUCTURAL.search(words):
        return PostClassification(PostKind.ADMINISTRATION, PostLevel.NONE)
    if words or not title.strip():
        raise UnknownPost(kind_text or title)
    level = _present_functional_level(title)
    if level is not PostLevel.NONE or title.strip().lower().startswith("kepala"):
        return PostClassification(PostKind.FUNCTIONAL, level)
    return _classified(PostLevel.PELAKSANA)


def _classified(level: PostLevel) -> PostClassification:
    return PostClassification(_KIND_OF_LEVEL[level], level)


def functional_level(title: str) -> PostLevel:
    """Level at the end of a functional title, former names included; ``NONE`` without one."""
    level = _present_functional_level(title)
    if level is not PostLevel.NONE:
        return level
    words = f" {' '.join(title.lower().split())}"
    for name, former in _FORMER_FUNCTIONAL_LEVELS:
        if words.endswith(f" {name}"):
            return former
    return PostLevel.NONE


def _present_functional_level(title: str) -> PostLevel:
    words = f" {' '.join(title.lower().split())}"
    for level in LEVELS_OF_KIND[PostKind.FUNCTIONAL]:
        if words.endswith(f" {POST_LEVEL_LABELS[level].lower()}"):
            return level
    return PostLevel.NONE
