"""Every kind of question on a paper: it tells nothing, keeps what is typed, and explains itself."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from cadreschool.cli.content import publish_folder
from tests.school.cast import MONDAY
from tests.school.content import a_course, write_content
from tests.web.seeing import begin, text

SOURCES = {
    "填空": "在＿＿内支付＿＿工资。\n\n答案：KEY三十日\n答案：KEY二倍",
    "排序": "排好。\n\n1. 受理\n2. 开庭\n3. 裁决",
    "匹配": "选出。\n\n- 时效 = 一年\n- 受理 = 五日\n- = 十日",
    "简答": "怎样说？\n\n- [2] KEY要点\n\n参考答案：KEY先听后说。",
    "案例": (
        "案情。\n\n### 填空\n\n付＿＿工资。\n\n答案：KEY二倍\n\n解析：KEY。\n\n"
        "### 简答\n\n怎样说？\n\n- [2] KEY要点\n参考答案：KEY。\n\n解析：KEY。"
    ),
}
TYPED = {
    "填空": ["KEY30天", "KEY三倍"],
    "排序": ["1", "2", "3"],
    "匹配": ["1", "", "2"],
    "简答": ["第一段。\r\n\r\n<b>第二段</b>"],
}


@pytest.fixture
def paper(browse, app, tmp_path):
    """Return a function that publishes ten questions of a kind and begins their check."""

    def paper(kind):
        course = a_course(lessons=1)
        ending = "" if kind == "案例" else "\n\n解析：KEY。"
        course["01-lesson/questions.md"] = "\n".join(
            f"## {kind} speaking-1-k{number}\n能力：able\n难度：1\n依据：[[测试法#2]]\n\n"
            f"{SOURCES[kind]}{ending}\n"
            for number in range(10)
        )
        with app.app_context():
            done = publish_folder(
                write_content(tmp_path / "content", course), at=MONDAY, quiet=True
            )
        assert [str(one) for one in done.mistakes] == []
        return begin(browse.enter("li_mei"))

    return paper


def _filled(page):
    """Fill every question with what is typed for its kind."""
    values = {}
    for question in page.select("form.paper fieldset"):
        name, kind = question["id"], text(question.select_one(".question__head .quiet"))
        typed = TYPED[kind.partition("，")[0]]
        values |= {f"{name}-base": question.select_one("input[type=hidden]")["value"]}
        values[name] = typed[: len(question.select("input[type=text], select, textarea"))]
    return values


@pytest.mark.parametrize("kind", SOURCES)
def test_an_open_paper_tells_nothing_and_every_field_has_its_label(browse, paper, kind):
    page = browse.open(paper(kind))

    entered = page.select("form.paper input[type=text], form.paper select, form.paper textarea")
    labels = {label["for"]: text(label) for label in page.select("form.paper label")}
    assert "KEY" not in str(page)
    assert entered
    assert all(labels[field["id"]] for field in entered)


@pytest.mark.parametrize("kind", SOURCES)
def test_what_is_typed_is_kept_and_shown_again(browse, paper, kind):
    address = paper(kind)
    typed = _filled(browse.open(address))

    assert browse.send(f"{address}answers", typed | {"do": "save"}).status_code == 303

    again = browse.open(address)
    for question in again.select("form.paper fieldset"):
        shown = [
            next((one["value"] for one in field.select("option[selected]")), "")
            if field.name == "select"
            else field.get("value", field.get_text().removeprefix("\n"))
            for field in question.select("input[type=text], select, textarea")
        ]
        wanted = [one.replace("\r\n", "\n") for one in typed[question["id"]]]
        assert shown[: len(wanted)] == wanted


@pytest.mark.parametrize("kind", SOURCES)
def test_a_handed_in_paper_compares_and_explains(browse, paper, kind):
    address = paper(kind)
    typed = _filled(browse.open(address))
    response = browse.send(f"{address}answers", typed | {"do": "submit"})

    page = browse.follow(response)

    said = text(page)
    assert said.count("解析KEY。") == len(page.select(".reviewed"))
    assert {
        "填空": "正确答案：KEY二倍",
        "排序": "第1步",
        "匹配": "时效",
        "简答": "待评阅",
        "案例": "案例，第1至2题案情。",
    }[kind] in said
    assert "<b>第二段" not in str(page)


def test_an_option_that_is_put_twice_is_refused_beside_its_question(browse, paper):
    address = paper("排序")
    values = _filled(browse.open(address)) | {"q2": ["1", "1", "2"]}

    response = browse.send(f"{address}answers", values | {"do": "submit"})

    assert response.status_code == 422
    page = BeautifulSoup(response.data, "html.parser")
    assert "排在了不止一步" in text(page.select_one("#q2 .field__error"))
    assert [one["value"] for one in page.select("#q2 option[selected]")] == ["1", "1", "2"]
