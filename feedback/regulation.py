"""Thresholds of the citizens' survey: declared here, decided by BKPSDM, kept beside each result.

Pairs of green and amber limits have ranges that do not overlap, so that no decision can make the
better colour the easier one. Values as in statistics A and B (one version of the policy each).
"""

from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy as _

from feedback.rules.policy import DEFAULT_POLICY, SurveyPolicy
from personnel.rules.regulation import Certainty, Regulation, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

CODE_DAYS: Final = "survei.masa_kode"
KEY_DAYS: Final = "putaran_360.hari_kunci"
SAMPLE_LAW: Final = "PermenPANRB 14/2017"

_SURVEY: Final = _("Survei warga")
_SAMPLE: Final = _("Survei warga: sampel")
_WEIGHTS: Final = _("Survei warga: bobot")
_INTERVAL: Final = _("Survei warga: rentang nilai")
_VERDICT: Final = _("Survei warga: mutu data")
_PEOPLE: Final = _("Survei warga: petugas dan unit sebanding")
_SIGNS: Final = _("Survei warga: tanda jawaban tidak wajar")
_POINTS: Final = _("poin")
_ANSWERS: Final = _("jawaban")
_MONTHS: Final = _("bulan")
_DAYS: Final = _("hari")

_ROWS: Final = (
    # The index and its sample (A1, A2).
    ("fewest_items", _SURVEY, _("Unsur dari sembilan yang terjawab agar jawaban sah"), "", 1, 9),
    ("sample_chi_square", _SAMPLE, _("Khi-kuadrat (derajat bebas 1, keyakinan 95 persen)"), "",
     "2.706", "6.635"),
    ("sample_share", _SAMPLE, _("Proporsi dalam rumus sampel"), "", "0.1", "0.9"),
    ("sample_error_share", _SAMPLE, _("Galat dalam rumus sampel"), "", "0.01", "0.1"),
    ("census_below", _SAMPLE, _("Semua penerima ditanya bila kurang dari"), _("penerima"), 1, 100),
    ("planned_deff", _SAMPLE, _("Efek desain saat merencanakan"), "", 1, 5),
    ("planned_sd", _SAMPLE, _("Simpangan baku saat merencanakan"), _POINTS, 1, 40),
    # Margins, raking, trimming (A3 to A5).
    ("category_people", _WEIGHTS, _("Penjawab paling sedikit dalam satu kategori"), _ANSWERS, 1,
     50),
    ("category_share", _WEIGHTS, _("Bagian populasi paling kecil dari satu kategori"), "", 0,
     "0.2"),
    ("people_per_category", _WEIGHTS, _("Penjawab per kategori agar sebaran dipakai"), _ANSWERS, 1,
     50),
    ("rake_tolerance", _WEIGHTS, _("Selisih bobot terhadap register yang dianggap nol"), "",
     "0.000000000001", "0.0001"),
    ("rake_cycles", _WEIGHTS, _("Putaran pembobotan paling banyak"), "", 10, 2000),
    ("cell_people", _WEIGHTS, _("Penjawab per sel pada pascastratifikasi"), _ANSWERS, 1, 100),
    ("trim_cap", _WEIGHTS, _("Bobot paling besar, kali median"), "", 2, 20),
    ("trim_floor", _WEIGHTS, _("Bobot paling kecil, kali median"), "", 0, 1),
    ("trim_rounds", _WEIGHTS, _("Putaran pembatasan bobot paling banyak"), "", 1, 200),
    ("margin_gap_share", _WEIGHTS, _("Sisa selisih satu kategori yang membuat merah"), "",
     "0.001", "0.2"),
    ("trim_effect_green", _WEIGHTS, _("Pengaruh pembatasan bobot, hijau paling banyak"), _POINTS, 0,
     10),
    # Interval (A6, A7).
    ("fewest_clusters", _INTERVAL, _("Hari pengumpulan agar ragam dihitung per hari"), _DAYS, 2,
     100),
    ("small_sample", _INTERVAL, _("Galat baku terbesar dipakai bila jawaban kurang dari"),
     _ANSWERS, 0, 2000),
    ("most_sampling_share", _INTERVAL, _("Bagian penerima paling besar pada koreksi populasi"), "",
     "0.1", 1),
    # Verdict (A9).
    ("n_amber", _VERDICT, _("Jawaban sah, kuning paling sedikit"), _ANSWERS, 2, 500),
    ("n_eff_green_share", _VERDICT, _("Jawaban efektif terhadap sampel minimal, hijau"), "", "0.1",
     1),
    ("n_eff_amber", _VERDICT, _("Jawaban efektif, kuning paling sedikit"), _ANSWERS, 1, 500),
    ("deff_green", _VERDICT, _("Efek desain, hijau paling besar"), "", 1, "2.5"),
    ("deff_amber", _VERDICT, _("Efek desain, kuning paling besar"), "", "2.5", 10),
    ("half_width_green", _VERDICT, _("Setengah rentang nilai, hijau paling lebar"), _POINTS,
     "0.5", "4.5"),
    ("half_width_amber", _VERDICT, _("Setengah rentang nilai, kuning paling lebar"), _POINTS,
     "4.5", 20),
    ("asd_raw_green", _VERDICT, _("Jarak dari populasi sebelum bobot, hijau"), "", "0.05",
     "0.35"),
    ("asd_raw_amber", _VERDICT, _("Jarak dari populasi sebelum bobot, kuning"), "", "0.35", 2),
    ("asd_weighted_green", _VERDICT, _("Jarak dari populasi sesudah bobot, hijau"), "", "0.001",
     "0.05"),
    ("asd_weighted_amber", _VERDICT, _("Jarak dari populasi sesudah bobot, kuning"), "", "0.05",
     1),
    ("bias_bound_green", _VERDICT, _("Batas bias, hijau paling banyak"), _POINTS, "0.5", "4.5"),
    ("bias_bound_amber", _VERDICT, _("Batas bias, kuning paling banyak"), _POINTS, "4.5", 20),
    ("quarantined_green", _VERDICT, _("Bagian jawaban dikarantina, hijau"), "", 0, "0.15"),
    ("quarantined_amber", _VERDICT, _("Bagian jawaban dikarantina, kuning"), "", "0.15", 1),
    ("clean_difference_green", _VERDICT, _("Pengaruh jawaban dikarantina, hijau"), _POINTS, 0, 2),
    ("clean_difference_amber", _VERDICT, _("Pengaruh jawaban dikarantina, kuning"), _POINTS, 2,
     20),
    ("margin_months_green", _VERDICT, _("Umur register, hijau paling lama"), _MONTHS, 1, 18),
    ("margin_months_amber", _VERDICT, _("Umur register, kuning paling lama"), _MONTHS, 18, 60),
    ("collection_days_green", _VERDICT, _("Lama pengumpulan, hijau paling sedikit"), _DAYS, 1, 90),
    ("day_share_green", _VERDICT, _("Bagian jawaban pada satu hari, hijau"), "", "0.05", "0.3"),
    ("day_share_amber", _VERDICT, _("Bagian jawaban pada satu hari, kuning"), "", "0.3", 1),
    ("fewest_recipients", _VERDICT, _("Penerima layanan agar dinilai sendiri"), _("penerima"), 2,
     500),
    # Officers and comparable units (A9, A10), counters (B1).
    ("officer_answers", _PEOPLE, _("Jawaban paling sedikit untuk satu petugas"), _ANSWERS, 10, 500),
    ("fewest_units", _PEOPLE, _("Unit sebanding paling sedikit"), "", 3, 50),
    ("own_variance_answers", _PEOPLE, _("Jawaban agar ragam unit sendiri dipakai"), _ANSWERS, 2,
     500),
    ("counter_month_tokens", _PEOPLE, _("Kode sebulan agar loket disimpan pada jawaban"), _("kode"),
     10, 1000),
    # Devices, signs, quarantine (B2 to B4).
    ("device_salt_hours", _SIGNS, _("Pengenal perangkat dimusnahkan sesudah"), _("jam"), 1, 48),
    ("device_soft", _SIGNS, _("Jawaban dari satu perangkat sehari, tanda lunak"), _ANSWERS, 2, 7),
    ("device_quarantine", _SIGNS, _("Jawaban dari satu perangkat sehari, karantina"), _ANSWERS, 7,
     100),
    ("speed_soft_seconds", _SIGNS, _("Waktu per unsur, tanda lunak di bawah"), _("detik"), "1.5",
     10),
    ("speed_reject_seconds", _SIGNS, _("Waktu per unsur, ditolak di bawah"), _("detik"), 0, "1.5"),
    ("straight_run", _SIGNS, _("Panjang deret jawaban sama"), "", 5, 14),
    ("duplicate_factor", _SIGNS, _("Jawaban kembar sehari, kali yang biasa"), "", 1, 20),
    ("burst_p", _SIGNS, _("Peluang lonjakan per jam, tanda di bawah"), "", "0.0000001", "0.05"),
    ("burst_least_expected", _SIGNS, _("Jawaban per jam paling sedikit yang diharapkan"), _ANSWERS,
     "0.1", 100),
    ("quick_seconds", _SIGNS, _("Kode dipakai sesudah dicetak, tanda di bawah"), _("detik"), 0,
     600),
    ("sequential_p", _SIGNS, _("Peluang kode dipakai berurutan, tanda di bawah"), "", "0.0000001",
     "0.05"),
    ("outlier_p", _SIGNS, _("Peluang loket menyimpang, tanda di bawah"), "", "0.0000001", "0.05"),
    ("soft_families", _SIGNS, _("Rumpun tanda lunak yang mengarantina"), "", 1, 5),
    ("false_positive_share", _SIGNS, _("Jawaban terawasi yang boleh dikarantina"), "", 0, "0.5"),
)  # fmt: skip
"""Field of the policy, group, label, unit, least, most."""

