"""What follows a result: improvement, awards, talent, allowance, reminders."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.enums import Predicate, Rating
from appraisal.rules.allowance import DEFAULT_FACTORS
from appraisal.rules.improvement import IMPROVEMENT_MONTHS
from appraisal.rules.talent import DEFAULT_AXIS
from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

_FOLLOW_UP: Final = _("Tindak lanjut")
_TALENT: Final = _("Manajemen talenta")
_ALLOWANCE: Final = _("Rekap TPP")
_REMINDERS: Final = _("Pengingat")
POST_CLASSES: Final = {str(number): str(number) for number in range(1, 18)}
_PREDICATES: Final = {value: Predicate(value).label for value in Predicate.values}

IMPROVEMENT_SPAN: Final = "perbaikan.bulan"
MISCONDUCT_WARNING: Final = "perilaku.misconduct_lock"
AWARD_PREDICATE: Final = "penghargaan.predikat"
AWARD_YEARS: Final = "penghargaan.tahun"
TALENT_AXIS: Final = "talenta.kinerja"
ALLOWANCE_WEIGHT: Final = "tpp.w_prod"
ALLOWANCE_OF_PREDICATE: Final = "tpp.f_prod"
ALLOWANCE_CUT: Final = "tpp.potongan"
ALLOWANCE_BASE: Final = "tpp.dasar"
ALLOWANCE_PERIOD: Final = "tpp.periode"
PROFESSIONALISM: Final = "ip_asn.kinerja"
REMIND_DAYS: Final = "pengingat.hari_sebelum"
ESCALATE_DAYS: Final = "pengingat.eskalasi"

SETTINGS: Final = (
    Setting(
        IMPROVEMENT_SPAN, _("Lama rencana perbaikan"), SettingKind.WHOLE, IMPROVEMENT_MONTHS,
        "PP 30/2019", Certainty.SOURCE, _FOLLOW_UP, _("bulan"), least=1, most=12,
    ),
    Setting(
        MISCONDUCT_WARNING,
        _("Peringatan pada rating perilaku bila hukuman disiplin sedang atau berat berlaku"),
        SettingKind.YES_NO, True, HOUSE_RULE, Certainty.DESIGN, _FOLLOW_UP,
    ),
    Setting(
        AWARD_PREDICATE, _("Predikat terendah untuk penghargaan"), SettingKind.CHOICE,
        Predicate.VERY_GOOD.value, HOUSE_RULE, Certainty.DESIGN, _FOLLOW_UP,
        choices={value: _PREDICATES[value] for value in ("very_good", "good")},
    ),
    Setting(
        AWARD_YEARS, _("Tahun berturut-turut paling sedikit Baik untuk penghargaan"),
        SettingKind.WHOLE, 2, HOUSE_RULE, Certainty.DESIGN, _FOLLOW_UP, _("tahun"),
        least=1, most=10,
    ),
    Setting(
        TALENT_AXIS, _("Sumbu kinerja kotak talenta"), SettingKind.TABLE,
        {key.value: value.value for key, value in DEFAULT_AXIS.items()}, "PermenPANRB 3/2020",
        Certainty.DESIGN, _TALENT, rows=_PREDICATES,
        choices={value: Rating(value).label for value in Rating.values},
    ),
    Setting(
        ALLOWANCE_WEIGHT, _("Bobot produktivitas; selebihnya disiplin"), SettingKind.WHOLE,
        int(DEFAULT_FACTORS.productivity_weight), "PP 12/2019", Certainty.OWN_KNOWLEDGE,
        _ALLOWANCE, "%", least=0, most=100,
    ),
    Setting(
        ALLOWANCE_OF_PREDICATE, _("Faktor produktivitas menurut predikat periodik"),
        SettingKind.TABLE,
        {key.value: str(value) for key, value in DEFAULT_FACTORS.of_predicate.items()},
        HOUSE_RULE, Certainty.DESIGN, _ALLOWANCE, least=0, most=2, rows=_PREDICATES,
    ),
    Setting(
        ALLOWANCE_CUT, _("Potongan selama hukuman disiplin sedang"), SettingKind.WHOLE,
        int(DEFAULT_FACTORS.discipline_cut), "PP 94/2021", Certainty.SOURCE, _ALLOWANCE, "%",
        least=0, most=100,
    ),
    Setting(
        ALLOWANCE_BASE, _("TPP dasar menurut kelas jabatan"), SettingKind.TABLE,
        dict.fromkeys(POST_CLASSES, "0"), HOUSE_RULE, Certainty.UNVERIFIED, _ALLOWANCE,
        "Rp", least=0, most=100_000_000, rows=POST_CLASSES,
    ),
    Setting(
        ALLOWANCE_PERIOD, _("Predikat periodik yang dipakai"), SettingKind.CHOICE, "before",
        HOUSE_RULE, Certainty.DESIGN, _ALLOWANCE,
        choices={
            "before": _("Periode terakhir yang selesai sebelum bulan itu"),
            "same": _("Periode yang memuat bulan itu"),
        },
    ),
    Setting(
        PROFESSIONALISM, _("Nilai kinerja pada Indeks Profesionalitas ASN"), SettingKind.TABLE,
        {"very_good": "30", "good": "25", "needs_improvement": "15", "poor": "5", "very_poor": "1"},
        "Peraturan BKN 8/2019", Certainty.OWN_KNOWLEDGE, _FOLLOW_UP, least=0, most=30,
        rows=_PREDICATES,
    ),
    Setting(
        REMIND_DAYS, _("Pemberitahuan sebelum batas waktu"), SettingKind.WHOLE, 3, HOUSE_RULE,
        Certainty.DESIGN, _REMINDERS, _("hari kerja"), least=1, most=20,
    ),
    Setting(
        ESCALATE_DAYS, _("Pemberitahuan kepada pengelola kinerja sesudah batas waktu"),
        SettingKind.WHOLE, 3, HOUSE_RULE, Certainty.DESIGN, _REMINDERS, _("hari kerja"),
        least=1, most=30,
    ),
)  # fmt: skip
