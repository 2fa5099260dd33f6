"""Headings in one spelling, and what each of them may mean."""

import re
from functools import lru_cache
from typing import Final

from personnel.imports.fields import (
    NEVER_READ,
    PERSON_HEADINGS,
    UNIT_HEADINGS,
    Field,
    PersonField,
    UnitField,
)

_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER: Final = re.compile(r"[^A-Z0-9]+")
_SPELLED: Final = re.compile(r"\b[A-Z](?: [A-Z])+\b")
_WRITTEN_OUT: Final = {
    **{"TGL": "TANGGAL", "TG": "TANGGAL", "LHR": "LAHIR", "TTL": "TEMPAT TANGGAL LAHIR"},
    **{"JNS": "JENIS", "JEN": "JENIS", "STS": "STATUS", "KEL": "KELAMIN", "KLM": "KELAMIN"},
    **{"GOL": "GOLONGAN", "RG": "RUANG", "GOLRU": "GOLONGAN RUANG", "PGKT": "PANGKAT"},
    **{"JAB": "JABATAN", "JBT": "JABATAN", "ESL": "ESELON", "KLS": "KELAS", "GLR": "GELAR"},
    **{"PEND": "PENDIDIKAN", "PDDK": "PENDIDIKAN", "PDDKN": "PENDIDIKAN", "PENDD": "PENDIDIKAN"},
    **{"NO": "NOMOR", "NMR": "NOMOR", "KET": "KETERANGAN", "PEG": "PEGAWAI", "KARY": "PEGAWAI"},
    **{"TK": "TINGKAT", "TKT": "TINGKAT", "THN": "TAHUN", "TH": "TAHUN", "BLN": "BULAN"},
    **{"SATKER": "SATUAN KERJA", "OPD": "PERANGKAT DAERAH", "SKPD": "PERANGKAT DAERAH"},
    **{"SKPK": "PERANGKAT DAERAH", "KELOMPOK": "GOLONGAN", "UNKER": "UNIT KERJA", "NM": "NAMA"},
}
_TABLES: Final[dict[type[Field], list[tuple[Field, float, re.Pattern[str]]]]] = {
    PersonField: [(meaning, score, re.compile(words)) for meaning, score, words in PERSON_HEADINGS],
    UnitField: [(meaning, score, re.compile(words)) for meaning, score, words in UNIT_HEADINGS],
}


@lru_cache(maxsize=20_000)
def normalise_label(text: str) -> str:
    """Capitals, single blanks, usual abbreviations written out; "Tgl. Lahir" and
    "tanggalLahir" both become "TANGGAL LAHIR".
    """
    words = _OTHER.sub(" ", _CAMEL.sub(" ", text).upper()).strip()
    words = _SPELLED.sub(lambda found: found[0].replace(" ", ""), words)
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words.split())


@lru_cache(maxsize=20_000)
def meanings_of(label: str, fields: type[Field]) -> dict[Field, float]:
    """What a normalised heading may mean, each with a confidence between 0 and 1."""
    if not label or NEVER_READ.search(label):
        return {}
    found: dict[Field, float] = {}
    for meaning, score, pattern in _TABLES[fields]:
        if pattern.fullmatch(label) and score > found.get(meaning, 0):
            found[meaning] = score
    return found