_OF_LAW: Final = ("sample_chi_square", "sample_share", "sample_error_share")


def setting_key(field: str) -> str:
    """Key of the setting that decides one field of the policy."""
    return CODE_DAYS if field == "token_days" else f"survei.{field}"


def _setting(
    field: str, group: object, label: object, unit: object, least: object, most: object
) -> Setting:
    default = getattr(DEFAULT_POLICY, field)
    whole = isinstance(default, int)
    return Setting(
        setting_key(field),
        label,
        SettingKind.WHOLE if whole else SettingKind.DECIMAL,
        default if whole else _text(default),
        SAMPLE_LAW if field in _OF_LAW else HOUSE_RULE,
        Certainty.SOURCE if field in _OF_LAW else Certainty.DESIGN,
        group,
        unit,
        least=Decimal(str(least)),
        most=Decimal(str(most)),
    )


def _text(number: float) -> str:
    """A threshold as a decision writes it: 0.0001, never 1e-4."""
    return f"{Decimal(repr(number)).normalize():f}"


SETTINGS: Final = (
    Setting(
        CODE_DAYS, _("Masa berlaku kode survei"), SettingKind.WHOLE, DEFAULT_POLICY.token_days,
        HOUSE_RULE, Certainty.DESIGN, _SURVEY, _DAYS, least=1, most=90,
        help=_(
            "Dihitung dari hari kode dicetak. Kode yang sudah dicetak tetap memakai tanggal yang "
            "tertulis padanya."
        ),
    ),
    *(_setting(*row) for row in _ROWS),
    Setting(
        KEY_DAYS, _("Kunci pemberi umpan balik dimusnahkan sesudah"), SettingKind.WHOLE, 104,
        HOUSE_RULE, Certainty.DESIGN, _("Umpan balik 360"), _DAYS, least=1, most=180,
        help=_(
            "Dihitung dari hari putaran ditutup: 14 hari masa keberatan dan 90 hari sesudahnya. "
            "Setelah itu tidak seorang pun dapat mengetahui siapa menulis apa."
        ),
    ),
)  # fmt: skip

_FIELDS: Final = tuple(DEFAULT_POLICY.values())


def policy_of(regulation: Regulation) -> SurveyPolicy:
    """The thresholds as they hold on the day of a regulation."""
    whole = {name: isinstance(value, int) for name, value in DEFAULT_POLICY.values().items()}
    return SurveyPolicy.from_values(
        {
            name: regulation.whole(setting_key(name))
            if whole[name]
            else str(regulation.decimal(setting_key(name)))
            for name in _FIELDS
        }
    )


def policy_versions(regulation: Regulation) -> dict[str, str]:
    """Decisions behind the thresholds, to be kept beside a result; others hold as declared."""
    versions = regulation.versions(*(setting_key(name) for name in _FIELDS))
    return {key: version for key, version in versions.items() if version != "default"}
