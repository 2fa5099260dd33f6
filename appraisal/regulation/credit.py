"""Angka kredit: decimals, months and copies."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.rules.credit_months import FIRST_DAY
from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

_CREDIT: Final = _("Angka kredit")
CREDIT_DECIMALS: Final = "ak.decimals"
CREDIT_MONTHS: Final = "ak.bulan"
CREDIT_COPIES: Final = "ak.tembusan"
COPY_RECIPIENTS: Final = {
    "bkn": _("Kepala Kantor Regional Badan Kepegawaian Negara"),
    "bkpsdm": _("Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia Kota Sabang"),
    "agency": _("Kepala perangkat daerah yang bersangkutan"),
    "person": _("Pejabat Fungsional yang bersangkutan"),
}
"""Who may receive a copy of the papers of angka kredit, in printed order."""
SENT: Final = {"yes": _("Ya"), "no": _("Tidak")}

SETTINGS: Final = (
    Setting(
        CREDIT_DECIMALS, _("Angka di belakang koma pada formulir angka kredit"),
        SettingKind.WHOLE, 3, HOUSE_RULE, Certainty.DESIGN, _CREDIT, least=2, most=3,
    ),
    Setting(
        CREDIT_MONTHS, _("Bulan dihitung pada jabatan"), SettingKind.CHOICE, FIRST_DAY,
        HOUSE_RULE, Certainty.DESIGN, _CREDIT,
        choices={FIRST_DAY: _("Yang diduduki pada tanggal 1, versi 1")},
    ),
    Setting(
        CREDIT_COPIES, _("Tembusan surat angka kredit"), SettingKind.TABLE,
        {"bkn": "yes", "bkpsdm": "yes", "agency": "no", "person": "yes"},
        HOUSE_RULE, Certainty.DESIGN, _CREDIT, choices=SENT, rows=COPY_RECIPIENTS,
    ),
)  # fmt: skip
