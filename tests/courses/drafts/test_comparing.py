"""Two states of a course side by side, in lines and in lessons."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cadreschool.courses.comparing import ChangeKind, compare_sources, compare_texts
from cadreschool.courses.drafts.outline import compare_courses
from tests.school.content import a_course, a_lesson, a_question

LINES = st.lists(st.sampled_from(["甲", "乙", "丙", ""]), max_size=12)


def test_equal_texts_have_no_differences():
    assert compare_texts("一\n二\n", "一\n二\n") == ()


def test_a_changed_line_shows_what_was_and_what_is_with_some_around_it():
    before = "".join(f"{n}\n" for n in range(20))
    lines = compare_texts(before, before.replace("10\n", "十\n"))

    assert [(line.sign, line.text) for line in lines] == [
        ("…", "略去 8 行"),
        (" ", "8"),
        (" ", "9"),
        ("-", "10"),
        ("+", "十"),
        (" ", "11"),
        (" ", "12"),
        ("…", "略去 7 行"),
    ]


@settings(max_examples=150, deadline=None)
@given(before=LINES, after=LINES)
def test_nothing_is_left_out_of_what_differs(before, after):
    lines = compare_texts("\n".join(before), "\n".join(after))
    gone = [line.text for line in lines if line.sign == "-"]
    new = [line.text for line in lines if line.sign == "+"]

    assert len("\n".join(after).splitlines()) - len(new) == (
        len("\n".join(before).splitlines()) - len(gone)
    )


def test_files_are_added_changed_and_removed():
    changes = compare_sources({"a": "一\n", "b": "二\n"}, {"b": "贰\n", "c": "三\n"})

    assert [(one.path, one.kind) for one in changes] == [
        ("a", ChangeKind.REMOVED),
        ("b", ChangeKind.CHANGED),
        ("c", ChangeKind.ADDED),
    ]


def test_what_learners_notice_is_said_in_lessons_and_questions():
    before = a_course(lessons=2)
    after = dict(before)
    after["01-lesson/lesson.md"] = a_lesson("speaking-1", text="新的一段。")
    after["01-lesson/questions.md"] += a_question("speaking-1-q99")
    del after["02-lesson/lesson.md"], after["02-lesson/questions.md"]
    after["03-lesson/lesson.md"] = a_lesson("speaking-3", title="第三课")
    after["course.yaml"] = after["course.yaml"].replace("pass_mark: 80", "pass_mark: 90")

    changes = compare_courses(before, after)

    assert changes.added == {"speaking-3": "第三课"}
    assert list(changes.changed) == ["speaking-1"]
    assert list(changes.removed) == ["speaking-2"]
    assert (changes.new_questions, changes.changed_questions, changes.gone_questions) == (1, 0, 10)
    assert changes.head == ("合格线由“80”改为“90”",)


def test_a_lesson_in_another_place_is_the_same_lesson():
    before = a_course(lessons=1)
    after = {path.replace("01-", "07-"): text for path, text in before.items()}

    assert compare_courses(before, after).is_nothing


def test_in_a_rewritten_paragraph_the_words_that_differ_are_told():
    gone, came = compare_texts("职工满二十五人的，应当建会。\n", "会员满二十五人的，应当建会。\n")

    assert gone.parts == (("职工", True), ("满二十五人的，应当建会。", False))
    assert came.parts == (("会员", True), ("满二十五人的，应当建会。", False))


@settings(max_examples=100, deadline=None)
@given(before=st.text("甲乙丙，。", max_size=20), after=st.text("甲乙丙，。", max_size=20))
def test_the_pieces_of_a_line_are_the_line(before, after):
    for line in compare_texts(before, after):
        assert not line.parts or "".join(piece for piece, _ in line.parts) == line.text
