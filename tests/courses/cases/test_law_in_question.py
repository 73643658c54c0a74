"""A case whose article changed since is shown as to be reviewed, and no other."""

from __future__ import annotations

from datetime import date

from cadreschool.courses.cases.rules import articles_in_question, changed_articles, pinned
from cadreschool.laws.citations import parse_citations
from cadreschool.laws.registry import read_registry

LAW = """short: 某法
title: 某法
kind: 法律
versions:
  - version: 2020修正
    effective_from: 2020-01-01
    effective_to: 2026-06-30
    articles: 9
    standing: 已核对
    source: 测试
    gists:
      "1": {{gist: 一, sha256: {a}}}
      "2": {{gist: 二, sha256: {a}}}
  - version: 2026修正
    effective_from: 2026-07-01
    effective_to: null
    articles: 9
    standing: 已核对
    source: 测试
    gists:
      "1": {{gist: 一, sha256: {a}}}
      "2": {{gist: 改了, sha256: {b}}}
""".format(a="0" * 64, b="1" * 64)
BEFORE, AFTER = date(2026, 3, 2), date(2026, 7, 1)


def _registry():
    registry, mistakes = read_registry({"laws/某法.yaml": LAW.encode()})
    assert not mistakes
    return registry


def test_publication_names_the_version_in_force():
    registry = _registry()
    assert pinned("[[某法#1、2]] [[无此法#1]]", registry, BEFORE) == (
        "[[某法@2020修正#1、2]] [[无此法#1]]"
    )
    assert pinned("[[某法@2020修正#1]]", registry, AFTER) == "[[某法@2020修正#1]]"


def test_only_the_article_that_changed_is_in_question():
    registry = _registry()
    cited = parse_citations("[[某法@2020修正#1、2]]")

    assert articles_in_question(cited, registry, BEFORE) == frozenset()
    assert articles_in_question(cited, registry, AFTER) == {("某法", "2")}
    newest = registry.law("某法").versions[-1]
    assert changed_articles(cited[0], newest, registry) == {"2"}


def test_an_article_nobody_can_compare_is_in_question():
    registry = _registry()
    for text in ("[[某法@2020修正#3]]", "[[某法@1999#1]]"):
        assert articles_in_question(parse_citations(text), registry, AFTER)
