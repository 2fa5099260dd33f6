"""The tables that PermenPANRB 14/2017 asks of a survey, from stored answers and results.

Tabulation, elements, the city's agencies, the trend: columns exactly as offices know them
(feedback-and-training A.7). Plain means, as the worksheet has them; weighted figures and intervals
stand on the page of the result.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from feedback.enums import COUNTED, Channel, DataQuality, Element, Standing, WeightMode
from feedback.models import CitizenSurvey, Response, SurveyPeriod, SurveyResult
from feedback.rules import index as rules
from feedback.rules.index import NoAnswers
from feedback.selectors.figures import ResultFigures, read_figures
from feedback.selectors.public_city import closed_results
from feedback.selectors.trends import course_rows
from reports.documents.survey_content import Box, SurveyTable, Value

LEGEND: Final = (
    "U1 s.d. U9 = unsur pelayanan menurut urutan kuesioner",
    "NRR = nilai rata-rata; IKM = Indeks Kepuasan Masyarakat",
    "*) = jumlah NRR IKM tertimbang; **) = jumlah NRR tertimbang × 25",
    "NRR per unsur = jumlah nilai per unsur dibagi jumlah kuesioner yang terisi",
)
GRADE_BOX: Final = Box(
    title="Mutu pelayanan",
    rows=(
        ("A", "Sangat Baik", "88,31–100,00"),
        ("B", "Baik", "76,61–88,30"),
        ("C", "Kurang Baik", "65,00–76,60"),
        ("D", "Tidak Baik", "25,00–64,99"),
    ),
)
EDUCATION: Final = (
    ("SD", ("SD",)), ("SLTP", ("SMP",)), ("SLTA", ("SMA",)), ("DIPLOMA", ("D1-D3",)),
    ("S1", ("S1",)), ("S2", ("S2",)), ("S3", ("S3",)),
)  # fmt: skip
OCCUPATIONS: Final = (
    ("PNS", ("PNS",)), ("TNI/Polri", ("TNI", "POLRI")), ("Swasta", ("private",)),
    ("Wiraswasta", ("self_employed",)), ("Pelajar", ("student",)), ("Petani", ("farmer_fisher",)),
    ("Lainnya", ("other",)),
)  # fmt: skip
"""Columns of the city's table, with the codes of the questionnaire that they count."""

MODES: Final = {
    WeightMode.EXACT: "1/x tepat, dibulatkan sekali pada hasil",
    WeightMode.ROUNDED_3: "1/x dibulatkan tiga desimal",
    WeightMode.ROUNDED_2: "1/x dipotong dua desimal",
}


def mode_words(mode: str) -> str:
    """How the weights of the elements were written."""
    return f"Bobot unsur: {MODES[WeightMode(mode)]}."


