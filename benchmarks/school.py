"""A school to measure: the real courses and the demonstration people, in a folder of its own."""

from __future__ import annotations

import logging
import re
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import config
from cadreschool.app import create_app
from cadreschool.cli.school import prepare
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.tokens import new_token
from cadreschool.people.actions import Browser, sign_in

PASSWORD = "ce-liang-yong-de-mi-ma-42"  # noqa: S105 -- of a school that lives for seconds
LOGIN = "limei"


@contextmanager
def a_school() -> Iterator[tuple[Flask, Path]]:
    """Make a demonstration school and give its application and its folder."""
    with tempfile.TemporaryDirectory(prefix="cadreschool-bench-") as folder:
        app = create_app(settings(Path(folder)))
        silence()
        with app.app_context():
            prepare(app.config["SETTINGS"])
        yield app, Path(folder)


def silence() -> None:
    """Let requests leave no lines in the log."""
    logging.getLogger("cadreschool").setLevel(logging.ERROR)


def settings(folder: Path) -> config.Settings:
    """Return the settings of a school in this folder."""
    return config.load({"CADRESCHOOL_INSTANCE": str(folder), "CADRESCHOOL_DEMO_PASSWORD": PASSWORD})


def signed_in(app: Flask, login: str = LOGIN) -> FlaskClient:
    """Return a client who has signed in."""
    client = app.test_client()
    response = post(client, "/sign-ins", login=login, password=PASSWORD)
    assert response.location, response.status_code
    return client


def entered(app: Flask, cadre_id: int) -> FlaskClient:
    """Return a client who is signed in as this cadre, password or not."""
    browser = Browser(new_token(), new_token(), "benchmark")
    with app.app_context():
        write(lambda: sign_in(cadre_id, browser, (), at=clock.now()))
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = browser.token
    return client


def post(client: FlaskClient, path: str, **fields: str):  # noqa: ANN201 -- the client's own response
    """Post a form with the tokens of a page."""
    return client.post(path, data={**keys(client), **fields})


def keys(client: FlaskClient) -> dict[str, str]:
    """Return the two hidden fields every form carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/about/").text)
    assert found is not None
    return {"csrf_token": found[1], "request_key": str(uuid.uuid4())}
