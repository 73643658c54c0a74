"""Files with official texts, read against the registry: which law, which version, since when.

Knows the three forms (JSON, .docx, .txt), and that what a file does not say the registry or the
operator does. Does not write anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cadreschool.kernel.mistakes import Findings, Mistake
from cadreschool.kernel.text import squeeze
from cadreschool.laws.documents import LARGEST, read_paragraphs
from cadreschool.laws.official import OfficialText, parse_official
from cadreschool.laws.registry import Law, LawVersion, Registry
from cadreschool.laws.rules import compare, title_without_parts
from cadreschool.laws.statutes import Statute, read_statute

FORMS = (".json", ".docx", ".txt")
_YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the operator says of a file that does not say it itself."""

    short: str = ""
    version: str = ""
    effective_from: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the files gave: the texts of registered laws, mistakes, and laws left out."""

    texts: tuple[OfficialText, ...]
    mistakes: tuple[Mistake, ...]
    unregistered: tuple[OfficialText, ...] = ()


def files_among(paths: Iterable[Path]) -> list[Path]:
    """Return the files that are meant: of a folder those whose names end as they should."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.suffix.lower() in FORMS)
            found += sorted(one for one in inside if one.is_file())
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def read_texts(paths: Iterable[Path], registry: Registry, wish: Wish) -> Reading:
    """Read every file; broken ones become mistakes with the place, not exceptions."""
    texts: dict[tuple[str, str], OfficialText] = {}
    unregistered: list[OfficialText] = []
    mistakes: list[Mistake] = []
    for path in paths:
        findings = Findings(path.name)
        text = _read(path, registry, wish, findings)
        mistakes += findings.mistakes
        if text is None or findings.mistakes:
            continue
        first = texts.get((text.short, text.version))
        if registry.law(text.short) is None:
            unregistered.append(text)
        elif first is not None:
            said = f"“{text.short}@{text.version}”在 {first.path} 里已经有了"
            findings.add(1, said, "一个版本只导入一个文件", "statute-twice")
            mistakes.append(findings.mistakes[-1])
        else:
            texts[text.short, text.version] = text
    return Reading(tuple(texts.values()), tuple(mistakes), tuple(unregistered))


def differences(registry: Registry, text: OfficialText) -> list[str]:
    """Name what the registry says differently of this version, and notes, a line each."""
    return [str(one) for one in compare(registry, [text])]


def _read(path: Path, registry: Registry, wish: Wish, findings: Findings) -> OfficialText | None:
    data = _bytes(path, findings)
    if data is None:
        return None
    if path.suffix.lower() == ".json":
        text = parse_official(data, findings)
        return text if text is None else _asked_for(text, wish)
    if path.suffix.lower() not in FORMS:
        findings.add(1, "不认识这种文件", f"可以导入的有：{'、'.join(FORMS)}", "statute-file")
        return None
    paragraphs = read_paragraphs(data, findings)
    if findings.mistakes:
        return None
    return _resolve(read_statute(paragraphs, findings), registry, wish, findings)


def _bytes(path: Path, findings: Findings) -> bytes | None:
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            said = f"文件超过 {LARGEST // 1024 // 1024} MB，或不是普通文件"
            findings.add(1, said, "请从原来的资料库重新导出这个文件", "statute-file")
            return None
        return path.read_bytes()
    except OSError:
        findings.add(1, "文件打不开", "请核对路径和读取权限", "statute-file")
        return None


def _asked_for(text: OfficialText, wish: Wish) -> OfficialText:
    """Let the operator's words stand for the file's."""
    return replace(
        text,
        short=squeeze(wish.short) or text.short,
        version=squeeze(wish.version) or text.version,
        effective_from=wish.effective_from or text.effective_from,
    )


def _resolve(
    statute: Statute, registry: Registry, wish: Wish, findings: Findings
) -> OfficialText | None:
    """Name the law and version of a text that says its title and dates only."""
    if findings.mistakes:
        return None
    law = _law_called(statute.title, registry, wish)
    short = law.short if law else squeeze(wish.short) or _usual_short(statute.title)
    version = _version(statute, law, wish)
    if not version:
        findings.add(
            1,
            "看不出是哪个版本：没有读到括号里的通过、修改日期",
            "请写 --version，如 2021修正",
            "statute-version",
        )
        return None
    known = law.version(version) if law else None
    since = wish.effective_from or (known.effective_from if known else statute.effective_from)
    if since is None:
        findings.add(
            1,
            f"看不出“{short}@{version}”从哪天起施行",
            "修正的法律，施行日写在修改决定里：请写 --since 2022-01-01",
            "statute-since",
        )
        return None
    return OfficialText(
        path=findings.path,
        short=short,
        title=law.title if law and _is_called(law, statute.title) else statute.title,
        doc_no=statute.doc_no or (law.doc_no if law else ""),
        version=version,
        effective_from=since,
        effective_to=known.effective_to if known else None,
        articles=statute.articles,
    )


def _law_called(title: str, registry: Registry, wish: Wish) -> Law | None:
    if wish.short:
        return registry.law(wish.short)
    return next((law for law in registry.laws if _is_called(law, title)), None)


def _is_called(law: Law, title: str) -> bool:
    return squeeze(title_without_parts(title)) in {squeeze(law.title), squeeze(law.short)}


def _usual_short(title: str) -> str:
    return squeeze(title).removeprefix("中华人民共和国")


def _version(statute: Statute, law: Law | None, wish: Wish) -> str:
    """Return the version's name as the registry has it, where it has one of that year."""
    name = squeeze(wish.version) or statute.version
    if law is None or not name or law.version(name) is not None or wish.version:
        return name
    same = [one for one in law.versions if _same_version(one, name, statute)]
    return same[0].version if len(same) == 1 else name


def _same_version(one: LawVersion, name: str, statute: Statute) -> bool:
    """Tell whether a registered version is this one under another name: 2021 for 2021修正."""
    year = _YEAR.match(name)
    if year is None or not one.version.startswith(year[0]):
        return False
    return statute.effective_from in {None, one.effective_from}
