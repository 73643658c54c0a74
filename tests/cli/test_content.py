"""`flask content`: what authors and operators are told, and what is published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.courses.drafts.actions import NewDraft, open_draft, sources_of, submit_draft
from cadreschool.courses.drafts.checking import Ground, check_draft
from cadreschool.courses.publication import prepare_edition
from cadreschool.courses.queries import load_catalogue, newest_editions, renderings
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import CourseStart
from cadreschool.learning.profile.queries import due_cadres
from cadreschool.learning.publication import publish_from_draft
from tests.school.cast import MONDAY
from tests.school.content import a_question
from tests.school.steps import viewer_of

Typing = Callable[..., Result]
LESSON = Path("courses/speaking/01-lesson/lesson.md")
QUESTIONS = Path("courses/speaking/01-lesson/questions.md")


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _digests(app: Flask) -> dict[str, tuple[int, str]]:
    with app.app_context():
        return {row.course_id: (row.number, row.digest) for row in newest_editions()}


def test_checking_counts_what_is_there(flask: Typing) -> None:
    result = flask("content", "check")

    assert result.output == "2 门课程，3 课，30 题，0 处错误，0 处待复核。\n"
    assert result.exit_code == 0


def test_checking_one_course_borrows_laws_and_competencies(flask: Typing, content: Path) -> None:
    result = flask("content", "check", content / "courses" / "speaking")

    assert result.output == "1 门课程，2 课，20 题，0 处错误，0 处待复核。\n"


def test_checking_one_course_knows_the_lessons_of_the_others(
    flask: Typing, another_content: Path
) -> None:
    _replace(
        another_content / LESSON, "情境的正文", "见[听](lesson:listening/listening-1)，情境的正文"
    )
    (another_content / "courses").rename(another_content / "drafts")
    result = flask("content", "check", another_content / "drafts" / "speaking")

    assert result.output == "1 门课程，2 课，20 题，0 处错误，0 处待复核。\n"


def test_checking_names_every_planted_mistake_with_its_line(
    flask: Typing, another_content: Path
) -> None:
    _replace(
        another_content / LESSON, "要点的正文，见[[测试法#1]]。", "见[[测试法#10]]、[[假法#1]]。"
    )
    _replace(another_content / QUESTIONS, "- [x] 对一", "- [ ] 对一")
    result = flask("content", "check", another_content)

    lines = result.output.splitlines()
    assert [line.partition(": ")[0] for line in lines[:-1]] == [
        f"{LESSON}:14",
        f"{LESSON}:14",
        f"{QUESTIONS}:21",
    ]
    assert all(line.endswith("）") for line in lines[:-1])
    assert lines[-1].endswith("3 处错误，0 处待复核。")
    assert result.exit_code == 1


def test_checking_for_a_day_uses_the_law_of_that_day(flask: Typing) -> None:
    result = flask("content", "check", "--on", "2019-12-31")

    assert f"{LESSON}:10: “测试法”在 2019-12-31 没有有效的版本" in result.output
    assert result.exit_code == 1
    assert flask("content", "check", "--on", "2020-01-01").exit_code == 0


def test_publishing_what_has_not_changed_does_nothing(flask: Typing, app: Flask) -> None:
    before = _digests(app)
    result = flask("content", "publish")

    assert result.output == "内容没有变化。\n"
    assert _digests(app) == before


def test_examples_for_authors_do_not_make_a_folder_look_changed(
    flask: Typing, another_content: Path
) -> None:
    example = another_content / "examples" / "every-feature" / "course.yaml"
    example.parent.mkdir(parents=True)
    example.write_text("id: every-feature\n", encoding="utf-8")

    assert flask("content", "publish", another_content).output == "内容没有变化。\n"


def test_a_changed_course_becomes_the_next_edition(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    _replace(another_content / LESSON, "情境的正文", "情境的新正文")
    before = _digests(app)
    result = flask("content", "publish", another_content)

    assert result.output == "已发布 speaking 第 2 版。\n"
    assert result.exit_code == 0
    after = _digests(app)
    assert after["listening"] == before["listening"]
    assert after["speaking"][0] == 2
    assert after["speaking"][1] != before["speaking"][1]


def test_a_broken_course_is_not_published_and_the_others_are(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    _replace(another_content / LESSON, "情境的正文，见[[测试法#1]]", "情境的正文，见[[假法#1]]")
    listening = another_content / "courses" / "listening" / "01-lesson" / "lesson.md"
    _replace(listening, "情境的正文", "情境的新正文")
    result = flask("content", "publish", another_content)

    assert result.output.splitlines()[0].startswith(f"{LESSON}:10: ")
    assert result.output.splitlines()[-2:] == [
        "已发布 listening 第 2 版。",
        "有错误的课程没有发布，原有版本不受影响。",
    ]
    assert result.exit_code == 1
    assert {course: number for course, (number, _) in _digests(app).items()} == {
        "listening": 2,
        "speaking": 1,
    }


def test_a_renamed_course_does_not_take_over_the_questions_of_the_old_one(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    (another_content / "courses" / "speaking").rename(another_content / "courses" / "talking")
    _replace(another_content / "courses" / "talking" / "course.yaml", "id: speaking", "id: talking")
    before = _digests(app)
    result = flask("content", "publish", another_content)

    path = QUESTIONS.as_posix().replace("speaking", "talking")
    assert f"{path}:1: 题号“speaking-1-q00”重复，已发布的课程 speaking 已经用了" in result.output
    assert result.exit_code == 1
    assert _digests(app) == before


def test_a_mistake_in_a_law_publishes_nothing(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    _replace(another_content / "laws" / "测试法.yaml", "articles: 9", "articles: 九")
    _replace(another_content / LESSON, "情境的正文", "情境的新正文")
    before = _digests(app)
    result = flask("content", "publish", another_content)

    assert result.output.splitlines()[-1] == (
        "法律或能力项有错误，全部内容都没有发布。原有版本不受影响。"
    )
    assert result.exit_code == 1
    assert _digests(app) == before


def test_what_was_refused_is_tried_again_when_it_is_mended(
    flask: Typing, another_content: Path
) -> None:
    original = (another_content / LESSON).read_text(encoding="utf-8")
    _replace(another_content / LESSON, "情境的正文，见[[测试法#1]]", "见[[假法#1]]")
    flask("content", "publish", another_content)
    mended = original.replace("情境的正文", "情境的新正文")
    (another_content / LESSON).write_text(mended, encoding="utf-8")

    assert flask("content", "publish", another_content).output == "已发布 speaking 第 2 版。\n"


def test_an_export_publishes_to_the_same_editions(
    flask: Typing, app: Flask, tmp_path: Path, content: Path
) -> None:
    exported = tmp_path / "exported"
    result = flask("content", "export", exported)

    files = sorted(path.relative_to(exported) for path in exported.rglob("*.*"))
    assert result.output == f"已写出 {len(files)} 个文件。\n"
    assert files == sorted(path.relative_to(content) for path in content.rglob("*.*"))
    before = _digests(app)
    _forget_everything(app)
    assert _digests(app) == {}
    assert flask("content", "publish", exported).exit_code == 0
    assert _digests(app) == before


def _forget_everything(app: Flask) -> None:
    with app.app_context():
        tables = list(reversed(db.metadata.sorted_tables))
        write(lambda: [db.session.execute(table.delete()) for table in tables])


def test_an_export_never_writes_into_a_folder_that_has_something(
    flask: Typing, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("留着")
    result = flask("content", "export", tmp_path / "notes")

    assert "不是空文件夹，没有写入" in result.output
    assert result.exit_code == 1
    assert [path.name for path in (tmp_path / "notes").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("words", "number"), [((), 0), (("--all",), 2)], ids=["stale", "all"])
def test_rendering_again_changes_no_fact(
    flask: Typing, app: Flask, words: tuple[str, ...], number: int
) -> None:
    with app.app_context():
        before = load_catalogue().courses, newest_editions()
    result = flask("content", "render", *words)

    assert result.output == f"重新渲染了 {number} 个版本。\n"
    with app.app_context():
        assert (load_catalogue().courses, newest_editions()) == before


def test_editions_of_an_older_renderer_are_rendered_when_the_school_starts(
    flask: Typing, app: Flask
) -> None:
    with app.app_context():
        current = set(renderings().values())
        write(lambda: db.session.execute(db.text("UPDATE edition_rendering SET renderer = 0")))
    flask("content", "publish")

    with app.app_context():
        assert set(renderings().values()) == current


def test_a_question_id_is_never_used_for_two_questions(
    flask: Typing, another_content: Path
) -> None:
    other = another_content / "courses" / "listening" / "01-lesson" / "questions.md"
    with other.open("a", encoding="utf-8") as file:
        file.write("\n" + a_question("speaking-1-q00"))
    result = flask("content", "check", another_content)

    assert result.exit_code == 1
    assert "speaking-1-q00" in result.output


def _publish_in_the_browser(app: Flask, old: str, new: str, file: Path = LESSON) -> None:
    """Publish the course's next edition the way the 教研台 does, with words replaced."""
    with app.app_context():
        catalogue = load_catalogue()
        course = catalogue.course("speaking")
        assert course is not None
        sources = sources_of(course.edition_id)
        path = file.relative_to("courses/speaking").as_posix()
        sources[path] = ((sources[path][0] or "").replace(old, new, 1), None)
        files = {path: (text or "").encode() for path, (text, _) in sources.items()}
        reading = check_draft(files, Ground("speaking", catalogue, MONDAY.date()))
        assert reading.course is not None
        media = app.config["SETTINGS"].media
        prepared = prepare_edition(reading.course, files, catalogue.registry, media, MONDAY.date())
        who = db.session.execute(db.text("SELECT id FROM cadre WHERE login = 'sun'")).scalar_one()
        viewer = viewer_of(who)
        db.session.close()

        def unit() -> None:
            begun = NewDraft("speaking", course.title, None, sources, course.edition_id)
            draft = open_draft(begun, by=who, at=MONDAY)
            submit_draft(draft, words="改", seen=1, by=who, at=MONDAY)
            publish_from_draft(viewer, draft, prepared, note="改", at=MONDAY)

        write(unit)


