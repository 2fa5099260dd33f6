"""Summary of an agency for its head: a finding, four figures, the distribution, what is missing."""

from datetime import UTC
from typing import Final

from django.utils import translation
from django.utils.safestring import SafeString

from appraisal.enums import OrganisationPredicateValue
from appraisal.selectors.pattern_figure import distribution_figure
from personnel.rules.calendar import WIB
from personnel.rules.dates import long_date
from reports.documents.canonical import shortened
from reports.documents.emblems import Emblem, region_emblem
from reports.documents.rendering import AttachedData, lay_out, print_markup, write_pdf
from reports.documents.standing import VALID
from reports.documents.summary_content import AgencySummaryContent, UnitProgress
from reports.documents.summary_findings import (
    has_pattern,
    headline,
    lead,
    missing,
    pattern_sentences,
    predicate_rows,
    units_late_first,
)
from sabang_kinerja.common.charts.distribution import PRINT

NOT_YET: Final = "belum ada"
_WIDE_WORD: Final = 10
"""Letters that fit into a quarter of the page at the size of a figure."""


def render_summary(content: AgencySummaryContent, *, emblem: Emblem | None = None) -> bytes:
    """Print the summary as PDF/A-3a with its figures attached; the same input, the same file.

    Without ``emblem`` the configured emblem of the city stands in the letterhead.
    """
    with translation.override("id"):
        document = lay_out(_markup(content, emblem or region_emblem()))
    return write_pdf(document, AttachedData(content.to_json().encode(), content.as_of))


def _markup(content: AgencySummaryContent, emblem: Emblem) -> str:
    title = f"Ringkasan Kinerja Pegawai {content.period_label} – {content.agency}"
    local = content.as_of.astimezone(WIB)
    context: dict[str, object] = {
        "title": title,
        "author": content.government.title(),
        "created": f"{content.as_of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body_class": "report",
        "standing": VALID,
        "running": title,
        "content": content,
        "emblem": emblem,
        "headline": headline(content),
        "lead": lead(content),
        "figures": _figures(content),
        "chart": distribution_figure(
            content.organisation_predicate,
            content.counts,
            medium=PRINT,
            small_unit=content.small_unit,
        ),
        "with_limits": has_pattern(content),
        "pattern": pattern_sentences(content),
        "rows": predicate_rows(content),
        "units": [(unit, unit_bar(unit)) for unit in units_late_first(content)],
        "missing": missing(content),
        "assessed": f"{long_date(content.starts)} sampai dengan {long_date(content.ends)}",
        "as_of": f"{long_date(local.date())} pukul {local:%H.%M} WIB",
        "digest": shortened(content.fingerprint),
    }
    return print_markup("agency_summary.html", context)


def _figures(content: AgencySummaryContent) -> list[dict[str, object]]:
    organisation, fixed_on = content.organisation_predicate, content.organisation_fixed_on
    word = str(OrganisationPredicateValue(organisation).label) if organisation else NOT_YET
    of_all = f"dari {content.employees} pegawai wajib SKP"
    return [
        {
            "what": "Predikat organisasi",
            "figure": word,
            "note": f"ditetapkan {long_date(fixed_on)}" if fixed_on else "belum ditetapkan",
            "wordy": len(word) > _WIDE_WORD,
        },
        {
            "what": "SKP ditetapkan",
            "figure": content.plans_fixed,
            "note": of_all,
        },
        {
            "what": "Evaluasi selesai",
            "figure": content.evaluated,
            "note": of_all,
        },
        {
            "what": "Keberatan diperiksa",
            "figure": content.open_objections,
            "note": (
                "putusannya dapat mengubah angka ini"
                if content.open_objections
                else "tidak ada yang menunggu putusan"
            ),
        },
    ]


def unit_bar(unit: UnitProgress) -> SafeString:
    """A ruler from zero to all people of the unit, filled as far as evaluations are done."""
    share = 100 * unit.evaluated / unit.employees if unit.employees else 0
    words = f"{unit.evaluated} dari {unit.employees} evaluasi selesai"
    return SafeString(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 8" preserveAspectRatio="none" '
        f'role="img" aria-label="{words}"><title>{words}</title>'
        '<rect x=".25" y=".25" width="99.5" height="7.5" fill="none" stroke="#8b9599" '
        f'stroke-width=".5"/><rect width="{share:.1f}" height="8" fill="#0d3b4a"/></svg>'
    )
