"""Whoever owns the database plays against it: which answer came with which code?

The attacker knows every code and its person, reads all tables, pages, dead rows and the database's
log as its superuser, the broker with its file, the application's logs, and has even watched in
which order people answered. Each attack must leave at least five answers for every code. Beside
each runs a control on a naive pair of tables, where the same attack must succeed. (statistics B1,
B2; decision 0013)
"""

import json
import logging
import os
import random
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
import redis
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from feedback.actions.mixing import leave_in_groups
from feedback.actions.receipts import draw_codes
from feedback.actions.sealing import code_digest
from feedback.enums import Element
from feedback.models import Comment, HeldAnswer, ReceiptToken, Response
from feedback.rules.mixing import SMALLEST_GROUP
from feedback.tasks import sweep_codes
from sabang_kinerja.common.logs import RedactingFormatter
from tests.factories.feedback import make_counter, make_service, make_survey, make_survey_period

pytestmark = pytest.mark.django_db(transaction=True)

GROUPS, SIZE = 5, 6
LEFT_OVER = 3


class Town:
    """People who answered in a known order, each with an answer of their own."""

    def __init__(self, codes):
        self.codes = codes
        self.digest = {person: code_digest(code) for person, code in enumerate(codes)}
        self.vector = {person: vector_of(person) for person in range(len(codes))}
        self.words = {person: f"kata-{random.getrandbits(64):x}" for person in range(len(codes))}
        self.groups = []  # of persons, in the order in which they answered and left

    @property
    def mixed(self):
        """People whose answers have left."""
        return [person for group in self.groups for person in group]


def vector_of(person):
    """Nine ratings that nobody else gives; far from the order of anything."""
    number = (person * 7919 + 13) % 4**6
    return [3, 2, 4, *(1 + number // 4**place % 4 for place in range(6))]


@pytest.fixture
def real_redis(settings, broker_url):
    """The broker as in production, empty."""
    url = broker_url.replace("redis+socket://", "unix://")
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "KEY_PREFIX": "kinerja",
        }
    }
    client = redis.Redis.from_url(url)
    client.flushdb()
    yield client
    client.flushdb()
    client.close()


@pytest.fixture
def owner():
    """The superuser of the throw-away cluster, on the test's database."""
    mine = connection.settings_dict
    address = urlsplit(os.environ["DATABASE_URL"])
    password = unquote(address.password or "")
    try:
        link = psycopg.connect(
            host=mine["HOST"], port=mine["PORT"] or None, dbname=mine["NAME"],
            user="postgres", password=password, autocommit=True,
        )  # fmt: skip
    except psycopg.OperationalError:
        pytest.skip("nobody may be superuser on this server")
    with link:
        for extension in ("pageinspect", "pg_walinspect"):
            link.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        yield link
        for extension in ("pageinspect", "pg_walinspect"):
            link.execute(f"DROP EXTENSION IF EXISTS {extension}")


@pytest.fixture
def place():
    today = timezone.localdate()
    period = make_survey_period(year=today.year, starts=today, ends=today + timedelta(days=30))
    survey = make_survey(period=period)
    return make_service(survey.unit, has_fee=True), make_counter(survey.unit)


@pytest.fixture
def town(real_redis, owner, place, caplog):
    """Everybody answers through the pages; a group leaves whenever six have come."""
    caplog.set_level(logging.DEBUG)
    service, counter = place
    owner.execute("SELECT pg_switch_wal()")
    begin = owner.execute("SELECT pg_current_wal_flush_lsn()").fetchone()[0]
    number = GROUPS * SIZE + LEFT_OVER
    files = kept_files()
    town = Town(
        draw_codes(service=service, counter=counter, number=number, now=timezone.now()).codes
    )
    order = random.sample(range(number), number)
    for start in range(0, number, SIZE):
        group = order[start : start + SIZE]
        for person in group:
            answer(town, person)
        if len(group) == SIZE:
            assert leave_in_groups() == SIZE
            town.groups.append(group)
            sweep_codes()
    owner.execute("SELECT pg_switch_wal()")
    town.new_files = kept_files() - files
    town.log = (begin, owner.execute("SELECT pg_current_wal_flush_lsn()").fetchone()[0])
    return town


def kept_files():
    """Files that the application keeps; earlier tests may have left some."""
    return {one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()}


def answer(town, person):
    signer = signing.TimestampSigner(salt="survey")
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp()) - 50)
    code = town.codes[person]
    response = Client().post(
        "/survei/jawab/",
        {
            "kode": code,
            "mulai": signer.sign(code),
            "kirim": "1",
            "comment": town.words[person],
            **dict(zip(Element.values, map(str, town.vector[person]), strict=True)),
        },
        REMOTE_ADDR=f"36.{person // 250}.{person % 250}.1",
    )
    assert response.status_code == 303


