"""What the page of one law shows: articles in parts of a page, with what rests on each.

Knows values only; the view brings what is in the database. A long law is cut into parts, so that no
page is heavier than a village's network carries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import url_for

from cadreschool.courses.cases.rules import changed_articles
from cadreschool.courses.catalogue import Catalogue
from cadreschool.courses.queries import Citing
from cadreschool.courses.radar.values import OpenRecheck
from cadreschool.laws.citations import article_label
from cadreschool.laws.comparing import Fate
from cadreschool.laws.queries import ArticleText
from cadreschool.laws.registry import LawVersion
from cadreschool.web.study.rows import lesson_url

_LARGEST = 42_000
"""Bytes of one part, about: with the frame of the page it stays below 60 KiB."""
_ROW, _LINK = 550, 140
_KINDS = {"scenario": "情景", "practice": "练习"}


@dataclass(frozen=True, slots=True)
class CitingLesson:
    """A lesson that rests on an article; in question while nobody has compared it with the text."""

    title: str
    url: str
    in_question: bool = False


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article: our words, the official text where it was imported, and what rests on it."""

    no: str
    label: str
    gist: str
    tags: tuple[str, ...]
    old_label: str
    paragraphs: tuple[str, ...]
    differs: bool
    """The imported text is not the one that was compared when the gist was written."""
    lessons: tuple[CitingLesson, ...]
    questions: tuple[tuple[str, str], ...]
    """(question id, address) for those who teach."""
    cases: tuple[CitingLesson, ...] = ()

    @property
    def weight(self) -> int:
        """Return about how many bytes it takes."""
        texts = 3 * sum(map(len, (self.gist, *self.tags, *self.paragraphs)))
        return _ROW + texts + _LINK * (len(self.lessons) + len(self.questions) + len(self.cases))


@dataclass(frozen=True, slots=True)
class Chapter:
    """Some articles under one heading, "" where none is known."""

    headings: tuple[str, ...]
    articles: tuple[ArticleRow, ...]


@dataclass(frozen=True, slots=True)
class Resting:
    """What rests on the articles of the version shown: {article: …}."""

    lessons: Mapping[str, list[CitingLesson]] = field(default_factory=dict)
    questions: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    cases: Mapping[str, list[CitingLesson]] = field(default_factory=dict)


def cases_citing(version: LawVersion, short: str, here: Catalogue) -> dict[str, list[CitingLesson]]:
    """Return the cases that rest on the articles of a version: {article: …}.

    A case that was published under another version is in question where the article changed.
    """
    found: dict[str, list[CitingLesson]] = {}
    for case in here.cases_citing(short):
        url = url_for("study.case", case_id=case.id)
        for citation in case.citations:
            if citation.short != short:
                continue
            changed = changed_articles(citation, version, here.registry)
            for no in citation.articles:
                found.setdefault(no, []).append(CitingLesson(case.title, url, no in changed))
    return found


def resting_on(
    cited: Iterable[Citing],
    version: LawVersion,
    catalogue: Catalogue,
    on: date,
    taught: Mapping[str, str],
) -> Resting:
    """Tell what rests on the articles of a version.

    What was written under another version rests on the article too, where that stayed as it was;
    where it did not, on what became of it, in question. `taught` are the courses whose questions
    are shown: {course id: address}.
    """
    open_ones = {_key(one): one for one in catalogue.rechecks if one.concerns(on)}
    lessons: dict[str, dict[str, CitingLesson]] = {}
    questions: dict[str, dict[str, str]] = {}
    for one in cited:
        course = catalogue.course(one.course_id)
        lesson = course.lesson(one.lesson_id) if course else None
        if course is None or lesson is None:
            continue
        recheck = open_ones.get(
            (one.course_id, one.lesson_id, one.question_id, one.article, one.version)
        )
        article = _now(one, recheck, version)
        if article is None:
            continue
        kind = _KINDS.get(lesson.kind)
        title = f"{kind}：{lesson.title}" if kind else lesson.title
        url = lesson_url(course, lesson)
        found = CitingLesson(title, url, recheck is not None)
        before = lessons.setdefault(article, {}).get(url)
        if before is None or found.in_question:
            lessons[article][url] = found
        if one.question_id and one.course_id in taught:
            questions.setdefault(article, {})[one.question_id] = taught[one.course_id]
    return Resting(
        {no: list(found.values()) for no, found in lessons.items()},
        {no: list(found.items()) for no, found in questions.items()},
    )