def test_what_was_published_in_the_browser_is_not_overwritten_by_an_unchanged_folder(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    _publish_in_the_browser(app, "情境的正文", "浏览器里的情境")
    before = _digests(app)
    listening = another_content / "courses" / "listening" / "01-lesson" / "lesson.md"
    _replace(listening, "情境的正文", "情境的新正文")
    result = flask("content", "publish", another_content)

    assert "speaking 第 2 版是在教研台发布的，比文件夹里的新，没有改动它。" in result.output
    assert result.exit_code == 0
    assert _digests(app)["speaking"] == before["speaking"]
    assert _digests(app)["listening"][0] == 2


@pytest.mark.parametrize("door", ["folder", "browser"])
@pytest.mark.parametrize(
    "change",
    [
        ("unit: A1", "unit: A2", True),
        ("competencies: [able]", "competencies: [able, learning]", True),
        ("reviewed_on: 2026-01-01", "reviewed_on: 2026-01-02", False),
    ],
)
def test_whose_course_bears_on_profiles_otherwise_is_due(
    flask: Typing, app: Flask, another_content: Path, door: str, change: tuple[str, str, bool]
) -> None:
    old, new, is_due = change
    sheet = Path("courses/speaking/course.yaml")
    with app.app_context():
        who = db.session.execute(db.text("SELECT id FROM cadre WHERE login = 'limei'")).scalar_one()
        db.session.close()
        start = CourseStart(cadre_id=who, course_id="speaking", started_at=MONDAY)
        write(lambda: db.session.add(start))
    if door == "folder":
        _replace(another_content / sheet, old, new)
        assert flask("content", "publish", another_content).exit_code == 0
    else:
        _publish_in_the_browser(app, old, new, sheet)

    with app.app_context():
        assert due_cadres(9) == ([who] if is_due else [])


def test_a_folder_changed_meanwhile_is_refused_with_what_differs_until_one_says_so(
    flask: Typing, app: Flask, another_content: Path
) -> None:
    _publish_in_the_browser(app, "情境的正文", "浏览器里的情境")
    _replace(another_content / LESSON, "要点的正文", "文件里的要点")
    result = flask("content", "publish", another_content)

    assert result.exit_code == 1
    assert "文件夹里也改过，没有覆盖" in result.output
    assert "- 浏览器里的情境" in result.output
    assert "+ 文件里的要点" in result.output
    assert _digests(app)["speaking"][0] == 2
    result = flask("content", "publish", another_content, "--replace", "speaking")
    assert result.exit_code == 0
    assert _digests(app)["speaking"][0] == 3


def test_what_was_published_in_the_browser_goes_out_and_comes_back_the_same(
    flask: Typing, app: Flask, tmp_path: Path
) -> None:
    _publish_in_the_browser(app, "情境的正文", "浏览器里的情境")
    before = _digests(app)
    out = tmp_path / "out"

    assert flask("content", "export", out).exit_code == 0
    assert "浏览器里的情境" in (out / LESSON).read_text(encoding="utf-8")
    result = flask("content", "publish", out)

    assert result.output == "课程没有变化。\n"
    assert _digests(app) == before
