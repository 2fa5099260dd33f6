"""What people enter in the reports room."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from personnel.enums import PeriodKind
from personnel.forms.fields import DayField, PersonnelForm
from personnel.models import PerformanceYear, Period, Unit
from reports.documents.emblems import require_small, uploaded_emblem
from reports.documents.name_lines import name_lines
from reports.documents.verification import normalise_code
from reports.enums import BundleForm, BundleOrder, JobKind
from reports.models import Letterhead
from reports.selectors.siasn import Scope
from reports.selectors.signatures import Candidates
from sabang_kinerja.common.errors import Incomplete
from sabang_kinerja.common.upload_handlers import STORED_AT_MOST

COMPARED_AT_MOST = STORED_AT_MOST
"""Bytes of a file that a visitor compares; no paper of ours is larger."""

MOST_LINES = 4
"""Of a letterhead, below the line of the government."""


class StartForm(PersonnelForm):
    """Which agency, period and kind of document a job is for."""

    kind = forms.ChoiceField(label=_("Dokumen"))
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"), queryset=Unit.objects.none(), empty_label=None
    )
    period = forms.ModelChoiceField(
        label=_("Periode"), queryset=Period.objects.none(), empty_label=None
    )
    bundle = forms.ChoiceField(
        label=_("Berkas gabungan surat"),
        choices=BundleForm,
        initial=BundleForm.ZIP,
        required=False,
        help_text=_(
            "Satu PDF untuk mencetak semua surat sekaligus; tanda tangan elektronik hanya ada "
            "pada berkas ZIP."
        ),
    )
    bundle_order = forms.ChoiceField(
        label=_("Urutan surat"), choices=BundleOrder, initial=BundleOrder.NUMBER, required=False
    )

    def __init__(
        self, *args: Any, agencies: QuerySet[Unit], kinds: list[JobKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        periods = (
            Period.objects.filter(year__in=PerformanceYear.objects.counting())
            .select_related("year")
            .order_by("-year__year", "-ends", "starts")
        )
        cast("forms.ChoiceField", self.fields["kind"]).choices = [
            (kind.value, kind.label) for kind in kinds
        ]
        cast("forms.ModelChoiceField[Unit]", self.fields["agency"]).queryset = agencies
        cast("forms.ModelChoiceField[Period]", self.fields["period"]).queryset = periods
        if JobKind.LETTERS not in kinds:
            del self.fields["bundle"], self.fields["bundle_order"]
        if not self.is_bound:
            self.initial["period"] = periods.filter(kind=PeriodKind.ANNUAL).first()

    def clean_bundle(self) -> str:
        """The form of the bundle; a ZIP where nothing was chosen."""
        return self.cleaned_data["bundle"] or BundleForm.ZIP

    def clean_bundle_order(self) -> str:
        """The order in the bundle; by number where nothing was chosen."""
        return self.cleaned_data["bundle_order"] or BundleOrder.NUMBER


class CodeForm(PersonnelForm):
    """The code that stands on a letter."""

    code = forms.CharField(
        label=_("Kode verifikasi"),
        max_length=60,
        help_text=_("26 huruf dan angka di dekat kode QR. Tanda hubung boleh dilewati."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_code(self) -> str:
        """The bare code, or a sentence when it cannot be one."""
        code = normalise_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("Kode verifikasi terdiri atas 26 huruf dan angka. Periksa kembali.")
            )
        return code


class WithdrawalForm(PersonnelForm):
    """Why a letter, or published figures, are withdrawn."""

    reason = forms.CharField(
        label=_("Alasan pencabutan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat pada riwayat. Tidak tampil pada halaman umum."),
    )


class LetterheadForm(PersonnelForm):
    """What stands at the head of an agency's papers."""

    lines = forms.CharField(
        label=_("Nama perangkat daerah pada kop"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Satu baris untuk setiap baris kop, dengan huruf kapital. Nama pemerintah kota sudah "
            "tercetak di atasnya."
        ),
    )
    address = forms.CharField(
        label=_("Alamat"),
        max_length=200,
        required=False,
        help_text=_("Jalan, kode pos, telepon, laman; satu baris di bawah nama."),
    )
    place = forms.CharField(
        label=_("Tempat penandatanganan"),
        max_length=60,
        help_text=_('Tercetak di depan tanggal: "Sabang, 5 Januari 2027".'),
    )
    emblem = forms.FileField(
        label=_("Lambang"),
        required=False,
        help_text=_("SVG atau PNG, paling besar 300 KB. Kosongkan bila tidak diganti."),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,image/svg+xml,image/png"}),
    )
    remove_emblem = forms.BooleanField(label=_("Hapus lambang"), required=False)

    def __init__(self, *args: Any, agency: Unit, head: Letterhead | None, **kwargs: Any) -> None:
        self._agency = agency
        self._emblem: bytes | None = None
        kwargs["initial"] = {
            "lines": head.lines if head else "\n".join(name_lines(agency.name)),
            "address": head.address if head else "",
            "place": head.place if head else settings.LETTER_PLACE,
        }
        super().__init__(*args, **kwargs)
        if head is None or not head.emblem:
            del self.fields["remove_emblem"]

    def clean_lines(self) -> str:
        """At most four lines fit beside the emblem."""
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("Paling banyak %(n)s baris agar muat pada kop surat.") % {"n": MOST_LINES}
            )
        return "\n".join(lines)

    def clean_emblem(self) -> object:
        """A still drawing by its content, whatever its name says."""
        file = self.cleaned_data["emblem"]
        if file:
            try:
                require_small(file.size)
                data: bytes = file.read()
                uploaded_emblem(data, self._agency.name)
            except Incomplete as error:
                raise forms.ValidationError(str(error)) from error
            self._emblem = data
        return file

    def emblem_bytes(self) -> bytes | None:
        """The new drawing, empty to remove the present one, None to keep it."""
        if self._emblem is not None:
            return self._emblem
        return b"" if self.cleaned_data.get("remove_emblem") else None


