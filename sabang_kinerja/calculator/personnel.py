"""Rules of the personnel room for the calculator."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.rules.calendar import NO_HOLIDAYS, WIB, DayType, add_days
from personnel.rules.kinds import EmployeeKind
from personnel.rules.nip import InvalidNip, Nip, NipProblem, normalise_nip, parse_nip
from sabang_kinerja.calculator.errors import CalculatorError, ErrorCode
from sabang_kinerja.calculator.values import Request

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_DAYS: Final = 3_660
"""Ten years; no period of the law is longer."""

_REASONS: Final[dict[NipProblem, "StrOrPromise"]] = {
    NipProblem.BIRTH: gettext_lazy("Delapan angka pertama NIP bukan tanggal yang benar."),
    NipProblem.AGE: gettext_lazy("Umur menurut NIP di luar 17–70 tahun."),
    NipProblem.YEAR: gettext_lazy("Tahun pengangkatan pada NIP tidak sesuai dengan tahun lahir."),
    NipProblem.TYPE: gettext_lazy("NIP tidak sesuai dengan jenis pegawai."),
    NipProblem.SEX: gettext_lazy("Angka ke-15 NIP harus 1 atau 2."),
    NipProblem.SEQUENCE: gettext_lazy("Nomor urut pada NIP tidak boleh 000."),
}


def nip(request: Request) -> dict[str, object]:
    """``{"nip": text, "kind": "PNS" or "PPPK", "today": date}`` → what the number says.

    ``today`` absent is the present day in WIB; CPNS counts as PNS and PPPK_PART_TIME as PPPK.
    Errors: the problems of ``personnel.rules.nip.NipProblem``.
    """
    number = request.text("nip")
    kind = request.choice("kind", EmployeeKind)
    today = request.day("today") if request.has("today") else datetime.now(WIB).date()
    try:
        found = parse_nip(number, kind, today)
    except InvalidNip as error:
        raise CalculatorError(error.problem, _reason(error.problem, number)) from error
    return {
        "nip": found.digits,
        "born": found.born.isoformat(),
        "appointed": _appointed(found),
        "sex": found.sex,
        "sequence": found.sequence,
    }


def deadline(request: Request) -> dict[str, object]:
    """``{"from": date, "days": 14, "kind": "calendar" or "working"}`` → ``{"due": date}``.

    ``from`` is day 0; ``holidays``, a list of dates that may be left out, counts for working days
    alone. A last calendar day is never moved.
    """
    start = request.day("from")
    days = request.whole("days", MOST_DAYS)
    kind = request.choice("kind", DayType)
    holidays = request.days("holidays") if request.has("holidays") else NO_HOLIDAYS
    try:
        return {"due": add_days(start, days, kind, holidays).isoformat()}
    except OverflowError as error:
        raise CalculatorError(
            ErrorCode.BAD_VALUE, _("Nilai %(key)s terlalu jauh.") % {"key": "from"}
        ) from error


def _appointed(found: Nip) -> str:
    if found.appointed_month is None:
        return f"{found.appointed_year:04}"
    return f"{found.appointed_year:04}-{found.appointed_month:02}"


def _reason(problem: NipProblem, number: str) -> "StrOrPromise":
    if problem is NipProblem.FORMAT:
        digits = sum(character in "0123456789" for character in normalise_nip(number))
        return _("NIP terdiri atas 18 angka. Yang tertulis: %(n)s angka.") % {"n": digits}
    return _REASONS[problem]
