"""What a report's figures mean, as sentences for its first page. Never beyond the figures."""

from collections.abc import Sequence

from reports.documents.report_content import ReportContent
from reports.documents.summary_content import UnitProgress
from reports.documents.summary_findings import missing
from reports.rules.comparison import clearly_above, share_groups

_NAMED = 3


def best_and_worst(content: ReportContent) -> list[str]:
    """Which units stand clear of the others, upwards and downwards; or that none does."""
    units = [unit for unit in content.summary.units if unit.evaluated]
    if len(units) < 2:  # nobody to compare with
        return ["Hanya satu unit yang sudah dinilai, jadi tidak ada perbandingan."] if units else []
    groups = share_groups([(unit.good, unit.evaluated) for unit in units])
    last = max(groups)
    if last == 1:
        return apart_in_one_group(units) or [
            "Bagian pegawai berpredikat Baik atau Sangat Baik tidak berbeda nyata antarunit; "
            "tidak ada unit yang disebut terbaik atau terendah."
        ]
    pairs = list(zip(groups, units, strict=True))
    return [
        f"Tertinggi: {_named([unit for group, unit in pairs if group == 1])}.",
        f"Terendah: {_named([unit for group, unit in pairs if group == last])}.",
    ]


def apart_in_one_group(units: Sequence[UnitProgress]) -> list[str]:
    """Which units lie clear of some others, where none lies clear of all; empty where none does."""
    above = clearly_above([(unit.good, unit.evaluated) for unit in units])
    lower = [
        (unit, [units[at] for at in places])
        for unit, places in zip(units, above, strict=True)
        if places
    ]
    if not lower:
        return []
    lower.sort(key=lambda one: (-len(one[1]), one[0].name))
    sentences = [
        f"{_named([unit])} nyata lebih rendah daripada {_named(others)}."
        for unit, others in lower[:_NAMED]
    ]
    if (rest := len(lower) - _NAMED) > 0:
        sentences.append(f"{rest} unit lain juga nyata lebih rendah daripada sebagian unit.")
    return ["Tidak ada unit yang jelas di atas atau di bawah semua unit lain.", *sentences]


def changes(content: ReportContent) -> list[str]:
    """How things stand to the period before."""
    change, summary = content.change, content.summary
    if change is None:
        return ["Belum ada hasil periode sebelumnya untuk dibandingkan."]
    good = sum(unit.good for unit in summary.units)
    earlier = (
        f"{change.period_label}: {change.good} dari {change.evaluated} pegawai berpredikat Baik "
        "atau Sangat Baik; sekarang"
    )
    if not summary.evaluated:
        return [f"{earlier} belum ada pegawai yang dinilai."]
    sentences = [f"{earlier} {good} dari {summary.evaluated}."]
    if change.risen or change.fallen:
        sentences.append(f"Predikat {change.risen} pegawai naik, {change.fallen} pegawai turun.")
    else:
        sentences.append("Tidak ada predikat pegawai yang naik atau turun.")
    return sentences


def to_decide(content: ReportContent) -> list[str]:
    """What waits for a decision or for work, most basic first."""
    waiting = [sentence for section in content.sections for sentence in section.decide]
    return [*missing(content.summary), *waiting]


def _named(units: list[UnitProgress]) -> str:
    words = [f"{unit.name} ({unit.good} dari {unit.evaluated})" for unit in units[:_NAMED]]
    if (rest := len(units) - _NAMED) > 0:
        words.append(f"dan {rest} unit lain")
    return ", ".join(words)
