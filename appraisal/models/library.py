"""The library: results and indicators that a post may take over into its plan."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Aspect, Direction, Perspective, ResultKind
from personnel.enums import PostKind
from personnel.models import Post
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked

ANY_AGENCY = "ANY"
"""The agency kind of entries that fit every agency."""


class LibraryQuerySet(models.QuerySet["LibraryResult"]):
    """Words for sets of library entries."""

    def active(self) -> "LibraryQuerySet":
        """Entries that are offered today."""
        return self.filter(is_active=True)

    def of_post(self, post: Post) -> "LibraryQuerySet":
        """Entries written for this very post, by its library code or its title."""
        titled = self.alias(own_title=Value(post.title, models.CharField()))
        same = Q(own_title__istartswith=F("post_title"))
        if post.library_code:
            same = Q(post_code=post.library_code)
        return titled.filter(same)

    def nearest_first(self, post: Post) -> "LibraryQuerySet":
        """Entries of the post first, then of its agency's mandate, of every agency, the rest."""
        mandate = post.unit.agency.mandate if post.unit.agency else ""
        ranked = self.alias(own_title=Value(post.title, models.CharField())).annotate(
            distance=Case(
                When(post_code=post.library_code or "-", then=0),
                When(own_title__istartswith=F("post_title"), then=0),
                When(agency_kinds__contains=[mandate or "-"], then=1),
                When(agency_kinds__contains=[ANY_AGENCY], then=2),
                default=3,
                output_field=IntegerField(),
            )
        )
        return ranked.order_by("distance", "post_title", "-kind", "pk")


@tracked()
class LibraryResult(models.Model):
    """One result that a family of posts usually owes, ready to be taken into a plan.

    ``seed_key`` names the entry of the delivered library; entries of BKPSDM have none.
    ``superior_text`` is the superior's result that this one supports, word for word.
    """

    seed_key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    post_code = models.CharField(_("kode pustaka hasil kerja"), max_length=60, blank=True)
    post_title = models.CharField(_("nama jabatan"), max_length=200)
    post_kind = models.CharField(_("jenis jabatan"), max_length=16, choices=PostKind)
    agency_kinds = ArrayField(
        models.CharField(max_length=60), verbose_name=_("rumpun perangkat daerah"), default=list
    )
    kind = models.CharField(
        _("jenis hasil kerja"), max_length=10, choices=ResultKind, default=ResultKind.MAIN
    )
    text = models.TextField(_("rencana hasil kerja"))
    perspective = models.CharField(_("perspektif"), max_length=20, choices=Perspective, blank=True)
    superior_text = models.TextField(_("hasil kerja pimpinan yang didukung"), blank=True)
    is_active = models.BooleanField(_("ditawarkan"), default=True)
    row_version = models.PositiveIntegerField(default=1)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("pustaka hasil kerja")
        ordering = ["post_title", "-kind", "pk"]
        constraints = [
            models.CheckConstraint(name="library_result_has_text", condition=~Q(text="")),
            models.CheckConstraint(name="library_result_has_post", condition=~Q(post_title="")),
            models.UniqueConstraint(
                fields=["post_title", "text"],
                name="library_result_once_a_post",
                violation_error_message=_("Hasil kerja ini sudah ada untuk jabatan itu."),
            ),
            one_of("library_result_kind_known", "kind", ResultKind.values),
        ]

    def __str__(self) -> str:
        return self.text


@tracked()
class LibraryIndicator(models.Model):
    """An indicator of a library entry with the target that it proposes."""

    result = models.ForeignKey(LibraryResult, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("urutan"))
    aspect = models.CharField(_("aspek"), max_length=8, choices=Aspect, default=Aspect.QUANTITY)
    text = models.TextField(_("indikator kinerja individu"))
    target = models.CharField(_("target"), max_length=120, blank=True)
    target_value = models.DecimalField(
        _("angka target"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    measure_unit = models.CharField(_("satuan"), max_length=40, blank=True)
    direction = models.CharField(_("arah"), max_length=5, choices=Direction, default=Direction.UP)

    class Meta:
        verbose_name = _("indikator pustaka")
        ordering = ["result", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "position"], name="library_indicator_position_once"
            ),
            models.CheckConstraint(name="library_indicator_has_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
