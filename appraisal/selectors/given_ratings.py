"""Where an overall rating comes from when single ratings alone do not decide it, in sentences."""

from django.utils.translation import gettext as _

from appraisal.models import OrganisationPredicate


def unit_words(unit: OrganisationPredicate, short: str) -> str:
    """Where a head's rating of results comes from, also while the unit's predicate is awaited.

    ``short`` is the rating as "di atas"; empty while there is none.
    """
    if not short:
        return _(
            "Rating hasil kerja pimpinan mengikuti predikat organisasi %(unit)s, yang belum "
            "ditetapkan."
        ) % {"unit": unit.unit}
    return follows_unit_words(str(unit.get_predicate_display()), short)


def follows_unit_words(predicate: str, short: str) -> str:
    """The rating of results of a head beside the predicate that gave it."""
    return _(
        "Rating hasil kerja pimpinan mengikuti predikat organisasi unitnya: %(predicate)s berarti "
        "%(rating)s ekspektasi. Rating ini tidak dipilih."
    ) % {"predicate": predicate, "rating": short}


def segments_words(short: str) -> str:
    """The proposal of a year in several parts."""
    return _(
        "Tahun ini terdiri atas beberapa bagian; usulan %(rating)s ekspektasi adalah yang "
        "bulannya terbanyak."
    ) % {"rating": short}
