"""When something does not work: calm Chinese, a way on, and nothing of our insides."""

from __future__ import annotations

import re

import pytest
from flask import abort, redirect
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import ImATeapot, UnsupportedMediaType

from cadreschool.kernel.errors import BusyError, ConflictError, FullError, InvalidError
from cadreschool.web.guards import public
from tests.browse import check
from tests.web.seeing import FIRST, begin, text

pytestmark = pytest.mark.alike

SECRET = "a secret of ours"
RAISED = {
    "runtime": (RuntimeError(SECRET), 500, "系统出了问题"),
    "missing": (KeyError(SECRET), 500, "系统出了问题"),
    "integrity": (IntegrityError(SECRET, {}, Exception(SECRET)), 500, "系统出了问题"),
    "operational": (OperationalError(SECRET, {}, Exception("database is locked")), 503, "系统正忙"),
    "pool": (PoolTimeoutError(SECRET), 503, "系统正忙"),
    "busy": (BusyError(), 503, "系统正忙"),
    "full": (FullError(), 507, "存储空间已满"),
    "conflict": (ConflictError("变了。", "请刷新。"), 409, "现在不能这样做"),
    "invalid": (InvalidError("不对。"), 422, "有一处需要改正"),
    "media": (UnsupportedMediaType(SECRET), 415, "格式不支持"),
    "teapot": (ImATeapot(SECRET), 418, "没有看懂这个请求"),
}
INSIDES = re.compile(
    r"Traceback|File \"|sqlalchemy|werkzeug|jinja|Exception|Error\b|SELECT |" + SECRET
)


@pytest.fixture
def trouble(app):
    """Add a route that raises what its name says."""

    @public
    def trouble(name):
        raise RAISED[name][0]

    app.add_url_rule("/trouble/<string:name>", "public.trouble", trouble)


def _is_calm(response, status, title):
    page = check(response)
    assert response.status_code == status
    assert text(page.select_one("h1")) == title
    assert not INSIDES.search(response.text)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Request-ID"] in response.text
    assert page.select_one("main a[href='/']") is not None
    return page


@pytest.mark.parametrize("name", RAISED)
@pytest.mark.parametrize("who", [None, "li_mei"])
def test_whatever_is_raised_becomes_a_calm_page(browse, trouble, name, who):
    if who:
        browse.enter(who)
    _, status, title = RAISED[name]

    response = browse.client.get(f"/trouble/{name}")

    _is_calm(response, status, title)


@pytest.mark.parametrize("name", RAISED)
def test_whatever_is_raised_is_told_to_scripts_in_the_same_words(browse, trouble, name):
    _, status, _ = RAISED[name]

    response = browse.client.get(f"/trouble/{name}", headers={"Accept": "application/json"})

    assert (response.status_code, response.mimetype) == (status, "application/json")
    assert set(response.json) == {"message", "advice"}
    assert not INSIDES.search(response.text)
    assert "\\u" not in str(response.json)


@pytest.mark.parametrize(("name", "seconds"), [("busy", "5"), ("operational", "5")])
def test_who_comes_at_a_busy_moment_is_told_when_to_come_again(browse, trouble, name, seconds):
    assert browse.client.get(f"/trouble/{name}").headers["Retry-After"] == seconds


@pytest.mark.parametrize("name", ["runtime", "busy", "full"])
def test_an_error_page_asks_the_database_no_more(browse, trouble, count_queries, name):
    with count_queries() as queries:
        browse.client.get(f"/trouble/{name}")

    assert queries == []


def test_an_error_page_comes_even_when_the_layout_cannot_be_drawn(app, browse, trouble):
    def broken(_name):
        raise RuntimeError(SECRET)

    app.jinja_env.globals["static_url"] = broken

    response = browse.client.get("/trouble/runtime")

    assert response.status_code == 500
    assert "系统出了问题" in response.text
    assert not INSIDES.search(response.text)


def test_a_view_that_answers_by_itself_is_not_talked_over(app, browse):
    @public
    def elsewhere():
        abort(redirect("/about/"))

    app.add_url_rule("/elsewhere", "public.elsewhere", elsewhere)

    response = browse.client.get("/elsewhere")

    assert (response.status_code, response.location) == (302, "/about/")


