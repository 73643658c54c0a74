"""Writing a lesson: saved, previewed, and nothing of it lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from bs4 import BeautifulSoup

from tests.web.seeing import text
from tests.web.teach.writing import (
    COURSE,
    LESSON,
    LIN_YUE,
    PATH,
    opened,
    publish,
    replaced,
    save,
    submit,
)


@pytest.fixture
def lin_yue(he_jing):
    """Return the desk of a second trainer."""
    return he_jing.another().enter(LIN_YUE)


def test_a_saved_text_is_there_and_learners_do_not_see_it(he_jing):
    response = save(he_jing, replaced(opened(he_jing), "情境的正文", "情境的新正文"))

    page = he_jing.follow(response)
    assert "已保存" in text(page)
    assert "情境的新正文" in opened(he_jing)["text"]
    learner = he_jing.another().enter("li_mei")
    shown = learner.get("study.lesson", course_id="speaking", lesson_id="speaking-1")
    assert "情境的新正文" not in text(shown)


def test_a_script_gets_a_receipt_with_the_servers_time(he_jing):
    fields = replaced(opened(he_jing), "情境的正文", "情境的新正文")

    told = save(he_jing, fields, json=True).json
    assert set(told) == {"version", "saved_at"}
    again = save(he_jing, fields | {"base": str(told["version"])}, json=True).json
    assert again["version"] == told["version"], "the same text is saved already"


def test_a_stale_text_is_refused_with_what_differs_and_both_are_kept(he_jing, lin_yue):
    mine, theirs = opened(he_jing), opened(lin_yue)
    save(lin_yue, replaced(theirs, "要点的正文", "林越的要点"))

    response = save(he_jing, replaced(mine, "情境的正文", "何静的情境"))

    assert response.status_code == 409
    assert "林越" in response.text
    assert "何静的情境" in response.text
    assert "－" in response.text
    assert "林越的要点" in opened(lin_yue)["text"], "nothing was written over"


def test_who_was_refused_may_save_theirs_knowingly_and_the_other_text_is_kept(he_jing, lin_yue):
    mine = replaced(opened(he_jing), "情境的正文", "何静的情境")
    save(lin_yue, replaced(opened(lin_yue), "要点的正文", "林越的要点"))
    refused = save(he_jing, mine)
    base = refused.text.split('name="base" value="')[1].split('"')[0]

    assert save(he_jing, mine | {"base": base}).status_code == 303

    assert "何静的情境" in opened(he_jing)["text"]
    assert "林越的要点" in he_jing.get("teach.kept", **COURSE).get_text()


def test_who_was_refused_may_take_the_other_text_and_theirs_is_kept(he_jing, lin_yue):
    mine = replaced(opened(he_jing), "情境的正文", "何静的情境")
    save(lin_yue, replaced(opened(lin_yue), "要点的正文", "林越的要点"))

    assert save(he_jing, mine, do="theirs").status_code == 303

    assert "林越的要点" in opened(he_jing)["text"]
    assert "何静的情境" in he_jing.get("teach.kept", **COURSE).get_text()


def test_a_script_is_told_who_changed_the_text(he_jing, lin_yue):
    mine = replaced(opened(he_jing), "情境的正文", "何静的情境")
    save(lin_yue, replaced(opened(lin_yue), "要点的正文", "林越的要点"))

    response = save(he_jing, mine, json=True)

    assert response.status_code == 409
    assert response.json["message"].startswith("林越 ")


def test_a_text_comes_back_when_the_draft_was_submitted_meanwhile(he_jing, lin_yue):
    mine = replaced(opened(he_jing), "情境的正文", "何静的情境")
    save(lin_yue, replaced(opened(lin_yue), "要点的正文", "林越的要点"))
    submit(lin_yue)

    response = save(he_jing, mine)

    assert response.status_code == 409
    assert "已经送审" in response.text
    assert "何静的情境" in response.text


def test_a_text_comes_back_when_the_draft_was_published_meanwhile(he_jing, lin_yue):
    mine = replaced(opened(lin_yue), "情境的正文", "林越的情境")
    save(he_jing, replaced(opened(he_jing), "要点的正文", "何静的要点"))
    submit(he_jing)
    publish(he_jing)

    response = save(lin_yue, mine)

    assert response.status_code == 409
    assert "重新开始修改" in response.text
    assert "林越的情境" in response.text


def test_a_preview_shows_the_text_and_its_mistakes_and_saves_nothing(he_jing):
    fields = replaced(opened(he_jing), "情境的正文，见[[测试法#1]]", "**新的**正文，见[[假法#1]]")

    told = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json

    assert "<strong>新的</strong>正文" in told["html"]
    assert "没有登记“假法”这部法" in told["html"]
    assert "第 10 行" in told["html"]
    assert "情境的正文" in opened(he_jing)["text"]


def test_without_scripts_the_preview_is_a_page_that_keeps_the_text(he_jing):
    fields = replaced(opened(he_jing), "情境的正文", "**新的**正文")

    response = he_jing.post("teach.create_preview", into=COURSE, **fields)

    assert response.status_code == 200
    assert "<strong>新的</strong>正文" in response.text
    assert "**新的**正文" in response.text
    assert "还没有保存" in response.text


@pytest.mark.parametrize(
    "attack",
    [
        "<script>window.pwn = 1</script>",
        '<img src="x" onerror="window.pwn = 1">',
        "[去](javascript:alert(1))",
        '<base href="https://evil.example/">',
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        '<form action="https://evil.example/"><input name="password"></form>',
    ],
)
def test_what_would_attack_readers_is_named_and_does_not_reach_the_preview(he_jing, attack):
    fields = opened(he_jing)
    fields["text"] += f"\n{attack}\n"

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    shown = BeautifulSoup(html, "html.parser")
    assert not shown.select("script, base, meta, form, img, [onerror], a[href^=javascript]")
    assert "处错误" in html
    assert "0 处错误" not in html


def test_a_text_too_heavy_to_render_is_named_with_its_line(he_jing):
    fields = opened(he_jing)
    fields["text"] += "\n" + "[" * 13_000 + "\n"

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    assert "过于复杂" in html
    assert "第 " in html


def test_a_text_larger_than_a_file_may_be_is_refused(he_jing):
    response = save(he_jing, opened(he_jing) | {"text": "字" * 90_000})

    assert response.status_code == 422
    assert "超过 256 KB" in response.text


@pytest.mark.parametrize("path", ["", "../x", "course.yml", "01-lesson/media/a.png", "9/lesson.md"])
def test_only_the_texts_of_a_course_are_written(he_jing, path):
    assert save(he_jing, opened(he_jing) | {"path": path}).status_code == 422


@pytest.mark.parametrize("base", ["", "-1", "²", "٣", "一"])
def test_a_version_that_is_no_number_is_refused(he_jing, base):
    assert save(he_jing, opened(he_jing), base=base).status_code == 422


def test_marks_of_a_merge_that_nobody_decided_about_are_mistakes(he_jing):
    save(he_jing, replaced(opened(he_jing), "## 要点", "《《《 草稿的文字\n\n## 要点"))

    assert "还没有决定" in text(he_jing.get("teach.lesson", **LESSON))


def test_the_form_holds_the_text_as_it_is_byte_for_byte(he_jing):
    fields = opened(he_jing)
    told = save(he_jing, fields | {"text": fields["text"].replace("\n", "\r\n")}, json=True)

    assert fields["path"] == PATH
    assert json.loads(told.text)["version"] == int(fields["base"]), "nothing has changed"


def test_of_two_texts_saved_at_the_same_moment_one_is_written_and_one_is_told(he_jing, lin_yue):
    fields = {
        desk: replaced(opened(desk), "情境的正文", f"{name}的情境")
        for desk, name in ((he_jing, "何静"), (lin_yue, "林越"))
    }
    together = Barrier(2)

    def send(desk):
        desk.token()
        together.wait()
        return save(desk, fields[desk], json=True).status_code

    with ThreadPoolExecutor(2) as windows:
        answers = sorted(windows.map(send, fields))

    assert answers == [200, 409]
