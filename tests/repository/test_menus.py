"""Every menu of e-Kinerja has a page here, and the addresses in the legal map exist (R7.1)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

MENUS = (
    "Login",
    "Profil",
    "SKP (Daftar SKP)",
    "SKP JPT",
    "SKP JA/JF",
    "Matriks (Peran Hasil)",
    "SKP Bawahan",
    "Penilaian – Penilaian Diri",
    "Penilaian – Bawahan",
    "Penilaian – Rekan Kerja",
    "Tim Kerja",
    "Monitoring Kurva",
    "Monitoring Pengisian",
    "Manajemen Unor / Pegawai",
    "Cetak",
    "Angka Kredit",
)


def rows() -> dict[str, list[str]]:
    """Addresses by menu, as the legal map lists them."""
    text = (Path(settings.BASE_DIR) / "docs/legal.md").read_text()
    section = text.split("## Menus of e-Kinerja\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line[:2] == "| "]
    return {menu: re.findall(r"`(/[^`]*)`", pages) for menu, _page, pages in lines[1:]}


def test_every_menu_of_e_kinerja_stands_in_the_table():
    assert set(MENUS) <= set(rows())


@pytest.mark.parametrize("menu", rows())
def test_addresses_of_a_menu_lead_to_a_page(menu):
    addresses = rows()[menu]

    assert addresses
    for address in addresses:
        assert resolve(re.sub(r"<\w+>", "1", address)).func
