"""The recorded changes that belong to an evaluation, an objection, an organisation predicate."""

from django.utils.translation import gettext as _

from appraisal.models import (
    Achievement,
    BehaviourRating,
    Evaluation,
    Evidence,
    Objection,
    OrganisationPredicate,
    ResultRating,
    Segment,
)
from personnel.selectors.history import Entry, Source, read_history

_RATING_COLUMNS = frozenset(
    {
        "results_proposed",
        "results_rating",
        "results_reason",
        "results_algorithm",
        "behaviour_proposed",
        "behaviour_rating",
        "behaviour_reason",
        "behaviour_algorithm",
        "predicate",
        "recommendation",
        "annual_note",
    }
)
_TECHNICAL = frozenset(
    {"plan", "period", "results_algorithm", "behaviour_algorithm", "regulation_versions"}
)


def evaluation_history(evaluation: Evaluation, *, shows_ratings: bool) -> list[Entry]:
    """Every change of an evaluation and its rows; without ratings for who may not see them yet."""
    own = {"evaluation": evaluation.pk}
    hidden = _TECHNICAL if shows_ratings else _TECHNICAL | _RATING_COLUMNS
    sources = [
        Source(Evaluation, {"id": evaluation.pk}, hidden=hidden),
        Source(Achievement, own, _("Realisasi")),
        Source(
            Evidence,
            own,
            _("Bukti dukung"),
            hidden=frozenset({"file", "sha256", "content_type", "size", "added_by", "added_at"}),
        ),
    ]
    if shows_ratings:
        sources += [
            Source(ResultRating, own, _("Rating hasil kerja")),
            Source(BehaviourRating, own, _("Rating perilaku kerja")),
        ]
    return read_history(sources)


def objection_history(objection: Objection) -> list[Entry]:
    """Every change of an objection."""
    return read_history(
        [Source(Objection, {"id": objection.pk}, hidden=frozenset({"evaluation", "decided_by"}))]
    )


def organisation_history(row: OrganisationPredicate) -> list[Entry]:
    """Every change of an organisation predicate."""
    return read_history(
        [
            Source(
                OrganisationPredicate,
                {"id": row.pk},
                hidden=frozenset({"unit", "period", "fixed_by", "fixed_at"}),
            )
        ]
    )


def segment_history(segment: Segment) -> list[Entry]:
    """Every change of a part of the year."""
    hidden = frozenset({"plan", "closed_by", "closed_at"})
    return read_history([Source(Segment, {"id": segment.pk}, hidden=hidden)])
