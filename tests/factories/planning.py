"""Library entries and matrices for tests."""

from decimal import Decimal

from appraisal.actions.library import LibraryInput, load_entries
from appraisal.actions.plan_content import IndicatorInput
from appraisal.models import LibraryResult
from personnel.enums import PostKind

INDICATOR = IndicatorInput(
    text="Jumlah laporan",
    target="4 laporan",
    target_value=Decimal(4),
    measure_unit="laporan",
)


def make_entry(text: str = "Tersusunnya laporan triwulan", **fields: object) -> LibraryResult:
    """An entry for every agency with one indicator, as delivered."""
    values: dict[str, object] = {
        "post_title": "Pengelola Data",
        "post_kind": PostKind.ADMINISTRATION,
        "indicators": [INDICATOR],
        "seed_key": f"uji/{text}",
    }
    load_entries([LibraryInput(text=text, **(values | fields))])  # type: ignore[arg-type]
    return LibraryResult.objects.get(text=text)
