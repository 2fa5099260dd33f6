"""What the columns of a tabulation of questionnaires mean.

Columns of elements are known by name. A number alone does not say which of the last two is meant
(feedback A.2, order trap): U8 and U9 of the nine are left for the officer to choose.
"""

import re
from collections.abc import Sequence
from typing import Final

from feedback.rules.elements import ELEMENTS

NEEDED: Final = ("tanggal|tgl", r"u ?1\b|u01|persyaratan")
MOST_ROWS: Final = 5_000

PROFILE: Final = {
    "day": "tanggal|tgl",
    "visit_time": "jam|waktu survei",
    "service": "layanan|jenis pelayanan",
    "sex": r"jenis kelamin|kelamin|jk|l/p",
    "age": "umur|usia",
    "education": "pendidikan",
    "occupation": "pekerjaan",
    "sub_district": "kecamatan",
    "comment": "saran|kritik|masukan|komentar",
}
_ELEMENT_WORDS: Final = {
    "requirements": r"persyaratan|syarat",
    "procedure": r"prosedur|mekanisme|sistem",
    "time": r"waktu (?:penyelesaian|pelayanan)|kecepatan",
    "cost": r"biaya|tarif",
    "product": r"produk|spesifikasi",
    "competence": r"kompetensi|kemampuan",
    "conduct": r"perilaku|kesopanan",
    "facilities": r"sarana|prasarana",
    "complaints": r"pengaduan",
}
_NUMBER: Final = re.compile(r"(?:u|unsur)[ .]*0?(\d{1,2})\.?")
_CERTAIN: Final = 7
"""Of the nine elements the first seven stand in the same order everywhere."""


def propose_columns(headings: Sequence[str], codes: Sequence[str]) -> dict[int, str]:
    """What each column seems to mean: a profile field, or the code of an element.

    ``codes`` are the questionnaire's elements in order. Numbers are read in that order, except
    the last two of the nine elements, which only a name can tell.
    """
    found: dict[int, str] = {}
    for column, heading in enumerate(headings):
        words = heading.lower().strip()
        meaning = _by_number(words, codes) or _by_words(words, codes)
        if meaning and meaning not in found.values():
            found[column] = meaning
    return found


def ordered_by_number(headings: Sequence[str]) -> bool:
    """Whether some column of an element is named by nothing but its number."""
    return any(_NUMBER.fullmatch(heading.lower().strip()) for heading in headings)


def _by_number(words: str, codes: Sequence[str]) -> str:
    number = _NUMBER.fullmatch(words)
    if number is None:
        return ""
    place = int(number[1])
    uncertain = len(codes) == len(ELEMENTS) and place > _CERTAIN
    return codes[place - 1] if 1 <= place <= len(codes) and not uncertain else ""


def _by_words(words: str, codes: Sequence[str]) -> str:
    for code in codes:
        pattern = _ELEMENT_WORDS.get(code)
        if pattern and re.search(rf"\b(?:{pattern})\b", words):
            return code
    for name, pattern in PROFILE.items():
        if re.search(rf"(?:^|\b)(?:{pattern})(?:\b|$)", words):
            return name
    return ""
