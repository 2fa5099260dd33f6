"""What the law leaves open: codes of other systems, and who signs first; corrected by BKPSDM.

Source: regulation 7.3 (own knowledge; SIASN's reference lists decide) and 4.6.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.enums import Predicate, Rating
from personnel.rules.regulation import Certainty, Setting, SettingKind
from reports.enums import SigningOrder

SIASN_RATINGS: Final = "siasn.perilaku_dan_kinerja"
SIASN_QUADRANTS: Final = "siasn.kuadran_nilai"
_BASIS: Final = "Referensi SIASN perilakuDanKinerja dan kuadranNilai"
_GROUP: Final = _("Ekspor SIASN")
SIGNING_ORDER: Final = "surat.urutan_tanda_tangan"

SETTINGS: Final = (
    Setting(
        SIASN_RATINGS, _("Kode rating hasil kerja dan perilaku"), SettingKind.TABLE,
        {"above": "1", "meets": "2", "below": "3"}, _BASIS, Certainty.OWN_KNOWLEDGE, _GROUP,
        least=0, most=999, rows=dict(Rating.choices),
    ),
    Setting(
        SIASN_QUADRANTS, _("Kode kuadran kinerja"), SettingKind.TABLE,
        {"very_good": "1", "good": "2", "needs_improvement": "3", "poor": "4", "very_poor": "5"},
        _BASIS, Certainty.OWN_KNOWLEDGE, _GROUP,
        least=0, most=999, rows=dict(Predicate.choices),
    ),
    Setting(
        SIGNING_ORDER, _("Urutan tanda tangan Dokumen Evaluasi"), SettingKind.CHOICE,
        SigningOrder.SUPERVISOR_FIRST.value,
        "Formulir nasional Dokumen Evaluasi, butir 6 dan 7; urutannya tidak diatur",
        Certainty.DESIGN, _("Tanda tangan surat"),
        help=_("Berlaku untuk permintaan tanda tangan berikutnya."),
        choices=dict(SigningOrder.choices),
    ),
)  # fmt: skip
