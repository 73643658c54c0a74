"""Reading a scenario: its text in, the scenario and every mistake out.

Knows what each named line may say and which of them are needed. Whether the whole can be walked is
for `checking`. A scenario with mistakes is returned as far as it goes, to be drawn and previewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from cadreschool.courses.scenarios.notation import (
    read_changes,
    read_conditions,
    read_destinations,
    read_variables,
)
from cadreschool.courses.scenarios.source import CHOICE, ENDING, NODE, OPENING, Part, Piece, cut
from cadreschool.courses.scenarios.values import (
    Choice,
    Condition,
    Ending,
    Nature,
    Node,
    Outcome,
    Scenario,
)
from cadreschool.kernel.fields import is_identifier
from cadreschool.laws.citations import CITATION, Citation, parse_citations
from cadreschool.questions.plain import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cadreschool.kernel.mistakes import Findings

T = TypeVar("T")

_MOST_EFFECT, _MOST_CHANGE = 2, 3
_LETTER = re.compile(r"[a-h]")
_LONGEST_TITLE, _LONGEST_LABEL = 30, 120
_NATURES = {one.label: one for one in Nature}
_OUTCOMES = {one.label: one for one in Outcome}


@dataclass(frozen=True, slots=True)
class SourcedScenario:
    """A scenario with its opening, which is the text of the lesson's own page."""

    scenario: Scenario
    opening: Piece
    parts: tuple[Part, ...]


def read_scenario(body: str, first_line: int, findings: Findings) -> SourcedScenario:
    """Read the text below the top of a lesson of kind scenario."""
    parts = cut(body, first_line, findings)
    openings = [part for part in parts if part.kind == OPENING]
    if not openings:
        findings.add(
            first_line, "情景没有开场", "第一节写“## 开场”，说清什么事、您是谁", "scenario-part"
        )
    for extra in openings[1:]:
        findings.add(extra.line, "开场写了两次", "请合成一节", "scenario-part")
    opening = openings[0] if openings else Part(OPENING, "", "", first_line)
    scenario = Scenario(
        role=_needed(opening, "身份", "写一句您在这件事里是谁", findings) if openings else "",
        variables=_variables(opening, findings),
        nodes=tuple(_node(part, findings) for part in parts if part.kind == NODE),
        endings=tuple(_ending(part, findings) for part in parts if part.kind == ENDING),
    )
    if openings and not opening.text.text:
        _empty(opening, "开场", findings)
    return SourcedScenario(scenario, opening.text, tuple(parts))


def _variables(part: Part, findings: Findings) -> tuple[tuple[str, int], ...]:
    text, line = part.named.get("变量", ("", part.line))
    variables, broken = read_variables(text)
    for piece in broken:
        findings.add(
            line, f"变量“{piece}”写法不对", "写成“信任 2、时间 3”，0 到 9", "scenario-value"
        )
    names = [name for name, _ in variables]
    for name in {one for one in names if names.count(one) > 1}:
        findings.add(line, f"变量“{name}”写了两次", "请只留一个", "scenario-value")
    return tuple({name: (name, number) for name, number in variables}.values())


def _node(part: Part, findings: Findings) -> Node:
    _check_head(part, _LONGEST_TITLE, findings)
    if not part.text.text:
        _empty(part, "节点", findings)
    choices = tuple(_choice(one, findings) for one in part.choices)
    return Node(part.id, part.title, part.text.text, choices, part.line)


def _ending(part: Part, findings: Findings) -> Ending:
    _check_head(part, _LONGEST_TITLE, findings)
    outcome = _one_of(part, "结果", _OUTCOMES, findings) or Outcome.MIXED
    if not part.text.text:
        _empty(part, "结局", findings)
    return Ending(part.id, part.title, outcome, part.text.text, part.line)