@pytest.fixture
def naive(owner, town):
    """What most would build: a code and its answer written by one transaction, nothing else."""
    owner.execute("CREATE TABLE naive_code (digest text PRIMARY KEY, used bool NOT NULL)")
    owner.execute("CREATE TABLE naive_answer (id uuid PRIMARY KEY, ratings text)")
    for person in sorted(town.digest, key=town.digest.get):
        owner.execute("INSERT INTO naive_code VALUES (%s, false)", [town.digest[person]])
    for person in town.mixed:
        with owner.transaction():
            owner.execute(
                "UPDATE naive_code SET used = true WHERE digest = %s", [town.digest[person]]
            )
            owner.execute(
                "INSERT INTO naive_answer VALUES (gen_random_uuid(), %s)",
                [json.dumps(town.vector[person])],
            )
    yield
    owner.execute("DROP TABLE naive_code, naive_answer")


NAIVE = ("naive_code", "naive_answer")
REAL = ("feedback_receipttoken", "feedback_response")


def person_of(town, digest):
    return next(person for person, known in town.digest.items() if known == digest)


def vector(ratings):
    return tuple(json.loads(ratings) if isinstance(ratings, str) else ratings)


def hits(town, guesses):
    """How many of the guesses (person → ratings) are right."""
    return sum(tuple(town.vector[person]) == tuple(found) for person, found in guesses.items())


# ---------- the transaction's number ----------


def by_transaction(owner, codes, answers):
    """For each code the answers whose row was written by the same transaction."""
    rows = owner.execute(
        f"SELECT c.digest, a.ratings FROM {codes} c JOIN {answers} a ON a.xmin = c.xmin"
        " WHERE c.used"
    ).fetchall()
    found = defaultdict(set)
    for digest, ratings in rows:
        found[digest].add(vector(ratings))
    return found


def test_the_number_of_the_transaction_tells_nothing(owner, town, naive):
    naive_found = by_transaction(owner, *NAIVE)
    found = by_transaction(owner, *REAL)

    assert [len(one) for one in naive_found.values()] == [1] * len(town.mixed)
    assert all(len(one) >= SMALLEST_GROUP for one in found.values())
    # All codes that are among the last group's rows have the same candidates: no code stands out.
    assert len({frozenset(one) for one in found.values()}) <= 1


def versions(owner, table, used):
    """Every version of every code in the pages: live or not, (xmin, command, xmax), digest, used.

    ``used`` is the place of that column.
    """
    live = {row[0] for row in owner.execute(f"SELECT ctid::text FROM {table}").fetchall()}
    pages = owner.execute(f"SELECT pg_relation_size('{table}') / 8192").fetchone()[0]
    for page in range(pages):
        for place, xmin, command, xmax, attributes in owner.execute(
            "SELECT lp, t_xmin::text, t_field3, t_xmax::text, t_attrs FROM heap_page_item_attrs("
            f"get_raw_page('{table}', %s), '{table}') WHERE lp_flags = 1",
            [page],
        ).fetchall():
            is_live = f"({page},{place})" in live
            yield (
                is_live,
                (xmin, command, xmax),
                attributes[0][1:].decode(),
                attributes[used] == b"\1",
            )


def test_all_spent_codes_look_alike(owner, town):
    """Neither transaction nor command within it tells which code was spent last."""
    marks = [
        mark for is_live, mark, _digest, used in versions(owner, REAL[0], 3) if is_live and used
    ]

    # The last three, whose answers are still sealed, wrote all spent codes anew.
    assert len(marks) == GROUPS * SIZE + LEFT_OVER
    assert len(set(marks)) == 1


# ---------- the place of the row ----------


def by_place(owner, town, codes, answers, *, spent_order=False):
    """Guess that rows lie in the order in which people answered."""
    digests = [
        row[0]
        for row in owner.execute(f"SELECT digest FROM {codes} WHERE used ORDER BY ctid").fetchall()
    ]
    persons = [person_of(town, digest) for digest in digests]
    persons = [person for person in persons if person in set(town.mixed)]
    if spent_order:
        persons = list(town.mixed)
    rows = owner.execute(f"SELECT ratings FROM {answers} ORDER BY ctid").fetchall()
    return {person: vector(row[0]) for person, row in zip(persons, rows, strict=True)}


