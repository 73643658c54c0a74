"""Writing the questions of a lesson."""

from __future__ import annotations

from cadreschool.questions.kinds import all_kinds
from tests.school.content import a_question
from tests.web.seeing import text
from tests.web.teach.banking import make_bank, write_question
from tests.web.teach.writing import COURSE, LESSON, QUESTIONS, opened, replaced, save


def test_a_preview_shows_questions_with_what_is_right(he_jing):
    fields = opened(he_jing, "teach.questions", **LESSON)

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    assert html.count("card") == 10
    assert "KEY-speaking-1-q00" in html
    assert "正确" in html


def test_a_sample_of_every_kind_may_be_put_in_and_is_shown_with_what_is_right(he_jing):
    fields = opened(he_jing, "teach.questions", **LESSON)
    page = he_jing.get("teach.questions", **LESSON)
    pieces = [button["data-insert"] for button in page.select("[data-insert]")]
    fields["text"] = "\n".join(pieces)

    html = he_jing.post("teach.create_preview", into=COURSE, json=True, **fields).json["html"]

    assert len(pieces) == len(all_kinds())
    assert all(kind.label in html for kind in all_kinds())
    assert "答案：（1）三十；（2）二倍或双倍" in html
    assert "答案：第一步 → 第二步 → 第三步" in html
    assert "左一：右一；左二：右二" in html
    assert "3 分：第二个要点" in html
    assert "（2）填空" in html


def test_a_mistake_in_a_question_names_its_line(he_jing):
    fields = opened(he_jing, "teach.questions", **LESSON)
    fields["text"] = fields["text"].replace("难度：1", "难度：9", 1)
    save(he_jing, fields)

    page = he_jing.get("teach.questions", **LESSON)
    assert "第3行" in text(page.select_one(".mistakes"))


def test_an_id_of_another_course_is_refused(he_jing):
    fields = opened(he_jing, "teach.questions", **LESSON)
    fields["text"] += "\n" + a_question("listening-1-q00")
    save(he_jing, fields)

    assert "已发布的课程listening已经用了" in text(he_jing.get("teach.questions", **LESSON))


def test_a_lesson_without_questions_has_an_empty_sheet(he_jing):
    he_jing.post("teach.create_lesson", into=COURSE, title="第三课", lesson_id="third")
    third = {"course_id": "speaking", "folder": "03-third"}

    fields = opened(he_jing, "teach.questions", **third)
    assert (fields["base"], fields["text"]) == ("0", "")
    assert save(he_jing, fields | {"text": a_question("third-q01")}).status_code == 303
    assert "third-q01" in opened(he_jing, "teach.questions", **third)["text"]


def test_questions_left_empty_are_taken_out(he_jing):
    fields = opened(he_jing, "teach.questions", **LESSON)

    assert save(he_jing, fields | {"text": ""}).status_code == 303
    assert opened(he_jing, "teach.questions", **LESSON)["base"] == "0"
    assert QUESTIONS in he_jing.get("teach.kept", **COURSE).get_text()


def test_an_id_that_a_bank_uses_is_named(he_jing):
    make_bank(he_jing)
    write_question(he_jing, a_question("exam-1"))
    fields = opened(he_jing, "teach.questions", **LESSON)

    save(he_jing, replaced(fields, "speaking-1-q01\n", "exam-1\n"))

    page = he_jing.get("teach.questions", **LESSON)
    assert "题号“exam-1”重复，题库exam已经用了" in text(page)
