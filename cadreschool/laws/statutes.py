"""The text of a statute as the national law database gives it: paragraphs in, articles out.

Knows how a statute is laid out: title, the note in brackets with its dates (题注), contents, parts
and chapters (编、章、节), articles with their paragraphs. An appendix belongs to the last article,
as in the JSON form. Does not know files, nor the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.text import squeeze, without_invisible
from cadreschool.laws.citations import article_label, article_number
from cadreschool.laws.official import OfficialArticle

_NUMBER = r"[0-9０-９零〇一二三四五六七八九十百千]{1,12}"
_ARTICLE = re.compile(rf"(第\s*{_NUMBER}\s*条(?:\s*之\s*{_NUMBER})?)(?:\s+(.*))?", re.DOTALL)
_GLUED = re.compile(rf"第{_NUMBER}条\S")
_HEADING = re.compile(rf"第\s*{_NUMBER}\s*(编|分编|章|节)(?:\s+\S.*)?")
_LEVELS = {"编": 0, "分编": 1, "章": 2, "节": 3}
_LONGEST_HEADING = 60
_CLOSING = "附则"
_CONTENTS = "目录"
_DATE = re.compile(r"([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日")
_EFFECTIVE = re.compile(rf"自{_DATE.pattern}起(?:施行|实施|执行)")
_AT_ONCE = re.compile(r"自(?:公布|发布|印发)之日起(?:施行|实施)")
_DOCUMENT = re.compile(r"\w{2,12}〔[12][0-9]{3}〕[0-9]{1,5}号")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a file, and where it stands: a line or a paragraph, counted from one."""

    number: int
    text: str


class Making(Enum):
    """What happened to a statute on a day of its note."""

    MADE = ""
    AMENDED = "修正"
    REWRITTEN = "修订"


@dataclass(frozen=True, slots=True)
class Event:
    """One date of the note."""

    day: date
    making: Making


@dataclass(frozen=True, slots=True)
class Statute:
    """What a file says of itself. `effective_from` is None where the text does not tell."""

    title: str
    doc_no: str
    events: tuple[Event, ...]
    effective_from: date | None
    articles: tuple[OfficialArticle, ...]

    @property
    def version(self) -> str:
        """Name the version as the registry does: 2021修正, 2018修订, 2007; "" when unknown."""
        changed = [event for event in self.events if event.making is not Making.MADE]
        if changed:
            return f"{changed[-1].day.year}{changed[-1].making.value}"
        return str(self.events[-1].day.year) if self.events else ""


@dataclass(slots=True)
class _Reading:
    """How far reading has come."""

    findings: Findings
    title: list[str] = field(default_factory=list)
    note: str = ""
    is_in_note: bool = False
    has_title: bool = False
    doc_no: str = ""
    headings: dict[int, str] = field(default_factory=dict)
    is_after_heading: bool = False
    articles: dict[str, tuple[int, tuple[str, ...], list[str]]] = field(default_factory=dict)
    newest: str = ""


def read_statute(paragraphs: Iterable[Paragraph], findings: Findings) -> Statute:
    """Read a statute; everything that is not as it should be becomes a mistake with its place."""
    reading = _Reading(findings)
    glued = 0
    for paragraph in paragraphs:
        text = without_invisible(paragraph.text).strip()
        if not text:
            continue
        glued = glued or (paragraph.number if _GLUED.match(text) else 0)
        _take(reading, Paragraph(paragraph.number, text))
    articles = tuple(_articles(reading))
    if not articles:
        where = glued or 1
        hint = "每条写成“第一条”、一个空格、条文；条号是自动编号的，请先另存为纯文本"
        findings.add(where, "没有读到条文", hint, "statute-empty")
    title = squeeze("".join(reading.title))
    if not title:
        findings.add(1, "没有读到法律名称", "名称写在最前面，单独一行", "statute-title")
    events = tuple(_events(reading.note))
    return Statute(
        "".join("".join(reading.title).split()),
        reading.doc_no,
        events,
        _effective(reading.note, articles, events),
        articles,
    )


