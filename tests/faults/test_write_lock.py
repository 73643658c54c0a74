"""The queue in front of the one writer: one at a time, never for ever, and back after a kill."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from cadreschool.kernel.db import db
from cadreschool.kernel.errors import BusyError
from cadreschool.kernel.write_lock import WriteLock
from tests.architecture.sources import ROOT
from tests.browse import Browse
from tests.school import engines

HOLD = """
import sys
from cadreschool.kernel.write_lock import WriteLock
with WriteLock(sys.argv[1]).held(5):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(path: Path | str) -> Iterator[subprocess.Popen[str]]:
    """Let another process hold the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[WriteLock]:
    """Return a lock, closed at the end."""
    made = WriteLock(str(tmp_path / "lock"))
    yield made
    made.close()


def test_threads_come_one_at_a_time(lock: WriteLock) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with lock.held(5):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_a_thread_that_waits_too_long_is_told_to_come_again(lock: WriteLock) -> None:
    with lock.held(5), pytest.raises(BusyError), lock.held(0.05):
        pass


def test_another_process_is_waited_for_and_not_for_ever(tmp_path: Path, lock: WriteLock) -> None:
    with held_elsewhere(tmp_path / "lock") as other:
        began = time.monotonic()
        with pytest.raises(BusyError), lock.held(0.3):
            pass
        assert 0.25 < time.monotonic() - began < 3

        threading.Timer(0.2, other.kill).start()
        with lock.held(5):
            assert time.monotonic() - began < 5


def test_a_place_given_up_holds_nobody_up(tmp_path: Path, lock: WriteLock) -> None:
    with held_elsewhere(tmp_path / "lock") as other:
        for _ in range(3):
            with pytest.raises(BusyError), lock.held(0.05):
                pass
        other.kill()
        other.wait()
    with lock.held(1):
        pass
    another = WriteLock(str(tmp_path / "lock"))
    with another.held(1):
        pass
    another.close()


def test_the_lock_file_is_for_its_owner_only(tmp_path: Path, lock: WriteLock) -> None:
    with lock.held(1):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_closed_lock_opens_again(lock: WriteLock) -> None:
    with lock.held(1):
        lock.close()  # held: stays as it is
    lock.close()
    with lock.held(1):
        pass


@pytest.mark.skipif(engines.IS_POSTGRESQL, reason="PostgreSQL has no such lock")
def test_a_form_behind_a_stuck_writer_is_asked_to_come_again(app: Flask, browse: Browse) -> None:
    browse.enter("li_mei")
    with app.app_context():
        path = f"{db.engine.url.database}.wlock"
    with held_elsewhere(path):
        began = time.monotonic()
        address = {"course_id": "speaking", "lesson_id": "speaking-1"}
        refused = browse.post("study.create_sitting", into=address)

        assert refused.status_code == 503
        assert refused.headers["Retry-After"] == "5"
        assert "系统正忙，刚才的操作没有保存。" in refused.get_data(as_text=True)
        assert time.monotonic() - began < 15
        browse.get("study.lesson", **address)
    assert browse.post("study.create_sitting", into=address).status_code == 303
