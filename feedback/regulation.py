"""What the citizens' survey leaves to the city: declared here, decided by BKPSDM."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from feedback.rules.policy import DEFAULT_POLICY
from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

CODE_DAYS: Final = "survei.masa_kode"

SETTINGS: Final = (
    Setting(
        CODE_DAYS, _("Masa berlaku kode survei"), SettingKind.WHOLE, DEFAULT_POLICY.token_days,
        HOUSE_RULE, Certainty.DESIGN, _("Survei warga"), _("hari"), least=1, most=90,
        help=_(
            "Dihitung dari hari kode dicetak. Kode yang sudah dicetak tetap memakai tanggal yang "
            "tertulis padanya."
        ),
    ),
)  # fmt: skip