def _take(reading: _Reading, paragraph: Paragraph) -> None:
    """Put one paragraph where it belongs."""
    text = paragraph.text
    article = _ARTICLE.fullmatch(text)
    heading = _HEADING.fullmatch(text) if len(text) <= _LONGEST_HEADING else None
    if reading.is_in_note:
        _add_to_note(reading, text)
    elif article is not None:
        _begin_article(reading, paragraph, article)
    elif heading is not None:
        _begin_part(reading, _LEVELS[heading[1]], text)
    elif squeeze(text) == _CLOSING:
        _begin_part(reading, min(reading.headings, default=_LEVELS["章"]), _CLOSING)
    elif not reading.articles:
        _take_top(reading, text)
    elif reading.is_after_heading:
        reading.findings.add(
            paragraph.number,
            f"章节名之后不是条文：{text[:20]}",
            "章节名之后应当是“第…条”，请核对文件",
            "statute-order",
        )
    else:
        reading.articles[reading.newest][2].append(text)


def _take_top(reading: _Reading, text: str) -> None:
    """Take what stands above the first article: title, document number, note; the rest is left."""
    if text[0] in "（(" and not reading.note and _DATE.search(squeeze(text)):
        reading.has_title = reading.is_in_note = True
        _add_to_note(reading, text)
    elif found := _DOCUMENT.fullmatch(squeeze(text)):
        reading.doc_no = found[0]
    elif squeeze(text) == _CONTENTS or any(sign in text for sign in "。，；"):
        reading.has_title = True
    elif not reading.has_title and ":" not in squeeze(text):
        reading.title.append(text)


def _add_to_note(reading: _Reading, text: str) -> None:
    reading.note += squeeze(text)
    reading.is_in_note = not reading.note.endswith(")")


def _begin_part(reading: _Reading, level: int, text: str) -> None:
    """Enter a part or chapter: those below the one before are left."""
    kept = {at: name for at, name in reading.headings.items() if at < level}
    reading.headings = kept | {level: " ".join(text.split())}
    reading.is_after_heading = bool(reading.articles)
    reading.has_title = True


def _begin_article(reading: _Reading, paragraph: Paragraph, found: re.Match[str]) -> None:
    no = article_number(found[1]) or ""
    reading.has_title, reading.is_after_heading = True, False
    if not no or no in reading.articles:
        what = "出现两次" if no else "条号看不懂"
        reading.findings.add(
            paragraph.number, f"“{squeeze(found[1])}”{what}", "请核对文件", "statute-order"
        )
        return
    if not _follows(reading.newest, no):
        before = f"{article_label(reading.newest)}之后" if reading.newest else "开头"
        reading.findings.add(
            paragraph.number,
            f"{before}是{article_label(no)}，中间缺了条文",
            "请核对文件是不是完整的官方文本",
            "statute-gap",
        )
    reading.newest = no
    names = tuple(reading.headings[level] for level in sorted(reading.headings))
    reading.articles[no] = (paragraph.number, names, [found[2].strip()] if found[2] else [])


def _follows(before: str, no: str) -> bool:
    """Tell whether an article may come right after another: 3 after 2, 2-1 after 2, 3 after 2-1."""
    number, _, addition = before.partition("-")
    after = {f"{int(number or 0) + 1}"}
    if before:
        after.add(f"{number}-{int(addition or 0) + 1}")
    return no in after


def _articles(reading: _Reading) -> Iterable[OfficialArticle]:
    for no, (number, names, paragraphs) in reading.articles.items():
        if not paragraphs:
            reading.findings.add(
                number, f"{article_label(no)}没有条文", "请核对文件", "statute-empty"
            )
        yield OfficialArticle(no, "\n".join(paragraphs), names)


def _events(note: str) -> Iterable[Event]:
    """Read the dates of the note, each with what happened on it; days of effect are no events."""
    found = list(_DATE.finditer(note))
    ends = (*(one.start() for one in found[1:]), len(note))
    for one, end in zip(found, ends, strict=False):
        said = note[one.end() : end].rstrip("根据自(),。;")
        if said.startswith("起"):
            continue
        day = _day(one)
        making = next((m for m in Making if m.value and said.endswith(m.value)), Making.MADE)
        if day is not None:
            yield Event(day, making)


def _effective(
    note: str, articles: Sequence[OfficialArticle], events: Sequence[Event]
) -> date | None:
    """Return from when the text binds: a note may say so, a new text ends with it.

    What an amendment changed binds from a day that the amending decision names, not the text.
    """
    last = squeeze(articles[-1].text) if articles else ""
    is_amended = bool(events) and events[-1].making is Making.AMENDED
    for text in (note,) if is_amended else (note, last):
        days = [day for one in _EFFECTIVE.finditer(text) if (day := _day(one)) is not None]
        if days:
            return days[-1]
        if _AT_ONCE.search(text) and events:
            return events[-1].day
    return None


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
