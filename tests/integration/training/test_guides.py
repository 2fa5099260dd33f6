"""Learning in place: every screen has its guide, and the handbook says the same."""

import pypdfium2
import pytest
from django.urls import reverse

from personnel.enums import Role
from sabang_kinerja.help import screen_guide
from sabang_kinerja.library import load_guide_and_test, load_screen_guides
from sabang_kinerja.navigation import navigation
from tests.factories.documents import pdf_text
from tests.factories.personnel import make_employee, make_unit, make_user
from tests.factories.sessions import sign_in
from training.actions import guides
from training.models import Guide, GuideVersion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_every_place_of_the_menu_has_a_guide(rf, role):
    load_screen_guides()
    known = set(Guide.objects.values_list("slug", flat=True))
    request = rf.get("/")
    request.user = make_user(role, employee=make_employee(make_unit()), agency=make_unit())

    places = navigation(request)["nav"]

    assert places
    without = [place.url for place in places if screen_guide(place.url) not in known]
    assert without == []


def test_a_screen_leads_to_its_guide_and_reading_it_counts(client):
    load_screen_guides()
    user = make_user(employee=make_employee(make_unit()))
    sign_in(client, user)
    page = client.get(reverse("training:record-list")).content.decode()
    url = reverse("training:guide-detail", args=["layar-pelatihan"])
    assert f'href="{url}"' in page
    assert "Panduan layar ini" in page

    guide = client.get(url)
    assert "PNS sedikitnya 20 JP" in guide.content.decode()
    client.post(reverse("training:guide-acknowledge", args=[guide.context["version"].pk]))

    assert user.employee.acknowledgements.count() == 1


def test_the_guide_speaks_english_to_who_reads_english(client, settings):
    load_screen_guides()
    sign_in(client, make_user(employee=make_employee(make_unit())))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(reverse("training:guide-detail", args=["layar-pelatihan"])).content.decode()

    assert "PNS at least 20 hours a year" in page
    assert "Training and development" in page
    assert "Training and development" in client.get(reverse("help")).content.decode()


def test_loading_again_changes_nothing_and_a_version_of_the_city_stays():
    assert load_screen_guides() == 18
    assert load_screen_guides() == 0
    guide = Guide.objects.get(slug="layar-akun")
    guides.publish_guide(
        guide_id=guide.pk, chapters=[{"title": "Kami", "text": "Cara kami."}],
        by=make_user(Role.TRAINING_OFFICER), now=GuideVersion.objects.first().published_at,
    )  # fmt: skip

    assert load_screen_guides() == 0
    assert guide.versions.count() == 2


def test_the_handbook_prints_every_guide_with_right_page_numbers(client):
    load_guide_and_test()
    load_screen_guides()
    sign_in(client, make_user(employee=make_employee(make_unit())))

    pdf = client.get(reverse("reports:handbook")).content

    text = " ".join(pdf_text(pdf).split())
    assert "Mengapa penilaian kinerja ada" in text
    assert "Untuk apa layar ini" in text
    document = pypdfium2.PdfDocument(pdf)
    pages = [
        " ".join(document[number].get_textpage().get_text_range().split())
        for number in range(len(document))
    ]
    contents = next(
        page for page in pages if "Panduan penilaian kinerja ASN" in page and "Isi" in page
    )
    assert "Laporan dan pekerjaan latar" in contents
    bookmarks = {one.get_title(): one.get_dest().get_index() for one in document.get_toc()}
    for title in ("Pelatihan dan pengembangan", "Laporan dan pekerjaan latar"):
        number = bookmarks[title] + 1
        assert title in pages[number - 1]
        after = contents.split(title, 1)[1]
        printed = "".join(sign for sign in after[:400] if sign.isdigit() or sign == " ").split()
        assert str(number) in printed
