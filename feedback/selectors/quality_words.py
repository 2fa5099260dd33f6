"""The quality of a survey's figure in plain words: what failed, what is missing, from whom."""

import math
from collections.abc import Sequence
from typing import Final

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from feedback.rules.figures import FailedFigure, MissingFigure, Pooled, ShortfallFigure
from feedback.rules.margins import Dropped
from feedback.rules.verdict import Condition

_SEX: Final = {"P": gettext_lazy("perempuan"), "L": gettext_lazy("laki-laki")}
_OUTSIDE: Final = "outside"
_PERSON_FIRST: Final = ("sex", "age_group", "education", "service", "sub_district")
"""In which order a sentence names what a group is by: "perempuan berusia 17–24 di Sukajaya"."""


def failed_sentence(failed: FailedFigure) -> str:
    """What is not good enough, what it should be, for one row of the verdict's table."""
    try:
        return _SENTENCES[Condition(failed.condition)](failed)
    except KeyError:
        return _not_computed()


def shortfall_sentence(shortfall: ShortfallFigure) -> str:
    """How many more answers, and mainly whose; empty when nothing is missing."""
    if shortfall.pool:
        return _(
            "Penerima layanan terlalu sedikit untuk dinilai sendiri. Gabungkan dengan layanan "
            "serumpun atau dengan periode sebelumnya."
        )
    if shortfall.beyond_reach:
        return _("Jawaban semua penerima pun belum cukup. Perpanjang periode atau gabungkan.")
    if not shortfall.answers:
        return ""
    group = group_words(shortfall.leading)
    if not group:
        return ngettext(
            "Masih diperlukan %(count)s jawaban.",
            "Masih diperlukan %(count)s jawaban.",
            shortfall.answers,
        ) % {"count": number_format(shortfall.answers, force_grouping=True)}
    return ngettext(
        "Masih diperlukan %(count)s jawaban, terutama %(group)s.",
        "Masih diperlukan %(count)s jawaban, terutama %(group)s.",
        shortfall.answers,
    ) % {"count": number_format(shortfall.answers, force_grouping=True), "group": group}


def pooled_sentence(pooled: Pooled) -> str:
    """With what a figure was put together, and why; empty when it stands alone."""
    names = ", ".join(pooled.names)
    if pooled.kind == "class":
        return (
            _("Penerimanya terlalu sedikit, jadi dinilai bersama layanan serumpun: %(names)s.")
        ) % {"names": names}
    if pooled.kind == "periods":
        return (
            _("Penerimanya terlalu sedikit, jadi dinilai bersama periode sebelumnya: %(names)s.")
        ) % {"names": names}
    return ""


def group_words(groups: Sequence[MissingFigure]) -> str:
    """People of one or two categories in one phrase: "perempuan di Sukajaya"."""
    named = {one.dimension: one.category for one in groups}
    words = [
        _person_words(dimension, named[dimension])
        for dimension in _PERSON_FIRST
        if dimension in named
    ]
    if words and "sex" not in named:
        words.insert(0, _("warga"))
    return " ".join(words)


def category_words(dimension: str, members: Sequence[str]) -> str:
    """One category, or several put together, as a table names it."""
    return ", ".join(category_word(dimension, member) for member in members)


def category_word(dimension: str, code: str) -> str:
    """One code of a profile or margin as a table names it; an empty one was not answered."""
    if not code:
        return _("tidak dijawab")
    if dimension == "sex":
        return str(_SEX.get(code, code)).capitalize()
    if dimension == "age_group":
        return _ages(code)
    if code == _OUTSIDE:
        return _("Luar Kota Sabang")
    if dimension == "education":
        return capfirst(_education(code))
    return str(_OCCUPATIONS.get(code, code)) if dimension == "occupation" else code


def dropped_words(reason: str) -> str:
    """Why a margin is not weighted to."""
    return {
        Dropped.FEW_PER_CATEGORY: _("jawaban per kategori terlalu sedikit"),
        Dropped.ONE_CATEGORY: _("hanya tersisa satu kategori"),
    }[Dropped(reason)]


def _person_words(dimension: str, code: str) -> str:
    if dimension == "sex":
        return str(_SEX.get(code, code))
    if dimension == "age_group":
        return _("berusia %(ages)s") % {"ages": _ages(code)}
    if dimension == "education":
        return _("berpendidikan %(level)s") % {"level": _education(code)}
    if dimension == "service":
        return _("pengguna layanan %(service)s") % {"service": code}
    if code == _OUTSIDE:
        return _("dari luar Kota Sabang")
    return _("di %(place)s") % {"place": code}


def _ages(code: str) -> str:
    if code.endswith("+"):
        return _("%(age)s tahun ke atas") % {"age": code[:-1]}
    return _("%(ages)s tahun") % {"ages": code.replace("-", "–")}


def _education(code: str) -> str:
    return {"<=SMP": _("SMP atau di bawahnya"), "D1-D4/S1+": _("diploma atau sarjana")}.get(
        code, code.replace("-", "–")
    )


_OCCUPATIONS: Final = {
    "PNS": gettext_lazy("PNS/PPPK"),
    "private": gettext_lazy("Swasta"),
    "self_employed": gettext_lazy("Wirausaha"),
    "student": gettext_lazy("Pelajar/mahasiswa"),
    "farmer_fisher": gettext_lazy("Petani/nelayan"),
    "other": gettext_lazy("Lainnya"),
}


def _not_computed() -> str:
    return _("Sebagian angka mutu tidak dapat dihitung dari jawaban yang ada.")


def _whole(value: float) -> str:
    return number_format(math.ceil(value - 1e-9), force_grouping=True)


def _points(value: float | None) -> str:
    return number_format(value or 0.0, 1)


