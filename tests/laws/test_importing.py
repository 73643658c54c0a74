"""Files of official texts against the registry: which law, which version, since when."""

from __future__ import annotations

from datetime import date

import pytest

from cadreschool.laws.comparing import Articles
from cadreschool.laws.importing import Wish, differences, files_among, read_texts
from cadreschool.laws.registry import read_registry
from cadreschool.laws.timeline import ImportedVersion, known_laws
from tests.laws.building import a_law, a_version, an_official_text, gist_of
from tests.laws.statutes import FIRST, STATUTE, a_docx, word_body

WHOLE = a_version().replace("articles: 58", "articles: 3")


def _registry(*versions):
    law = a_law(*versions or (WHOLE,))
    return read_registry({"laws/测试法.yaml": law.encode()})[0]


@pytest.fixture
def read(tmp_path):
    """Return what reads files with these contents."""

    def reading(registry=None, wish=None, **files):
        paths = []
        for name, data in files.items():
            path = tmp_path / name.replace("_", ".")
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            paths.append(path)
        return read_texts(paths, registry or _registry(), wish or Wish())

    return reading


@pytest.mark.parametrize("name", ["法_txt", "法_docx"])
def test_a_text_that_names_neither_short_name_nor_day_takes_them_from_the_registry(read, name):
    data = STATUTE.encode("gb18030") if name.endswith("txt") else a_docx()
    found = read(**{name: data})

    assert [str(mistake) for mistake in found.mistakes] == []
    (text,) = found.texts
    assert (text.short, text.title, text.version) == ("测试法", "中华人民共和国测试法", "2020修正")
    assert (text.effective_from, text.effective_to) == (date(2020, 1, 1), None)
    assert len(text.articles) == 4
    assert differences(_registry(), text) == []


def test_a_version_of_that_year_is_the_registered_one(read):
    registered = _registry(WHOLE.replace("2020修正", "2020"))

    assert read(registered, 法_txt=STATUTE).texts[0].version == "2020"


def test_a_new_amendment_asks_for_the_day_it_binds_from(read):
    newer = STATUTE.replace("2020年12月24日", "2026年3月1日")
    asked = read(法_txt=newer)

    assert [str(mistake) for mistake in asked.mistakes] == [
        (
            "法.txt:1: 看不出“测试法@2026修正”从哪天起施行"
            "（修正的法律，施行日写在修改决定里：请写 --since 2022-01-01）"
        )
    ]
    told = read(wish=Wish(effective_from=date(2026, 5, 1)), 法_txt=newer)
    assert [(one.version, one.effective_from) for one in told.texts] == [
        ("2026修正", date(2026, 5, 1))
    ]


def test_a_text_without_dates_asks_for_its_version(read):
    bare = "中华人民共和国测试法\n第一条　甲。\n"

    assert "请写 --version" in str(read(法_txt=bare).mistakes[0])
    assert read(wish=Wish(version="2020修正"), 法_txt=bare).texts[0].version == "2020修正"


def test_a_law_that_is_not_registered_is_told_apart(read):
    other = STATUTE.replace("测试法", "别的法")
    found = read(wish=Wish(effective_from=date(2021, 1, 1)), 别的法_txt=other)

    assert (found.texts, found.mistakes) == ((), ())
    assert [(one.short, one.version) for one in found.unregistered] == [("别的法", "2020修正")]


def test_the_same_version_twice_is_a_mistake(read):
    found = read(a_txt=STATUTE, b_docx=a_docx())

    assert [str(one) for one in found.mistakes] == [
        "b.docx:1: “测试法@2020修正”在 a.txt 里已经有了（一个版本只导入一个文件）"
    ]


def test_the_json_form_with_chapters(read):
    articles = [
        {"no": 1, "text": "甲。", "headings": ["第一章 总则"]},
        {"no": 2, "text": "乙。", "headings": "不是列表"},
    ]
    found = read(法_json=an_official_text(articles=articles))

    assert [one.headings for one in found.texts[0].articles] == [("第一章 总则",), ()]


@pytest.mark.parametrize(
    ("name", "data", "mistake"),
    [
        ("法_pdf", b"%PDF", "法.pdf:1: 不认识这种文件（可以导入的有：.json、.docx、.txt）"),
        ("法_json", b"{", "法.json:1: 这里不是合法的 JSON"),
        ("法_docx", a_docx(word_body("某法\n")), "法.docx:1: 没有读到条文"),
    ],
)
def test_a_broken_file_is_a_mistake_and_no_text(read, name, data, mistake):
    found = read(**{name: data})

    assert found.texts == ()
    assert str(found.mistakes[0]).startswith(mistake)


def test_what_differs_from_the_registry_is_named(read):
    registered = _registry(
        a_version(gists=gist_of("1", FIRST) + gist_of("2", "别的条文。")).replace(
            "articles: 58", "articles: 3"
        )
    )
    (text,) = read(registered, 法_txt=STATUTE).texts

    assert differences(registered, text) == [
        "不同：测试法@2020修正：第二条：原文与登记时核对的不同（sha256 不符）"
    ]


def test_a_folder_stands_for_the_files_in_it_that_can_be_read(tmp_path):
    for name in ("b.txt", "a.json", "README.md"):
        (tmp_path / name).write_text("", encoding="utf-8")

    assert [one.name for one in files_among([tmp_path, tmp_path / "b.txt"])] == ["a.json", "b.txt"]


def test_an_imported_version_binds_although_nobody_registered_it():
    imported = ImportedVersion("测试法", "2026修正", date(2026, 5, 1), None, Articles({"1": "甲"}))
    known = known_laws(_registry(), [imported])

    assert [
        (one.version, one.effective_from, one.effective_to, one.is_registered)
        for one in known.of("测试法")
    ] == [
        ("2020修正", date(2020, 1, 1), date(2026, 4, 30), True),
        ("2026修正", date(2026, 5, 1), None, False),
    ]
    base, later = known.after("测试法", "2020修正")
    assert (base.version, [one.version for one in later]) == ("2020修正", ["2026修正"])
    assert known.after("测试法", "1992") == (None, [])
    assert known.of("没有的法") == ()


def test_a_registered_version_takes_the_digests_of_its_imported_text():
    imported = ImportedVersion(
        "测试法", "2020修正", date(1999, 1, 1), None, Articles({"1": "甲"}, is_whole=True)
    )
    (known,) = known_laws(_registry(a_version(gists=gist_of("2", "乙"))), [imported]).of("测试法")

    assert known.articles == imported.articles
    assert known.effective_from == date(2020, 1, 1), "the registry knows the days"
