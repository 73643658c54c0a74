"""`flask laws verify`: every difference from the official text, in exact words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from cadreschool.laws.rules import article_digest
from tests.laws.building import an_official_text

Typing = Callable[..., Result]
FIRST, SECOND = "第一条的原文。", "会员二十五人以上的，应当建立委员会。"


@pytest.fixture
def registered(content: Path, another_content: Path) -> Path:
    """Register the digests of the two articles in the school's own content."""
    law = another_content / "laws" / "测试法.yaml"
    text = law.read_text(encoding="utf-8")
    for article in (FIRST, SECOND):
        text = text.replace(f"sha256: {'0' * 64}", f"sha256: {article_digest(article)}", 1)
    law.write_text(text, encoding="utf-8")
    return another_content


@pytest.fixture
def verify(app, flask: Typing, registered: Path, tmp_path: Path) -> Callable[..., Result]:
    """Return what compares the registry with an official text that differs as told."""
    folder = tmp_path / "official"
    folder.mkdir()
    settings = app.config["SETTINGS"]

    def run(**changes: object) -> Result:
        text = {
            "short": "测试法",
            "title": "中华人民共和国测试法",
            "doc_no": "",
            "version": "2020修正",
            "effective_from": "2020-01-01",
            "effective_to": None,
            "articles": [
                {"no": 1, "label": "第一条", "text": FIRST},
                {"no": 2, "label": "第二条", "text": SECOND},
                {"no": 9, "label": "第九条", "text": "最后一条。"},
            ],
        }
        path = folder / "测试法@2020修正.json"
        path.write_text(json.dumps(text | changes, ensure_ascii=False), encoding="utf-8")
        app.config["SETTINGS"] = replace(settings, content=registered)
        return flask("laws", "verify", folder)

    return run


def test_texts_that_agree_are_no_difference(verify: Callable[..., Result]) -> None:
    result = verify()

    assert result.output == "登记 1 部，文本 1 份，核对 1 部，差异 0 处。\n"
    assert result.exit_code == 0


def test_spacing_and_width_are_no_difference(verify: Callable[..., Result]) -> None:
    wide = [{"no": 2, "label": "第二条", "text": "会员 二十五人以上的,\n应当建立委员会。"}]

    assert verify(articles=wide).exit_code == 0


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"title": "测试条例"}, "名称：登记“中华人民共和国测试法”，原文“测试条例”"),
        ({"doc_no": "国令第1号"}, "文号：登记“无”，原文“国令第1号”"),
        ({"effective_from": "2020-02-01"}, "施行日期：登记 2020-01-01，原文 2020-02-01"),
        ({"effective_to": "2025-12-31"}, "失效日期：登记 无，原文 2025-12-31"),
        (
            {"articles": [{"no": 10, "label": "第十条", "text": "新的一条。"}]},
            "条数：登记 9 条，原文到第 10 条",
        ),
        (
            {"articles": [{"no": 1, "label": "第一条", "text": "改过的第一条。"}]},
            "第一条：原文与登记时核对的不同（sha256 不符）",
        ),
        (
            {"articles": [{"no": 1, "label": "第一条", "text": FIRST}]},
            "第二条：原文到第 1 条为止，没有这一条",
        ),
    ],
    ids=["title", "number", "from", "to", "articles", "text", "missing"],
)
def test_a_difference_is_named(
    verify: Callable[..., Result], changes: dict[str, object], line: str
) -> None:
    result = verify(**changes)

    assert f"不同：测试法@2020修正：{line}" in result.output.splitlines()
    assert result.exit_code == 1


def test_a_version_that_is_not_registered_is_worth_knowing_and_no_difference(
    verify: Callable[..., Result],
) -> None:
    result = verify(version="2009修正")

    assert result.output.splitlines() == [
        "提示：测试法@2009修正：登记里没有这个版本",
        "登记 1 部，文本 1 份，核对 1 部，差异 0 处。",
    ]
    assert result.exit_code == 0


def test_a_law_that_is_not_registered_is_no_difference(verify: Callable[..., Result]) -> None:
    result = verify(short="别的法")

    assert result.output == "登记 1 部，文本 1 份，核对 0 部，差异 0 处。\n"
    assert result.exit_code == 0


def test_a_broken_file_is_named(flask: Typing, tmp_path: Path) -> None:
    (tmp_path / "坏的.json").write_text("{", encoding="utf-8")
    result = flask("laws", "verify", tmp_path)

    assert result.output.startswith("坏的.json:1: ")
    assert result.exit_code == 1


def test_a_folder_that_is_not_there_is_refused(flask: Typing, tmp_path: Path) -> None:
    assert flask("laws", "verify", tmp_path / "nowhere").exit_code == 2


def test_without_a_registry_nothing_is_called_the_same(
    app: Flask, flask: Typing, tmp_path: Path
) -> None:
    official = tmp_path / "official"
    official.mkdir()
    (official / "a.json").write_text(an_official_text(), encoding="utf-8")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], content=tmp_path / "nowhere")
    result = flask("laws", "verify", official)

    assert f"没有文件夹 {tmp_path / 'nowhere' / 'laws'}（请核对路径）" in result.output
    assert result.exit_code == 1
