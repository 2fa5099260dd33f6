"""Guides in exact versions, and who confirmed to have read which."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from personnel.models import Employee
from sabang_kinerja.common.constraints import one_of
from sabang_kinerja.common.history import tracked
from training.enums import GuideKind


@tracked()
class Guide(models.Model):
    """Something to read and confirm: the guide of the appraisal, a screen's, material of an event.

    ``is_required`` asks everybody for a confirmation, again after each new version.
    """

    slug = models.SlugField(_("alamat"), max_length=60, unique=True)
    title = models.CharField(_("judul"), max_length=160)
    title_en = models.CharField(_("judul dalam bahasa Inggris"), max_length=160, blank=True)
    kind = models.CharField(_("jenis"), max_length=8, choices=GuideKind)
    is_required = models.BooleanField(_("wajib dibaca"), default=False)

    class Meta:
        verbose_name = _("panduan")
        ordering = ["kind", "title"]
        constraints = [one_of("guide_kind_known", "kind", GuideKind.values)]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The title in the reader's language, as far as there is one."""
        return (self.title_en if get_language() == "en" else "") or self.title


class GuideVersion(models.Model):
    """One version, as it was published; ``sha256`` is the fingerprint of its content.

    ``chapters`` holds title and text of each chapter, with ``title_en`` and ``text_en`` where there
    is an English text; material of an event is a file instead.
    """

    guide = models.ForeignKey(Guide, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versi"))
    chapters = models.JSONField(default=list, blank=True)
    file = models.FileField(upload_to="guides/%Y/%m/", blank=True)
    file_name = models.CharField(_("nama berkas"), max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("diterbitkan"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("versi panduan")
        ordering = ["guide", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="published_guide_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide} v{self.number}"


class Acknowledgement(models.Model):
    """Pernyataan telah membaca of one exact version; it is said once and stays."""

    version = models.ForeignKey(GuideVersion, models.PROTECT, related_name="acknowledgements")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="acknowledgements")
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("pernyataan membaca")
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "employee"], name="acknowledged_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="acknowledgement_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}: {self.version_id}"
