"""The four figures at the head of a report."""

from typing import Final

from appraisal.enums import OrganisationPredicateValue
from personnel.rules.dates import long_date
from reports.documents.summary_content import AgencySummaryContent

NOT_YET: Final = "belum ada"
_WIDE_WORD: Final = 10
"""Letters that fit into a quarter of the page at the size of a figure."""


def key_figures(content: AgencySummaryContent) -> list[dict[str, object]]:
    """What, figure, note, and whether the figure is a long word."""
    of_all = f"dari {content.employees} pegawai wajib SKP"
    return [
        _first(content),
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


def _first(content: AgencySummaryContent) -> dict[str, object]:
    """The predicate of the organisation; in the city's report how many agencies there are."""
    if content.of_city:
        return {
            "what": "Perangkat daerah",
            "figure": len(content.units),
            "note": "dengan pegawai wajib SKP",
        }
    organisation, fixed_on = content.organisation_predicate, content.organisation_fixed_on
    word = str(OrganisationPredicateValue(organisation).label) if organisation else NOT_YET
    return {
        "what": "Predikat organisasi",
        "figure": word,
        "note": f"ditetapkan {long_date(fixed_on)}" if fixed_on else "belum ditetapkan",
        "wordy": len(word) > _WIDE_WORD,
    }
