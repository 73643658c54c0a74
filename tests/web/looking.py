"""Everything somebody can fetch: for tests of what must stand nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.web.expectations import EXPECTED
from tests.web.seeing import FIRST

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.browse import Browse


def every_page(app: Flask, browse: Browse, **more: object) -> Iterator[TestResponse]:
    """Yield the answer to every GET there is, as a page, as JSON, and as a page known already."""
    things = {
        **FIRST,
        "short": "测试法",
        "digest": "0" * 64,
        "extension": "png",
        "session_id": 999,
        "folder": "01-lesson",
        **more,
    }
    for endpoint, method in EXPECTED:
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
        path = browse.address(endpoint, **{name: things.get(name, 999) for name in rule.arguments})
        for headers in ({}, {"Accept": "application/json"}, {"If-None-Match": '"x"'}):
            if method == "GET":
                yield browse.client.get(path, headers=headers)
