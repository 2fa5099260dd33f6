"""``script/serve`` as a person uses it: start, look, Ctrl-C, start again."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from sabang_kinerja.demo.accounts import DEMO_ACCOUNTS
from sabang_kinerja.embedded.probe import probe
from sabang_kinerja.embedded.within import ROOT

EMPLOYEES = 300
START_SECONDS = 600


class Terminal:
    """One ``script/serve`` and what it has written."""

    def __init__(self, state, port, log):
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        }
        self.log = log
        self.address = f"http://127.0.0.1:{port}"
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [ROOT / "script/serve", "--port", str(port), "--employees", str(EMPLOYEES)],
                env={**environment, "KINERJA_STATE": str(state)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def text(self):
        return self.log.read_text()

    def wait_until_up(self):
        end = time.monotonic() + START_SECONDS
        while "Ctrl-C stops" not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < end, self.text
            time.sleep(0.1)

    def press_ctrl_c(self):
        """As the terminal does: the whole group in front gets the signal."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)


@pytest.fixture
def open_terminal(tmp_path):
    opened = []

    def start(port):
        log = tmp_path / f"terminal-{len(opened)}.txt"
        opened.append(Terminal(tmp_path / "state", port, log))
        return opened[-1]

    yield start
    for terminal in opened:
        if terminal.process.poll() is None:
            terminal.press_ctrl_c()


def processes_of(state):
    """Command lines of all processes that name the directory of data."""
    done = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if str(state) in line]


def test_serve_stopped_or_killed_starts_again_quickly_and_finds_its_data(
    open_terminal, tmp_path, free_port
):
    state = tmp_path / "state"
    first = open_terminal(free_port)
    first.wait_until_up()
    assert f"Loading the demo city with {EMPLOYEES} employees" in first.text
    assert first.address in first.text
    for account in DEMO_ACCOUNTS:
        assert f" {account.username} " in first.text
    assert probe(first.address) == {"database": True, "broker": True, "worker": True}
    with urllib.request.urlopen(first.address) as page:
        assert page.status == 200

    another = open_terminal(free_port)
    assert another.process.wait(30) == 1
    assert f"Already running: {first.address}" in another.text

    assert first.press_ctrl_c() == 0
    assert "everything is kept" in first.text
    assert processes_of(state) == []

    begun = time.monotonic()
    second = open_terminal(free_port)
    second.wait_until_up()
    seconds = time.monotonic() - begun
    # Ten seconds are meant for a machine with nothing else to do: one on which an interpreter
    # reads the settings in about a second.
    begun = time.monotonic()
    subprocess.run([sys.executable, "manage.py", "version"], cwd=ROOT, check=True)
    assert seconds < 10 * max(1.0, time.monotonic() - begun)
    assert "Loading the demo city" not in second.text

    second.process.kill()
    second.process.wait()
    third = open_terminal(free_port)
    third.wait_until_up()
    assert "Loading the demo city" not in third.text
    assert third.press_ctrl_c() == 0
    assert processes_of(state) == []


def test_serve_on_a_taken_port_names_a_free_one(open_terminal, free_port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", free_port))
        other.listen()

        terminal = open_terminal(free_port)

        assert terminal.process.wait(30) == 1
    assert f"Port {free_port} is in use" in terminal.text
    assert re.search(r"script/serve --port \d+", terminal.text)
