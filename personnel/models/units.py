"""The city's tree of units and the posts in it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from personnel.enums import PostKind, PostLevel, UnitKind
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked


class UnitQuerySet(models.QuerySet["Unit"]):
    """Words for sets of units."""

    def active(self) -> "UnitQuerySet":
        """Units that exist today."""
        return self.filter(is_active=True)

    def agencies(self) -> "UnitQuerySet":
        """Top units below the city."""
        return self.filter(kind=UnitKind.AGENCY)

    def within(self, unit: "Unit") -> "UnitQuerySet":
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)


@tracked()
class Unit(models.Model):
    """A node of the organisation tree (SIASN: unor).

    ``path`` lists the ids from the root ("/1/5/23/") and ``agency`` the agency above or at the
    node; both are kept by ``actions.units.rebuild_tree``.
    """

    siasn_id = models.CharField(_("ID unor"), max_length=40, unique=True, null=True, blank=True)
    code = models.CharField(_("kode"), max_length=40, blank=True)
    name = models.CharField(_("nama"), max_length=200)
    kind = models.CharField(_("jenis"), max_length=10, choices=UnitKind, default=UnitKind.UNIT)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("unit di atasnya"),
    )
    agency = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members", editable=False
    )
    path = models.CharField(max_length=200, editable=False, default="", db_index=True)
    echelon = models.CharField(_("eselon"), max_length=8, blank=True)
    head_title = models.CharField(_("nama jabatan pimpinan"), max_length=200, blank=True)
    mandate = models.CharField(_("rumpun tugas"), max_length=60, blank=True)
    position = models.PositiveIntegerField(_("urutan"), default=0)
    is_active = models.BooleanField(_("aktif"), default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit kerja")
        ordering = ["position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="unit_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("pk")),
            ),
            one_of("unit_kind_known", "kind", UnitKind.values),
        ]
        indexes = [
            models.Index(
                fields=["path"], name="unit_path_prefix", opclasses=["varchar_pattern_ops"]
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    """Words for sets of posts."""

    def active(self) -> "PostQuerySet":
        """Posts that exist today."""
        return self.filter(is_active=True)


@tracked()
class Post(models.Model):
    """A position in a unit. Several people may hold the same ordinary post, one a head post."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="posts", verbose_name=_("unit kerja")
    )
    title = models.CharField(_("nama jabatan"), max_length=200)
    kind = models.CharField(_("jenis jabatan"), max_length=16, choices=PostKind)
    level = models.CharField(_("jenjang"), max_length=16, choices=PostLevel, default=PostLevel.NONE)
    echelon = models.CharField(_("eselon"), max_length=8, blank=True)
    post_class = models.PositiveSmallIntegerField(_("kelas jabatan"), null=True, blank=True)
    is_head = models.BooleanField(_("memimpin unit"), default=False)
    uses_head_form = models.BooleanField(_("memakai formulir pimpinan"), default=False)
    library_code = models.CharField(_("kode pustaka hasil kerja"), max_length=60, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = _("jabatan")
        ordering = ["unit", "-is_head", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "level"],
                name="post_unique_in_unit",
                violation_error_message=_("Jabatan ini sudah ada pada unit tersebut."),
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_head=True, is_active=True),
                name="post_one_head_per_unit",
                violation_error_message=_("Unit ini sudah memiliki jabatan pimpinan."),
            ),
            one_of("post_kind_known", "kind", PostKind.values),
            one_of("post_level_known", "level", PostLevel.values),
        ]

    def __str__(self) -> str:
        return self.title
