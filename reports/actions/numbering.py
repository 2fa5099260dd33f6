"""Numbers of letters: taken from a locked register, so there are no gaps and no doubles."""

from django.conf import settings

from reports.models import NumberRegister


def take_numbers(series: str, year: int, count: int) -> range:
    """Take the next ``count`` numbers of a series.

    The register row stays locked until the caller's transaction ends; a transaction that fails
    gives its numbers back, because nothing was written.
    """
    register, _created = NumberRegister.objects.select_for_update().get_or_create(
        series=series, year=year
    )
    first = register.last + 1
    register.last += count
    register.save(update_fields=["last"])
    return range(first, register.last + 1)


def letter_number(sequence: int, year: int, revision: int) -> str:
    """As printed: "800.1.4/417/2027"; a revision of a document ends in its number, "-2"."""
    number = settings.LETTER_NUMBER.format(sequence=sequence, year=year)
    return number if revision == 1 else f"{number}-{revision}"
