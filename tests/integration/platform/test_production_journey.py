"""A letter's way on real servers, through the same processes that production starts.

PostgreSQL and Redis are the machine's own where it has them, else the embedded ones; both are
reached over the network, with a password, as on a city's server.
"""

import hashlib
import http.client
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from environ import Env

from sabang_kinerja.embedded import binaries
from sabang_kinerja.embedded.account import Account
from sabang_kinerja.embedded.postgres import Postgres
from sabang_kinerja.embedded.processes import Process, stop_all
from sabang_kinerja.embedded.service import end, launch
from sabang_kinerja.embedded.within import ROOT

pytestmark = pytest.mark.real_services

HOST = "kinerja.example"
REQUEST_LETTER = """
import json
from appraisal.enums import EvaluationState
from reports.actions.letters import request_letter
from tests.factories.appraisal import SERVED, evaluation_at, make_office
office = make_office()
evaluation = evaluation_at(EvaluationState.FINAL, office)
letter = request_letter(evaluation=evaluation, by=office.employee, now=SERVED)
print(json.dumps({"code": letter.verification_code, "number": letter.number}))
"""


@dataclass
class City:
    """A city's server: its environment, and what is asked of it from outside."""

    environment: dict[str, str]
    state: Path
    port: int

    def manage(self, *command):
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), *command],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def process(self, name):
        process = Process(
            name, [str(ROOT / "script" / name)], self.state / f"{name}.log", self.environment
        )
        process.start()
        return process

    def get(self, path, *, proto="https"):
        """Ask the web process as the proxy does; ``None`` while nobody listens."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            asked.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": proto})
            answer = asked.getresponse()
            answer.text = answer.read().decode()
        except OSError:
            return None
        finally:
            asked.close()
        return answer

    def health(self):
        answer = self.get("/health/")
        return json.loads(answer.text) if answer else {}

    def row(self, query):
        place = Env.db_url_config(self.environment["DATABASE_URL"])
        with psycopg.connect(
            host=place["HOST"],
            port=place["PORT"],
            user=place["USER"],
            password=place["PASSWORD"],
            dbname=place["NAME"],
        ) as database:
            return database.execute(query).fetchone()


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    directory = tmp_path_factory.mktemp("kota")
    directory.chmod(0o711)  # the database's account must get in
    return directory


@pytest.fixture(scope="module")
def redis_url(place, make_port):
    """A Redis with a password on a port."""
    port, password = make_port(), secrets.token_urlsafe(16)
    program = shutil.which("redis-server") or binaries.valkey_server()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", password]
    number = launch(
        [program, *options, "--dir", str(place)], place / "redis.log", Account.present()
    )
    yield f"redis://:{password}@127.0.0.1:{port}/0"
    end(number, signal.SIGTERM, seconds=10)


@pytest.fixture(scope="module")
def city(place, make_port, redis_url):
    """The application, installed and prepared; its processes are started by each test."""
    own = binaries.system_postgres()
    with Postgres(
        place / "postgres", port=make_port(), durable=False, server=own[0] if own else None
    ) as postgres:
        port = make_port()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.production",
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis_url,
            "KINERJA_STATE": str(place / "state"),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "SITE_URL": f"https://{HOST}",
            "BIND": f"127.0.0.1:{port}",
            "C_FORCE_ROOT": "1",
            "PYTHONPATH": str(ROOT),
        }
        installed = City(environment, place / "state", port)
        installed.manage("prepare")
        yield installed


def test_letter_asked_for_while_no_worker_runs_is_printed_by_the_next_one(city, eventually):
    letter = json.loads(city.manage("shell", "--no-imports", "--command", REQUEST_LETTER))
    processes = [city.process("web"), city.process("scheduler")]
    try:
        eventually(lambda: city.health().get("database"))
        assert city.health() == {"database": True, "broker": True, "worker": False}
        assert city.row("SELECT state FROM reports_letter") == ("waiting",)

        worker = city.process("worker")
        processes.append(worker)
        eventually(lambda: city.health().get("worker"))
        eventually(lambda: city.row("SELECT state FROM reports_letter") == ("ready",))

        name, sha256 = city.row("SELECT file, file_sha256 FROM reports_letter")
        content = (city.state / "files" / name).read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == sha256
        assert letter["number"] in city.get(f"/v/{letter['code']}").text

        stop_all([worker], seconds=15)
        assert worker.exit_code == 0
        assert not city.health()["worker"]
    finally:
        stop_all(processes, seconds=15)
    assert [process.exit_code for process in processes] == [0, 0, 0]


def test_production_speaks_https_only_and_serves_hashed_files(city, eventually):
    web = city.process("web")
    try:
        eventually(lambda: city.health().get("broker"))

        plain = city.get("/", proto="http")
        assert (plain.status, plain.getheader("Location")) == (301, f"https://{HOST}/")

        home = city.get("/")
        assert (home.status, home.getheader("Location").split("?")[0]) == (302, "/akun/login/")

        page = city.get("/akun/login/")
        assert page.status == 200
        assert "__Host-csrf" in page.getheader("Set-Cookie")
        assert "max-age=31536000" in page.getheader("Strict-Transport-Security")
        names = json.loads((city.state / "staticfiles/staticfiles.json").read_text())["paths"]
        file = city.get(f"/static/{names['css/tokens.css']}")
        assert file.status == 200
        assert "immutable" in file.getheader("Cache-Control")

        assert city.get("/tidak-ada/").status in {302, 404}
    finally:
        stop_all([web], seconds=15)
