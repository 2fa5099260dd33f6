"""What the law leaves open in the appraisal: declared here, decided by BKPSDM.

Keys as in regulation 2.3 where it names one; values and marks of certainty as there.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.rules.predicate import DEFAULT_HEAD_RESULTS
from appraisal.rules.ratings import DEFAULT_PROPOSAL
from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

DAY_TYPES: Final = {"calendar": _("Hari kalender"), "working": _("Hari kerja")}
_AFTER_SERVING: Final = _("Sesudah hasil disampaikan")
_PROPOSALS: Final = _("Usulan sistem")
_PLANS: Final = _("Rencana")
_DISTRIBUTION: Final = _("Sebaran predikat")

OBJECTION_DAYS: Final = "keberatan.days"
OBJECTION_DAY_TYPE: Final = "keberatan.day_type"
DECISION_DAYS: Final = "keberatan.decide_days"
SERVE_DAYS: Final = "dok.serve_days"
RETURN_DAYS: Final = "dok.return_days"
NEW_POST_DAYS: Final = "skp.new_post_due"
FEWEST_MAIN: Final = "skp.main_results_fewest"
MOST_MAIN: Final = "skp.main_results_most"
RESULTS_PROPOSAL: Final = "hasil.usulan"
BEHAVIOUR_PROPOSAL: Final = "perilaku.usulan"
HEAD_RESULTS: Final = "pimpinan.rating_hasil"
SMALL_UNIT: Final = "distribusi.unit_kecil"
REMIND_DAYS: Final = "pengingat.hari_sebelum"
ESCALATE_DAYS: Final = "pengingat.eskalasi"
_REMINDERS: Final = _("Pengingat")

SETTINGS: Final = (
    Setting(
        OBJECTION_DAYS, _("Masa keberatan"), SettingKind.WHOLE, 14, "PP 30/2019",
        Certainty.SOURCE, _AFTER_SERVING, _("hari"), least=1, most=90,
    ),
    Setting(
        OBJECTION_DAY_TYPE, _("Cara menghitung masa keberatan"), SettingKind.CHOICE, "calendar",
        "PP 30/2019", Certainty.UNVERIFIED, _AFTER_SERVING, choices=DAY_TYPES,
    ),
    Setting(
        DECISION_DAYS, _("Putusan atas keberatan"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.DESIGN, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
    ),
    Setting(
        SERVE_DAYS, _("Penyampaian hasil kepada pegawai"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.UNVERIFIED, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
    ),
    Setting(
        RETURN_DAYS, _("Jawaban pegawai atas hasil"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.UNVERIFIED, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
    ),
    Setting(
        NEW_POST_DAYS, _("SKP jabatan baru"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.DESIGN, _PLANS, _("hari"), least=1, most=90,
    ),
    Setting(
        FEWEST_MAIN, _("Hasil kerja utama, paling sedikit tanpa peringatan"), SettingKind.WHOLE, 3,
        HOUSE_RULE, Certainty.DESIGN, _PLANS, least=1, most=10,
    ),
    Setting(
        MOST_MAIN, _("Hasil kerja utama, paling banyak tanpa peringatan"), SettingKind.WHOLE, 10,
        HOUSE_RULE, Certainty.DESIGN, _PLANS, least=3, most=40,
    ),
    Setting(
        RESULTS_PROPOSAL, _("Usulan rating hasil kerja"), SettingKind.CHOICE, DEFAULT_PROPOSAL,
        HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_PROPOSAL: _("Mayoritas, versi 1")},
    ),
    Setting(
        BEHAVIOUR_PROPOSAL, _("Usulan rating perilaku kerja"), SettingKind.CHOICE,
        DEFAULT_PROPOSAL, HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_PROPOSAL: _("Empat dari tujuh, versi 1")},
    ),
    Setting(
        HEAD_RESULTS, _("Rating hasil kerja pimpinan dari predikat unitnya"), SettingKind.CHOICE,
        DEFAULT_HEAD_RESULTS, HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_HEAD_RESULTS: _("Lima predikat menjadi tiga rating, versi 1")},
    ),
    Setting(
        SMALL_UNIT, _("Unit kecil (diperiksa pada tingkat perangkat daerah): di bawah"),
        SettingKind.WHOLE, 10, HOUSE_RULE, Certainty.DESIGN, _DISTRIBUTION, _("pegawai"),
        least=2, most=50,
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