def test_the_place_of_the_row_tells_nothing(owner, town, naive):
    assert hits(town, by_place(owner, town, *NAIVE, spent_order=True)) == len(town.mixed)
    naive_by_rows = by_place(owner, town, *NAIVE)

    assert hits(town, naive_by_rows) == len(town.mixed)
    # Chance is one right guess for all; more than nine happen once in ten million runs.
    assert hits(town, by_place(owner, town, *REAL)) <= 9
    # Who knows the order of people, still only guesses within each group of six: one of six each.
    assert hits(town, by_place(owner, town, *REAL, spent_order=True)) <= 3 * GROUPS + 3


def test_ids_are_in_no_order(owner, town):
    rows = owner.execute("SELECT ratings FROM feedback_response ORDER BY id").fetchall()
    guesses = {person: vector(row[0]) for person, row in zip(town.mixed, rows, strict=True)}

    assert hits(town, guesses) <= 9


# ---------- dead rows ----------


def unspent_dead(owner, table, used):
    """Transactions that spent a code, as its dead unspent version tells: transaction → digest."""
    return {
        mark[2]: digest
        for is_live, mark, digest, spent in versions(owner, table, used)
        if not is_live and not spent
    }


def test_dead_rows_tell_nothing(owner, town, naive):
    spenders = unspent_dead(owner, NAIVE[0], 1)
    rows = owner.execute("SELECT xmin::text, ratings FROM naive_answer").fetchall()
    guesses = {
        person_of(town, spenders[xmin]): vector(row) for xmin, row in rows if xmin in spenders
    }
    assert hits(town, guesses) == len(guesses) > 0

    # Only those whose answers are still sealed have left a version from before.
    left = set(unspent_dead(owner, REAL[0], 3).values())
    assert len(left) <= LEFT_OVER
    assert not left & {town.digest[person] for person in town.mixed}


# ---------- the log of the database ----------


def transactions_of(owner, town, table):
    """Transactions that the log names with a table, in their order."""
    rows = owner.execute(
        "SELECT xid::text FROM pg_get_wal_block_info(%s, %s)"
        " WHERE relfilenode = pg_relation_filenode(%s) AND xid::text <> '0' ORDER BY start_lsn",
        [*town.log, table],
    ).fetchall()
    return list(dict.fromkeys(row[0] for row in rows))


def test_the_log_of_the_database_tells_nothing(owner, town):
    """Everybody's turn is in it, and so is every group's leaving; not who of the group is who."""
    spends = transactions_of(owner, town, "feedback_receipttoken")
    leavings = transactions_of(owner, town, "feedback_response")

    assert len(leavings) == GROUPS
    assert len(spends) >= len(town.mixed) + LEFT_OVER
    for xid in leavings:
        written = owner.execute(
            "SELECT count(*) FROM feedback_response WHERE xmin::text = %s", [xid]
        ).fetchone()[0]
        assert written >= SMALLEST_GROUP
    told = log_bytes(owner, town, set(spends) - set(leavings))
    assert len(told) > 5_000
    assert not any(words.encode() in told for words in town.words.values())
    assert not any(b"".join(bytes([r, 0]) for r in v) in told for v in town.vector.values())
    # The control: what the leaving transactions wrote can be read in the log.
    assert sum(
        words.encode() in log_bytes(owner, town, set(leavings)) for words in town.words.values()
    ) == len(town.mixed)
    assert transactions_of(owner, town, "feedback_heldanswer") == []


def log_bytes(owner, town, xids):
    rows = owner.execute(
        "SELECT block_data, block_fpi_data FROM pg_get_wal_block_info(%s, %s)"
        " WHERE xid::text = ANY(%s)",
        [*town.log, list(xids)],
    ).fetchall()
    return b"".join(part for row in rows for part in row if part)


# ---------- what codes tell, what groups tell ----------


def test_a_group_is_alike_in_all_that_a_code_tells(owner, town):
    groups = owner.execute(
        "SELECT count(*), count(DISTINCT (service_id, counter_id, day, channel)),"
        " count(DISTINCT flags & 64) FROM feedback_response GROUP BY xmin::text"
    ).fetchall()

    assert len(groups) == GROUPS
    assert all(size >= SMALLEST_GROUP and kinds == 1 for size, kinds, _bursts in groups)
    assert all(bursts == 1 for _size, _kinds, bursts in groups)


