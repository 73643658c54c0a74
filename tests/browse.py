"""The visitor's eyes: every page a test fetches is also checked.

Strict HTML, one heading, a title of its own, unique ids, a label per field, an address per form, no
inline code, no exclamation mark, within its size and its number of queries.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import uuid

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from werkzeug.test import TestResponse

from cadreschool.courses.models import ContentStamp
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.tokens import new_token
from cadreschool.people.actions import Browser, sign_in
from cadreschool.people.queries import account_named
from tests.school.cast import LOGINS, PASSWORD

MOST_QUERIES = 12
LARGEST_PAGE = 60 * 1024
_NO_QUERY = re.compile(r"\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK)")


class Browse:
    """A visitor with cookies of their own."""

    def __init__(self, app: Flask) -> None:
        """Come as a stranger."""
        self._app = app
        self._token = ("", "")
        self.client = app.test_client()

    def another(self) -> Browse:
        """Return a second visitor: another browser."""
        return Browse(self._app)

    def address(self, endpoint: str, **values: object) -> str:
        """Return the path of an endpoint."""
        return self._app.url_map.bind("localhost").build(endpoint, values)

    def sign_in(self, name: str, password: str = PASSWORD) -> Browse:
        """Sign in as a member of the cast."""
        self.get("account.sign_in")
        response = self.post(
            "account.create_sign_in", login=LOGINS.get(name, name), password=password
        )
        assert response.status_code == 303, f"{name} could not sign in"
        return self

    def enter(self, name: str) -> Browse:
        """Be signed in without walking through the door: the row and the cookie that it makes."""
        browser = Browser(new_token(), new_token(), "Firefox · Linux")
        with self._app.app_context():
            account = account_named(LOGINS.get(name, name))
            assert account is not None, f"nobody is called {name}"
            write(lambda: sign_in(account.cadre_id, browser, (), at=clock.now()))
        with self.client.session_transaction() as session:
            session.clear()
            session["_user_id"] = browser.token
        return self

    def get(self, endpoint: str, *, status: int = 200, **values: object) -> BeautifulSoup:
        """Fetch a page and check it; returns the parsed page."""
        return self.open(self.address(endpoint, **values), status=status)

    def open(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """Fetch a path and check what comes."""
        self._remember_the_catalogue()
        statements: list[str] = []

        def note(_conn, _cursor, statement: str, *_rest: object) -> None:
            if not _NO_QUERY.match(statement):
                statements.append(statement)

        with self._app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            response = self.client.get(path)
        finally:
            event.remove(engine, "before_cursor_execute", note)
        assert response.status_code == status, f"{path}: {response.status_code}"
        assert len(statements) <= MOST_QUERIES, f"{path}: {len(statements)} queries"
        return check(response)

    def _remember_the_catalogue(self) -> None:
        """Let the worker load what it loads once: the budget is that of a page."""
        with self._app.app_context():
            stamp = db.session.scalar(db.select(ContentStamp.number))
            self._app.extensions["school"].catalogue(stamp or 0)

    def follow(self, response: TestResponse) -> BeautifulSoup:
        """Go where a response leads and check that page."""
        assert response.status_code in {302, 303}, response.status_code
        return self.open(response.location)

    def post(
        self,
        endpoint: str,
        *,
        into: dict[str, object] | None = None,
        json: bool = False,
        key: str | None = None,
        **fields: object,
    ) -> TestResponse:
        """Post a form the way a page does: with its tokens. `into` are the address's arguments."""
        return self.send(self.address(endpoint, **(into or {})), fields, json=json, key=key)

    def send(
        self, path: str, fields: dict[str, object], *, json: bool = False, key: str | None = None
    ) -> TestResponse:
        """Post fields to a path, with the tokens a page would carry."""
        data = {"csrf_token": self.token(), "request_key": key or str(uuid.uuid4()), **fields}
        headers = {"Accept": "application/json"} if json else {}
        return self.client.post(path, data=data, headers=headers)

    def token(self) -> str:
        """Return a CSRF token of this visitor, as a page of theirs would carry it."""
        if self._cookie() != self._token[0] or not self._token[1]:
            with self.client.session_transaction() as session:
                secret = session.setdefault("csrf_token", secrets.token_hex(20))
            signer = URLSafeTimedSerializer(str(self._app.secret_key), salt="wtf-csrf-token")
            self._token = (self._cookie(), str(signer.dumps(secret)))
        return self._token[1]

    def _cookie(self) -> str:
        cookie = self.client.get_cookie(self._app.config["SESSION_COOKIE_NAME"])
        return cookie.value if cookie else ""


# Whether a page is well-formed hangs on its tags, on references, and on where there are words at
# all; the same tags around other words need no second look, which is a third of a page's test.
_ODD = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
_VALUES = re.compile(rf"""(?<! type=")(?<==")[^"<>&{_ODD}]+(?=")""")
_WORDS = re.compile(rf"(?<=>)[^<>&{_ODD}]*(?=<)")
_well_formed: set[bytes] = set()


def _shape(text: str) -> bytes:
    """Return a digest of a page without its words and the values of its attributes."""
    bare = _WORDS.sub(lambda words: "x" if words[0].strip() else words[0][:1], text)
    return hashlib.sha256(_VALUES.sub("x", bare).encode()).digest()


def check(response: TestResponse) -> BeautifulSoup:
    """Check a page and return it parsed."""
    text = response.get_data(as_text=True)
    if response.mimetype != "text/html" or response.status_code in {302, 303, 304}:
        return BeautifulSoup(text, "html.parser")
    assert len(response.data) <= LARGEST_PAGE, f"{len(response.data)} bytes"
    shape = _shape(text)
    if shape not in _well_formed:
        html5lib.HTMLParser(strict=True).parse(text)
        _well_formed.add(shape)
    page = BeautifulSoup(text, "html.parser")
    tags = page.find_all()
    named: dict[str, list[Tag]] = {}
    for tag in tags:
        named.setdefault(tag.name, []).append(tag)
    assert [tag["lang"] for tag in named["html"]] == ["zh-CN"]
    assert len(named.get("h1", ())) == 1, "a page has one heading"
    titles = [tag for tag in named["title"] if tag.parent is not None and tag.parent.name == "head"]
    assert len(titles) == 1
    assert titles[0].get_text().split(" · ")[0].strip(), "a page has a title of its own"
    ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
    assert len(ids) == len(set(ids)), f"ids repeat: {sorted(ids)}"
    inline = [tag for tag in tags if tag.name == "style" or tag.has_attr("style")]
    inline += [tag for tag in named.get("script", ()) if not tag.has_attr("src")]
    assert not inline, "inline code breaks the CSP"
    assert not [tag for tag in tags if any(a.startswith("on") for a in tag.attrs)]
    labelled = {tag.get("for") for tag in named.get("label", ())}
    fields = [tag for tag in named.get("input", ()) if tag.get("type") != "hidden"]
    for field in (*fields, *named.get("select", ()), *named.get("textarea", ())):
        assert field["id"] in labelled, f"no label: {field}"
    for form in named.get("form", ()):
        assert form.get("action"), "a form says where it goes"
    for link in named.get("a", ()):
        if str(link.get("href", "")).startswith("#"):
            target = str(link["href"])[1:]
            assert target in ids, f"a link into the page leads nowhere: {target}"
    assert "！" not in page.get_text(), "no exclamation marks"
    return page
