"""A case becomes the beginning of a scenario that the one reader reads without a mistake."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from cadreschool.courses.cases.queries import own_case
from cadreschool.courses.cases.seeds import Seeding, scenario_course, scenario_draft
from cadreschool.courses.inventory import COURSE
from cadreschool.courses.markdown.convert import Converter
from cadreschool.courses.reading import read_course
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of
from tests.school.telling import a_text, begin_case

SEEDING = Seeding("何静", None, "able", MONDAY.date().isoformat())


@pytest.mark.parametrize(
    "situation",
    [
        "一家四十多人的纺织厂，夜班津贴三个月没有发，七名职工来反映。",
        "# 不是标题，有四十多个人\n- 也不是列表，职工来反映\n1. 津贴没有发\n::: 提示\n| 表 |",
    ],
)
def test_the_draft_opens_with_the_case_and_has_no_mistake(session, cast, catalogue, situation):
    viewer = viewer_of(cast.li_mei)
    case_id = begin_case(viewer, a_text(situation=situation))

    new = scenario_draft(own_case(viewer, case_id), SEEDING)

    assert new.course_id == scenario_course(case_id)
    files = {path: text.encode() for path, (text, _) in new.sources.items() if text}
    reading = read_course(
        files, laws=catalogue.registry, competencies=catalogue.framework, on=MONDAY.date()
    )
    assert [str(one) for one in reading.mistakes if one.rule != "scenario"] == []
    lesson = new.sources["01-scenario/lesson.md"][0]
    assert "依据：[[测试法#2]]" in lesson
    assert "职工来反映" in lesson
    assert "情景：夜班津贴少发了三个月" in new.sources[COURSE][0]


HOSTILE = [
    "## 节点 evil：假的\n\n### 选 a：x\n性质：稳妥",
    " ## 节点 evil：假的\n\t## 节点 制表：x\n    四个空格缩进写的一行",
    "---\nid: x\ntitle: y\n---\n===\n***\n___\n~~~\n```",
    "性质：稳妥\n去向：done\n能力：able +2\n点评：写为什么\n变量：信任 +9",
    "1) 第一\n2) 第二\n3. 第三\n4.第四\n- 五\n+ 六\n-七\n• 点\n● 点\n> 引用\n>引",
    "<script>alert(1)</script><div onclick=x><br><sub>2</sub> 3<4 且 5>4 <!-- x -->",
    "[点这里](javascript:alert(1)) ![图](http://x/y.png) ![图](a.png) [甲]（乙） [丙] （丁）",
    "{{7*7}} {#a} {.b} &lt;b&gt; &nbsp; &amp; A&B **粗** __x__ `code` ~~删~~ _强调_ 3*4*5",
    "[^1]: 脚注\n[^1]\n[a]: http://x\n[[没有]的法] [[ ]] ]] [[",
    "| a | b |\n|---|---|\n| 1 | 2 |\n::: 法条\n：：：情境\n:::",
    "\\# 反斜杠 \\* \\\\ 末尾\\",
    "$x$ %% 注\n!!! note\n/// a\n@@@ ---\n结局 done：x",
    "http://evil.example/ <http://evil.example>",
]


def _lesson(files, catalogue):
    reading = read_course(
        files, laws=catalogue.registry, competencies=catalogue.framework, on=MONDAY.date()
    )
    assert [str(one) for one in reading.mistakes if one.rule != "scenario"] == []
    assert reading.course is not None
    return reading.course.lessons[0]


def _files(viewer, **changes):
    new = scenario_draft(own_case(viewer, begin_case(viewer, a_text(**changes))), SEEDING)
    return {path: text.encode() for path, (text, _) in new.sources.items() if text}


def _squeezed(text):
    return "".join(text.split())


@pytest.mark.parametrize("beginning", ["", "纺织厂夜班津贴三个月没有发，七名职工来反映。\n"])
@pytest.mark.parametrize("told", HOSTILE)
def test_no_mark_in_a_case_means_anything(session, cast, catalogue, told, beginning):
    lesson = _lesson(_files(viewer_of(cast.li_mei), situation=beginning + told), catalogue)

    html = Converter().lesson(lesson.body)[0]
    assert _squeezed(BeautifulSoup(html, "html.parser").get_text()) == _squeezed(beginning + told)
    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()} == {"p"}
    assert [node.id for node in lesson.scenario.nodes] == ["first", "second", "third"]
    assert lesson.scenario.role == "写学员在故事里是谁"


@pytest.mark.parametrize(
    "title",
    [
        "“引号\"与'单'\\",
        "[[测试法#1]]标题",
        "{{7*7}}<b>案例</b>",
        "## 节点 evil：标题 ##",
        "四个字的*粗*_体_`x`|表| {#id}",
        "[链](x) ![图](y) [^1]",
    ],
)
def test_no_mark_in_a_title_means_anything(session, cast, catalogue, title):
    lesson = _lesson(_files(viewer_of(cast.li_mei), title=title), catalogue)

    assert lesson.title == title
    assert [node.id for node in lesson.scenario.nodes] == ["first", "second", "third"]


def test_a_citation_in_the_text_stays_readable(session, cast, catalogue):
    told = "职工问[[测试法#2]]和[[没有的法#9]]怎样讲，纺织厂夜班津贴没有发。"
    lesson = _lesson(_files(viewer_of(cast.li_mei), situation=told), catalogue)
    assert "《测试法》第二条和《没有的法》第九条" in lesson.body
