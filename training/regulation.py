"""What the law leaves open about training: declared here, decided by BKPSDM."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from personnel.rules.regulation import Certainty, Setting, SettingKind

FLOOR: Final = "pelatihan.jp_pns"
CEILING: Final = "pelatihan.jp_pppk"
PLAN_DAYS: Final = "pengembangan.batas_hari"
FOLLOW_UP_DAYS: Final = "pengembangan.tindak_lanjut_hari"
SMALLEST_GROUP: Final = "pengembangan.kelompok_terkecil"
DISCIPLINE_COMPLETE: Final = "pelatihan.register_disiplin_lengkap"

_TRAINING: Final = _("Pelatihan")
_HOURS: Final = _("JP setahun")
_DAYS: Final = _("hari kalender")

SETTINGS: Final = (
    Setting(
        FLOOR, _("JP paling sedikit bagi PNS"), SettingKind.WHOLE, 20,
        "PP 11/2017 jo. PP 17/2020, Perka LAN 10/2018", Certainty.SOURCE, _TRAINING, _HOURS,
        least=1, most=200,
    ),
    Setting(
        CEILING, _("JP yang dihitung bagi PPPK, paling banyak"), SettingKind.WHOLE, 24,
        "PP 49/2018 pasal 40", Certainty.SOURCE, _TRAINING, _HOURS, least=1, most=200,
        help=_("JP di atasnya tetap tercatat dan tampil sebagai tidak dihitung."),
    ),
    Setting(
        PLAN_DAYS, _("Batas menyusun rencana pengembangan sesudah hasil final"),
        SettingKind.WHOLE, 14, "PermenPANRB 6/2022", Certainty.OWN_KNOWLEDGE, _TRAINING, _DAYS,
        least=1, most=90,
        help=_("Berlaku bagi rencana yang diminta oleh hasil evaluasi; yang lain tanpa batas."),
    ),
    Setting(
        FOLLOW_UP_DAYS, _("Tanggal tindak lanjut pembinaan kinerja"), SettingKind.WHOLE, 90,
        "PermenPANRB 6/2022", Certainty.DESIGN, _TRAINING, _DAYS, least=14, most=365,
        help=_("Dihitung dari hari rencana pengembangan dibuka."),
    ),
    Setting(
        SMALLEST_GROUP, _("Kelompok terkecil yang tingkat kompetensinya ditampilkan"),
        SettingKind.WHOLE, 5, "UU 27/2022", Certainty.DESIGN, _TRAINING, _("pegawai"),
        least=3, most=50,
        help=_("BKPSDM, petugas pelatihan, dan atasan pegawai melihatnya dalam setiap kelompok."),
    ),
    Setting(
        DISCIPLINE_COMPLETE, _("Register hukuman disiplin sudah lengkap"),
        SettingKind.YES_NO, False,
        "PermenPANRB 38/2018, Peraturan BKN 8/2019", Certainty.DESIGN, _("IP ASN"),
        help=_(
            "Bila ya, pegawai tanpa catatan dihitung tidak pernah dihukum; bila tidak, dimensi "
            "disiplinnya tampil sebagai belum ada data."
        ),
    ),
)  # fmt: skip
