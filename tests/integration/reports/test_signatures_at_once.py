"""Two at once: a signature is given once, and never on a letter that is being withdrawn."""

import threading

import pytest
from django.db import connection

from reports.actions.signatures import seal
from reports.actions.withdrawals import withdraw_letter
from reports.enums import LetterState, SignatureState
from reports.models import Letter, Signature
from sabang_kinerja.common.errors import DomainError
from tests.factories.appraisal import SERVED, make_office
from tests.factories.signing import letter_asked, steps, use_seal

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps_to_take):
    """Take the steps in threads that begin together; what each refused, in order."""
    start, refused = threading.Barrier(len(steps_to_take)), [None] * len(steps_to_take)

    def take(place, step):
        try:
            start.wait(10)
            step()
        except DomainError as error:
            refused[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=take, args=(place, step))
        for place, step in enumerate(steps_to_take)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    return refused


def test_double_click_seals_once(settings, tmp_path, own_files):
    use_seal(settings, tmp_path)
    office = make_office()
    row = steps(letter_asked(office))[0]

    def click():
        seal(signature=row, by=office.supervisor, now=SERVED)

    refused = at_once(click, click, click)

    row.refresh_from_db()
    assert row.state == SignatureState.SIGNED
    assert sum(error is not None for error in refused) == 2
    assert len(list((own_files / "signed").rglob("*.pdf"))) == 1
    with row.file.open("rb") as file:
        assert len(list(file.read().split(b"/ETSI.CAdES.detached"))) == 2


@pytest.mark.parametrize("turn", range(4))
def test_letter_is_signed_before_it_is_withdrawn_or_not_at_all(settings, tmp_path, turn):
    use_seal(settings, tmp_path)
    office = make_office()
    letter = letter_asked(office)
    row = steps(letter)[0]

    sealing, withdrawing = at_once(
        lambda: seal(signature=row, by=office.supervisor, now=SERVED),
        lambda: withdraw_letter(letter=letter, reason="Keliru", by=office.admin, now=SERVED),
    )

    assert withdrawing is None
    assert Letter.objects.get().state == LetterState.WITHDRAWN
    signed = Signature.objects.filter(state=SignatureState.SIGNED).exists()
    assert signed == (sealing is None)
