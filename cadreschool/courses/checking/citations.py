"""Law citations and document numbers: what is cited exists, binds on the day, and has a gist.

Knows the registry. Does not know the official texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadreschool.kernel.text import squeeze
from cadreschool.laws.citations import BrokenCitation, Citation, article_label, find_citations
from cadreschool.laws.registry import Standing

if TYPE_CHECKING:
    from datetime import date

    from cadreschool.courses.checking.passage import Passage
    from cadreschool.kernel.mistakes import Findings
    from cadreschool.laws.registry import LawVersion, Registry

_SETTLED = "已发布的课照常学习，请尽快按现行版本修订"
_LOOSE = re.compile(r"(?<!\\)\[\[|\]\]")
_DOCUMENT = re.compile(
    r"([\u4e00-\u9fff]{0,12}) ?([〔\[［【(（])((?:19|20)[0-9]{2})[〕\]］】)）]"
    r" ?第? ?([0-9]{1,5}) ?号"
)


@dataclass(frozen=True, slots=True)
class LegalGround:
    """What citations are checked against: the registry, on a day."""

    registry: Registry
    on: date
    settled: frozenset[int] = frozenset()
    """Lines of passages that were published with these words already: a law that changed since is a
    note in them, not a stop."""

    def is_settled(self, citation: Citation) -> bool:
        """Tell whether a citation stands in such a passage."""
        return citation.line in self.settled


def check_citations(passage: Passage, ground: LegalGround) -> None:
    """Check every citation of a passage and every document number in it."""
    for found in find_citations(passage.text, passage.first_line):
        if isinstance(found, BrokenCitation):
            passage.add(
                found.line,
                f"引用“{found.text}”写法不对",
                "写成 [[工会法#22]]、[[工会法#22、23]] 或 [[公司法@2018修正#16]]",
                "bad-citation",
            )
        else:
            check_citation(found, ground, passage.findings)
    for loose in _LOOSE.finditer(passage.without_citations):
        passage.add(
            passage.line_of(loose),
            "法条引用的方括号不成对",
            "写成 [[工会法#22]]，写在同一行",
            "bad-citation",
        )
    check_documents(passage.text, passage.first_line, ground.registry, passage.findings)


def check_citation(citation: Citation, ground: LegalGround, findings: Findings) -> None:
    """Check one citation."""
    law = ground.registry.law(citation.short)
    if law is None and squeeze(citation.short) in ground.registry.unreadable:
        return  # its own file has the mistake, told once
    if law is None:
        findings.add(
            citation.line,
            f"没有登记“{citation.short}”这部法",
            "请核对简称，或先在 content/laws 里登记",
            "unknown-law",
        )
        return
    if citation.version is None:
        version = law.version_on(ground.on)
        if version is None:
            _add_ended(citation, f"“{law.short}”在 {ground.on} 没有有效的版本", ground, findings)
    else:
        version = law.version(citation.version)
        if version is None:
            findings.add(
                citation.line,
                f"“{law.short}”没有登记“{citation.version}”这个版本",
                f"已登记：{'、'.join(v.version for v in law.versions)}",
                "unknown-version",
            )
        elif not version.is_in_force(ground.on):
            words = f"“{law.short}@{version.version}”在 {ground.on} 不是有效的版本"
            _add_ended(citation, words, ground, findings)
    if version is not None:
        for no in citation.articles:
            _check_article(citation, version, no, ground, findings)


def _add_ended(citation: Citation, words: str, ground: LegalGround, findings: Findings) -> None:
    hint = "请按现行版本改写；确需讲旧法，用文字说明，不作引用"
    is_settled = ground.is_settled(citation)
    if is_settled:
        words, hint = f"待复核：{words}", _SETTLED
    findings.add(citation.line, words, hint, "ended-version", blocking=not is_settled)


def _check_article(
    citation: Citation, version: LawVersion, no: str, ground: LegalGround, findings: Findings
) -> None:
    number, _, addition = no.partition("-")
    label = f"“{citation.short}”{version.version}{article_label(no)}"
    gist = version.gist(no)
    if gist is None and _was_there(citation, no, ground):
        words = f"待复核：{label}没有登记，写这一段时的版本里有"
        findings.add(citation.line, words, _SETTLED, "ended-version", blocking=False)
    elif int(number) > version.articles or (addition and gist is None):
        findings.add(
            citation.line,
            f"没有{label}",
            f"这个版本到第 {version.articles} 条为止，请核对条号",
            "unknown-article",
        )
    elif gist is None:
        findings.add(
            citation.line,
            f"{label}还没有概括",
            f"请在 content/laws/{citation.short}.yaml 的 gists 里补写",
            "missing-gist",
        )


def _was_there(citation: Citation, no: str, ground: LegalGround) -> bool:
    """Tell whether a passage was published under an earlier version that has this article."""
    law = ground.registry.law(citation.short)
    if law is None or citation.version is not None or not ground.is_settled(citation):
        return False
    return any(version.gist(no) is not None for version in law.versions)


def check_documents(text: str, first_line: int, registry: Registry, findings: Findings) -> None:
    """Check that every document number (文号) in a text is that of a registered law."""
    for found in _DOCUMENT.finditer(text):
        line = first_line + text.count("\n", 0, found.start(2))
        number = f"〔{found[3]}〕{found[4]}号"
        if found[2] != "〔":
            findings.add(
                line, f"文号的括号不对：{squeeze(found[0])[-20:]}", f"写成 {number}", "bad-document"
            )
        elif not any(
            known.endswith(number) and squeeze(found[1]).endswith(known.removesuffix(number))
            for known in registry.documents
        ):
            findings.add(
                line,
                f"文号“{number}”没有登记",
                "只引用登记过的文件；请核对文号，或先在 content/laws 里登记 doc_no",
                "unknown-document",
            )


def is_quoted(citation: Citation, ground: LegalGround) -> bool:
    """Tell whether a citation rests on a law whose official text nobody here could read."""
    if citation.version is None:
        version = ground.registry.version_on(citation.short, ground.on)
    else:
        version = ground.registry.version(citation.short, citation.version)
    return version is not None and version.standing is Standing.QUOTED
