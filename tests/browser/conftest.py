"""What a browser test may ask for: a served school, and desks in it.

A desk is a page of a real Chromium, with cookies of its own. Whatever goes wrong behind the page
(an error in a script, something the content policy refused, a file that did not come) fails the
test at its end.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect, sync_playwright
from waitress.server import BaseWSGIServer

import config
from cadreschool.app import create_app
from cadreschool.cli.school import prepare
from cadreschool.cli.serving import Server
from tests.browse import Browse
from tests.browser.steps import DESK

CHROMIUM = os.environ.get("CADRESCHOOL_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
PATIENCE = 15_000
OWN_FILES = ("/static/", "/media/")

Desk = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder: it needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser once; every desk is a context of its own in it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            # What people have: going back shows the page that was left, alive.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application the way `make run` does; gives its address."""
    server = Server(app, "127.0.0.1", 0)
    door = next(one for one in server._map.values() if isinstance(one, BaseWSGIServer))
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.effective_port}"
    finally:
        server.stop()
        thread.join()


@contextmanager
def desks(chromium: Browser, app: Flask, address: str) -> Iterator[Desk]:
    """Give the function that opens desks in a school, and judge at the end what happened there."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def desk(name: str = "", *, screen: dict[str, Any] = DESK, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **screen, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        _listen(context, troubles)
        if name:
            cookie = Browse(app).enter(name).client.get_cookie("cadreschool")
            assert cookie is not None
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        return context.new_page()

    yield desk
    for context in contexts:
        context.close()
    assert troubles == []


def _listen(context: BrowserContext, troubles: list[str]) -> None:
    def fetched(response: Response) -> None:
        if response.status >= 400 and any(own in response.url for own in OWN_FILES):
            troubles.append(f"{response.status} {response.url}")

    context.on(
        "console",
        lambda said: (
            # That a page answered 404 or 409 is said by the page; the console repeats it.
            troubles.append(said.text)
            if said.type == "error" and not said.text.startswith("Failed to load resource")
            else None
        ),
    )
    context.on("weberror", lambda wrong: troubles.append(str(wrong.error)))
    context.on("response", fetched)


@pytest.fixture
def desk(chromium: Browser, app: Flask) -> Iterator[Desk]:
    """Open desks in the small school: `desk("li_mei", screen=PHONE)`; nobody is a stranger."""
    with served(app) as address, desks(chromium, app, address) as open_desk:
        yield open_desk


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Make the school that a first `make run` makes: the real courses, weeks of learning."""
    application = create_app(
        config.load({"CADRESCHOOL_INSTANCE": str(tmp_path_factory.mktemp("demonstration"))})
    )
    with application.app_context():
        prepare(application.config["SETTINGS"])
    return application


@pytest.fixture
def real_desk(chromium: Browser, demonstration: Flask) -> Iterator[Desk]:
    """Open desks in the demonstration school: `real_desk("limei")`."""
    with served(demonstration) as address, desks(chromium, demonstration, address) as open_desk:
        yield open_desk
