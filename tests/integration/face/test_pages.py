"""One address serves the page and its part; refusals become messages."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django_htmx.middleware import HtmxDetails

from sabang_kinerja.common.errors import Denied, Incomplete
from sabang_kinerja.common.pages import domain_errors_as_messages, render_page


@pytest.fixture
def request_of(rf):
    def build(**headers: str):
        request = rf.get("/", headers=headers)
        request.htmx = HtmxDetails(request)
        request.session = {}
        request._messages = FallbackStorage(request)
        return request

    return build


def rendered(request) -> str:
    context = {"title": "Halaman", "text": "Isi"}
    answer = render_page(
        request, "components/empty.html", context, fragment="components/page_head.html"
    )
    assert "HX-Request" in answer["Vary"]
    return answer.content.decode()


def test_reader_gets_the_whole_page(request_of):
    assert 'class="empty"' in rendered(request_of())


def test_htmx_gets_the_part(request_of):
    assert 'class="page-head"' in rendered(request_of(**{"HX-Request": "true"}))


def test_boosted_link_gets_the_whole_page(request_of):
    headers = {"HX-Request": "true", "HX-Boosted": "true"}

    assert 'class="empty"' in rendered(request_of(**headers))


def test_refusal_of_an_action_becomes_a_message_and_the_rest_is_skipped(request_of):
    request = request_of()
    reached = False
    with domain_errors_as_messages(request):
        raise Denied("Hanya pemilik SKP yang dapat mengajukannya.")
        reached = True

    assert not reached
    assert [str(m) for m in get_messages(request)] == [
        "Hanya pemilik SKP yang dapat mengajukannya."
    ]


def test_incomplete_says_everything_that_is_missing(request_of):
    request = request_of()
    with domain_errors_as_messages(request):
        raise Incomplete("Belum lengkap.", ["Isi target.", "Isi lampiran."])

    assert [str(m) for m in get_messages(request)] == ["Belum lengkap. Isi target. Isi lampiran."]


def test_fault_that_is_no_refusal_is_not_hidden(request_of):
    with pytest.raises(ZeroDivisionError), domain_errors_as_messages(request_of()):
        _ = 1 / 0