# By real conditions


def test_400_a_form_that_expired(browse):
    response = browse.client.post("/display", data={"text_size": "22"})

    page = _is_calm(response, 400, "没有看懂这个请求")
    assert "页面已经过期，没有保存。" in text(page)


def test_403_a_role_that_is_missing(browse):
    response = browse.enter("li_mei").client.get("/supervise/")

    assert "需要相应的任命" in text(_is_calm(response, 403, "没有查看权限"))


@pytest.mark.parametrize("path", ["/nowhere/", "/sittings/999/", "/courses/x/", "/static/x.css"])
def test_404_what_is_not_there(browse, path):
    _is_calm(browse.enter("li_mei").client.get(path), 404, "没有找到这个页面")


def test_404_an_address_nobody_made_and_an_object_nobody_has_read_the_same(browse):
    browse.enter("li_mei")
    pages = [text(browse.open(path, status=404)) for path in ("/nowhere/", "/sittings/999/")]

    assert pages[0][:-16] == pages[1][:-16], "all but the number of the request"


def test_405_another_method_names_those_there_are(browse):
    browse.enter("li_mei")

    response = browse.client.post("/study/", data={"csrf_token": browse.token()})

    _is_calm(response, 405, "这个地址不能这样用")
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_409_a_paper_that_was_handed_in(browse):
    paper = begin(browse.enter("li_mei"))
    browse.send(f"{paper}answers", {"do": "submit_anyway"})

    response = browse.send(f"{paper}answers", {"do": "save"})

    assert "本次检测已经交卷，不能再改。" in text(_is_calm(response, 409, "现在不能这样做"))


def test_413_more_than_anybody_writes(browse):
    browse.enter("li_mei")
    data = {"csrf_token": browse.token(), "text_size": "x" * 2**21}

    _is_calm(browse.client.post("/display", data=data), 413, "内容太大")


@pytest.mark.parametrize(("parts", "size"), [(2100, 1), (1, 2**20 + 1)])
def test_413_more_or_larger_parts_than_any_form_has(browse, parts, size):
    head = '--x\r\nContent-Disposition: form-data; name="text_size"\r\n\r\n'
    body = (head + "x" * size + "\r\n") * parts + "--x--\r\n"

    response = browse.enter("li_mei").client.post(
        "/display", data=body.encode(), content_type="multipart/form-data; boundary=x"
    )

    _is_calm(response, 413, "内容太大")


def test_422_a_paragraph_that_is_not_in_the_lesson(browse):
    response = browse.enter("li_mei").post("study.create_position", into=FIRST, block="nowhere")

    _is_calm(response, 422, "有一处需要改正")


def test_429_too_many_tries(browse):
    data = {"login": "limei", "password": "not the password"}

    answers = [browse.post("account.create_sign_in", **data) for _ in range(11)]

    _is_calm(answers[-1], 429, "操作太频繁")
    assert answers[-1].headers["Retry-After"].isdigit()


def test_401_a_script_whose_sign_in_has_ended(browse):
    response = browse.client.get("/study/", headers={"Accept": "application/json"})

    assert response.status_code == 401
    assert response.json["message"] == "登录已结束。"


def test_503_a_database_that_cannot_be_reached(with_settings, tmp_path):
    away = with_settings(database_url=f"sqlite:///{tmp_path}")

    for path in ("/about/", "/sign-in/", "/study/"):
        response = away.client.get(path)
        if response.status_code != 303:
            _is_calm(response, 503, "系统正忙")
    assert away.client.get("/healthz").status_code == 200
    assert away.client.get("/readyz").status_code == 503


def test_a_host_that_is_not_ours_is_answered_calmly(browse):
    response = browse.client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "没有看懂这个请求" in response.text
    assert not INSIDES.search(response.text)


def test_nothing_that_was_sent_is_repeated(browse):
    response = browse.client.get("/no<script>where/?x=<script>", headers={"Referer": "<script>"})

    assert "<script>" not in response.text
