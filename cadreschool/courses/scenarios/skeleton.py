"""A scenario to begin with: what an author fills in. Texts only."""

from __future__ import annotations

SAMPLE_CHOICE = """
### 选 a：写一种做法
性质：稳妥
去向：第二个节点或结局的编号
能力：skilled +1
变量：信任 +1
依据：[[工会法#22]]

写选了以后发生什么。

点评：写为什么。
"""
SAMPLE_NODE = f"""
## 节点 second：写这里要决定什么

写到要决定的那一刻为止。**职工**：“……”
{SAMPLE_CHOICE}"""
SAMPLE_ENDING = """
## 结局 done：写最后怎么样
结果：好

写职工最后怎么样了。
"""


OPENING = "## 开场：写时间和地点\n身份：写学员在故事里是谁\n\n写清什么事、谁在场。\n"


def scenario_skeleton(
    lesson_id: str,
    title: str,
    competency: str,
    *,
    opening: str = OPENING,
    grounds: str = "[[工会法#6]]",
) -> str:
    """Return a scenario to be written: an opening, three nodes, two endings, without mistakes.

    `title` is a value of YAML already; `grounds` is the law proposed for every choice.
    """
    top = (
        f"---\nid: {lesson_id}\ntitle: {title}\nkind: scenario\nminutes: 20\n"
        f"competencies: [{competency}]\n---\n"
    )
    parts = [
        top,
        opening,
    ]
    ways = {"first": "second", "second": "third", "third": "done"}
    for number, (node, following) in enumerate(ways.items()):
        parts.append(f"## 节点 {node}：写这里要决定什么\n\n写到要决定的那一刻为止。\n")
        natures = ["稳妥", "合法但冷漠", "善意但不合法"]
        natures = natures[number:] + natures[:number]
        for letter, nature in zip("abc", natures, strict=True):
            is_sound = nature == "稳妥"
            effect = f"{competency} {'+1' if is_sound else '-1'}"
            place = following if is_sound or nature == "合法但冷漠" else "failed"
            parts.append(
                f"### 选 {letter}：写一种做法\n性质：{nature}\n去向：{place}\n能力：{effect}\n"
                f"依据：{grounds}\n\n写选了以后发生什么。\n\n点评：写为什么。\n"
            )
    parts.append("## 结局 done：写事情办成了\n结果：好\n\n写职工最后怎么样了。\n")
    parts.append("## 结局 failed：写没有办成\n结果：差\n\n写职工最后怎么样了。\n")
    return "\n".join(parts)
