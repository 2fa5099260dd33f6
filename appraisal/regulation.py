"""What the law leaves open in the appraisal: declared here, decided by BKPSDM.

Keys as in regulation 2.3 where it names one; values and marks of certainty as there.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from appraisal.enums import OrganisationPredicateValue, Predicate, Rating
from appraisal.rules.allowance import DEFAULT_FACTORS
from appraisal.rules.annual import NOTE_FROM as FEWEST_STEPS
from appraisal.rules.credit_months import FIRST_DAY
from appraisal.rules.improvement import IMPROVEMENT_MONTHS
from appraisal.rules.numeric_aid import BEHAVIOUR_POINTS, DEFAULT_WEIGHTS
from appraisal.rules.predicate import (
    DEFAULT_HEAD_RESULTS,
    ORGANISATION_TABLE,
    organisation_cell,
)
from appraisal.rules.ratings import DEFAULT_PROPOSAL
from appraisal.rules.ratings import Rating as Level
from appraisal.rules.talent import DEFAULT_AXIS
from personnel.rules.regulation import Certainty, Regulation, Setting, SettingKind
from personnel.rules.year import HOUSE_RULE

DAY_TYPES: Final = {"calendar": _("Hari kalender"), "working": _("Hari kerja")}
_AFTER_SERVING: Final = _("Sesudah hasil disampaikan")
_PROPOSALS: Final = _("Usulan sistem")
_PLANS: Final = _("Rencana")
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
_CREDIT: Final = _("Angka kredit")

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
ORGANISATION_CELLS: Final = "org.predikat_tabel"
AID_ENABLED: Final = "nilai_bantu.enabled"
AID_WEIGHTS: Final = "nilai_bantu.bobot"
AID_BEHAVIOUR: Final = "nilai_bantu.perilaku"
NOTE_FROM: Final = "evaluasi.jarak_catatan"
ORGANISATION_LEVEL: Final = "organisasi.tingkat"

AGENCIES_ONLY: Final = "agency"
HEADED_UNITS: Final = "headed_units"
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

_FOLLOW_UP: Final = _("Tindak lanjut")
_TALENT: Final = _("Manajemen talenta")
_ALLOWANCE: Final = _("Rekap TPP")
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
_REMINDERS: Final = _("Pengingat")

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

RESULT_SETTINGS: Final = (RESULTS_PROPOSAL, BEHAVIOUR_PROPOSAL, HEAD_RESULTS, ORGANISATION_CELLS)
"""What a fixed result rests on: its versions are kept beside it."""


def result_versions(regulation: Regulation) -> dict[str, str]:
    """Versions to keep beside a result that is fixed under these settings."""
    return regulation.versions(*RESULT_SETTINGS)
