"""Official texts in their JSON form, one file for each version of a law.

Knows the form (short, title, doc_no, version, effective_from, effective_to, articles with no, label
and text) and how to say in Chinese what is broken. Does not know the registry; texts are only ever
compared, never published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast

from cadreschool.kernel.fields import read_day
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.text import normalise, squeeze
from cadreschool.laws.citations import article_number

_LARGEST = 8 * 1024 * 1024
_MOST_HEADINGS = 4
_LONGEST_HEADING = 60
_HINT = "请从原来的资料库重新导出这个文件"


@dataclass(frozen=True, slots=True)
class OfficialArticle:
    """One article, word for word. `headings` are the parts and chapters it stands in, if known."""

    no: str
    text: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficialText:
    """One version of a law, word for word; some articles may be missing."""

    path: str
    short: str
    title: str
    doc_no: str
    version: str
    effective_from: date | None
    effective_to: date | None
    articles: tuple[OfficialArticle, ...]


def read_official(folder: Path) -> tuple[tuple[OfficialText, ...], tuple[Mistake, ...]]:
    """Read every JSON file of a folder; broken files become mistakes, not exceptions."""
    texts: list[OfficialText] = []
    findings = Findings(str(folder))
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except OSError:
        findings.add(1, "文件夹打不开", "请核对路径和读取权限", "official-unreadable")
        return (), tuple(findings.mistakes)
    if not paths:
        findings.add(1, "文件夹里没有 .json 文件", "请核对路径", "official-unreadable")
    for path in paths:
        here = Findings(path.name)
        text = _read_file(path, here)
        if text is not None and not here.mistakes:
            texts.append(text)
        findings.mistakes += here.mistakes
    return tuple(texts), tuple(findings.mistakes)


def _read_file(path: Path, findings: Findings) -> OfficialText | None:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            findings.add(1, "文件超过 8 MB，或不是普通文件", _HINT, "official-unreadable")
            return None
        data = path.read_bytes()
    except OSError:
        findings.add(1, "文件打不开", "请核对读取权限", "official-unreadable")
        return None
    return parse_official(data, findings)


def parse_official(data: bytes, findings: Findings) -> OfficialText | None:
    """Read one file; None when it is no official text at all."""
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        findings.add(1, "文件不是 UTF-8 编码", _HINT, "official-broken")
        return None
    except json.JSONDecodeError as error:
        findings.add(error.lineno, "这里不是合法的 JSON", _HINT, "official-broken")
        return None
    except (ValueError, RecursionError):  # numbers of 5000 digits, brackets without end
        findings.add(1, "文件不是合法的 JSON", _HINT, "official-broken")
        return None
    if not isinstance(content, dict):
        findings.add(1, "文件应是一个 JSON 对象", _HINT, "official-broken")
        return None
    return _read_content(content, findings)


def _read_content(content: dict[str, object], findings: Findings) -> OfficialText:
    return OfficialText(
        path=findings.path,
        short=squeeze(_text(content, "short", findings)),
        title=_text(content, "title", findings),
        doc_no=_text(content, "doc_no", findings, may_be_empty=True),
        version=squeeze(_text(content, "version", findings)),
        effective_from=_day(content, "effective_from", findings),
        effective_to=_day(content, "effective_to", findings, may_be_empty=True),
        articles=_articles(content.get("articles"), findings),
    )


def _text(
    content: dict[str, object], key: str, findings: Findings, *, may_be_empty: bool = False
) -> str:
    value = content.get(key)
    if may_be_empty and value is None:
        return ""
    if not isinstance(value, str) or not (value.strip() or may_be_empty):
        findings.add(1, f"“{key}”缺失或不是文字", _HINT, "official-broken")
        return ""
    return value.strip()


def _day(
    content: dict[str, object], key: str, findings: Findings, *, may_be_empty: bool = False
) -> date | None:
    text = _text(content, key, findings, may_be_empty=may_be_empty)
    day = read_day(text)
    if text and day is None:
        findings.add(1, f"“{key}”不是日期：{text[:20]}", "日期写成 2022-01-01", "official-broken")
    return day


def _articles(value: object, findings: Findings) -> tuple[OfficialArticle, ...]:
    if not isinstance(value, list) or not value:
        findings.add(1, "“articles”缺失或不是列表", _HINT, "official-broken")
        return ()
    articles: dict[str, OfficialArticle] = {}
    for position, item in enumerate(cast("list[object]", value), start=1):
        article = _article(item)
        if article is None:
            findings.add(1, f"articles 第 {position} 项缺少条号或条文", _HINT, "official-broken")
        elif article.no in articles:
            findings.add(1, f"第 {article.no} 条出现两次", _HINT, "official-broken")
        else:
            articles[article.no] = article
    return tuple(articles.values())


def _article(item: object) -> OfficialArticle | None:
    if not isinstance(item, dict):
        return None
    no, text = item.get("no"), item.get("text")
    if isinstance(no, bool) or not isinstance(no, int | str) or not isinstance(text, str):
        return None
    number = article_number(str(no)[:20])
    if not number or not text.strip():
        return None
    return OfficialArticle(number, text, _headings(item.get("headings")))


def _headings(value: object) -> tuple[str, ...]:
    """Read the names of the parts an article stands in; what is no list of names is left out."""
    if not isinstance(value, list) or len(value) > _MOST_HEADINGS:
        return ()
    names = [normalise(one)[:_LONGEST_HEADING] for one in value if isinstance(one, str)]
    return tuple(name for name in names if name)
