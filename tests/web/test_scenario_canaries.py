"""What lies behind choices that were not taken does not leave the server before the ending.

Every consequence of the small scenario holds SEEN, every reasoning WHY, every ending END, each with
its place; what may be told while a run is under way is what came of the choices that were taken.
"""

from __future__ import annotations

import re

import pytest

from cadreschool.kernel.db import db
from tests.school.running import publish_course
from tests.web.expectations import EXPECTED
from tests.web.seeing import words_of
from tests.web.study.walking import HERE, begin, form

pytestmark = pytest.mark.alike  # what a page tells does not hang on the engine

CANARY = re.compile(r"(?:SEEN|WHY|END|TEXT)-[a-z]+(?:-[a-z])?")


@pytest.fixture
def li_mei(app, browse):
    with app.app_context():
        publish_course()
        db.session.remove()
    return browse.enter("li_mei")


def _everything(app, browse, run, cast):
    """Yield every page 李梅 can open while her run is under way."""
    things = {
        **HERE,
        "short": "测试法",
        "digest": "0" * 64,
        "extension": "png",
        "organisation_id": cast.textile,
        "cadre_id": cast.li_mei,
        "folder": "01-scenario",
        "run_id": int(run.split("/")[2]),
    }
    for endpoint, method in EXPECTED:
        rule = next(one for one in app.url_map.iter_rules() if one.endpoint == endpoint)
        path = browse.address(endpoint, **{name: things.get(name, 999) for name in rule.arguments})
        if method == "GET":
            yield browse.client.get(path)
            yield browse.client.get(f"{path}?q=女工&at=end", follow_redirects=True)
    yield browse.client.get("/search/?q=SEEN")
    yield browse.client.get("/search/?q=她走了")
    yield browse.send(f"{run}choices", {"step": "9", "choice": "1"})
    yield browse.send(f"{run}choices", {"step": ""})


def test_while_a_run_is_under_way_only_its_own_path_is_told(app, li_mei, cast):
    run = begin(li_mei)
    li_mei.send(f"{run}choices", form(li_mei.open(run), "b"))

    for response in _everything(app, li_mei, run, cast):
        told = set(CANARY.findall(f"{response.headers}\n{words_of(response)}"))
        assert told <= {"SEEN-talk-b", "TEXT-law"}, response.request.path
        response.close()


def test_before_anything_is_begun_only_the_opening_is_told(app, li_mei, cast):
    for response in _everything(app, li_mei, "/runs/999/", cast):
        assert not CANARY.search(words_of(response)), response.request.path
        response.close()
