"""Steps of an import. Nothing else in this room has states that move by rule."""

from collections.abc import Mapping

from personnel.enums import ImportState

IMPORT_STEPS: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.MAPPING: frozenset({ImportState.READING, ImportState.DISCARDED}),
    ImportState.READING: frozenset(
        {ImportState.PREVIEWED, ImportState.FAILED, ImportState.READING, ImportState.DISCARDED}
    ),
    ImportState.PREVIEWED: frozenset(
        {ImportState.APPLIED, ImportState.MAPPING, ImportState.READING, ImportState.DISCARDED}
    ),
    ImportState.FAILED: frozenset({ImportState.MAPPING, ImportState.DISCARDED}),
    ImportState.APPLIED: frozenset(),
    ImportState.DISCARDED: frozenset(),
}
"""From each state the states that may follow. Reading may begin again when a worker was lost."""

ENDED_IMPORTS = frozenset(state for state, after in IMPORT_STEPS.items() if not after)
"""Of these the file is gone."""