def _key(one: OpenRecheck) -> tuple[str, ...]:
    return (one.course_id or "", one.lesson_id, one.question_id, one.article, one.from_version)


def _now(one: Citing, recheck: OpenRecheck | None, version: LawVersion) -> str | None:
    """Return the article of the version shown that something rests on, None for none.

    Where a changed article went is what the registry says; without a word, its number stayed.
    """
    if one.version == version.version or recheck is None:
        return one.article
    if recheck.fate is Fate.RENUMBERED:
        return recheck.to_article
    went = next((gist.no for gist in version.gists if gist.old_number == one.article), None)
    if went is None and recheck.fate in {Fate.DELETED, Fate.ENDED}:
        return None
    return went or one.article


def article_rows(
    version: LawVersion, texts: Sequence[ArticleText], resting: Resting
) -> list[tuple[tuple[str, ...], ArticleRow]]:
    """Return the articles with their headings: all that were imported, else those with a gist."""
    by_number = {text.no: text for text in texts}
    numbers = [text.no for text in texts] or [gist.no for gist in version.gists]
    missing = [gist.no for gist in version.gists if gist.no not in by_number] if texts else []
    rows = []
    for no in sorted([*numbers, *missing], key=_order):
        gist, text = version.gist(no), by_number.get(no)
        known = gist.sha256 if gist else None
        row = ArticleRow(
            no,
            article_label(no),
            gist.gist if gist else "",
            gist.tags if gist else (),
            article_label(gist.old_number) if gist and gist.old_number else "",
            tuple(text.text.split("\n")) if text else (),
            text is not None and known is not None and known != text.digest,
            tuple(resting.lessons.get(no, ())),
            tuple(resting.questions.get(no, ())),
            tuple(resting.cases.get(no, ())),
        )
        rows.append((text.headings if text else (), row))
    return rows


def _order(no: str) -> tuple[int, int]:
    number, _, addition = no.partition("-")
    return int(number), int(addition or 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the contents: a heading at its level, and the first article below it."""

    level: int
    text: str
    first: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one page shows, and the contents of the whole law."""

    chapters: tuple[Chapter, ...]
    contents: tuple[Entry, ...]
    before: str
    """The first article of the part before this one, "" for none."""
    after: str


def part_with(rows: Sequence[tuple[tuple[str, ...], ArticleRow]], article: str) -> Part:
    """Return the part of a law that holds an article; the first one when none does."""
    parts = _cut(rows)
    at = next((at for at, part in enumerate(parts) if any(row.no == article for _, row in part)), 0)
    here = parts[at] if parts else []
    firsts = [part[0][1].no for part in parts]
    return Part(
        tuple(_chapters(here)),
        tuple(_contents(rows) or _ranges(parts)),
        firsts[at - 1] if at else "",
        firsts[at + 1] if at + 1 < len(firsts) else "",
    )


def _cut(
    rows: Sequence[tuple[tuple[str, ...], ArticleRow]],
) -> list[list[tuple[tuple[str, ...], ArticleRow]]]:
    parts: list[list[tuple[tuple[str, ...], ArticleRow]]] = []
    size = 0
    for row in rows:
        if not parts or size + row[1].weight > _LARGEST:
            parts.append([])
            size = 0
        parts[-1].append(row)
        size += row[1].weight
    return parts


def _chapters(rows: Iterable[tuple[tuple[str, ...], ArticleRow]]) -> Iterable[Chapter]:
    headings: tuple[str, ...] | None = None
    articles: list[ArticleRow] = []
    for names, row in rows:
        if names != headings and articles:
            yield Chapter(headings or (), tuple(articles))
            articles = []
        headings = names
        articles.append(row)
    if articles:
        yield Chapter(headings or (), tuple(articles))


def _contents(rows: Iterable[tuple[tuple[str, ...], ArticleRow]]) -> list[Entry]:
    entries: list[Entry] = []
    before: tuple[str, ...] = ()
    for names, row in rows:
        for level, name in enumerate(names):
            if names[: level + 1] != before[: level + 1]:
                entries.append(Entry(level, name, row.no))
        before = names
    return entries


def _ranges(parts: Collection[list[tuple[tuple[str, ...], ArticleRow]]]) -> list[Entry]:
    """Name the parts of a law whose chapters are not known by their articles."""
    if len(parts) <= 1:
        return []
    return [Entry(0, f"{part[0][1].label}至{part[-1][1].label}", part[0][1].no) for part in parts]
