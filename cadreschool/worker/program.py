"""Starting and ending children, and the application that lives in one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from cadreschool.jobs.rules import Lease
from cadreschool.kernel.db import db, engine_options, prepare

if TYPE_CHECKING:
    from config import Settings

_ROOT = Path(__file__).resolve().parents[2]


def bare_application(settings: Settings) -> Flask:
    """Make an application with settings and database, and nothing to be visited."""
    app = Flask("cadreschool.worker", instance_path=str(settings.instance))
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)
    return app


def start(lease: Lease, settings: Settings) -> subprocess.Popen[bytes]:
    """Start a child at an attempt, in a process group of its own."""
    command = [sys.executable, "-X", "utf8", "-m", "cadreschool.worker"]
    return subprocess.Popen(  # noqa: S603 -- our own interpreter and module, no shell
        [*command, str(lease.job_id), str(lease.attempt)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env={**os.environ, **_environment(settings), "PYTHONPATH": str(_ROOT)},
        start_new_session=True,
    )


def _environment(settings: Settings) -> dict[str, str]:
    """Return the settings by which the child finds the same school."""
    key = {"CADRESCHOOL_SECRET_KEY": settings.secret_key}
    if settings.secret_key_file is not None:
        key = {"CADRESCHOOL_SECRET_KEY_FILE": str(settings.secret_key_file)}
    return {
        "CADRESCHOOL_INSTANCE": str(settings.instance),
        "CADRESCHOOL_DATABASE_URL": settings.database_url,
        "CADRESCHOOL_CONTENT": str(settings.content),
        **key,
    }


def end(child: subprocess.Popen[bytes]) -> None:
    """End a child and what it has started; whatever it does, it is gone afterwards."""
    if child.poll() is None:
        if os.name == "posix":
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()
    if child.stdin is not None:
        child.stdin.close()