def tabulation(survey: CitizenSurvey, now: datetime) -> SurveyTable:
    """Every counted answer with its ratings, then the sums: two queries.

    Answers stand in the order of their random keys, which tells nothing of time.
    """
    names = tuple(
        one.label.get("id", "") for one in survey.questionnaire.questions.all()
        if one.kind == "element"
    )  # fmt: skip
    answers = list(
        Response.objects.filter(survey=survey, standing__in=COUNTED)
        .exclude(channel=Channel.OPEN)
        .order_by("pk")
        .values_list("ratings", "standing")
    )
    mode = rules.WeightMode(survey.questionnaire.weight_mode)
    codes = tuple(f"U{number}" for number in range(1, len(names) + 1))
    counted = rules.tally((ratings for ratings, _standing in answers), len(names))
    return SurveyTable(
        kind="tabulasi",
        title="Pengolahan Indeks Kepuasan Masyarakat per Responden dan per Unsur Pelayanan",
        place=survey.unit.name,
        period=survey.period.label,
        headings=("No. Resp", *codes, "Ket."),
        names=("", *names, ""),
        widths=(9, *(74 // len(names) for _name in names), 17),
        rows=tuple(
            (number, *("–" if one is None else one for one in ratings), _note(ratings, standing))
            for number, (ratings, standing) in enumerate(answers, start=1)
        ),
        footer=_sums(counted, mode),
        legend=LEGEND,
        boxes=(
            Box(
                title="Unsur pelayanan",
                rows=tuple(
                    (code, name, "–" if mean is None else rules.element_mean(mean))
                    for code, name, mean in zip(codes, names, counted.means(), strict=True)
                ),
            ),
            GRADE_BOX,
        ),
        mode=mode_words(mode),
        as_of=now,
    )


def by_element(figures: ResultFigures, survey: CitizenSurvey, now: datetime) -> SurveyTable:
    """Elements with their means, converted values, grades and ranks; the lowest three stand out."""
    elements = figures.elements
    return SurveyTable(
        kind="unsur",
        title="Indeks per Unsur Pelayanan",
        place=survey.unit.name,
        period=survey.period.label,
        headings=("No", "Unsur", "NRR", "IKM unsur", "Mutu", "Peringkat"),
        names=("",) * 6,
        widths=(7, 47, 12, 13, 9, 12),
        rows=tuple(
            (
                number,
                row.label,
                _rounded(row.mean, 3),
                row.index,
                row.grade,
                len(elements) + 1 - row.rank,
            )
            for number, row in enumerate(elements, start=1)
        ),
        footer=(("", "IKM unit pelayanan", "", _index(figures), figures.grade or "–", ""),),
        legend=(
            "NRR tertimbang menurut register penerima layanan; IKM unsur = NRR × 25.",
            "Peringkat 1 = nilai tertinggi. Tiga unsur terendah dicetak tebal.",
            quality_words(figures),
        ),
        boxes=(GRADE_BOX,),
        lowest=frozenset(place for place, row in enumerate(elements) if row.weakest),
        mode=mode_words(survey.questionnaire.weight_mode),
        as_of=now,
    )


def city_recap(period: SurveyPeriod, now: datetime) -> SurveyTable:
    """All units with a closed survey of the period, by name: three queries."""
    results = list(
        closed_results()
        .filter(survey__period=period)
        .with_figures()
        .order_by("survey__unit__name", "survey__unit_id")
    )
    shown = [read_figures(one) for one in results]
    modes = {one.survey.questionnaire.weight_mode for one in results} or {WeightMode.EXACT.value}
    heads = [head for head, _codes in (*EDUCATION, *OCCUPATIONS)]
    return SurveyTable(
        kind="rekap",
        title="Rekapitulasi Indeks Kepuasan Masyarakat Kota Sabang",
        place="Pemerintah Kota Sabang",
        period=period.label,
        headings=(
            "NO", "OPP", *(f"U{number}" for number in range(1, 10)), "L", "P", *heads,
            "POPULASI", "SAMPEL", "NRR TERTIMBANG", "NILAI IKM", "KATEGORI",
        ),
        names=("", "", *(str(element.label) for element in Element), *("",) * (len(heads) + 7)),
        widths=(2, 17, *(3,) * 9, 2, 2, *(2,) * len(heads), 5, 4, 5, 4, 4),
        rows=tuple(
            _recap_row(number, result, figures)
            for number, (result, figures) in enumerate(zip(results, shown, strict=True), start=1)
        ),
        legend=(
            "Baris disusun menurut nama, bukan peringkat. NRR menurut nama unsur, bukan nomor.",
            "Kategori dengan tanda *) belum mewakili penerima layanan dan tidak dipakai dalam "
            "penilaian.",
            *(f"U{place} = {element.label}" for place, element in enumerate(Element, start=1)),
        ),
        mode=" ".join(mode_words(mode) for mode in sorted(modes)),
        as_of=now,
        landscape=True,
    )  # fmt: skip


def trend_table(survey: CitizenSurvey, now: datetime) -> SurveyTable:
    """The unit's periods; a row of its own breaks the series where figures may not be compared."""
    rows: list[tuple[Value, ...]] = []
    for row in course_rows(survey):
        result = row.result
        if row.breaks:
            rows.append(("— garis putus —", "", "", "", "", ", ".join(row.breaks)))
        rows.append(
            (
                result.survey.period.label,
                result.n,
                "–" if result.index is None else result.index,
                "–" if result.lower is None else f"{_comma(result.lower)} – {_comma(result.upper)}",
                result.grade or "–",
                str(DataQuality(result.verdict).label),
            )
        )
    return SurveyTable(
        kind="tren",
        title="Tren Indeks Kepuasan Masyarakat",
        place=survey.unit.name,
        period=f"sampai dengan {survey.period.label}",
        headings=("Periode", "Jawaban", "IKM", "Rentang 95%", "Mutu", "Mutu data"),
        names=("",) * 6,
        widths=(24, 12, 12, 20, 8, 24),
        rows=tuple(rows),
        legend=("Nilai di kedua sisi garis putus tidak dapat dibandingkan.",),
        mode=mode_words(survey.questionnaire.weight_mode),
        as_of=now,
    )


def quality_words(figures: ResultFigures) -> str:
    """The quality of the data with what failed, in one line."""
    failed = " ".join(one.sentence for one in figures.failed)
    return f"Mutu data: {figures.verdict.label}. {failed}".strip()


def _note(ratings: Sequence[int | None], standing: str) -> str:
    given = sum(one is not None for one in ratings)
    notes = [] if given == len(ratings) else [f"{given} dari {len(ratings)} unsur"]
    if standing == Standing.RELEASED:
        notes.append("dilepas")
    return ", ".join(notes)


def _sums(counted: rules.Tally, mode: rules.WeightMode) -> tuple[tuple[Value, ...], ...]:
    means = counted.means()
    try:
        index: Value = rules.satisfaction_index(counted, mode)
    except NoAnswers:
        return (("Σ Nilai/Unsur", *counted.sums, ""),)
    present = [mean for mean in means if mean is not None]
    weight = rules.element_weight(len(present), mode)
    return (
        ("Σ Nilai/Unsur", *counted.sums, ""),
        ("NRR/Unsur", *("–" if one is None else rules.element_mean(one) for one in means), ""),
        (
            "NRR tertimbang/unsur",
            *("–" if one is None else rules.rounded(one * weight, 3) for one in means),
            f"*) {_comma(rules.rounded(sum(present) * weight, 3))}",
        ),
        ("IKM unit pelayanan", *("",) * len(means), f"**) {_comma(index)}"),
    )


def _recap_row(number: int, result: SurveyResult, figures: ResultFigures) -> tuple[Value, ...]:
    means = {one.code: one.mean for one in figures.elements}
    profile = figures.data.profile
    population = figures.data.population
    mark = " *)" if figures.verdict == DataQuality.RED else ""
    total = sum(means.values())
    return (
        number,
        result.survey.unit.name,
        *(_rounded(means[code], 2) if code in means else "–" for code in Element.values),
        *_counted(profile.get("sex", {}), (("L", ("L",)), ("P", ("P",)))),
        *_counted(profile.get("education", {}), EDUCATION),
        *_counted(profile.get("occupation", {}), OCCUPATIONS),
        "–" if population is None else population,
        figures.n,
        _rounded(total / len(means), 3) if means else "–",
        _index(figures),
        f"{figures.grade}{mark}" if figures.grade else "–",
    )


def _counted(counts: object, columns: Sequence[tuple[str, Sequence[str]]]) -> list[Value]:
    found = counts if isinstance(counts, dict) else {}
    return [sum(found.get(code, 0) for code in codes) for _head, codes in columns]


def _index(figures: ResultFigures) -> Value:
    return "–" if figures.index is None else figures.index


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(f"{value:.9f}").quantize(Decimal(1).scaleb(-decimals))


def _comma(value: object) -> str:
    return str(value).replace(".", ",")
