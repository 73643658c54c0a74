"""Banks in the content folder: published, refused, written back to the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from cadreschool.courses.banks.publication import digest_now
from cadreschool.courses.payload import RENDERER
from cadreschool.kernel.db import db, write
from cadreschool.questions.actions import keep_versions
from cadreschool.questions.banks import actions, queries
from cadreschool.questions.banks.actions import Decision, NewEntry, Putting
from cadreschool.questions.banks.models import BankEntry, EntryState, StepKind
from cadreschool.questions.models import QuestionRendering, QuestionVersion
from cadreschool.questions.published import Shown
from cadreschool.questions.queries import published_questions
from tests.courses.building import a_picture
from tests.questions.building import read
from tests.school.cast import MONDAY
from tests.school.content import a_question

LATER = MONDAY + timedelta(hours=1)
TOP = "---\ntitle: 上岗考试\nunit: A1\n---\n\n"


def a_bank(*questions):
    return TOP + "\n".join(questions or (a_question("exam-1"), a_question("exam-2", "多选")))


@pytest.fixture
def folder(another_content):
    write_bank(another_content, a_bank())
    return another_content


def write_bank(folder, text, name="exam.md"):
    path = folder / "banks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def entries(app, **filters):
    with app.app_context():
        return queries.entries_of("exam", queries.Filters(**filters))


def states(app):
    return {row.question_id: row.state for row in entries(app)}


def edit_in_browser(app, question_id, old, new):
    """Save a ready question with other words, as the 教研台 does."""

    def unit():
        row = queries.entry_of("exam", question_id)
        question = replace(row.question, stem=row.question.stem.replace(old, new))
        shown = Shown(question.stem, tuple(o.text for o in question.options), "")
        how = Putting(EntryState.READY, StepKind.CHANGE, RENDERER)
        entry = NewEntry(question, row.unit, shown)
        actions.save_question(queries.lock("exam"), entry, how, by=1, at=LATER)

    with app.app_context():
        write(unit)


def test_a_bank_is_checked_with_the_rest(flask, folder):
    write_bank(folder, a_bank(a_question("exam-1").replace("[[测试法#2]]", "[[假法#2]]")))

    result = flask("content", "check", folder)

    assert "banks/exam.md:9: 没有登记“假法”这部法" in result.output
    assert "1 个题库，0 题，" in result.output
    assert result.exit_code == 1


def test_publishing_makes_ready_questions_with_their_texts_as_html(app, flask, folder):
    result = flask("content", "publish", folder)

    assert "已发布题库 exam。" in result.output
    assert result.exit_code == 0
    first, second = entries(app)
    assert (first.question_id, first.state, first.unit, first.kind) == (
        "exam-1",
        "ready",
        "A1",
        "single",
    )
    assert second.position == 2
    with app.app_context():
        shown = published_questions([first.version_id])[first.version_id]
    assert "KEY-exam-1" in shown.explanation
    assert 'class="cite"' in shown.explanation


def test_a_second_time_nothing_changes(app, flask, folder):
    flask("content", "publish", folder)
    write_bank(folder, a_bank().replace("\n\n解析", "\n\n\n解析"))

    result = flask("content", "publish", folder)

    assert result.output == "课程没有变化。\n"
    assert {row.number for row in entries(app)} == {1}


def test_a_changed_key_is_a_new_version_and_what_is_gone_is_withdrawn(app, flask, folder):
    flask("content", "publish", folder)
    changed = a_question("exam-1").replace("- [x] 对\n- [ ] 错一", "- [ ] 对\n- [x] 错一")
    write_bank(folder, a_bank(changed, a_question("exam-3", "判断")))

    flask("content", "publish", folder)

    assert states(app) == {"exam-1": "ready", "exam-3": "ready", "exam-2": "withdrawn"}
    by_id = {row.question_id: row for row in entries(app)}
    assert by_id["exam-1"].number == 2
    assert by_id["exam-1"].question.answer == "b"


def test_what_was_exported_publishes_to_the_same(app, flask, folder, tmp_path):
    (folder / "banks" / "media").mkdir(parents=True)
    (folder / "banks" / "media" / "shop.png").write_bytes(a_picture())
    stem = "看图 ![车间](media/shop.png)，哪里不对？"
    write_bank(folder, a_bank(a_question("exam-1", stem=stem), a_question("exam-2", "判断")))
    flask("content", "publish", folder)
    with app.app_context():
        (bank,) = queries.every_bank()
        before = digest_now(bank)

    flask("content", "export", tmp_path / "out")
    text = (tmp_path / "out" / "banks" / "exam.md").read_text(encoding="utf-8")
    result = flask("content", "publish", tmp_path / "out")

    assert "单元：A1" in text
    assert result.exit_code == 0
    assert "已发布题库" not in result.output
    with app.app_context():
        (bank,) = queries.every_bank()
        assert digest_now(bank) == before == bank.folder_digest
    flask("content", "check", tmp_path / "out")


def test_a_missing_explanation_is_a_note_and_a_missing_competency_is_not(flask, folder):
    bare = "## 判断 exam-1\n能力：able\n难度：1\n\n题干。\n\n答案：对\n"
    write_bank(folder, a_bank(bare, bare.replace("能力：able\n", "").replace("-1", "-2")))

    result = flask("content", "check", folder)

    assert "banks/exam.md:6: 题目没有解析" in result.output
    assert "题目缺少“能力”" in result.output
    assert "1 处错误，2 处待复核" in result.output


def test_a_bank_changed_in_the_browser_is_not_overwritten(app, flask, folder):
    flask("content", "publish", folder)
    edit_in_browser(app, "exam-1", "题干", "新题干")
    write_bank(folder, a_bank(a_question("exam-1"), a_question("exam-2", "判断")))

    refused = flask("content", "publish", folder)

    assert "题库 exam 在教研台改过，文件夹里也改过，没有覆盖：" in refused.output
    assert "- exam-1 的新题干？" in refused.output
    assert "+ exam-1 的题干？" in refused.output
    assert refused.exit_code == 1
    assert "新题干" in entries(app)[0].question.stem

    over = flask("content", "publish", folder, "--replace", "exam")
    assert "已发布题库 exam。" in over.output
    assert "新题干" not in entries(app)[0].question.stem


def test_a_folder_that_is_only_behind_is_told_so_and_stops_nothing(app, flask, folder):
    flask("content", "publish", folder)
    edit_in_browser(app, "exam-1", "题干", "新题干")
    (folder / "courses" / "speaking" / "course.yaml").write_text(
        (folder / "courses" / "speaking" / "course.yaml")
        .read_text(encoding="utf-8")
        .replace("为职工说话", "替职工说话"),
        encoding="utf-8",
    )

    result = flask("content", "publish", folder)

    assert "题库 exam 在教研台改过，比文件夹里的新" in result.output
    assert "已发布 speaking 第 2 版。" in result.output
    assert result.exit_code == 0
    assert "新题干" in entries(app)[0].question.stem


def test_a_question_at_work_in_the_browser_is_not_overwritten(app, flask, folder):
    flask("content", "publish", folder)
    edit_in_browser(app, "exam-2", "题干", "新题干")

    def back_to_draft():
        db.session.execute(
            update(BankEntry).where(BankEntry.question_id == "exam-2").values(state="draft")
        )

    with app.app_context():
        write(back_to_draft)
    write_bank(folder, a_bank(a_question("exam-1", stem="改过？"), a_question("exam-2", "多选")))

    assert flask("content", "publish", folder).exit_code == 1
    assert states(app)["exam-2"] == "draft"


def test_ids_of_lessons_and_banks_never_meet(app, flask, folder):
    write_bank(folder, a_bank(a_question("speaking-1-q01")))
    both = flask("content", "check", folder)
    assert "题号“speaking-1-q01”重复" in both.output

    write_bank(folder, a_bank(a_question("exam-1")))
    flask("content", "publish", folder)
    (folder / "banks" / "exam.md").unlink()
    questions = folder / "courses" / "speaking" / "01-lesson" / "questions.md"
    text = questions.read_text(encoding="utf-8")
    questions.write_text(text.replace("speaking-1-q01\n", "exam-1\n"), encoding="utf-8")

    alone = flask("content", "publish", folder)

    assert "题号“exam-1”重复，题库 exam 已经用了" in alone.output
    assert alone.exit_code == 1


def test_an_id_that_a_lesson_once_had_is_refused_for_a_bank(app, flask, folder):
    (once,) = [a_question("once-q01")]

    def unit():
        (question,), _ = read(once.replace("测试法", "工会法"))
        keep_versions([question], at=MONDAY)

    with app.app_context():
        write(unit)
    write_bank(folder, a_bank(once))

    result = flask("content", "publish", folder)

    assert "题号“once-q01”重复，别的题库或课程已经用了" in result.output


def test_a_picture_that_no_question_shows_is_named(flask, folder):
    (folder / "banks" / "media").mkdir()
    (folder / "banks" / "media" / "shop.png").write_bytes(a_picture())

    result = flask("content", "check", folder)

    assert "banks/media/shop.png:1: 图片没有用到" in result.output


def test_an_older_rendering_is_renewed(app, flask, folder):
    flask("content", "publish", folder)

    def age():
        db.session.execute(update(QuestionRendering).values(renderer=0))

    with app.app_context():
        write(age)

    flask("content", "render")

    with app.app_context():
        banked = select(QuestionRendering.renderer).join(
            QuestionVersion, QuestionVersion.id == QuestionRendering.question_version_id
        )
        assert set(
            db.session.scalars(banked.where(QuestionVersion.question_id.startswith("exam-")))
        ) == {RENDERER}


def test_a_step_that_others_took_meanwhile_is_told(app, flask, folder):
    flask("content", "publish", folder)

    def unit():
        bank = queries.lock("exam")
        (entry,) = actions.locked_entries(bank, ["exam-1"])
        actions.take_step(bank, entry, Decision("accept"), by=1, at=LATER)

    with app.app_context(), pytest.raises(Exception, match="状态不能这样做"):
        write(unit)
