"""The commands that people type: what they print, what they start, what they leave alone."""

import json
import os
import subprocess
import time

from sabang_kinerja.embedded.within import ROOT


def run(*command, **environment):
    return subprocess.run(
        [str(ROOT / command[0]), *command[1:]],
        input=environment.pop("stdin", ""),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_setup_with_nothing_changed_is_silent_and_instant():
    run("script/setup", "--dev")

    begun = time.monotonic()
    done = run("script/setup", "--dev")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - begun < 2


def test_calculate_answers_with_json_only_and_starts_no_server(tmp_path):
    done = run(
        "script/manage",
        "calculate",
        "predicate",
        stdin='{"results": "above", "behaviour": "meets"}',
        KINERJA_STATE=str(tmp_path),
        DATABASE_URL="",
        REDIS_URL="",
    )

    assert json.loads(done.stdout) == {"predicate": "good"}
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "broker").exists()


def test_command_that_needs_the_database_gets_it_and_leaves_nothing_running(tmp_path):
    done = run(
        "script/manage",
        "shell",
        "--no-imports",
        "--command",
        "from django.db import connection; connection.ensure_connection(); print('ada')",
        KINERJA_STATE=str(tmp_path),
        DATABASE_URL="",
        REDIS_URL="",
    )

    assert done.stdout == "ada\n", done.stderr
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(tmp_path) not in running.stdout


def test_command_that_fails_hands_on_its_exit_code(tmp_path):
    done = run(
        "script/manage",
        "shell",
        "--no-imports",
        "--command",
        "raise SystemExit(7)",
        KINERJA_STATE=str(tmp_path),
        DATABASE_URL="",
        REDIS_URL="",
    )

    assert done.returncode == 7
