"""The search index follows what is published, and finds what a reader would find."""

from __future__ import annotations

import pytest

from cadreschool.cli.content import publish_folder
from cadreschool.courses.actions import keep_rendering, move_stamp, rebuild_search
from cadreschool.courses.models import EditionRendering
from cadreschool.courses.queries import newest_editions, newest_payloads
from cadreschool.courses.search.actions import index_course, index_rows
from cadreschool.courses.search.models import SearchSection
from cadreschool.courses.search.queries import MOST, find_near, find_sections, number_of_sections
from cadreschool.courses.search.sections import LONGEST, Row, rows_of
from cadreschool.courses.values import Section
from cadreschool.kernel.db import db, write
from cadreschool.kernel.words import wanted
from tests.school.cast import MONDAY
from tests.school.content import a_course, a_lesson, write_content

pytestmark = pytest.mark.usefixtures("session")


def _found(query: str) -> list[tuple[str, str]]:
    return [(one.lesson_id, one.anchor) for one in find_sections(wanted(query))]


def _row(anchor: str, text: str = "", *, heading: str = "", title: str = "一课") -> Row:
    return Row(
        "speaking-1",
        is_lesson=not anchor,
        anchor=anchor,
        title=title,
        heading=heading,
        text=text,
        own_heading=heading,
    )


def _put(*rows: Row) -> None:
    write(lambda: index_rows("speaking", rows))


def test_publishing_puts_every_section_of_every_lesson_in():
    assert ("speaking-1", "常错") in _found("常错的正文")
    assert {lesson for lesson, _ in _found("《测试法》")} == {
        "speaking-1",
        "speaking-2",
        "listening-1",
    }


@pytest.mark.parametrize(
    "query",
    [
        "工会",
        "加班",
        "会",
        "22条",
        "第二十二条",
        "第22条",
        "《工会法》",
        "工会法第22条",
        "ＡＰＰ",
        "ap",
    ],
)
def test_what_people_type_is_found(query):
    _put(
        _row("this", "按照《工会法》第二十二条，工会帮助加班的职工，可以用App。"),
        _row("that", "别的话。"),
    )

    assert ("speaking-1", "this") in _found(query)
    assert ("speaking-1", "that") not in _found(query)


def test_words_must_stand_together_and_runs_may_stand_apart():
    _put(_row("near", "加班要协商。"), _row("far", "加一个班，再协商。"))

    assert _found("加班 协商") == [("speaking-1", "near")]


def test_no_phrase_is_found_across_the_end_of_a_sentence_or_a_heading():
    _put(_row("one", "先说加。班后再说", heading="轮值加"), _row("two", "加班"))

    assert _found("加班") == [("speaking-1", "two")]


def test_titles_come_before_headings_and_headings_before_text():
    _put(
        _row("text", "协商协商协商协商"),
        _row("heading", "别的", heading="怎样协商"),
        _row("", "别的", title="集体协商"),
    )

    assert _found("协商")[:3] == [
        ("speaking-1", ""),
        ("speaking-1", "heading"),
        ("speaking-1", "text"),
    ]


def test_a_lesson_title_stands_for_the_lesson_once():
    lessons = [one for one in _found("课 speaking-1") if one[0] == "speaking-1"]

    assert lessons == [("speaking-1", "")]


def test_a_very_long_section_is_found_to_its_end_and_shown_once():
    text = "很长的一句话。" * 900 + "末尾有协商。"
    rows = list(rows_of("speaking-1", "长课", [Section("long", ("要点", "长节"), text)]))
    _put(*rows)

    assert len(rows) > 3
    assert all(len(row.text) <= LONGEST for row in rows)
    assert _found("末尾有协商") == [("speaking-1", "long")]
    assert _found("很长的一句话") == [("speaking-1", "long")]
    assert _found("长节") == [("speaking-1", "long")]


def test_there_is_an_end_to_what_is_ranked():
    _put(*(_row(f"part-{number}", "协商") for number in range(MOST + 5)))

    assert len(_found("协商")) == MOST


def test_a_whole_question_finds_what_comes_nearest():
    _put(
        _row("pay", "加班费按工资基数计算，怎么算看合同。"),
        _row("other", "怎么算都行。加班另说。"),
        _row("far", "工会的经费。"),
    )
    near = [one.anchor for one in find_near(wanted("加班费应该怎么算"))]

    assert _found("加班费应该怎么算") == []
    assert near == ["pay", "other"]
    assert find_near(wanted("加班")) == []


def test_a_new_rendering_of_the_newest_edition_replaces_its_rows():
    edition = next(one for one in newest_editions() if one.course_id == "speaking")
    payload = db.session.scalar(
        db.select(EditionRendering.payload).where(EditionRendering.edition_id == edition.id)
    )
    changed = payload.replace("常错的正文", "改过的说法")
    write(lambda: (keep_rendering(edition.id, changed), move_stamp()))

    assert ("speaking-1", "常错") in _found("改过的说法")
    assert "speaking-1" not in {lesson for lesson, _ in _found("常错的正文")}


def test_a_new_edition_takes_the_place_of_the_old_one(tmp_path):
    course = a_course()
    course["01-lesson/lesson.md"] = a_lesson("speaking-1", text="新版多了一句话。")
    publish_folder(write_content(tmp_path / "next", course), at=MONDAY, quiet=True)

    assert _found("新版多了一句话") == [("speaking-1", "带走")]
    assert len([one for one in _found("常错的正文") if one[0] == "speaking-1"]) == 1


def test_rebuilding_gives_the_same_index_whatever_it_was_before():
    before = set(_found("的正文"))
    _put(_row("stray", "不该在这里的话"))

    assert write(rebuild_search) == 2
    assert set(_found("的正文")) == before
    assert _found("不该在这里的话") == []


def test_an_edition_rendered_by_an_older_program_is_found_by_its_titles():
    _, payload = newest_payloads()[0]
    write(lambda: index_course("speaking", payload.replace('"sections"', '"other"')))

    assert number_of_sections() > 0
    assert _found("课 listening-1")


def test_no_question_is_in_the_index():
    texts = " ".join(db.session.scalars(db.select(SearchSection.text + SearchSection.words)))

    assert "KEY" not in texts
    assert "key" not in texts
    assert "题干" not in texts.replace(" ", "")
