"""A first look at what a citizen wrote: insults wait, personal data is masked, a theme is guessed.

Word lists, no guess about a person; a reader decides in the end. What the lists miss, a reader
can hide. Source: feedback-and-training A.3, D; UU 27/2022 art. 16 (data minimisation).
"""

import re
from dataclasses import dataclass
from typing import Final

INSULTS: Final = (
    "anjing", "babi", "bajingan", "bangsat", "biadab", "bego", "bodoh", "brengsek", "budek",
    "dasar tidak berguna", "dungu", "gila", "goblok", "idiot", "jancok", "kampret", "keparat",
    "kontol", "kurang ajar", "laknat", "lonte", "memek", "ngentot", "pantek", "pelacur",
    "pemalas", "sampah juga", "seperti anjing", "seperti babi", "seperti monyet", "setan",
    "sialan", "sinting", "tai", "tolol",
)  # fmt: skip
"""Words with which people are insulted; whole words, in any case."""

HEALTH: Final = (
    "diabetes", "hiv", "kanker", "kusta", "sifilis", "stroke", "tbc", "tuberkulosis", "tumor",
    "keguguran", "gangguan jiwa", "hepatitis",
)  # fmt: skip
"""Illnesses: specific personal data when somebody can be recognised."""

THEMES: Final = {
    "cost": (
        "biaya", "bayar", "gratis", "iuran", "karcis", "mahal", "murah", "pungli", "retribusi",
        "tarif", "uang", "ribu",
    ),
    "complaints": (
        "aduan", "kotak saran", "lapor", "laporan", "mengadu", "pengaduan", "tanggapan",
        "ditanggapi", "jawaban", "wa",
    ),
    "facilities": (
        "ac", "air", "ambulans", "atap", "bau", "jaringan", "kamar", "kotor", "kursi", "lampu",
        "licin", "los", "musala", "pagar", "parkir", "ruang", "rusak", "tempat sampah", "toilet",
        "wc", "wifi", "bangku", "colokan", "rambu", "bersih", "fotokopi di dalam",
    ),
    "requirements": ("berkas lengkap", "domisili", "formulir", "syarat", "surat ke gampong"),
    "conduct": (
        "baik sekali", "jujur", "kasar", "membantu mengangkat", "membentak", "menenangkan",
        "mukanya", "ramah", "sabar menjelaskan", "senyum", "sopan", "ditegur", "main hp",
    ),
    "competence": (
        "ahli", "ilmunya", "latih", "memahami", "paham", "pandai", "runtut", "tanggap", "teliti",
        "dokter gigi", "guru sabar",
    ),
    "time": (
        "antre", "antrean panjang", "cepat", "hari", "jam", "lama", "lambat", "menit", "menunggu",
        "terlambat", "telat", "trép", "bagah", "tutup", "libur", "tahun", "bulan",
    ),
    "procedure": (
        "alur", "antrean", "bolak-balik", "jadwal", "jelas", "kuota", "loket mana", "nomor antrean",
        "pendaftaran", "rujukan", "terbuka", "umumkan", "tertib",
    ),
    "product": (
        "buku", "bantuan", "hasil", "kartu", "obat", "peta", "salah ketik", "salah satu huruf",
        "tagihan", "jaring",
    ),
}  # fmt: skip
"""Words of each element, the first element with most words wins; a reader corrects it."""

NAME: Final = r"[A-Z][\w'’-]+(?:\s+(?:bin|binti|[A-Z][\w'’-]+))*"
_DIGITS: Final = r"[\s.-]?"
_NIK: Final = re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?:\d{2})?(?!\d)")
_PHONE: Final = re.compile(rf"(?<!\d)(?:\+?62|0)(?:{_DIGITS}\d){{8,12}}(?!\d)")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESS: Final = re.compile(
    rf"\b(?:[Jj]alan|[Jj]ln\.?|[Jj]l\.)\s+{NAME}(?:\s+(?:[Nn]omor|[Nn]o\.?)\s*\d+\w?)"
    rf"(?:\s+{NAME})?"
)
_TITLED: Final = re.compile(
    rf"\b(?P<before>bernama\s+|namanya\s+|atas nama\s+|[Bb]apak\s+|[Ii]bu\s+|[Pp]ak\s+|[Bb]u\s+)"
    rf"(?P<name>{NAME})"
)
_DEGREE: Final = re.compile(rf"\b(?:dr|drg|Dr|drh|Ir|Hj?|Tgk|Prof)\.\s*{NAME}")


@dataclass(frozen=True, slots=True)
class Looked:
    """The text without personal data, whether somebody must read it first, and its theme or ""."""

    shown: str
    waits: bool
    masked: bool
    theme: str


def look(text: str) -> Looked:
    """Look at one comment. An insult waits for a reader; masked data needs none."""
    shown = mask(text)
    return Looked(
        shown=shown, waits=has_insult(text), masked=shown != text.strip(), theme=theme_of(text)
    )


def has_insult(text: str) -> bool:
    """Whether a word of the list stands in the text."""
    return bool(_INSULT.search(text))


def mask(text: str) -> str:
    """The text with numbers, addresses, names after a title, and illnesses put in brackets."""
    found = _EMAIL.sub("[surel]", text.strip())
    found = _NIK.sub("[NIK]", found)
    found = _PHONE.sub("[telepon]", found)
    found = _ADDRESS.sub("[alamat]", found)
    found = _DEGREE.sub("[nama]", found)
    found = _TITLED.sub(r"\g<before>[nama]", found)
    return _ILLNESS.sub("[keterangan kesehatan]", found)


def theme_of(text: str) -> str:
    """The element whose words stand most often in the text; empty when none does."""
    counted = {theme: len(pattern.findall(text)) for theme, pattern in _THEME_WORDS.items()}
    best = max(counted, key=lambda theme: counted[theme])
    return best if counted[best] else ""


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{either})(?:nya|lah)?\b", re.IGNORECASE)


_INSULT: Final = _any_of(INSULTS)
_ILLNESS: Final = _any_of(HEALTH)
_THEME_WORDS: Final = {theme: _any_of(words) for theme, words in THEMES.items()}
