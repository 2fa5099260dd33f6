"""Forms about units and posts."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from personnel.actions.posts import PostFacts
from personnel.actions.units import UnitFacts
from personnel.enums import PostKind, PostLevel, UnitKind
from personnel.forms.fields import PersonnelForm
from personnel.models import Post, Unit
from personnel.rules import posts

_NO_ECHELON = ("", _("Tanpa eselon"))
_ECHELONS = [_NO_ECHELON, *((echelon.value, echelon.value) for echelon in posts.Echelon)]
_LEVELS = [
    (PostLevel.NONE.value, PostLevel.NONE.label),
    *(
        (
            PostKind(kind.value).label,
            [(level.value, PostLevel(level.value).label) for level in all_],
        )
        for kind, all_ in posts.LEVELS_OF_KIND.items()
        if all_
    ),
]


def unit_choices(units: Iterable[Unit]) -> Iterator[tuple[str, Any]]:
    """Units for a select, those of an agency together; ``units`` are ordered by path."""
    group: list[tuple[int, str]] = []
    title = ""
    for unit in units:
        agency = unit.agency.name if unit.agency else ""
        if agency != title and group:
            yield title or str(_("Kota")), group
            group = []
        title = agency
        depth = unit.path.count("/") - (unit.agency or unit).path.count("/")
        group.append((unit.pk, f"{'– ' * depth}{unit.name}"))
    if group:
        yield title or str(_("Kota")), group


class UnitField(forms.TypedChoiceField):
    """An active unit, by id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)

    def offer(self, units: Iterable[Unit], nothing: Any) -> None:
        """Fill the select; ``nothing`` is the text of the empty choice."""
        self.choices = [("", nothing), *unit_choices(units)]


class UnitForm(PersonnelForm):
    """A unit of the tree."""

    constraint_fields = {"personnel_unit_siasn_id_key": "siasn_id"}

    name = forms.CharField(label=_("Nama unit"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis"), choices=UnitKind.choices)
    parent_id = UnitField(label=_("Berada di bawah"), required=False)
    head_title = forms.CharField(label=_("Nama jabatan pimpinan"), max_length=200, required=False)
    echelon = forms.ChoiceField(label=_("Eselon pimpinan"), choices=_ECHELONS, required=False)
    code = forms.CharField(label=_("Kode"), max_length=40, required=False)
    siasn_id = forms.CharField(
        label=_("ID unor SIASN"),
        max_length=40,
        required=False,
        help_text=_("Dipakai untuk mencocokkan berkas impor."),
    )
    mandate = forms.CharField(
        label=_("Rumpun tugas"),
        max_length=60,
        required=False,
        help_text=_("Menentukan contoh hasil kerja yang ditawarkan, misalnya DINAS_KESEHATAN."),
    )
    position = forms.IntegerField(
        label=_("Urutan"), min_value=0, max_value=100_000, required=False, initial=0
    )

    def __init__(
        self, *args: Any, units: Iterable[Unit], unit: Unit | None = None, **kwargs: Any
    ) -> None:
        if unit is not None:
            names = UnitFacts.__dataclass_fields__
            kwargs["initial"] = {name: getattr(unit, name) for name in names}
        super().__init__(*args, **kwargs)
        self.unit = unit
        cast("UnitField", self.fields["parent_id"]).offer(
            (u for u in units if unit is None or not u.path.startswith(unit.path)),
            _("Tidak di bawah unit lain"),
        )

    def clean_name(self) -> str:
        """One space between words."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_siasn_id(self) -> str | None:
        """Empty is unknown; two units never share one."""
        value = self.cleaned_data["siasn_id"].strip() or None
        taken = Unit.objects.filter(siasn_id=value) if value else Unit.objects.none()
        if taken.exclude(pk=self.unit.pk if self.unit else 0).exists():
            raise forms.ValidationError(_("ID unor ini sudah dipakai unit lain."), code="taken")
        return value

    def clean(self) -> dict[str, Any]:
        """Only the city stands below nothing."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") != UnitKind.CITY and not data.get("parent_id"):
            self.add_error("parent_id", _("Pilih unit di atasnya."))
        return data

    def facts(self) -> UnitFacts:
        """What was written down, for the action."""
        data = self.cleaned_data | {"position": self.cleaned_data["position"] or 0}
        return UnitFacts(**data)


class PostForm(PersonnelForm):
    """A post of a unit."""

    constraint_fields = {"post_unique_in_unit": "title", "post_one_head_per_unit": "is_head"}

    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    kind = forms.ChoiceField(label=_("Jenis jabatan"), choices=PostKind.choices)
    level = forms.ChoiceField(label=_("Jenjang"), choices=_LEVELS)
    echelon = forms.ChoiceField(label=_("Eselon"), choices=_ECHELONS, required=False)
    post_class = forms.IntegerField(
        label=_("Kelas jabatan"), min_value=1, max_value=17, required=False
    )
    is_head = forms.BooleanField(label=_("Memimpin unit ini"), required=False)
    uses_head_form = forms.BooleanField(
        label=_("Memakai formulir SKP pimpinan"),
        required=False,
        help_text=_("Untuk JPT dan pimpinan unit kerja mandiri; JPT selalu memakainya."),
    )

    def __init__(self, *args: Any, post: Post | None = None, **kwargs: Any) -> None:
        if post is not None:
            names = PostFacts.__dataclass_fields__
            kwargs["initial"] = {name: getattr(post, name) for name in names}
        super().__init__(*args, **kwargs)

    def clean_title(self) -> str:
        """One space between words."""
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        """A level belongs to its kind."""
        data = super().clean() or self.cleaned_data
        if "kind" not in data or data.get("level", PostLevel.NONE) == PostLevel.NONE:
            return data
        if posts.PostLevel(data["level"]) not in posts.LEVELS_OF_KIND[posts.PostKind(data["kind"])]:
            self.add_error(
                "level",
                _("Jenjang ini bukan jenjang %(kind)s.") % {"kind": PostKind(data["kind"]).label},
            )
        return data

    def facts(self) -> PostFacts:
        """What was written down, for the action."""
        return PostFacts(**self.cleaned_data)
