"""The registry of laws: which versions were in force when, and what each article says in short.

Knows laws as plain values, their file format, and what must hold inside one law: versions in order
without overlap, gists under existing articles, a digest wherever somebody claims to have checked.
Does not know the official texts (`rules.compare` does), lessons, or today's date: whoever asks says
for which day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import PurePosixPath

from cadreschool.kernel.fields import Fields
from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.sources import read_text
from cadreschool.kernel.text import squeeze
from cadreschool.kernel.yaml_tree import Entries, read_tree
from cadreschool.laws.citations import Citation, article_number

KINDS = ("法律", "行政法规", "司法解释", "部门规章", "党内法规", "规范性文件")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_ARTICLES = 2000
_LONGEST_GIST = 200


class Standing(StrEnum):
    """How a version came into the registry."""

    CHECKED = "已核对"
    """Somebody compared every digest with the official text."""
    QUOTED = "转引"
    """The official text was not at hand: never asked alone."""

    @property
    def label(self) -> str:
        """Return the standing as readers see it."""
        return "已核对" if self is Standing.CHECKED else "待核对原文"


@dataclass(frozen=True, slots=True)
class Gist:
    """One article in our own words. `no` is "22", or "244-1" for 第二百四十四条之一."""

    no: str
    gist: str
    tags: tuple[str, ...] = ()
    old_number: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class LawVersion:
    """One version of a law. `effective_to` is the last day in force, None while it lasts."""

    version: str
    effective_from: date
    effective_to: date | None
    articles: int
    standing: Standing
    source: str
    gists: tuple[Gist, ...]

    def is_in_force(self, on: date) -> bool:
        """Tell whether this version binds on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def gist(self, no: str) -> Gist | None:
        """Return the gist of an article, if it has one."""
        return self._gists_by_number.get(no)

    @cached_property
    def _gists_by_number(self) -> dict[str, Gist]:
        return {gist.no: gist for gist in self.gists}


@dataclass(frozen=True)
class Law:
    """A law under its short name, with its versions from the oldest to the newest."""

    short: str
    title: str
    kind: str
    doc_no: str
    versions: tuple[LawVersion, ...]

    def version(self, name: str) -> LawVersion | None:
        """Return the version of that name."""
        wanted = squeeze(name)
        return next((v for v in self.versions if v.version == wanted), None)

    def version_on(self, on: date) -> LawVersion | None:
        """Return the version in force on a day."""
        return next((v for v in reversed(self.versions) if v.is_in_force(on)), None)

    def version_to_show(self, on: date) -> LawVersion:
        """Return the version in force on a day, the newest when there is none."""
        return self.version_on(on) or self.versions[-1]


@dataclass(frozen=True)
class Registry:
    """All registered laws, by short name."""

    laws: tuple[Law, ...] = ()
    unreadable: frozenset[str] = frozenset()
    """Names of law files with mistakes: what cites them waits until these are mended."""

    def law(self, short: str) -> Law | None:
        """Return a law by its short name, in full or half width."""
        return self._laws_by_name.get(squeeze(short))

    def version(self, short: str, name: str) -> LawVersion | None:
        """Return a named version of a law."""
        law = self.law(short)
        return law.version(name) if law else None

    def version_on(self, short: str, on: date) -> LawVersion | None:
        """Return the version of a law in force on a day."""
        law = self.law(short)
        return law.version_on(on) if law else None

    def version_cited(self, citation: Citation, on: date) -> LawVersion | None:
        """Return the version a citation means: the one it names, else the one in force."""
        if citation.version is None:
            return self.version_on(citation.short, on)
        return self.version(citation.short, citation.version)

    def pinned(self, citation: Citation, on: date) -> Citation:
        """Name the version in force on a day in a citation that names none."""
        version = self.version_cited(citation, on)
        return replace(citation, version=version.version) if version else citation

    @cached_property
    def documents(self) -> frozenset[str]:
        """Return the document numbers (文号) of all registered laws."""
        return frozenset(squeeze(law.doc_no) for law in self.laws if law.doc_no)

    @cached_property
    def _laws_by_name(self) -> dict[str, Law]:
        return {law.short: law for law in self.laws}


def read_registry(files: Mapping[str, bytes]) -> tuple[Registry, tuple[Mistake, ...]]:
    """Read all law files (path → bytes); laws with mistakes are left out of the registry."""
    laws: dict[str, Law] = {}
    mistakes: list[Mistake] = []
    unreadable = set()
    for path, data in sorted(files.items()):
        findings = Findings(path)
        law = _read_law(data, findings)
        if law is not None and law.short in laws:
            findings.add(
                1, f"简称“{law.short}”已被另一个文件使用", "一部法一个文件", "duplicate-law"
            )
        elif law is not None and not findings.mistakes:
            laws[law.short] = law
        if findings.mistakes:
            unreadable.add(squeeze(PurePosixPath(path).stem))
        mistakes += findings.mistakes
    return Registry(tuple(laws.values()), frozenset(unreadable)), tuple(mistakes)