def _percent(value: float | None) -> str:
    return number_format(100 * (value or 0.0), 0)


def _figure(value: float | None) -> str:
    return number_format(value or 0.0, 2)


def _limit(failed: FailedFigure) -> float:
    """The limit that was missed first: that of the colour which is ruled out."""
    if failed.blocks == "amber" and failed.amber is not None:
        return failed.amber
    return failed.green


def _computed(failed: FailedFigure) -> float:
    if failed.value is None:
        raise KeyError(failed.condition)
    return failed.value


def _population(failed: FailedFigure) -> str:
    return _(
        "Penerima layanan pada periode ini hanya %(value)s; di bawah %(limit)s tidak dapat "
        "dinilai sendiri."
    ) % {"value": _whole(_computed(failed)), "limit": _whole(failed.green)}


def _n(failed: FailedFigure) -> str:
    return _("Baru %(value)s jawaban sah; diperlukan paling sedikit %(limit)s.") % {
        "value": _whole(_computed(failed)),
        "limit": _whole(_limit(failed)),
    }


def _n_eff(failed: FailedFigure) -> str:
    return _(
        "Setelah diberi bobot, jawaban hanya setara %(value)s jawaban acak; diperlukan %(limit)s."
    ) % {"value": number_format(math.floor(_computed(failed)), force_grouping=True),
         "limit": _whole(_limit(failed))}  # fmt: skip


def _deff(failed: FailedFigure) -> str:
    return _(
        "Bobot jawaban terlalu tidak merata: efek desain %(value)s, paling tinggi %(limit)s."
    ) % {"value": _figure(_computed(failed)), "limit": _figure(_limit(failed))}


def _half_width(failed: FailedFigure) -> str:
    return _("Rentang nilai masih lebar: ±%(value)s poin, paling lebar ±%(limit)s.") % {
        "value": _points(_computed(failed)),
        "limit": _points(_limit(failed)),
    }


def _asd_raw(failed: FailedFigure) -> str:
    return _(
        "Penjawab belum menyerupai penerima layanan: jarak %(value)s, paling jauh %(limit)s."
    ) % {"value": _figure(_computed(failed)), "limit": _figure(_limit(failed))}


def _asd_weighted(failed: FailedFigure) -> str:
    return _(
        "Setelah diberi bobot pun penjawab belum menyerupai penerima layanan: jarak %(value)s, "
        "paling jauh %(limit)s."
    ) % {"value": _figure(_computed(failed)), "limit": _figure(_limit(failed))}


def _converged(_failed: FailedFigure) -> str:
    return _("Bobot tidak dapat dihitung: sebaran register dan jawaban tidak dapat dicocokkan.")


def _bias_bound(failed: FailedFigure) -> str:
    return _(
        "Bila yang tidak menjawab berpendapat lain, nilai dapat bergeser hingga %(value)s poin; "
        "paling banyak %(limit)s."
    ) % {"value": _points(_computed(failed)), "limit": _points(_limit(failed))}


def _quarantined(failed: FailedFigure) -> str:
    return _("%(value)s persen jawaban dikarantina; paling banyak %(limit)s persen.") % {
        "value": _percent(_computed(failed)),
        "limit": _percent(_limit(failed)),
    }


def _clean_difference(failed: FailedFigure) -> str:
    return _(
        "Jawaban yang dikarantina menggeser nilai %(value)s poin; paling banyak %(limit)s."
    ) % {"value": _points(_computed(failed)), "limit": _points(_limit(failed))}


def _trim_effect(failed: FailedFigure) -> str:
    return _("Pembatasan bobot menggeser nilai %(value)s poin; paling banyak %(limit)s.") % {
        "value": _points(_computed(failed)),
        "limit": _points(failed.green),
    }


def _margin_gap(failed: FailedFigure) -> str:
    return _(
        "Setelah bobot dibatasi, satu kelompok masih berselisih %(value)s persen dari register; "
        "harus di bawah %(limit)s persen."
    ) % {"value": number_format(100 * _computed(failed), 1), "limit": _percent(_limit(failed))}


def _margin_age(failed: FailedFigure) -> str:
    if failed.value is None:
        return _("Belum ada register penerima layanan, jadi jawaban tidak dapat dibandingkan.")
    return _("Data register berumur %(value)s bulan; paling lama %(limit)s bulan.") % {
        "value": _whole(failed.value),
        "limit": _whole(_limit(failed)),
    }


def _days(failed: FailedFigure) -> str:
    return _("Jawaban dikumpulkan dalam %(value)s hari; paling sedikit %(limit)s hari.") % {
        "value": _whole(_computed(failed)),
        "limit": _whole(failed.green),
    }


def _day_share(failed: FailedFigure) -> str:
    return _("%(value)s persen jawaban masuk pada satu hari; paling banyak %(limit)s persen.") % {
        "value": _percent(_computed(failed)),
        "limit": _percent(_limit(failed)),
    }


_SENTENCES: Final = {
    Condition.POPULATION: _population,
    Condition.N: _n,
    Condition.N_EFF: _n_eff,
    Condition.DEFF: _deff,
    Condition.HALF_WIDTH: _half_width,
    Condition.ASD_RAW: _asd_raw,
    Condition.ASD_WEIGHTED: _asd_weighted,
    Condition.CONVERGED: _converged,
    Condition.BIAS_BOUND: _bias_bound,
    Condition.QUARANTINED: _quarantined,
    Condition.CLEAN_DIFFERENCE: _clean_difference,
    Condition.TRIM_EFFECT: _trim_effect,
    Condition.MARGIN_GAP: _margin_gap,
    Condition.MARGIN_AGE: _margin_age,
    Condition.DAYS: _days,
    Condition.DAY_SHARE: _day_share,
}
