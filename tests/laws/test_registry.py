"""The registry of laws: what its files must hold, and what it answers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadreschool.laws.registry import Standing, read_registry
from tests.laws.building import GIST, a_law, a_version


def _read(text, path="laws/测试法.yaml"):
    registry, mistakes = read_registry({path: text.encode()})
    return registry, [str(mistake) for mistake in mistakes]


def test_a_law_is_found_by_its_short_name_in_any_width():
    registry, mistakes = _read(a_law(short="解释（一）"), "laws/解释(一).yaml")

    assert mistakes == []
    assert registry.law("解释(一)") is registry.law("解释（一）") is registry.laws[0]
    assert registry.law("别的法") is None


def test_the_version_in_force_depends_on_the_day():
    registry, mistakes = _read(
        a_law(
            a_version("2018修正", "2018-10-26", "2024-06-30"),
            a_version("2023修订", "2024-07-01", "null"),
        )
    )

    assert mistakes == []
    on = [date(2018, 10, 25), date(2018, 10, 26), date(2024, 6, 30), date(2024, 7, 1)]
    versions = [registry.version_on("测试法", day) for day in on]
    assert [v.version if v else None for v in versions] == [
        None,
        "2018修正",
        "2018修正",
        "2023修订",
    ]


def test_a_gist_belongs_to_one_version():
    registry, _ = _read(a_law(a_version("2020", gists=GIST.format(no="22", gist="一句话"))))

    found = registry.version("测试法", "2020").gist("22")
    assert found is not None
    assert found.gist == "一句话"
    assert registry.version("测试法", "2020").gist("23") is None
    assert registry.version("测试法", "2018") is None


def test_a_quoted_version_has_no_digests():
    gist = '      "1":\n        gist: 一句话\n'
    registry, mistakes = _read(a_law(a_version("2004", standing="转引", gists=gist)))

    assert mistakes == []
    assert registry.laws[0].versions[0].standing is Standing.QUOTED


def test_document_numbers_are_known():
    registry, _ = _read(a_law(doc_no="法释〔2020〕26号"))

    assert registry.documents == {"法释〔2020〕26号"}


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (
            a_law(short="别的法"),
            "laws/测试法.yaml:1: 简称“别的法”与文件名不同（文件名就是简称）",
        ),
        (
            a_law(kind="法令"),
            (
                "laws/测试法.yaml:3: “kind: 法令”不在可选范围内"
                "（可选：法律、行政法规、司法解释、部门规章、党内法规、规范性文件）"
            ),
        ),
        (
            a_law(a_version("2020", gists=GIST.format(no="99", gist="一句话"))),
            "laws/测试法.yaml:13: 2020 只有 58 条，没有第 99 条（请核对条号或 articles）",
        ),
        (
            a_law(a_version("2020", gists=GIST.format(no="第二条", gist="一句话"))),
            'laws/测试法.yaml:13: “第二条”不是条号（写数字，如 "22" 或 "244-1"）',
        ),
        (
            a_law(a_version("2020", gists='      "1":\n        gist: 一句话\n')),
            (
                "laws/测试法.yaml:13: 第 1 条的 sha256 与“已核对”不符"
                "（已核对的每条都有 sha256，转引的没有）"
            ),
        ),
        (
            a_law(a_version("2018"), a_version("2020", "2021-01-01")),
            (
                "laws/测试法.yaml:5: 版本“2018”与“2020”的有效期重叠或次序颠倒"
                "（从旧到新排列，旧版 effective_to 写新版施行的前一天）"
            ),
        ),
        (
            a_law(a_version("2020", "2020-01-01", "2019-12-31")),
            "laws/测试法.yaml:8: 失效日早于施行日（effective_to 写最后一个有效的日子）",
        ),
        (
            a_law(a_version("2020").replace("articles: 58", "articles: 五十八")),
            "laws/测试法.yaml:9: “articles: 五十八”不对（请写 1 到 2000 的整数）",
        ),
    ],
)
def test_each_mistake_names_its_line_and_says_what_to_do(text, mistake):
    registry, mistakes = _read(text)

    assert mistakes == [mistake]
    assert registry.laws == ()


def test_one_broken_law_does_not_spoil_another():
    registry, mistakes = read_registry(
        {"laws/坏法.yaml": b"short: [", "laws/测试法.yaml": a_law().encode()}
    )

    assert [law.short for law in registry.laws] == ["测试法"]
    assert [mistake.path for mistake in mistakes] == ["laws/坏法.yaml"]


@given(st.binary(max_size=200))
def test_reading_never_fails_on_bytes(data):
    registry, mistakes = read_registry({"laws/测试法.yaml": data})

    assert registry.laws == ()
    assert mistakes


@given(st.data())
def test_reading_never_fails_on_a_law_with_a_line_changed(data):
    lines = a_law().split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(
        st.sampled_from(["", "x", "- 1", lines[at] + ": y", "  " + lines[at], "{"])
    )

    read_registry({"laws/测试法.yaml": "\n".join(lines).encode()})
