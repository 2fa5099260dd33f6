"""What somebody may tell of themselves: codes as registers and tabulations have them, all optional.

No name, NIK or telephone is asked (feedback-and-training A.3). Texts by language; Acehnese is a
draft that a native speaker must check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProfileQuestion:
    """One question with its answers, code by code, in printed order."""

    code: str
    text: Texts
    options: Mapping[str, Texts]


def _said(indonesian: str, english: str, acehnese: str = "") -> Texts:
    return {"id": indonesian, "en": english, "ace": acehnese or indonesian}


PROFILE: Final = (
    ProfileQuestion(
        "sex",
        _said("Jenis kelamin", "Sex", "Ureueng agam atawa inong"),
        {
            "L": _said("Laki-laki", "Male", "Agam"),
            "P": _said("Perempuan", "Female", "Inong"),
        },
    ),
    ProfileQuestion(
        "age_group",
        _said("Kelompok umur", "Age group", "Umu"),
        {
            "17-24": _said("17–24 tahun", "17–24 years", "17–24 thôn"),
            "25-34": _said("25–34 tahun", "25–34 years", "25–34 thôn"),
            "35-44": _said("35–44 tahun", "35–44 years", "35–44 thôn"),
            "45-54": _said("45–54 tahun", "45–54 years", "45–54 thôn"),
            "55+": _said("55 tahun ke atas", "55 years and over", "55 thôn u ateuh"),
        },
    ),
    ProfileQuestion(
        "sub_district",
        _said("Kecamatan tempat tinggal", "Sub-district of residence", "Kecamatan teumpat tinggai"),
        {
            "Sukakarya": _said("Sukakarya", "Sukakarya"),
            "Sukajaya": _said("Sukajaya", "Sukajaya"),
            "Sukamakmue": _said("Sukamakmue", "Sukamakmue"),
            "outside": _said("Luar Kota Sabang", "Outside Sabang", "Luwa Kuta Sabang"),
        },
    ),
    ProfileQuestion(
        "education",
        _said("Pendidikan terakhir", "Education", "Seukula keuneulheueh"),
        {
            "SD": _said("SD atau sederajat", "Primary school", "SD"),
            "SMP": _said("SMP atau sederajat", "Junior secondary school", "SMP"),
            "SMA": _said("SMA atau sederajat", "Senior secondary school", "SMA"),
            "D1-D3": _said("D1–D3", "Diploma 1–3"),
            "S1": _said("S1/D4", "Bachelor or diploma 4"),
            "S2": _said("S2", "Master"),
            "S3": _said("S3", "Doctorate"),
        },
    ),
    ProfileQuestion(
        "occupation",
        _said("Pekerjaan", "Occupation", "Buet"),
        {
            "PNS": _said("PNS/PPPK", "Civil servant"),
            "TNI": _said("TNI", "Armed forces"),
            "POLRI": _said("POLRI", "Police"),
            "private": _said("Swasta", "Private employee"),
            "self_employed": _said("Wirausaha", "Self-employed", "Meukat/usaha keudroe"),
            "student": _said("Pelajar/mahasiswa", "Student", "Aneuk seukula/mahasiswa"),
            "farmer_fisher": _said(
                "Petani/nelayan", "Farmer or fisher", "Ureueng meugoe/meupawang"
            ),
            "other": _said("Lainnya", "Other", "Nyang laen"),
        },
    ),
    ProfileQuestion(
        "visit_time",
        _said("Jam survei", "Time of the survey", "Jeum survei"),
        {
            "08-12": _said("08.00–12.00", "08.00–12.00"),
            "12-17": _said("12.00–17.00", "12.00–17.00"),
        },
    ),
)
