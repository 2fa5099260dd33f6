"""Work after commit: an uploaded spreadsheet is read and compared, mails are sent."""

import logging
from collections.abc import Mapping
from datetime import date
from smtplib import SMTPException

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from personnel import emails
from personnel.enums import LEGAL_NOTICES, ImportState
from personnel.imports.reasons import FileCode, FileRefused
from personnel.models import DailyMail, ImportRun, Notice, User
from personnel.selectors.import_plans import preview_of

logger = logging.getLogger(__name__)

READING_SECONDS = 5 * 60
GIVEN_UP = gettext_noop(
    "Berkas tidak selesai dibaca karena gangguan pada sistem. Isi berkas tidak berubah; coba lagi."
)


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def send_password_link(account_id: int) -> None:
    """Send the link for a first password; twice does no harm, both links are good once."""
    account = User.objects.filter(pk=account_id, is_active=True).exclude(email="").first()
    if account is not None:
        emails.send_password_link(account)


@shared_task
def send_daily_mails(account_ids: list[int]) -> None:
    """Give each account a task of its own, so that one bad address holds up nobody else."""
    for account_id in account_ids:
        send_daily_mail.delay(account_id)


@shared_task(autoretry_for=(OSError, SMTPException), retry_backoff=60, max_retries=6)
def send_daily_mail(account_id: int) -> bool:
    """Send an account its one mail of today, unless it was sent or nothing is to be told.

    Twice does no harm: the account is locked, and the day is kept with what was told.
    """
    now = timezone.now()
    day = timezone.localtime(now).date()
    with transaction.atomic():
        account = (
            User.objects.select_for_update(of=("self",))
            .filter(pk=account_id, is_active=True)
            .exclude(email="")
            .first()
        )
        if account is None or DailyMail.objects.filter(recipient=account, day=day).exists():
            return False
        notices = Notice.objects.filter(recipient=account).to_mail()
        if not account.wants_mail:
            notices = notices.filter(kind__in=LEGAL_NOTICES)
        told = list(notices.order_by("made_at", "pk"))
        if not told:
            return False
        DailyMail.objects.create(recipient=account, day=day, sent_at=now, notices=len(told))
        Notice.objects.filter(pk__in=[row.pk for row in told]).update(mailed_at=now)
        emails.send_daily_mail(account, told)
    return True


@shared_task(soft_time_limit=READING_SECONDS, time_limit=READING_SECONDS + 30)
def read_import(run_id: int) -> None:
    """Read the file of a run and keep its preview as of today."""
    read_run(run_id, timezone.localdate())


def read_run(run_id: int, today: date) -> None:
    """Read the file of a run and keep its preview; running it twice does no harm."""
    run = ImportRun.objects.filter(pk=run_id, state=ImportState.READING).first()
    if run is None:
        return
    try:
        outcome = preview_of(run, today, lambda percent: _tell(run_id, percent))
    except FileRefused as refusal:
        _fail(run_id, refusal.code.value, str(refusal))
    except SoftTimeLimitExceeded:
        _fail(run_id, FileCode.UNREADABLE.value, GIVEN_UP)
    except Exception:
        logger.exception("import %s could not be read", run_id)
        _fail(run_id, FileCode.UNREADABLE.value, GIVEN_UP)
    else:
        _leave_reading(run_id, ImportState.PREVIEWED, outcome)


def _tell(run_id: int, percent: int) -> None:
    ImportRun.objects.filter(pk=run_id, state=ImportState.READING).update(progress=percent)


def _fail(run_id: int, code: str, message: str) -> None:
    failure = {"failure": {"code": code, "message": message}}
    _leave_reading(run_id, ImportState.FAILED, failure)


def _leave_reading(run_id: int, state: ImportState, outcome: Mapping[str, object]) -> None:
    """Only a run that is still being read moves on; one that was discarded stays so."""
    ImportRun.objects.filter(pk=run_id, state=ImportState.READING).update(
        state=state, outcome=outcome, progress=100
    )
