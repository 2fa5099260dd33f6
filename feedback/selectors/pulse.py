"""The pulse for its pages: what waits for a reader, and a frozen result in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from feedback.enums import WaveState
from feedback.models import PulseInvitation, PulseWave
from feedback.rules.pulse import ITEMS, LEAST_SHARES, Advice, Figure, difference
from feedback.rules.pulse_content import figure_of
from feedback.rules.round_report import band
from personnel.models import Unit


def open_invitation(employee_id: int | None) -> PulseInvitation | None:
    """The reader's invitation to the wave that asks, the one that closes first."""
    return (
        PulseInvitation.objects.filter(employee=employee_id or 0, wave__state=WaveState.OPEN)
        .select_related("wave")
        .order_by("answered", "wave__closes_on", "pk")
        .first()
    )


def due_pulse(employee_id: int) -> date | None:
    """Last day of a wave that the person has not answered."""
    found = open_invitation(employee_id)
    return None if found is None or found.answered else found.wave.closes_on


def scale_labels() -> dict[str, str]:
    """The two scales and the eleven items, short."""
    return {
        "PJ": _("Keadilan proses"),
        "RC": _("Kesiapan berubah"),
        "P1": _("Dapat menyampaikan pandangan"),
        "P2": _("Dapat memengaruhi hasil"),
        "P3": _("Diterapkan konsisten"),
        "P4": _("Bebas keberpihakan"),
        "P5": _("Informasi akurat"),
        "P6": _("Dapat mengajukan keberatan"),
        "P7": _("Sesuai etika"),
        "R1": _("Tepat untuk instansi"),
        "R2": _("Pimpinan mendukung"),
        "R3": _("Mampu menjalankan"),
        "R4": _("Bermanfaat bagi saya"),
    }


def advice_words(item: str) -> str:
    """What helps where an item is weak; without an item, readiness as a whole."""
    if not item:
        return _("Dengarkan pegawai unit ini dalam satu pertemuan; kesiapan rata-rata di bawah 3.")
    return {
        Advice.PURPOSE: _("Jelaskan tujuan penilaian dan contoh dari pekerjaan unit ini."),
        Advice.LEADERS: _("Beri pembekalan kepada pimpinan unit, lalu minta ia memulai."),
        Advice.CLINIC: _("Adakan klinik: mengisi SKP bersama di komputer unit."),
        Advice.BENEFIT: _("Tunjukkan manfaatnya: umpan balik, pelatihan, angka kredit."),
    }[Advice(item)]


@dataclass(frozen=True, slots=True)
class PulseRow:
    """One scale or item; ``change`` since the wave before with its interval."""

    name: str
    figure: Figure
    change: tuple[float, float, float] | None

    @property
    def is_scale(self) -> bool:
        """Whether it is a mean of items."""
        return len(self.name) == 2 and self.name.isalpha()

    @property
    def label(self) -> str:
        """Short name."""
        return scale_labels()[self.name]

    @property
    def position(self) -> str:
        """Place on a line from 1 to 5."""
        return f"{(self.figure.mean - 1) / 4 * 100:.1f}%"

    @property
    def favourable(self) -> float | None:
        """Percent who answered 4 or 5."""
        return None if self.figure.favourable is None else 100 * self.figure.favourable

    @property
    def unfavourable(self) -> float | None:
        """Percent who answered 1 or 2."""
        return None if self.figure.unfavourable is None else 100 * self.figure.unfavourable


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One agency: readiness and justice, the band of answers, the rounded response rate."""

    unit: Unit
    justice: Figure | None
    readiness: Figure | None
    answers: str
    rate: int
    advice: list[str]


@dataclass(frozen=True, slots=True)
class PulsePage:
    """A closed wave: the city's rows, agencies, how many agencies stay hidden.

    ``same`` are agencies in which everybody answered alike, so that no figure is shown.
    """

    wave: PulseWave
    rows: list[PulseRow]
    groups: list[GroupRow]
    hidden: int
    rate: int
    alphas: dict[str, list[float]]
    same: list[Unit]

    @property
    def watched(self) -> list[GroupRow]:
        """Agencies where help is suggested."""
        return [one for one in self.groups if one.advice]


def pulse_page(wave: PulseWave, *, with_groups: bool) -> PulsePage:
    """Read a frozen result; three queries more for the wave before and the agencies."""
    content = wave.result
    before = (
        PulseWave.objects.filter(state=WaveState.CLOSED, closed_at__lt=wave.closed_at)
        .order_by("-closed_at")
        .first()
    )
    earlier = before.result["city"] if before is not None else {}
    rows = [
        PulseRow(
            name,
            figure,
            difference(figure, figure_of(earlier[name])) if name in earlier else None,
        )
        for name in ("PJ", "RC", *ITEMS)
        if name in content["city"] and (figure := figure_of(content["city"][name]))
    ]
    return PulsePage(
        wave,
        rows,
        _groups(content) if with_groups else [],
        content["hidden"],
        _rate(content["n"], content["invited"]),
        content["alphas"],
        list(Unit.objects.filter(pk__in=content["same"])) if with_groups else [],
    )


def _groups(content: dict[str, dict[str, dict[str, object]]]) -> list[GroupRow]:
    units = Unit.objects.in_bulk([int(pk) for pk in content["groups"]])
    rows = []
    for pk, one in content["groups"].items():
        figures: dict[str, dict[str, object]] = one["figures"]  # type: ignore[assignment]
        found = {name: figure_of(figure) for name, figure in figures.items()}
        most = max((figure.n for figure in found.values()), default=0)
        weak = content["watch"].get(pk)
        rows.append(
            GroupRow(
                units[int(pk)],
                found.get("PJ"),
                found.get("RC"),
                band(most),
                _rate(most, int(one["invited"])),  # type: ignore[call-overload]
                [] if weak is None else [advice_words(item) for item in (weak or [""])],
            )
        )
    return sorted(rows, key=lambda row: (not row.advice, row.unit.path))


def _rate(answers: int, invited: int) -> int:
    """Response rate in percent, in steps of five: no single answer shows in it."""
    return 5 * round(20 * answers / invited) if invited else 0


def wave_rate(wave: PulseWave) -> int | None:
    """Response rate of a wave that asks, in steps of five percent; nothing of a small one."""
    invited = wave.invitations.count()
    if invited < 10 * LEAST_SHARES:
        return None
    return _rate(wave.invitations.filter(answered=True).count(), invited)


def export_lines(page: PulsePage) -> list[list[str]]:
    """Lines of the export: the city by item, then agencies by scale."""
    everybody = _("Seluruh kota")
    lines = [_line(everybody, row.label, row.figure, str(row.figure.n)) for row in page.rows]
    for group in page.groups:
        for name, figure in (("PJ", group.justice), ("RC", group.readiness)):
            if figure is not None:
                lines.append(_line(group.unit.name, scale_labels()[name], figure, group.answers))
    return lines


def _line(who: str, what: str, figure: Figure, answers: str) -> list[str]:
    return [
        who,
        what,
        answers,
        f"{figure.mean:.2f}",
        "" if figure.sd is None else f"{figure.sd:.2f}",
        "" if figure.favourable is None else f"{100 * figure.favourable:.0f}",
        "" if figure.unfavourable is None else f"{100 * figure.unfavourable:.0f}",
    ]
