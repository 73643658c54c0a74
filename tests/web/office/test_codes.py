"""The codes that nobody has used yet."""

from __future__ import annotations

from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.people.activation.actions import make_codes
from tests.web.neighbourhood import LOGINS, settle
from tests.web.seeing import table, text


def _given(app, *cadre_ids):
    with app.app_context():
        write(lambda: make_codes(cadre_ids, by=None, at=clock.now()))


def test_an_administrator_sees_the_open_codes_of_their_own_part_of_the_tree(app, browse):
    school = settle(app)
    _given(app, school.cadres["limei"], school.cadres["wangqiang"], school.cadres["qianying"])
    below, whole = LOGINS["system admin below"], LOGINS["system admin"]

    assert [row[0] for row in table(browse.enter(below).get("office.codes"))] == ["李梅"]
    rows = table(browse.another().enter(whole).get("office.codes"))
    assert sorted(row[0] for row in rows) == ["李梅", "王强"]


def test_without_open_codes_the_page_says_so(app, browse):
    settle(app)

    assert "没有未用的激活码" in text(browse.enter(LOGINS["system admin"]).get("office.codes"))


def test_many_codes_take_as_many_queries_as_one(app, browse, count_queries):
    school = settle(app)
    _given(app, school.cadres["limei"])
    browse.enter(LOGINS["system admin"]).get("office.codes")
    with count_queries() as one:
        browse.client.get("/office/codes/")
    _given(app, *(school.cadres[name] for name in ("chenxiao", "wangqiang", "wufang")))
    with count_queries() as many:
        browse.client.get("/office/codes/")

    assert len(one) == len(many)