def _read_law(data: bytes, findings: Findings) -> Law | None:
    text = read_text(data, findings)
    tree = None if text is None else read_tree(text, findings)
    if tree is None:
        return None
    fields = Fields(tree, findings)
    short = squeeze(fields.text("short"))
    if short and short != squeeze(PurePosixPath(findings.path).stem):
        findings.add(
            fields.line("short"), f"简称“{short}”与文件名不同", "文件名就是简称", "law-file-name"
        )
    if any(c in "[]@#、《》/" for c in short):
        findings.add(
            fields.line("short"),
            "简称里有引用记号用的字符",
            "不要用 [ ] @ # 、《 》 /",
            "bad-value",
        )
    law = Law(
        short=short,
        title=fields.text("title"),
        kind=fields.choice("kind", KINDS),
        doc_no=fields.text("doc_no", optional=True),
        versions=tuple(
            version
            for item in fields.items("versions")
            if (version := _read_version(item, findings)) is not None
        ),
    )
    fields.finish()
    _check_versions(law, fields.line("versions"), findings)
    return law


def _read_version(item: Entries, findings: Findings) -> LawVersion | None:
    fields = Fields(item, findings)
    name = squeeze(fields.text("version"))
    effective_from = fields.day("effective_from")
    effective_to = fields.day("effective_to", optional=True)
    articles = fields.whole("articles", 1, _MOST_ARTICLES)
    standing = fields.choice("standing", [standing.value for standing in Standing])
    source = fields.text("source")
    gists = fields.entries("gists", optional=True)
    fields.finish()
    if effective_from is None or articles is None or standing not in list(Standing):
        return None
    if effective_to is not None and effective_to < effective_from:
        findings.add(
            fields.line("effective_to"),
            "失效日早于施行日",
            "effective_to 写最后一个有效的日子",
            "law-dates",
        )
    version = LawVersion(
        version=name,
        effective_from=effective_from,
        effective_to=effective_to,
        articles=articles,
        standing=Standing(standing),
        source=source,
        gists=_read_gists(gists, findings) if gists is not None else (),
    )
    if gists is not None:
        lines = {key.text: key.line for key, _ in gists.pairs}
        for gist in version.gists:
            _check_gist(gist, version, lines[gist.no], findings)
    return version


def _read_gists(entries: Entries, findings: Findings) -> tuple[Gist, ...]:
    gists: list[Gist] = []
    for key, value in entries.pairs:
        if key.text != article_number(key.text):
            findings.add(
                key.line, f"“{key.text}”不是条号", '写数字，如 "22" 或 "244-1"', "bad-article"
            )
        elif not isinstance(value, Entries):
            findings.add(
                key.line, f"第 {key.text} 条下面没有 gist", "缩进后写 gist: …", "wrong-type"
            )
        else:
            gists.append(_read_gist(key.text, Fields(value, findings)))
    return tuple(gists)


def _read_gist(no: str, fields: Fields) -> Gist:
    gist = Gist(
        no=no,
        gist=fields.text("gist", longest=_LONGEST_GIST),
        tags=fields.texts("tags", optional=True),
        old_number=fields.text("old_number", optional=True) or None,
        sha256=fields.text("sha256", optional=True) or None,
    )
    fields.finish()
    return gist


def _check_gist(gist: Gist, version: LawVersion, line: int, findings: Findings) -> None:
    if int(gist.no.partition("-")[0]) > version.articles:
        findings.add(
            line,
            f"{version.version} 只有 {version.articles} 条，没有第 {gist.no} 条",
            "请核对条号或 articles",
            "unknown-article",
        )
    if gist.old_number is not None and gist.old_number != article_number(gist.old_number):
        findings.add(line, f"旧条号“{gist.old_number}”不是条号", '写数字，如 "21"', "bad-article")
    if gist.sha256 is not None and not _SHA256.fullmatch(gist.sha256):
        findings.add(line, "sha256 不是 64 位十六进制数", "请重新计算原文摘要", "bad-digest")
    if (gist.sha256 is None) != (version.standing is Standing.QUOTED):
        findings.add(
            line,
            f"第 {gist.no} 条的 sha256 与“{version.standing}”不符",
            "已核对的每条都有 sha256，转引的没有",
            "bad-digest",
        )


def _check_versions(law: Law, line: int, findings: Findings) -> None:
    names = [version.version for version in law.versions]
    for name in {name for name in names if names.count(name) > 1}:
        findings.add(line, f"版本“{name}”写了两次", "每个版本写一次", "law-dates")
    for before, after in pairwise(law.versions):
        if before.effective_to is None or before.effective_to >= after.effective_from:
            findings.add(
                line,
                f"版本“{before.version}”与“{after.version}”的有效期重叠或次序颠倒",
                "从旧到新排列，旧版 effective_to 写新版施行的前一天",
                "law-dates",
            )
