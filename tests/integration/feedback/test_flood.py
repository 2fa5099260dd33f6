"""Ten thousand posts: the page stays up, most are asked to wait, the index does not move."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from django.core import signing
from django.utils import timezone

from feedback.actions.mixing import leave_at_closing
from feedback.actions.receipts import draw_codes
from feedback.enums import Element, Standing
from feedback.models import HeldAnswer, Response
from feedback.views.limits import Limit
from sabang_kinerja.embedded.within import ROOT
from tests.factories.feedback import (
    make_counter,
    make_response,
    make_service,
    make_survey,
    make_survey_period,
)

pytestmark = [pytest.mark.real_services, pytest.mark.django_db(transaction=True)]

LOCAL = "sabang_kinerja.settings.local"
POSTS, VISITORS, SECONDS = 10_000, 8, 240


@pytest.fixture
def collected(tmp_path):
    """Static files, as a release prepares them."""
    local = {"KINERJA_STATE": str(tmp_path), "DJANGO_SETTINGS_MODULE": LOCAL}
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        env=os.environ | local,
        check=True,
    )


@pytest.mark.usefixtures("collected")
def test_ten_thousand_posts_leave_the_index_alone(start_process, free_port, eventually):
    today = timezone.localdate()
    survey = make_survey(period=make_survey_period(year=today.year, starts=today, ends=today))
    service, counter = make_service(survey.unit, has_fee=True), make_counter(survey.unit)
    codes = draw_codes(service=service, counter=counter, number=300, now=timezone.now()).codes
    for number in range(40):
        make_response(survey, service=service, ratings=[3, 4] * 4 + [3 + number % 2])
    address = f"127.0.0.1:{free_port}"
    web = start_process("web", BIND=address, SECRET_KEY="tests-only")
    eventually(lambda: is_up(address), seconds=90)

    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as pool:
        statuses = list(pool.map(lambda n: send(address, codes[n % 300]), range(POSTS)))
    seconds = time.monotonic() - began

    taken = HeldAnswer.objects.count()
    print(f"{POSTS} posts in {seconds:.0f} s: {taken} taken, {statuses.count(429)} asked to wait")
    assert seconds < SECONDS
    assert not [status for status in statuses if status >= 500]
    # They come from one network: so many a minute, however many it sends.
    assert taken <= Limit.ANSWER.value[1] * (seconds // 60 + 2)
    assert statuses.count(429) > POSTS * 0.8
    assert is_up(address)
    assert not [code for code in codes if code in web.log.read_text()]
    leave_at_closing([survey])
    assert Response.objects.exclude(standing=Standing.USABLE).count() == taken
    assert Response.objects.filter(standing=Standing.USABLE).count() == 40


def is_up(address):
    try:
        return request(address, "GET", "/survei/") in (200, 429)
    except OSError:
        return False


def send(address, code):
    """The worst marks after twelve seconds, as a machine would send them."""
    signer = signing.TimestampSigner(key="tests-only", salt="survey")
    signer.timestamp = lambda: signing.b62_encode(int(time.time()) - 12)
    fields = {"kode": code, "mulai": signer.sign(code), "kirim": "1"}
    return request(address, "POST", "/survei/jawab/", fields | dict.fromkeys(Element.values, "1"))


def request(address, method, path, fields=None):
    host = urlsplit(f"//{address}")
    link = HTTPConnection(host.hostname, host.port, timeout=60)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "Chrome Android"}
    link.request(method, path, urlencode(fields) if fields else None, headers)
    answered = link.getresponse()
    answered.read()
    link.close()
    return answered.status
