"""How ratings are proposed and predicates read, for people and for units."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.enums import OrganisationPredicateValue, Rating
from appraisal.rules.annual import NOTE_FROM as FEWEST_STEPS
from appraisal.rules.numeric_aid import BEHAVIOUR_POINTS, DEFAULT_WEIGHTS
from appraisal.rules.predicate import (
    DEFAULT_HEAD_RESULTS,
    ORGANISATION_TABLE,
    organisation_cell,
)
from appraisal.rules.ratings import DEFAULT_PROPOSAL
from appraisal.rules.ratings import Rating as Level
from personnel.rules.regulation import Certainty, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

_PROPOSALS: Final = _("Usulan sistem")
_DISTRIBUTION: Final = _("Sebaran predikat")
_ORGANISATION: Final = _("Predikat organisasi")
_AID: Final = _("Nilai bantu")
_CELL_ROWS: Final = {
    ("above", "above"): _("Perjanjian di atas, ekspektasi di atas"),
    ("above", "meets"): _("Perjanjian di atas, ekspektasi sesuai"),
    ("above", "below"): _("Perjanjian di atas, ekspektasi di bawah"),
    ("meets", "above"): _("Perjanjian sesuai, ekspektasi di atas"),
    ("meets", "meets"): _("Perjanjian sesuai, ekspektasi sesuai"),
    ("meets", "below"): _("Perjanjian sesuai, ekspektasi di bawah"),
    ("below", "above"): _("Perjanjian di bawah, ekspektasi di atas"),
    ("below", "meets"): _("Perjanjian di bawah, ekspektasi sesuai"),
    ("below", "below"): _("Perjanjian di bawah, ekspektasi di bawah"),
}
RESULTS_PROPOSAL: Final = "hasil.usulan"
BEHAVIOUR_PROPOSAL: Final = "perilaku.usulan"
HEAD_RESULTS: Final = "pimpinan.rating_hasil"
SMALL_UNIT: Final = "distribusi.unit_kecil"
ORGANISATION_CELLS: Final = "org.predikat_tabel"
AID_ENABLED: Final = "nilai_bantu.enabled"
AID_WEIGHTS: Final = "nilai_bantu.bobot"
AID_BEHAVIOUR: Final = "nilai_bantu.perilaku"
NOTE_FROM: Final = "evaluasi.jarak_catatan"
ORGANISATION_LEVEL: Final = "organisasi.tingkat"
AGENCIES_ONLY: Final = "agency"
HEADED_UNITS: Final = "headed_units"

SETTINGS: Final = (
    Setting(
        RESULTS_PROPOSAL, _("Usulan rating hasil kerja"), SettingKind.CHOICE, DEFAULT_PROPOSAL,
        HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_PROPOSAL: _("Mayoritas, versi 1")},
        help=_("Cara sistem mengusulkan rating; pejabat penilai dapat memilih lain dengan alasan."),
    ),
    Setting(
        BEHAVIOUR_PROPOSAL, _("Usulan rating perilaku kerja"), SettingKind.CHOICE,
        DEFAULT_PROPOSAL, HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_PROPOSAL: _("Empat dari tujuh, versi 1")},
        help=_("Cara sistem mengusulkan rating; pejabat penilai dapat memilih lain dengan alasan."),
    ),
    Setting(
        HEAD_RESULTS, _("Rating hasil kerja pimpinan dari predikat unitnya"), SettingKind.CHOICE,
        DEFAULT_HEAD_RESULTS, HOUSE_RULE, Certainty.DESIGN, _PROPOSALS,
        choices={DEFAULT_HEAD_RESULTS: _("Lima predikat menjadi tiga rating, versi 1")},
        help=_(
            "Predikat unit adalah rating hasil kerja pimpinannya; langkah dari lima ke "
            "tiga tidak tertulis."
        ),
    ),
    Setting(
        SMALL_UNIT, _("Unit kecil (diperiksa pada tingkat perangkat daerah): di bawah"),
        SettingKind.WHOLE, 10, HOUSE_RULE, Certainty.DESIGN, _DISTRIBUTION, _("pegawai"),
        least=2, most=50,
        help=_("Sebaran unit sekecil ini tidak dibandingkan dengan pola."),
    ),
    Setting(
        ORGANISATION_CELLS, _("Tabel predikat organisasi tahunan"), SettingKind.TABLE,
        {organisation_cell(*pair): word.value for pair, word in ORGANISATION_TABLE.items()},
        "SE MenPANRB 3/2023", Certainty.UNVERIFIED, _ORGANISATION,
        help=_(
            "Surat edaran menyebut kedua sisi, tetapi isi tabelnya belum dilihat. "
            "Cocokkan dengan lampirannya."
        ),
        rows={organisation_cell(Level(a), Level(e)): row for (a, e), row in _CELL_ROWS.items()},
        choices=dict(OrganisationPredicateValue.choices),
    ),
    Setting(
        AID_ENABLED, _("Tampilkan nilai bantu angka"), SettingKind.YES_NO, False, "PP 30/2019",
        Certainty.DESIGN, _AID,
        help=_(
            "Hanya pembanding bagi pejabat penilai dan pegawai. Tidak dicetak dan tidak "
            "mengubah predikat."
        ),
    ),
    Setting(
        AID_WEIGHTS, _("Bobot hasil kerja dan perilaku kerja"), SettingKind.CHOICE,
        DEFAULT_WEIGHTS, "PP 30/2019", Certainty.SOURCE, _AID,
        help=_("60:40 bila rekan setingkat dan bawahan ikut dimintai pendapat."),
        choices={"70_30": "70:30", "60_40": "60:40"},
    ),
    Setting(
        AID_BEHAVIOUR, _("Angka untuk rating perilaku kerja"), SettingKind.TABLE,
        {rating.value: str(points) for rating, points in BEHAVIOUR_POINTS.items()},
        HOUSE_RULE, Certainty.OWN_KNOWLEDGE, _AID, least=0, most=120,
        rows=dict(Rating.choices),
    ),
    Setting(
        NOTE_FROM, _("Jarak predikat tahunan dari periodik yang menuntut penjelasan"),
        SettingKind.WHOLE, FEWEST_STEPS, HOUSE_RULE, Certainty.DESIGN, _PROPOSALS, _("tingkat"),
        least=1, most=4,
    ),
    Setting(
        ORGANISATION_LEVEL, _("Unit yang mendapat predikat organisasi sendiri"),
        SettingKind.CHOICE, AGENCIES_ONLY, "SE MenPANRB 3/2023", Certainty.UNVERIFIED,
        _ORGANISATION, choices={
            AGENCIES_ONLY: _("Perangkat daerah saja"),
            HEADED_UNITS: _("Perangkat daerah dan unit di bawahnya yang memiliki pimpinan"),
        },
    ),
)  # fmt: skip