def _periods() -> QuerySet[Period]:
    return Period.objects.select_related("year").order_by("-ends", "starts")


class ScopeForm(PersonnelForm):
    """A period, and one agency or all that the reader may exchange data of."""

    period = forms.ModelChoiceField(
        label=_("Periode"), queryset=Period.objects.none(), empty_label=_("Pilih periode")
    )
    agency = forms.ModelChoiceField(
        label=_("Perangkat daerah"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Semua yang Anda kelola"),
    )

    def __init__(self, *args: Any, agencies: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        cast("forms.ModelChoiceField[Period]", self.fields["period"]).queryset = _periods()
        cast("forms.ModelChoiceField[Unit]", self.fields["agency"]).queryset = agencies

    @property
    def scope(self) -> Scope:
        """What was chosen."""
        agency = self.cleaned_data["agency"]
        chosen = self.agencies.filter(pk=agency.pk) if agency else self.agencies
        return Scope(self.cleaned_data["period"], chosen)


class ReconciliationForm(ScopeForm):
    """A file that e-Kinerja gave out, and what it is to be compared with."""

    file = forms.FileField(
        label=_("Berkas e-Kinerja"),
        help_text=_("XLSX atau CSV, paling besar 20 MB. Judul kolom boleh tidak di baris pertama."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        allow_empty_file=True,
    )


class AskForm(PersonnelForm):
    """Who is asked to sign a paper; the order is that of the house."""

    roles = forms.MultipleChoiceField(
        label=_("Penanda tangan, menurut urutannya"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang berikutnya diminta setelah yang sebelumnya menandatangani."),
    )

    def __init__(self, *args: Any, candidates: Candidates, signed: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left = [role for role in candidates.possible if role not in signed]
        field = cast("forms.MultipleChoiceField", self.fields["roles"])
        field.choices = [
            (role.value, f"{role.label}: {candidates.people[role].full_name}") for role in left
        ]
        self.initial["roles"] = [role.value for role in candidates.proposed if role in left]


class ScanForm(PersonnelForm):
    """The scan of a paper that was signed in ink."""

    file = forms.FileField(
        label=_("Pindaian surat yang sudah ditandatangani"),
        help_text=_("PDF atau JPG, paling besar 10 MB; semua halaman."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,application/pdf,image/jpeg"}),
        allow_empty_file=True,
    )
    signed_on = DayField(label=_("Tanggal pada tanda tangan"))


class CertifiedForm(PersonnelForm):
    """What the national service asks of the signer; kept nowhere."""

    nik = forms.RegexField(
        r"^[0-9]{16}$",
        label=_("NIK"),
        help_text=_("16 angka, seperti terdaftar pada sertifikat elektronik Anda."),
        error_messages={"invalid": _("NIK terdiri atas 16 angka.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "maxlength": 16}
        ),
    )
    passphrase = forms.CharField(
        label=_("Frasa sandi tanda tangan elektronik"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class CompareForm(PersonnelForm):
    """A file that somebody holds, with the code of its letter if he came from there."""

    file = forms.FileField(
        label=_("Berkas surat yang Anda pegang"),
        help_text=_("Berkas PDF aslinya, bukan foto atau hasil cetak ulang; paling besar 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,application/pdf,image/jpeg"}),
        allow_empty_file=True,
    )
    code = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def clean_file(self) -> object:
        """A file within the limit that is not empty."""
        file = self.cleaned_data["file"]
        if not file.size:
            raise forms.ValidationError(_("Berkas ini kosong. Pilih berkas lain."))
        if file.size > COMPARED_AT_MOST:
            raise forms.ValidationError(
                _("Berkas ini melebihi 25 MB, jadi bukan berkas surat dari aplikasi ini.")
            )
        return file
