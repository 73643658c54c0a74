"""A picture of every page, as a phone and as a desk show it: `make screenshots`.

Knows how to start a demonstration school in a folder of its own and how to follow links. Does not
know which pages there are: it asks the school, and says which ones it could not find.
"""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

import config
from cadreschool.app import create_app
from tools import chromium

ROOT = Path(__file__).resolve().parent.parent
ALBUM = ROOT / "screenshots"
SIZES = {390: 844, 1280: 900}
VISITORS = ("", "limei", "chenxiao", "sun")  # a stranger, two cadres, a supervisor
START_SECONDS = 120.0
NO_SUCH_PAGE = "/no-such-page/"
# Where a walk goes on by pressing a button: the first one that fits is pressed.
BUTTONS = {
    "study.check": ["form[action$='/sittings'] button"],
    "study.sitting": ["button[value=submit]", "button[value=submit_anyway]"],
}


class Album:
    """The pictures so far: one of each page, whoever was the first to see it."""

    def __init__(self) -> None:
        """Begin with empty folders."""
        self.taken: set[str] = set()
        self.asked_for: set[str] = set()  # also those that only showed the way to another page
        shutil.rmtree(ALBUM, ignore_errors=True)

    def take(self, endpoint: str, page: Page) -> None:
        """Save one picture for each width, unless there are some already."""
        if endpoint in self.taken:
            return
        self.taken.add(endpoint)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            file = ALBUM / str(width) / f"{endpoint}.png"
            page.screenshot(path=file, full_page=True, animations="disabled")
        print(f"  {endpoint}", flush=True)


class Walk:
    """One visitor's way through the school, taking a picture of each kind of page once."""

    def __init__(self, page: Page, address: str, routes: Map, album: Album) -> None:
        """Begin outside the school."""
        self._page = page
        self._address = address
        self._routes = routes.bind("localhost")
        self._album = album
        self._waiting: list[str] = []
        self._seen: set[str] = set()

    def sign_in(self, login: str, password: str) -> None:
        """Come in as a cadre of the demonstration school."""
        self._page.goto(f"{self._address}/sign-in/")
        self._page.fill("input[name=login]", login)
        self._page.fill("input[name=password]", password)
        self._page.press("input[name=password]", "Enter")
        self._page.wait_for_load_state()

    def through_everything(self) -> None:
        """Follow links to every kind of page that this visitor can reach."""
        self._waiting = ["/", NO_SUCH_PAGE, "/styleguide/"]
        while self._waiting:
            path = self._waiting.pop(0)
            if self._endpoint(path) not in self._seen:
                self._seen.add(self._endpoint(path))
                self._album.asked_for.add(self._endpoint(path))
                self._page.goto(self._address + path)
                self._look_around()

    def _look_around(self) -> None:
        """Take the picture, note the links, and press the buttons that lead further."""
        endpoint = self._endpoint(self._path())
        self._seen.add(endpoint)
        self._album.take(endpoint, self._page)
        links = self._page.eval_on_selector_all("a[href]", "links => links.map(one => one.href)")
        self._waiting += [
            re.sub(r"[?#].*", "", link.removeprefix(self._address))
            for link in links
            if link.startswith(self._address)
        ]
        for selector in BUTTONS.get(endpoint, ()):
            if button := self._page.query_selector(selector):
                button.click()
                self._page.wait_for_load_state()
        if self._endpoint(self._path()) not in self._seen:
            self._look_around()

    def _path(self) -> str:
        return re.sub(r"[?#].*", "", self._page.url.removeprefix(self._address))

    def _endpoint(self, path: str) -> str:
        """Return which page an address belongs to."""
        try:
            return str(self._routes.match(path)[0])
        except HTTPException:
            return "error"


def main() -> int:
    """Fill the album anew; the status is 1 when a page of the school is missing from it."""
    try:
        browser_path = chromium.ensure()
    except chromium.BrowserError as error:
        print(error, file=sys.stderr)
        return 1
    album = Album()
    with tempfile.TemporaryDirectory(prefix="cadre-") as folder, sync_playwright() as playwright:
        settings = _settings(folder)
        routes = create_app(config.load(settings)).url_map
        address = f"http://127.0.0.1:{settings['CADRESCHOOL_PORT']}"
        with _school(address, settings):
            browser = playwright.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox"] if _is_root() else []
            )
            for login in VISITORS:
                page = _new_page(browser)
                walk = Walk(page, address, routes, album)
                if login:
                    walk.sign_in(login, settings["CADRESCHOOL_DEMO_PASSWORD"])
                walk.through_everything()
                page.context.close()
            browser.close()
    missing = _pages(routes) - album.taken - album.asked_for
    print(f"{len(album.taken)} 个页面，每页 {len(SIZES)} 张，在 {ALBUM.name}/。")
    if missing:
        print(f"没有走到：{'、'.join(sorted(missing))}。", file=sys.stderr)
    return 1 if missing else 0


def _settings(folder: str) -> dict[str, str]:
    """Return the settings of a school that nobody else sees."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        "CADRESCHOOL_INSTANCE": folder,
        "CADRESCHOOL_PORT": str(port),
        "CADRESCHOOL_DEMO_PASSWORD": secrets.token_urlsafe(16),
        "CADRESCHOOL_DEVELOPMENT": "1",
    }


@contextmanager
def _school(address: str, settings: Mapping[str, str]) -> Iterator[None]:
    """Keep a school open for as long as the pictures take; its log is shown if it fails."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "school", "run"]
    environment = {**os.environ, **settings}
    log = Path(settings["CADRESCHOOL_INSTANCE"]) / "school.log"
    with (
        log.open("wb") as lines,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=lines, stderr=lines) as school,
    ):
        try:
            if not _answers(f"{address}/readyz", school):
                print(log.read_text(encoding="utf-8"), file=sys.stderr)
                raise SystemExit("演示学校没有启动，见上面的输出。")
            yield
        finally:
            school.terminate()


def _answers(address: str, school: subprocess.Popen[bytes]) -> bool:
    """Wait until the school answers, and tell whether it did."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and school.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 -- an address of our own
                return True
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return False


def _new_page(browser: Browser) -> Page:
    return browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai").new_page()


def _is_root() -> bool:
    """Tell whether Chromium must do without its sandbox, which refuses to run as root."""
    return sys.platform != "win32" and os.geteuid() == 0


def _pages(routes: Map) -> set[str]:
    """Return the pages of the school: they are fetched, and their addresses end with a slash."""
    return {
        rule.endpoint
        for rule in routes.iter_rules()
        if rule.rule.endswith("/") and "GET" in (rule.methods or ())
    }


if __name__ == "__main__":
    sys.exit(main())
