"""Builders of small law files and official texts."""

from __future__ import annotations

import json

from cadreschool.laws.rules import article_digest

GIST = '      "{no}":\n        gist: {gist}\n        sha256: ' + "0" * 64 + "\n"


def a_version(
    name="2020修正",
    effective_from="2020-01-01",
    effective_to="null",
    *,
    standing="已核对",
    gists="",
):
    """Write one version of a law."""
    gists = "    gists:\n" + gists if gists else ""
    return (
        f"  - version: {name}\n    effective_from: {effective_from}\n"
        f"    effective_to: {effective_to}\n    articles: 58\n    standing: {standing}\n"
        f"    source: 测试\n{gists}"
    )


def a_law(*versions, short="测试法", kind="法律", doc_no=""):
    """Write a law file."""
    body = "".join(versions) or a_version()
    return (
        f'short: {short}\ntitle: 中华人民共和国测试法\nkind: {kind}\ndoc_no: "{doc_no}"\n'
        f"versions:\n{body}"
    )


def gist_of(no, text, gist="一句话"):
    """Write a gist with the digest of an official text."""
    return f'      "{no}":\n        gist: {gist}\n        sha256: {article_digest(text)}\n'


def an_official_text(**changes):
    """Return the JSON of an official text of the test law with two articles."""
    content = {
        "short": "测试法",
        "title": "中华人民共和国测试法",
        "doc_no": "",
        "version": "2020修正",
        "effective_from": "2020-01-01",
        "effective_to": None,
        "articles": [
            {"no": 1, "label": "第一条", "text": "第一款。\n第二款。"},
            {"no": "1-1", "label": "第一条之一", "text": "另一条。"},
            {"no": 58, "label": "第五十八条", "text": "最后一条。"},
        ],
    }
    return json.dumps(content | changes, ensure_ascii=False)
