"""How many results a plan has, and how many days each step after it may take."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

DAY_TYPES: Final = {"calendar": _("Hari kalender"), "working": _("Hari kerja")}
_AFTER_SERVING: Final = _("Sesudah hasil disampaikan")
_PLANS: Final = _("Rencana")
OBJECTION_DAYS: Final = "keberatan.days"
OBJECTION_DAY_TYPE: Final = "keberatan.day_type"
DECISION_DAYS: Final = "keberatan.decide_days"
SERVE_DAYS: Final = "dok.serve_days"
RETURN_DAYS: Final = "dok.return_days"
NEW_POST_DAYS: Final = "skp.new_post_due"
FEWEST_MAIN: Final = "skp.main_results_fewest"
MOST_MAIN: Final = "skp.main_results_most"

SETTINGS: Final = (
    Setting(
        OBJECTION_DAYS, _("Masa keberatan"), SettingKind.WHOLE, 14, "PP 30/2019",
        Certainty.SOURCE, _AFTER_SERVING, _("hari"), least=1, most=90,
        help=_(
            "Hari terakhir keberatan, dihitung dari hari hasil diterima. Hasil yang sudah "
            "disampaikan tetap memakai nilai pada hari penyampaiannya."
        ),
    ),
    Setting(
        OBJECTION_DAY_TYPE, _("Cara menghitung masa keberatan"), SettingKind.CHOICE, "calendar",
        "PP 30/2019", Certainty.UNVERIFIED, _AFTER_SERVING, choices=DAY_TYPES,
        help=_("PP 30/2019 menulis 14 hari tanpa menyebut jenis harinya."),
    ),
    Setting(
        DECISION_DAYS, _("Putusan atas keberatan"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.DESIGN, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
        help=_("Batas bagi atasan pejabat penilai, dihitung dari hari keberatan diajukan."),
    ),
    Setting(
        SERVE_DAYS, _("Penyampaian hasil kepada pegawai"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.UNVERIFIED, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
        help=_("Batas bagi pejabat penilai, dihitung dari hari hasil ditetapkan."),
    ),
    Setting(
        RETURN_DAYS, _("Jawaban pegawai atas hasil"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.UNVERIFIED, _AFTER_SERVING, _("hari kerja"), least=1, most=90,
        help=_("Sesudah batas ini hasil yang tidak dijawab dianggap diterima."),
    ),
    Setting(
        NEW_POST_DAYS, _("SKP jabatan baru"), SettingKind.WHOLE, 14, HOUSE_RULE,
        Certainty.DESIGN, _PLANS, _("hari"), least=1, most=90,
        help=_("Batas menyusun SKP sejak hari pertama pada jabatan baru."),
    ),
    Setting(
        FEWEST_MAIN, _("Hasil kerja utama, paling sedikit tanpa peringatan"), SettingKind.WHOLE, 3,
        HOUSE_RULE, Certainty.DESIGN, _PLANS, least=1, most=10,
        help=_("Di bawah jumlah ini SKP mendapat peringatan, tetapi tetap dapat diajukan."),
    ),
    Setting(
        MOST_MAIN, _("Hasil kerja utama, paling banyak tanpa peringatan"), SettingKind.WHOLE, 10,
        HOUSE_RULE, Certainty.DESIGN, _PLANS, least=3, most=40,
        help=_("Di atas jumlah ini SKP mendapat peringatan, tetapi tetap dapat diajukan."),
    ),
)  # fmt: skip
