"""Moodle XML read: each question by its type, or a reason why it is none here."""

from __future__ import annotations

from collections.abc import Callable

from cadreschool.questions.formats.categories import category_path
from cadreschool.questions.formats.decoding import WHOLE_FILE, decode
from cadreschool.questions.formats.drafting import Draft, items_of
from cadreschool.questions.formats.labels import read_labels
from cadreschool.questions.formats.moodle_xml import choices, cloze, words
from cadreschool.questions.formats.moodle_xml.common import Source, read_common
from cadreschool.questions.formats.moodle_xml.pictures import Album
from cadreschool.questions.formats.moodle_xml.tree import Node, questions_of
from cadreschool.questions.formats.values import Problem, Reading

MOST_BYTES = 32 * 1024 * 1024
_READERS: dict[str, Callable[[Source], None]] = {
    "multichoice": choices.choose,
    "multichoiceset": choices.choose,
    "truefalse": choices.judge,
    "matching": choices.match,
    "match": choices.match,
    "ordering": choices.order,
    "shortanswer": words.fill,
    "numerical": words.measure,
    "essay": words.compose,
    "cloze": cloze.fill,
    "multianswer": cloze.fill,
}
_REASONS = {
    "description": "说明文字不是题",
    "calculated": "计算题：每次换数字，这里没有",
    "calculatedsimple": "计算题：每次换数字，这里没有",
    "calculatedmulti": "计算题：每次换数字，这里没有",
    "ddwtos": "拖词填空，这里没有",
    "gapselect": "下拉填空，这里没有",
    "ddimageortext": "图上拖放，这里没有",
    "ddmarker": "图上标记，这里没有",
    "ddmatch": "拖放匹配，这里没有",
    "randomsamatch": "随机匹配，这里没有",
    "random": "随机抽题，这里在试卷里设置",
    "recordrtc": "录音录像题，这里没有",
    "coderunner": "编程题，这里没有",
    "stack": "数学公式题，这里没有",
    "kprime": "多项判断题，这里没有，可以拆成几道判断",
    "mtf": "多项判断题，这里没有，可以拆成几道判断",
}


def read(data: bytes, name: str) -> Reading:  # noqa: ARG001 -- every format is read alike
    """Read a Moodle XML file; raises FormatError for what is none, too large or hostile."""
    decoded = decode(data, most=MOST_BYTES)
    nodes, stopped = questions_of(decoded)
    album = Album()
    category = ""
    drafts = []
    for node in nodes:
        if node.attributes.get("type") == "category":
            category = category_path(node.text("category", "text"))
        else:
            drafts.append(_draft_of(node, category, album))
    items = items_of(drafts)
    problems = [*decoded.problems, *stopped]
    if not any(item.question for item in items):
        hint = "请在 Moodle 的题库里选“导出”，格式选“Moodle XML 格式”"
        problems.append(Problem(WHOLE_FILE, "没有读出题目", hint))
    return Reading(items, tuple(problems))


def _draft_of(node: Node, category: str, album: Album) -> Draft:
    tags = [tag.text("text") for tags in node.all("tags") for tag in tags.all("tag")]
    labels = read_labels(tags)
    draft = Draft(
        node.line,
        node.source,
        given_id=" ".join(node.text("idnumber").split())[:100],
        category=category,
        labels=labels,
    )
    if labels.others:
        shown = "、".join(tag[:40] for tag in labels.others[:10])
        draft.mention(
            f"标签没有保留：{shown}", "能力、难度、依据、有效、单元以外的标签，这里没有地方放"
        )
    kind = node.attributes.get("type", "")
    reader = _READERS.get(kind)
    if reader is None:
        reason = _REASONS.get(kind, f"题型“{kind[:30]}”这里没有")
        draft.refuse(reason, "需要的话，请在本平台改写成别的题型")
        return draft
    source = Source(node, draft, album)
    read_common(source)
    reader(source)
    return draft
