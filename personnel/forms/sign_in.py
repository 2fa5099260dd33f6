"""Forms before sign-in: password, forgotten password, first password with a printed code."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from personnel.forms.fields import PersonnelForm
from personnel.models import User
from personnel.rules.login_codes import CODE_LENGTH, normalise_code
from personnel.rules.nip import normalise_nip
from personnel.selectors.accounts import account_by_number

NIP_LENGTH = 18


def clean_sign_in_name(text: str) -> str:
    """A number without its spaces and full stops, or anything else as it was typed.

    Raises ``ValidationError`` for a number that is too long or too short, which tells nothing
    about any account.
    """
    bare = normalise_nip(text)
    if not bare.isascii() or not bare.isdigit():
        return text.strip()
    if len(bare) != NIP_LENGTH:
        raise forms.ValidationError(
            ngettext(
                "NIP terdiri atas 18 angka. Yang tertulis: %(n)s angka.",
                "NIP terdiri atas 18 angka. Yang tertulis: %(n)s angka.",
                len(bare),
            )
            % {"n": len(bare)},
            code="nip_format",
        )
    return bare


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth is untyped
    """Sign in with NIP, e-mail or the name of an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("NIP atau surel")
        login.widget.attrs |= {"placeholder": "", "autocomplete": "username"}
        login.widget.attrs["autocapitalize"] = "none"
        login.widget.attrs["spellcheck"] = "false"
        login.help_text = _("NIP 18 angka; spasi dan titik boleh ikut ditulis.")
        password = self.fields["password"]
        password.label = _("Kata sandi")
        password.help_text = ""
        password.widget.attrs["placeholder"] = ""

    def clean_login(self) -> str:
        """Take a number in any grouping; an account may be called otherwise than its number."""
        name = clean_sign_in_name(self.cleaned_data["login"])
        account = account_by_number(name)
        return account.username if account else name


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """Ask for a link to a new password. Only the confirmed address of an account receives one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Surel")
        self.fields["email"].widget.attrs["placeholder"] = ""

    def clean_email(self) -> str:
        """Find accounts silently."""
        email: str = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email__iexact=email, is_active=True))
        return email


class FirstLoginForm(PersonnelForm):
    """NIP and printed code in exchange for a password of one's own choice."""

    login = forms.CharField(
        label=_("NIP"),
        max_length=60,
        help_text=_("18 angka; spasi dan titik boleh ikut ditulis."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Kode sekali pakai"),
        max_length=40,
        help_text=_("Tercetak pada lembar dari BKPSDM, misalnya ABCD-2345-WXYZ."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )
    password1 = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        help_text=_(
            "Paling sedikit 12 karakter; bukan kata yang umum, bukan hanya angka, "
            "dan tidak mirip NIP atau nama akun Anda."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Ulangi kata sandi baru"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Untuk mengatur ulang kata sandi sendiri bila lupa."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_login(self) -> str:
        """Take a number in any grouping."""
        return clean_sign_in_name(self.cleaned_data["login"])

    def clean_code(self) -> str:
        """Take a code in any grouping."""
        code = normalise_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(
                _("Kode terdiri atas %(n)s huruf dan angka.") % {"n": CODE_LENGTH}, code="length"
            )
        return code

    def clean_password1(self) -> str:
        """Check strength before an attempt is counted."""
        password: str = self.cleaned_data["password1"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same."""
        cleaned = super().clean() or {}
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Kedua kata sandi belum sama."))
        return cleaned
