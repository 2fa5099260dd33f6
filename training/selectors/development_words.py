"""How a development plan is spoken of: as help that somebody chooses, never as punishment."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from training.enums import DevelopmentNeed, DevelopmentState
from training.models import DevelopmentPlan
from training.selectors.development import is_late

S = DevelopmentState


def _long(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def headline(plan: DevelopmentPlan, day: date, *, own: bool) -> str:
    """The sentence that opens the page of a plan."""
    told = {
        "year": plan.year,
        "date": _long(plan.deadline),
        "name": plan.employee.full_name,
        "superior": plan.superior.full_name if plan.superior else _("atasan"),
    }
    match plan.state:
        case S.OFFERED:
            return _("Untuk %(year)s Anda dapat mengambil tantangan baru.") % told
        case S.DECLINED:
            return _("Rencana %(year)s tidak dilanjutkan; Anda dapat kembali kapan saja.") % told
        case S.DRAFT if is_late(plan, day):
            return (
                _("Batas waktu %(date)s sudah lewat. Anda masih dapat melanjutkan.") % told
                if own
                else _("Rencana %(name)s masih disusun, batas waktunya %(date)s.") % told
            )
        case S.DRAFT if plan.deadline:
            return (
                _("Susun rencana Anda paling lambat %(date)s.") % told
                if own
                else _("%(name)s menyusun rencana sampai %(date)s.") % told
            )
        case S.DRAFT:
            return _("Rencana pengembangan %(year)s sedang disusun.") % told
        case S.SUBMITTED:
            return (
                _("Menunggu tanggapan %(superior)s.") % told
                if own
                else _("%(name)s mengajukan rencana untuk %(year)s.") % told
            )
        case S.AGREED:
            return _("Rencana pengembangan %(year)s sudah disepakati.") % told
        case _other:
            return _("Rencana pengembangan %(year)s selesai.") % told


def own_headline(plans: Sequence[DevelopmentPlan]) -> str:
    """The sentence that opens a person's own page; ``plans`` with the latest year first."""
    if not plans:
        return _("Apa yang ingin Anda kuasai berikutnya?")
    latest = plans[0]
    told = {
        "year": latest.year,
        "date": _long(latest.deadline),
        "state": latest.get_state_display().lower(),
    }
    if latest.state == S.OFFERED:
        return _("Untuk %(year)s Anda dapat mengambil tantangan baru.") % told
    if latest.state == S.DRAFT and latest.deadline:
        return _("Rencana %(year)s terbuka untuk Anda, paling lambat %(date)s.") % told
    return _("Rencana pengembangan %(year)s: %(state)s.") % told


def reason(plan: DevelopmentPlan, *, own: bool) -> str:
    """Why the plan is there, and what it is not."""
    told = {"year": plan.year, "source": plan.source_year or "", "date": _long(plan.follow_up_on)}
    match plan.need:
        case DevelopmentNeed.OWN:
            return _("Rencana ini dimulai atas kemauan sendiri.")
        case DevelopmentNeed.STRETCH:
            return _(
                "Penugasan yang menantang atau peran sebagai mentor bagi rekan: sebuah tawaran, "
                "bukan kewajiban. Tidak mengambilnya tidak berpengaruh apa pun."
            )
        case DevelopmentNeed.IMPROVE if own:
            return (
                _(
                    "Rencana ini adalah bantuan sesudah hasil %(source)s: Anda memilih tujuan dan "
                    "pendampingannya, dan satu indikator menunjukkan hasilnya pada SKP %(year)s. "
                    "Rencana ini tidak mengubah hasil evaluasi."
                )
                % told
            )
        case DevelopmentNeed.GUIDE if own:
            return (
                _(
                    "Pembinaan kinerja berjalan bersama rencana ini. Atasan Anda mendampingi, dan "
                    "kemajuannya dilihat kembali pada %(date)s. Rencana ini tidak mengubah hasil "
                    "evaluasi."
                )
                % told
            )
        case DevelopmentNeed.GUIDE:
            return (
                _(
                    "Rencana ini adalah bantuan. Bahas tujuan dan pendampingannya bersama pegawai; "
                    "kemajuannya dilihat kembali pada %(date)s."
                )
                % told
            )
        case _other:
            return _(
                "Rencana ini adalah bantuan. Bahas tujuan dan pendampingannya bersama pegawai, "
                "lalu lihat kemajuannya setiap periode."
            )
