"""Whether a scenario can be walked: every place reached, every path ended, no choice for nothing.

Knows what makes a scenario complete. Each check notes its own mistakes; where a name is unknown the
paths are not tried at all, one mistake being enough at a time.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cadreschool.courses.grammar import CALLOUT, FOOTNOTE
from cadreschool.courses.scenarios.paths import DEEPEST, Exploration, State, explore, named
from cadreschool.courses.scenarios.values import Choice, Nature, Node, Outcome, Scenario

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cadreschool.courses.checking.passage import Passage
    from cadreschool.kernel.mistakes import Findings

FEWEST_CHOICES, MOST_CHOICES = 2, 5
_FEWEST_NODES, _MOST_NODES = 3, 24
_FEWEST_ENDINGS = 2
_REQUIRED = (Nature.KIND_UNLAWFUL, Nature.LAWFUL_COLD)
_FEWEST_TO_COMPARE = 3


def check_scenario(
    scenario: Scenario, line: int, competencies: Collection[str], findings: Findings
) -> None:
    """Check a scenario that was read; `competencies` are those named at the top of the lesson."""
    _check_numbers(scenario, line, findings)
    _check_natures(scenario, line, findings)
    for node in scenario.nodes:
        _check_node(node, findings)
    for choice in _choices(scenario):
        _check_effects(choice, competencies, findings)
    _check_places_of_sound(scenario, line, findings)
    _check_use(scenario, line, findings)
    names_known = _check_names(scenario, findings)
    if names_known and scenario.nodes and scenario.endings:
        _check_paths(scenario, explore(scenario), findings)


def check_marks(passage: Passage) -> None:
    """Note what a scenario has no place for: boxes and footnotes."""
    for one in passage.lines:
        if not one.fence and CALLOUT.fullmatch(one.text):
            passage.add(one.number, "情景里不用提示框", "请写成普通段落", "scenario-part")
    for found in FOOTNOTE.finditer(passage.text):
        passage.add(passage.line_of(found), "情景里不用脚注", "请写进正文或点评", "scenario-part")


def _choices(scenario: Scenario) -> Iterator[Choice]:
    for node in scenario.nodes:
        yield from node.choices


def _check_numbers(scenario: Scenario, line: int, findings: Findings) -> None:
    nodes, endings = len(scenario.nodes), len(scenario.endings)
    if not _FEWEST_NODES <= nodes <= _MOST_NODES:
        findings.add(
            line,
            f"情景有 {nodes} 个节点",
            f"写 {_FEWEST_NODES} 到 {_MOST_NODES} 个“## 节点 编号：标题”",
            "scenario-size",
        )
    if endings < _FEWEST_ENDINGS:
        findings.add(
            line, f"情景有 {endings} 个结局", "至少写两个，其中一个结果是好", "scenario-size"
        )
    elif not any(one.outcome is Outcome.GOOD for one in scenario.endings):
        findings.add(line, "没有一个结局是好的", "至少写一个“结果：好”", "scenario-size")
    ids = Counter(one.id for one in scenario.places)
    for place in scenario.places:
        if ids[place.id] > 1:
            findings.add(
                place.line, f"编号“{place.id}”重复", "每个节点和结局用自己的编号", "bad-id"
            )


def _check_natures(scenario: Scenario, line: int, findings: Findings) -> None:
    natures = {choice.nature for choice in _choices(scenario)}
    for nature in _REQUIRED:
        if nature not in natures:
            findings.add(
                line,
                f"没有一个选择是“{nature.label}”",
                "每个情景至少有一处善意但不合法、一处合法但冷漠的做法",
                "scenario-nature",
            )
    for choice in _choices(scenario):
        if choice.nature is Nature.KIND_UNLAWFUL and not choice.grounds:
            findings.add(
                choice.line,
                "善意但不合法的做法没有依据",
                "写“依据：[[法名#条]]”，说明碰了哪一条",
                "scenario-nature",
            )


def _check_node(node: Node, findings: Findings) -> None:
    number = len(node.choices)
    if not FEWEST_CHOICES <= number <= MOST_CHOICES:
        findings.add(
            node.line,
            f"节点“{node.id}”有 {number} 个选择",
            f"写 {FEWEST_CHOICES} 到 {MOST_CHOICES} 个，三个最好",
            "scenario-size",
        )
    letters = Counter(choice.id for choice in node.choices)
    first: dict[object, Choice] = {}
    for choice in node.choices:
        if letters[choice.id] > 1:
            findings.add(choice.line, f"字母“{choice.id}”用了两次", "改用下一个字母", "bad-id")
        does = (choice.destinations, frozenset(choice.effects), frozenset(choice.changes))
        same = first.setdefault(does, choice)
        if same is not choice:
            findings.add(
                choice.line,
                f"选 {choice.id} 与选 {same.id} 的后果完全一样",
                "去向、能力、变量至少有一样不同，选择才有意义",
                "scenario-empty-choice",
            )
    if node.choices and not any(one.nature is Nature.SOUND for one in node.choices):
        findings.add(
            node.line,
            f"节点“{node.id}”没有稳妥的做法",
            "至少一个选择写“性质：稳妥”",
            "scenario-nature",
        )


def _check_effects(choice: Choice, competencies: Collection[str], findings: Findings) -> None:
    if not choice.effects and not choice.changes:
        findings.add(
            choice.line,
            f"选 {choice.id} 没有任何影响",
            "写“能力：skilled +1”或“变量：信任 -1”，选什么都要有后果",
            "scenario-empty-choice",
        )
    for name, _ in choice.effects:
        if name not in competencies:
            findings.add(
                choice.line,
                f"影响到的能力“{name}”没有写在开头的 competencies 里",
                f"开头写着：{'、'.join(competencies)}",
                "unknown-competency",
            )


def _check_places_of_sound(scenario: Scenario, line: int, findings: Findings) -> None:
    """Note when the sound choice stands first everywhere: authors do, and learners notice."""
    if len(scenario.nodes) < _FEWEST_TO_COMPARE:
        return
    places = {
        tuple(at for at, one in enumerate(node.choices) if one.nature is Nature.SOUND)
        for node in scenario.nodes
    }
    if len(places) == 1 and len(next(iter(places))) == 1:
        findings.add(
            line, "稳妥的做法在每个节点都排在同一个位置", "换一换选择的先后", "scenario-order"
        )


def _check_use(scenario: Scenario, line: int, findings: Findings) -> None:
    """Note variables that no condition looks at."""
    asked = {
        condition.variable
        for choice in _choices(scenario)
        for group in (choice.conditions, *(way.conditions for way in choice.destinations))
        for condition in group
    }
    for name, _ in scenario.variables:
        if name not in asked:
            findings.add(
                line,
                f"变量“{name}”没有用到",
                "在“条件”或“去向”里用它，或删去",
                "scenario-value",
            )


def _check_names(scenario: Scenario, findings: Findings) -> bool:
    """Check that every place and variable named is there; return whether all are."""
    before = len(findings.mistakes)
    places = {one.id for one in scenario.places}
    variables = {name for name, _ in scenario.variables}
    for choice in _choices(scenario):
        for way in choice.destinations:
            if way.place not in places:
                findings.add(
                    choice.line,
                    f"没有节点或结局“{way.place}”",
                    f"可用：{'、'.join(sorted(places)) or '还没有写'}",
                    "scenario-way",
                )
        if choice.destinations and choice.destinations[-1].conditions:
            findings.add(
                choice.line,
                "最后一个去向还带着条件",
                "最后写一个不带条件的去向，条件都不合时去那里",
                "scenario-way",
            )
        used = {name for name, _ in choice.changes} | {
            condition.variable
            for group in (choice.conditions, *(way.conditions for way in choice.destinations))
            for condition in group
        }
        for name in sorted(used - variables):
            findings.add(
                choice.line,
                f"没有变量“{name}”",
                f"开场写着：{'、'.join(sorted(variables)) or '没有变量'}",
                "scenario-value",
            )
    all_lead_somewhere = all(choice.destinations for choice in _choices(scenario))
    return all_lead_somewhere and len(findings.mistakes) == before


def _check_paths(scenario: Scenario, found: Exploration, findings: Findings) -> None:
    """Say what trying every state showed."""
    for node_id, state in found.narrow.items():
        node = scenario.node(node_id)
        findings.add(
            node.line if node else 1,
            f"节点“{node_id}”在{_values(scenario, state)}时不到两个选择可选",
            "放宽选择的条件，或改去向，不让人走到这里无可选",
            "scenario-closed",
        )
    if found.circle:
        node = scenario.node(found.circle[0])
        findings.add(
            node.line if node else 1,
            f"路会绕圈：{' → '.join(found.circle)}",
            "改一处去向；要能走回头路，就让一个变量每次减少，并把它写进条件",
            "scenario-endless",
        )
    elif found.is_too_deep:
        findings.add(
            scenario.nodes[0].line,
            f"有的路超过 {DEEPEST} 步还没有结束",
            "缩短，或分成两个情景",
            "scenario-endless",
        )
    elif found.is_too_large:
        findings.add(
            scenario.nodes[0].line, "走法太多，查不完", "减少变量或节点", "scenario-endless"
        )
    else:
        _check_met(scenario, found, findings)


def _check_met(scenario: Scenario, found: Exploration, findings: Findings) -> None:
    """Note what no path ever meets."""
    for place in scenario.places:
        if place.id not in found.places:
            findings.add(
                place.line,
                f"没有路走得到“{place.id}”",
                "给它一个去向，或删去",
                "scenario-unreached",
            )
    for node in scenario.nodes:
        for choice in node.choices if node.id in found.places else ():
            if (node.id, choice.id) not in found.taken:
                findings.add(
                    choice.line,
                    f"选 {choice.id} 永远不会出现",
                    "它的条件从来不成立，请改条件",
                    "scenario-unreached",
                )
                continue
            for way in choice.destinations:
                if (node.id, choice.id, way.place) not in found.arrivals:
                    findings.add(
                        choice.line,
                        f"去向“{way.place}”永远走不到",
                        "它的条件从来轮不到，请改条件",
                        "scenario-unreached",
                    )


def _values(scenario: Scenario, state: State) -> str:
    pairs = named(scenario, state).items()
    return "、".join(f"{name} {number} " for name, number in pairs) or "这里"