def test_no_value_stands_in_both_tables(owner, town):
    """Nor does a code's digest or an answer's id stand anywhere else in the database."""
    tables = [
        row[0]
        for row in owner.execute(
            "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
            " WHERE table_type = 'BASE TABLE'"
            " AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
    ]
    contents = {
        table: "\n".join(
            row[0] for row in owner.execute(f"SELECT t::text FROM {table} t").fetchall()
        )
        for table in tables
    }
    for person in town.digest:
        assert [t for t in tables if town.digest[person] in contents[t]] == [
            "public.feedback_receipttoken"
        ]
        assert not any(town.codes[person] in content for content in contents.values())
    for key in Response.objects.values_list("id", flat=True):
        assert [t for t in tables if str(key) in contents[t]] == ["public.feedback_response"]
    for person in town.mixed:
        where = [t for t in tables if town.words[person] in contents[t]]
        assert where == ["public.feedback_comment"]
    for comment in Comment.objects.values_list("id", flat=True):
        assert {t for t in tables if str(comment) in contents[t]} <= {
            "public.feedback_comment",
            "public.feedback_commentevent",
        }


def test_answers_words_and_codes_point_nowhere(owner, town):
    links = owner.execute(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
        " WHERE contype = 'f'"
    ).fetchall()
    apart = {f"feedback_{name}" for name in ("receipttoken", "response", "comment", "contact")}
    apart.add("feedback_heldanswer")

    assert not [(a, b) for a, b in links if a in apart and b in apart]
    assert not [(a, b) for a, b in links if b in apart and a not in {"feedback_commentevent"}]
    columns = owner.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_name = ANY(%s) AND (data_type LIKE 'timestamp%%' OR is_identity = 'YES'"
        " OR column_default LIKE 'nextval%%')",
        [list(apart)],
    ).fetchall()
    assert columns == [("feedback_contact", "done_at")]
    history = owner.execute("SELECT count(*) FROM pghistory_context").fetchone()[0]
    assert history == 0


# ---------- beside the database ----------


def test_what_waits_cannot_be_read_in_the_pages(owner, town):
    assert HeldAnswer.objects.count() == LEFT_OVER
    pages = owner.execute(
        "SELECT c.relname, coalesce(pg_relation_size(c.oid), 0) / 8192 FROM pg_class c"
        " WHERE c.oid = 'feedback_heldanswer'::regclass"
        " OR c.oid = (SELECT reltoastrelid FROM pg_class"
        " WHERE oid = 'feedback_heldanswer'::regclass)"
    ).fetchall()
    raw = b"".join(
        owner.execute(
            "SELECT get_raw_page(%s, %s)", [f"pg_toast.{n}" if "toast" in n else n, page]
        ).fetchone()[0]
        for n, size in pages
        for page in range(size)
    )

    assert len(raw) > LEFT_OVER * 8000
    assert not any(words.encode() in raw for words in town.words.values())
    lengths = {len(bytes(sealed)) for sealed in HeldAnswer.objects.values_list("sealed", flat=True)}
    assert len(lengths) == 1


def test_sessions_and_statistics_of_the_server_hold_no_answer(owner, town):
    shown = owner.execute("SELECT string_agg(query, ' ') FROM pg_stat_activity").fetchone()[0]

    assert not any(words in shown for words in town.words.values())
    assert owner.execute("SELECT count(*) FROM django_session").fetchone()[0] == 0


def test_the_broker_holds_no_answer(real_redis, town):
    kept = b""
    for key in real_redis.scan_iter():
        kept += key + b"\n" + (real_redis.get(key) if real_redis.type(key) == b"string" else b"")
    files = Path(os.environ["KINERJA_STATE"], "broker/data").rglob("*")
    kept += b"".join(file.read_bytes() for file in files if file.is_file())

    assert b"survey-device" in kept
    for person in town.digest:
        assert town.words[person].encode() not in kept
        assert town.codes[person].encode() not in kept
        assert str(town.vector[person]).encode() not in kept
    for key in real_redis.scan_iter("*survey-fresh:*"):
        assert 0 < real_redis.ttl(key) <= 60
    # Counts of a day end together, whenever they began.
    ends = [real_redis.ttl(key) for key in real_redis.scan_iter("*survey-device:*")]
    assert max(ends) - min(ends) <= 60
    for key in Response.objects.values_list("id", flat=True):
        assert str(key).encode() not in kept


def test_the_logs_hold_neither_code_nor_answer(town, caplog):
    formatter = RedactingFormatter("%(message)s")
    told = "\n".join(formatter.format(record) for record in caplog.records)
    server = Path(os.environ["KINERJA_STATE"], "postgres/postgres.log")
    told += server.read_text(errors="replace") if server.is_file() else ""

    for person in town.digest:
        assert town.codes[person] not in told
        assert town.digest[person] not in told
        assert town.words[person] not in told


def test_no_file_tells_when(town):
    assert town.new_files == set()


def test_everybody_is_counted_all_the_same(town):
    assert Response.objects.count() == len(town.mixed)
    assert sorted(tuple(r) for r in Response.objects.values_list("ratings", flat=True)) == sorted(
        tuple(town.vector[person]) for person in town.mixed
    )
    assert ReceiptToken.objects.filter(used=True).count() == len(town.mixed) + LEFT_OVER
    cache.clear()
