"""Questions of every kind as authors could write them, full of signs that mean something."""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from cadreschool.questions.content import to_json
from tests.questions.building import read

PIECES = [
    "工会",
    "主席",
    "二倍",
    "30日",
    "A",
    "b 2",
    "工资=基本工资",
    "{1,2}",
    "~",
    "#",
    "\\",
    "\\n",
    "::",
    "[html]",
    "%50%",
    "->",
    "[[工会法#22]]",
    "**不**",
    "*是*",
    "`a{b}`",
    "<br>",
    "<sub>2</sub>",
    "&amp;",
    "&lt;b>",
    "]]>",
    "a_b",
    "_x_",
    "“引”",
    "（　）",
    "|",
    "//",
    "\\*",
    "[x](https://e.cn/a)",
    "😀",
    "é",
    "A) ",
    "答",
    "1. ",
    "- ",
    "$CATEGORY: x",
    "{T}",
    "＝",
    "｛",
    "！",
    "'",
    '"',
]
LINE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join).map(str.strip)
WORDS = (
    st.lists(
        st.sampled_from(["工会", "二倍", "30", " ", "*", "%5%", "[a]", "=", "~", "#", "甲"]),
        min_size=1,
        max_size=4,
    )
    .map("".join)
    .map(str.strip)
    .filter(bool)
)
BLOCK = st.one_of(
    LINE,
    st.just("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"),
    st.just("- 一\n- 二\n  - 三"),
    st.just("```\na = {1}\n\n// b\n```"),
    st.just("> 引用\n> 两行"),
)
PROSE = st.lists(BLOCK, min_size=1, max_size=3).map("\n\n".join)
IDS = st.sampled_from(["a1-q01", "q7", "b-2-c"])
HEADS = st.builds(
    lambda ability, difficulty, grounds, valid: "\n".join(
        filter(None, [f"能力：{ability}", f"难度：{difficulty}", grounds, valid])
    ),
    st.sampled_from(["able", "able、dare"]),
    st.integers(1, 3),
    st.sampled_from(["", "依据：[[工会法#2]]", "依据：[[公司法@2018修正#16、17]] [[刑法#244-1]]"]),
    st.sampled_from(
        ["", "有效：2026-01-01 至 2027-01-01", "有效：2026-01-01 起", "有效：至 2027-01-01"]
    ),
)


def _choices(texts, right):
    return "\n".join(
        f"- [{'x' if number in right else ' '}] {text}" for number, text in enumerate(texts)
    )


TEXTS = st.lists(LINE, min_size=2, max_size=5, unique_by=lambda text: text.casefold())
ANSWERS = {
    "单选": TEXTS.map(lambda texts: _choices(texts, {len(texts) - 1})),
    "多选": TEXTS.filter(lambda texts: len(texts) > 2).map(lambda texts: _choices(texts, {0, 2})),
    "判断": st.sampled_from(["答案：对", "答案：错"]),
    "数值": st.sampled_from(
        [
            "答案：25 人",
            "答案：-3.5",
            "答案：0.5 %\n误差：0.25",
            "答案：1200 万元\n误差：0",
            "答案：7",
        ]
    ),
    "填空": st.lists(WORDS, min_size=1, max_size=3).map(lambda texts: f"答案：{'|'.join(texts)}"),
    "排序": TEXTS.map(lambda texts: "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))),
    "匹配": st.tuples(TEXTS, TEXTS).map(
        lambda both: "\n".join(
            [f"- {left} = {right}" for left, right in zip(*both, strict=False)] + ["- = 多出的"]
        )
    ),
    "简答": st.tuples(LINE, PROSE).map(
        lambda two: f"- [2] {two[0]}\n- [3] 点\n\n参考答案：{two[1]}"
    ),
}


@st.composite
def a_question(draw, labels=tuple(ANSWERS), stems=PROSE):
    """Draw a question that its author wrote without a mistake."""
    label = draw(st.sampled_from(labels))
    source = (
        f"## {label} {draw(IDS)}\n{draw(HEADS)}\n\n{draw(stems)}\n\n{draw(ANSWERS[label])}\n\n"
        f"解析：{draw(PROSE)}\n"
    )
    questions, mistakes = read(source)
    assume(len(questions) == 1 and not mistakes)
    return questions[0]


def told(question):
    """Return all that a question says, without its id."""
    content = to_json(question)
    return content.partition(",")[2]
