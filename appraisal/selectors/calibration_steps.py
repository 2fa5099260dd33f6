"""What still stands before the signature under a calibration."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appraisal.selectors.calibration import Room
from appraisal.selectors.patterns import deviation_reason


def finish_problems(room: Room) -> list[str]:
    """One sentence per open thing; empty when the head can sign (one query)."""
    problems = []
    if room.pattern.value is None:
        problems.append(_("Predikat organisasi belum ditetapkan oleh pimpinan di atasnya."))
    if room.not_rated:
        problems.append(
            ngettext(
                "%(n)s pegawai sudah mengajukan tetapi belum dinilai lengkap.",
                "%(n)s pegawai sudah mengajukan tetapi belum dinilai lengkap.",
                room.not_rated,
            )
            % {"n": room.not_rated}
        )
    if waiting := len(room.waiting):
        problems.append(
            ngettext(
                "%(n)s permintaan peninjauan belum ditanggapi.",
                "%(n)s permintaan peninjauan belum ditanggapi.",
                waiting,
            )
            % {"n": waiting}
        )
    if room.pattern.left and deviation_reason(room.agency, room.period) is None:
        problems.append(_("Alasan penyimpangan dari pola belum ditulis."))
    return problems
