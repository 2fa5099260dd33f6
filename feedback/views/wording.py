"""Words of the citizen's pages in three languages; Acehnese ones are drafts until checked."""

from typing import Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from feedback.actions.answers import Refusal
from feedback.rules.languages import ACEHNESE, INDONESIAN

WORDS: Final = {
    "next": _("Lanjut"),
    "back": _("Kembali"),
    "send": _("Kirim"),
    "thanks": _("Terima kasih. Jawaban Saudara sudah diterima."),
    "skip": _("Tidak ingin menjawab"),
    "comment": _("Kritik atau saran (boleh kosong)"),
    "comment_hint": _("Jangan tulis nama, nomor telepon, atau NIK."),
    "about": _("Tentang Saudara"),
    "privacy": _(
        "Jawaban Saudara tanpa nama. Kami tidak menyimpan nama, NIK, nomor telepon, maupun kode "
        "tanda terima bersama jawaban. Jawaban dipakai untuk memperbaiki layanan, bukan untuk "
        "menilai Saudara. Mengisi survei ini sukarela dan tidak memengaruhi layanan yang Saudara "
        "terima."
    ),
}

DRAFTS: Final = {
    "next": "Lanjôt",
    "back": "Gisa",
    "send": "Kirém",
    "thanks": "Teurimong gaseh. Jaweueban droeneuh ka trôk.",
    "skip": "Hana galak jaweueb",
    "comment": "Saran (hana wajéb)",
    "comment_hint": "Bèk tuleh nan, nomo HP, atawa NIK.",
    "privacy": (
        "Jaweueban droeneuh hana nan. Kamoe hana meukeubah nan, NIK, nomo HP, atawa kode tanda "
        "teurimong. Jaweueban nyan keu peugét layanan, kon keu nilai droeneuh. Peuasoe survei nyoe "
        "hana geupaksa, hana meukeunong layanan droeneuh."
    ),
}

REFUSALS: Final = {
    Refusal.MISTYPED: (
        _("Kode ini belum tepat."),
        _("Periksa lagi huruf dan angkanya pada tanda terima. Huruf besar atau kecil sama saja."),
    ),
    Refusal.UNKNOWN: (
        _("Kode ini tidak kami kenal."),
        _("Periksa kembali tanda terima Saudara, atau minta kode baru di loket."),
    ),
    Refusal.EXPIRED: (
        _("Masa berlaku kode ini sudah lewat."),
        _("Kode berlaku sampai tanggal yang tercetak padanya. Saran tetap dapat disampaikan."),
    ),
    Refusal.USED: (
        _("Jawaban dengan kode ini sudah kami terima."),
        _("Setiap kode berlaku sekali. Bila Saudara baru saja mengirim, jawaban itu sudah masuk."),
    ),
    Refusal.CLOSED: (
        _("Survei layanan ini sedang tidak dibuka."),
        _("Terima kasih atas niat baik Saudara. Saran dapat disampaikan lewat SP4N-LAPOR!."),
    ),
}


def page_words(language: str) -> dict[str, str]:
    """All words of ``WORDS`` in a language; what has no draft is said in Indonesian."""
    with translation.override(INDONESIAN if language == ACEHNESE else language):
        words = {key: str(text) for key, text in WORDS.items()}
    return words | DRAFTS if language == ACEHNESE else words
