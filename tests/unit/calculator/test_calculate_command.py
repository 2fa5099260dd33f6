"""``calculate`` as an auditor runs it: a process of its own, without database or services."""

import json
import os
import select
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[3]
OFFLINE = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"} | {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "DJANGO_SETTINGS_MODULE": "sabang_kinerja.settings.test",
}
GOOD = '{"results": "above", "behaviour": "meets"}'


def command(*arguments):
    return [sys.executable, str(ROOT / "manage.py"), "calculate", *arguments]


def calculate(*arguments, stdin=""):
    return subprocess.run(
        command(*arguments), input=stdin.encode(), capture_output=True, env=OFFLINE, check=False
    )


def test_calculate_writes_one_object_and_nothing_else():
    done = calculate("predicate", stdin=GOOD)

    assert (done.stdout, done.stderr, done.returncode) == (b'{"predicate": "good"}\n', b"", 0)


def test_calculate_reads_a_file(tmp_path):
    source = tmp_path / "request.json"
    source.write_text(GOOD)

    done = calculate("predicate", "--input", str(source))

    assert json.loads(done.stdout) == {"predicate": "good"}
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("predicate", "", "bad_json"),
        ("predicate", "{}", "missing_key"),
        ("predicate", '{"results": "good", "behaviour": "meets"}', "bad_value"),
        ("results-rating", '{"main": []}', "no_results"),
        ("tax", GOOD, "unknown_rule"),
        ("", GOOD, "unknown_rule"),
    ],
)
def test_calculate_bad_input_gives_an_error_object_and_exit_code_2(name, text, code, tmp_path):
    source = tmp_path / "request.json"
    source.write_text(text)
    output = StringIO()

    with pytest.raises(SystemExit) as exit_:
        call_command("calculate", name, input=source, stdout=output)

    error = json.loads(output.getvalue())["error"]
    assert error["code"] == code
    assert error["message"]
    assert exit_.value.code == 2


def test_calculate_bad_input_as_a_process_exits_with_2_and_keeps_quiet_on_stderr():
    done = calculate("predicate")

    assert json.loads(done.stdout)["error"]["code"] == "bad_json"
    assert (done.stderr, done.returncode) == (b"", 2)


def test_calculate_file_that_cannot_be_read_is_refused_by_name():
    output = StringIO()

    with pytest.raises(SystemExit) as exit_:
        call_command("calculate", "predicate", input=Path("/nonexistent.json"), stdout=output)

    error = json.loads(output.getvalue())["error"]
    assert error["code"] == "bad_json"
    assert "/nonexistent.json" in error["message"]
    assert exit_.value.code == 2


def test_calculate_unknown_rule_lists_the_rules_that_exist():
    output = StringIO()

    with pytest.raises(SystemExit):
        call_command("calculate", "tax", "--lines", stdout=output)

    message = json.loads(output.getvalue())["error"]["message"]

    for name in ("predicate", "results-rating", "behaviour-rating", "nip"):
        assert name in message


def test_calculate_lines_answers_each_line_errors_included():
    done = calculate("predicate", "--lines", stdin=f"{GOOD}\n\n[]\n{{}}\n{GOOD}")

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, "bad_json", "bad_json", "missing_key", None]
    assert answers[0] == answers[-1] == {"predicate": "good"}
    assert done.returncode == 0


def test_calculate_lines_reads_a_file(tmp_path):
    source = tmp_path / "requests.jsonl"
    source.write_text(f"{GOOD}\n{GOOD}\n")

    output = StringIO()

    call_command("calculate", "predicate", "--lines", input=source, stdout=output)

    assert output.getvalue().splitlines() == ['{"predicate": "good"}'] * 2


def test_calculate_lines_of_nothing_answers_nothing():
    done = calculate("predicate", "--lines")

    assert (done.stdout, done.returncode) == (b"", 0)


def test_calculate_lines_answers_before_the_next_line_comes():
    """A program that talks to the calculator waits for each answer."""
    with subprocess.Popen(
        command("predicate", "--lines"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=OFFLINE
    ) as process:
        for _ in range(2):
            process.stdin.write(f"{GOOD}\n".encode())
            process.stdin.flush()
            assert select.select([process.stdout], [], [], 30)[0], "no answer in 30 seconds"
            assert json.loads(process.stdout.readline()) == {"predicate": "good"}
        process.stdin.close()
        assert process.wait(timeout=30) == 0
