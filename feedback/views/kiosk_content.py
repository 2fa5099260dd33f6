"""What a tablet keeps so that it can ask without a network: services, questions, its own words."""

from datetime import date
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from feedback.actions.kiosks import POOL
from feedback.forms.answering import AnswerForm
from feedback.models import CitizenSurvey, Kiosk, Service
from feedback.rules.languages import ACEHNESE, INDONESIAN, NAMES, languages_on_offer
from feedback.selectors.asking import running_survey
from feedback.views.wording import page_words

WORDS: Final = {
    "title": _("Bagaimana layanan yang Saudara terima?"),
    "lead": _("Sembilan pertanyaan, kurang dari satu menit, tanpa nama."),
    "service": _("Pilih layanan"),
    "number": _("Pertanyaan {n} dari {all}"),
    "profile_lead": _("Membantu kami melihat apakah semua kelompok warga terwakili."),
    "start_over": _("Mulai dari awal"),
    "idle": _("Masih di sini?"),
    "idle_lead": _("Jawaban dihapus dan layar kembali ke awal dalam {n} detik."),
    "idle_go_on": _("Lanjutkan mengisi"),
    "not_kept": _(
        "Tablet ini tidak dapat menyimpan jawaban; penyimpanannya mungkin penuh. Jawaban masih ada "
        "di layar. Panggil petugas, lalu tekan Kirim lagi."
    ),
    "thanks_lead": _("Layar kembali ke awal sebentar lagi."),
    "online": _("Terhubung"),
    "offline": _("Tanpa jaringan"),
    "waiting": _("Menunggu dikirim: {n}"),
    "codes": _("Sisa kode: {n}"),
    "refused": _("Tidak dapat diterima: {n}"),
    "low": _("Kode kios hampir habis. Petugas: hubungkan tablet ini ke jaringan."),
    "empty": _("Kios ini sedang tidak dapat menerima jawaban."),
    "empty_lead": _(
        "Petugas: hubungkan tablet ini ke jaringan. Saudara tetap dapat menjawab dengan kode pada "
        "tanda terima."
    ),
    "closed": _("Saat ini tidak ada survei yang dibuka."),
    "unknown": _("Tablet ini belum disiapkan, atau sudah dicabut."),
    "unknown_lead": _("Petugas survei dapat membuat alamat baru pada halaman kios."),
}


def kiosk_content(kiosk: Kiosk, day: date) -> dict[str, Any]:
    """Everything that the tablet shows, in all languages on offer.

    Services of the counter's unit and of what is below it, as far as a survey asks about them.
    Services with one questionnaire share its texts: ``form`` is a key of ``forms``.
    """
    surveys: dict[int, CitizenSurvey | None] = {}
    forms: dict[str, dict[str, Any]] = {}
    services = []
    rows = Service.objects.active().within(kiosk.counter.unit).select_related("unit")
    for service in rows:
        if service.unit_id not in surveys:
            surveys[service.unit_id] = running_survey(service, day)
        survey = surveys[service.unit_id]
        if survey is None:
            continue
        form = f"{survey.questionnaire_id}-{'fee' if service.has_fee else 'free'}"
        if form not in forms:
            forms[form] = _form(survey, service)
        services.append({"code": service.code, "name": service.name, "form": form})
    return {
        "counter": kiosk.counter.name,
        "unit": kiosk.counter.unit.name,
        "pool": POOL,
        "services": services,
        "forms": forms,
        "words": {language: kiosk_words(language) for language in NAMES},
    }


def kiosk_words(language: str) -> dict[str, str]:
    """Words of the screens in a language; those without a draft in Indonesian."""
    with translation.override(INDONESIAN if language == ACEHNESE else language):
        words = {key: str(text) for key, text in WORDS.items()}
    return words | page_words(language)


def _form(survey: CitizenSurvey, service: Service) -> dict[str, Any]:
    checked = survey.questionnaire.acehnese_checked_at is not None
    offered = languages_on_offer(acehnese_checked=checked)
    return {
        "languages": [[code, NAMES[code]] for code in offered],
        "asks": {code: _asks(survey, service, code) for code in offered},
    }


def _asks(survey: CitizenSurvey, service: Service, language: str) -> dict[str, Any]:
    with translation.override(INDONESIAN if language == ACEHNESE else language):
        form = AnswerForm(survey=survey, service=service, language=language)
        return {
            "questions": [
                {
                    "name": ask.field.html_name,
                    "text": ask.text,
                    "needed": ask.field.field.required,
                    "options": [list(one) for one in ask.field.field.choices]  # type: ignore[attr-defined]  # of a choice
                    if ask.is_choice
                    else [],
                }
                for ask in form.asks
            ],
            "profile": [
                {
                    "name": field.html_name,
                    "text": str(field.label),
                    "options": [list(one) for one in field.field.choices if one[0]],  # type: ignore[attr-defined]  # of a choice
                }
                for field in form.profile
            ],
        }
