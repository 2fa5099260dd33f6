"""The embedded servers: what was committed stays, whoever is killed."""

import os
import signal

import psycopg
import pytest
import redis
from environ import Env

from sabang_kinerja.embedded.broker import Broker
from sabang_kinerja.embedded.postgres import Postgres
from sabang_kinerja.embedded.service import end


def connect(postgres):
    place = Env.db_url_config(postgres.url)
    return psycopg.connect(
        host=place["HOST"],
        port=place["PORT"] or None,
        user=place["USER"],
        password=place["PASSWORD"],
        dbname=place["NAME"],
        autocommit=True,
    )


def keep(postgres, text):
    with connect(postgres) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (text text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [text])


def kept(postgres):
    with connect(postgres) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM kept")]


def test_database_stopped_and_started_again_has_its_rows(tmp_path):
    with Postgres(tmp_path) as postgres:
        keep(postgres, "surat")

    with Postgres(tmp_path) as postgres:
        assert kept(postgres) == ["surat"]


def test_database_after_kill_of_its_process_has_committed_rows(tmp_path):
    with Postgres(tmp_path) as postgres:
        keep(postgres, "surat")
        assert end(postgres._pid(), signal.SIGKILL, seconds=10)
        assert not postgres.is_running()

        with Postgres(tmp_path) as again:
            assert kept(again) == ["surat"]


def test_database_whose_users_were_all_killed_is_used_again(tmp_path):
    first = Postgres(tmp_path)
    first.__enter__()
    keep(first, "surat")
    first._lease.close()  # as the kernel does when a process is killed
    number = first._pid()

    with Postgres(tmp_path) as second:
        assert second._pid() == number
        assert kept(second) == ["surat"]
    assert not second.is_running()


def test_database_stale_process_number_of_another_program_does_not_block(tmp_path):
    with Postgres(tmp_path) as postgres:
        keep(postgres, "surat")
    note = postgres.data / "postmaster.pid"
    note.write_text(f"{os.getpid()}\n{postgres.data}\n")

    with Postgres(tmp_path) as postgres:
        assert kept(postgres) == ["surat"]


def test_database_with_two_users_runs_until_the_last_leaves(tmp_path):
    with Postgres(tmp_path) as first:
        with Postgres(tmp_path):
            pass
        assert first.is_running()
    assert not first.is_running()


def test_database_below_closed_and_deep_directory_starts(tmp_path):
    home = tmp_path / "tertutup" / ("panjang-sekali-" * 5)
    home.mkdir(parents=True)
    home.parent.chmod(0o700)

    with Postgres(home) as postgres:
        keep(postgres, "surat")
        assert kept(postgres) == ["surat"]
    assert home.parent.stat().st_mode & 0o777 == 0o700
    postgres.destroy()


def test_database_role_is_no_superuser_and_may_add_what_the_application_needs(tmp_path):
    with Postgres(tmp_path) as postgres, connect(postgres) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.execute("CREATE EXTENSION btree_gist")

        superuser, listens = connection.execute(
            "SELECT rolsuper, current_setting('listen_addresses') FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()

    assert not superuser
    assert listens == ""


def test_database_wrong_password_is_refused(tmp_path):
    with Postgres(tmp_path) as postgres:
        place = Env.db_url_config(postgres.url)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(host=place["HOST"], user="kinerja", password="salah", dbname="kinerja")


def test_broker_after_kill_keeps_what_was_queued(tmp_path):
    with Broker(tmp_path) as broker:
        with redis.Redis.from_url(broker.url) as client:
            client.rpush("celery", "surat")
            client.execute_command("WAITAOF", 1, 0, 5000)
            number = client.info("server")["process_id"]
        assert end(number, signal.SIGKILL, seconds=10)

        with Broker(tmp_path) as again, redis.Redis.from_url(again.url) as client:
            assert client.lrange("celery", 0, -1) == [b"surat"]
