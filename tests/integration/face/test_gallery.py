"""Each component stands on a page where it can be looked at, and says how to use it."""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.personnel import make_user
from tests.factories.sessions import sign_in

COMPONENTS = sorted((settings.BASE_DIR / "templates/components").glob("*.html"))


def shown(response) -> set[str]:
    return {(template.name or "").rsplit("/", 1)[-1] for template in response.templates}


@pytest.mark.django_db
def test_every_component_stands_on_the_gallery_or_the_sign_in_page(client):
    entrance = shown(client.get(reverse("account_login")))
    sign_in(client, make_user())
    gallery = shown(client.get(reverse("gallery")))

    of_a_plan = {"_form_foot.html"}
    assert {path.name for path in COMPONENTS} - gallery - entrance == of_a_plan


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_opens_with_a_comment_that_names_its_arguments(path):
    text = path.read_text()

    assert text.startswith("{% comment %}")
    opening = text[: text.index("{% endcomment %}")]
    assert any(
        word in opening for word in ("Arguments:", "No arguments.", "Uses the page's context")
    )