def _choice(part: Part, findings: Findings) -> Choice:
    if not _LETTER.fullmatch(part.id):
        findings.add(part.line, f"选择的字母“{part.id}”不对", "写成“### 选 a：做法”", "bad-id")
    _check_title(part, _LONGEST_LABEL, findings)
    if not part.text.text:
        _empty(part, "选择", findings, "空一行写选了以后发生什么")
    if part.reasoning is None or not part.reasoning.text:
        findings.add(part.line, "选择没有点评", "另起一行写“点评：…”，说明为什么", "scenario-part")
    way, line = part.named.get("去向", ("", part.line))
    destinations, broken = read_destinations(way)
    if not destinations and not broken:
        findings.add(part.line, "选择没有去向", "写“去向：节点或结局的编号”", "scenario-way")
    for piece in broken:
        findings.add(
            line, f"去向“{piece}”写法不对", "写成“paid（信任 ≥ 3、时间 ≥ 1）；late”", "scenario-way"
        )
    return Choice(
        id=part.id,
        label=part.title,
        nature=_one_of(part, "性质", _NATURES, findings) or Nature.WEAK,
        destinations=destinations,
        effects=_changes(part, "能力", "skilled +2、able -1", _MOST_EFFECT, findings),
        changes=_changes(part, "变量", "信任 +1、时间 -1", _MOST_CHANGE, findings),
        conditions=_conditions(part, findings),
        grounds=_grounds(part, findings),
        consequence=part.text.text,
        reasoning=part.reasoning.text if part.reasoning else "",
        line=part.line,
    )


def _changes(
    part: Part, name: str, example: str, most: int, findings: Findings
) -> tuple[tuple[str, int], ...]:
    text, line = part.named.get(name, ("", part.line))
    changes, broken = read_changes(text, most)
    for piece in broken:
        findings.add(
            line, f"“{piece}”写法不对", f"写成“{example}”，加减 1 到 {most}", "scenario-value"
        )
    names = [one for one, _ in changes]
    for one in {one for one in names if names.count(one) > 1}:
        findings.add(line, f"“{name}”里“{one}”重复", "请合成一个", "scenario-value")
    return changes


def _conditions(part: Part, findings: Findings) -> tuple[Condition, ...]:
    text, line = part.named.get("条件", ("", part.line))
    conditions, broken = read_conditions(text)
    for piece in broken:
        findings.add(line, f"条件“{piece}”写法不对", "写成“信任 ≥ 3”或“时间 ≤ 1”", "scenario-value")
    return conditions


def _grounds(part: Part, findings: Findings) -> tuple[Citation, ...]:
    """Read the citations of 依据; whether they exist is checked with all citations of the text."""
    text, line = part.named.get("依据", ("", part.line))
    rest = re.sub(r"[、，,；;\s]+", "", CITATION.sub("", text))
    if rest or ("依据" in part.named and not text):
        findings.add(line, "“依据”里有不是引用的文字", "只写引用，如 [[工会法#22]]", "bad-grounds")
    return tuple(parse_citations(text, line))


def _one_of(part: Part, name: str, known: Mapping[str, T], findings: Findings) -> T | None:
    choices = "、".join(known)
    text = _needed(part, name, f"可写：{choices}", findings)
    if text and text not in known:
        line = part.named[name][1]
        findings.add(line, f"{name}“{text[:20]}”不对", f"可写：{choices}", "bad-value")
    return known.get(text)


def _needed(part: Part, name: str, hint: str, findings: Findings) -> str:
    text, line = part.named.get(name, ("", part.line))
    if not text:
        findings.add(line, f"缺少“{name}”", f"在标题下面写“{name}：…”，{hint}", "missing-key")
    return text


def _check_head(part: Part, longest: int, findings: Findings) -> None:
    if part.id and not is_identifier(part.id):
        findings.add(
            part.line,
            f"{part.kind}编号“{part.id[:30]}”不对",
            "只用小写字母、数字和单个连字符",
            "bad-id",
        )
    _check_title(part, longest, findings)


def _check_title(part: Part, longest: int, findings: Findings) -> None:
    name = "做法" if part.kind == CHOICE else "标题"
    if len(part.title) > longest:
        findings.add(part.line, f"{name}超过 {longest} 字", "请写得短些", "too-long")
    if plain_text(part.title) != part.title or "[[" in part.title:
        findings.add(
            part.line, f"{name}里有记号", "标题和做法只写文字，引用和加粗写在下面", "scenario-part"
        )


def _empty(part: Part, name: str, findings: Findings, hint: str = "在标题下面写正文") -> None:
    findings.add(part.line, f"{name}没有正文", hint, "scenario-part")
