"""What all questions of Moodle have: stem, explanation, feedback on the whole, settings."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from itertools import islice

from cadreschool.questions.formats.drafting import Draft
from cadreschool.questions.formats.moodle_xml.pictures import Album, Finder, embedded
from cadreschool.questions.formats.moodle_xml.tree import Node
from cadreschool.questions.formats.texts import HTML, MARKDOWN, MOODLE, PLAIN, markdown_of

_FORMS = {
    "html": HTML,
    "markdown": MARKDOWN,
    "plain_text": PLAIN,
    "plain": PLAIN,
    "moodle_auto_format": MOODLE,
}
_WHOLE_FEEDBACK = {
    "correctfeedback": "全对时",
    "partiallycorrectfeedback": "部分对时",
    "incorrectfeedback": "答错时",
}
_NOTHING_SAID = re.compile(
    r"(?:your answer is|该?回答|您的(?:回答|答案)|答案)?\s*(?:partially |部分)?"
    r"(?:correct|incorrect|right|wrong|正确|不正确|错误)[.。]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{0,12})?(?:[eE][-+]?[0-9]{1,2})?|-?\.[0-9]{1,12}")
_ONE = Decimal(1)
_MOST_ANSWERS = 60


class Source:
    """One question being read: its element, and its texts as Markdown."""

    def __init__(self, node: Node, draft: Draft, album: Album) -> None:
        self.node = node
        self.draft = draft
        self.album = album
        stem = node.first("questiontext")
        self.form = _form(stem, MOODLE)

    def markdown(self, holder: Node | None, *, inside: bool = False) -> str:
        """Return the text of an element as Markdown, its pictures kept."""
        if holder is None:
            return ""
        text = _raw(holder)
        return self.converted(text, holder, _form(holder, self.form), inside=inside)

    def converted(self, text: str, holder: Node, form: str, *, inside: bool = False) -> str:
        """Return some text as if it stood in an element."""
        finder = Finder(self.album, self.draft, (holder, self.node))
        if form == MARKDOWN:
            text = finder.in_markdown(text)
        rich = markdown_of(text, form, finder.find, inside=inside)
        for lost in rich.lost:
            self.draft.note(f"没有读进来：{lost}", "需要的话，导入后请补上", holder.line)
        return rich.markdown


def _form(holder: Node | None, otherwise: str) -> str:
    given = holder.attributes.get("format", "") if holder else ""
    return _FORMS.get(given, otherwise)


def _raw(holder: Node) -> str:
    """Return the text of an element; old files write it without <text>."""
    inner = holder.first("text")
    return inner.content if inner else ("" if holder.first("file") else holder.content)


def raw_text(holder: Node) -> str:
    """Return the plain text of an answer."""
    return _raw(holder).strip()


def read_common(source: Source) -> None:
    """Read stem and explanation, and say what of the settings is not kept."""
    node, draft = source.node, source.draft
    draft.stem = source.markdown(node.first("questiontext"))
    draft.explanation = source.markdown(node.first("generalfeedback"))
    _read_old_picture(source)
    for name, when in _WHOLE_FEEDBACK.items():
        told = source.markdown(node.first(name))
        if told and not _NOTHING_SAID.fullmatch(told):
            draft.tell(when, told)
    if node.text("hidden") == "1":
        draft.note("这道题在 Moodle 里是隐藏的", "多半已停用，请想一想还要不要")
    grade = number_in(node.text("defaultgrade"))
    if grade is not None and grade != _ONE and node.attributes.get("type") != "essay":
        draft.mention(f"分值 {grade.normalize():f} 没有保留", "分值在试卷里定")
    if any(hint.text("text") for hint in node.all("hint")):
        draft.mention("提示（hint）没有保留", "要紧的话请写进解析")
    if node.first("answer") and node.text("shuffleanswers") in {"0", "false"}:
        draft.note("原来选项的次序是固定的；这里每次打乱", "选项里不要说“以上”“前两项”")


def _read_old_picture(source: Source) -> None:
    old = source.node.first("image_base64")
    if old is None:
        return
    name = source.node.text("image").rpartition("/")[2] or "picture"
    data = embedded(old)
    kept = source.album.keep(name, data, source.draft) if data else None
    if kept:
        source.draft.stem += f"\n\n![题中的图](media/{kept})"
        source.draft.mention("图片没有说明文字", "请补上图里有什么，给看不见图的人听")


def answers_of(source: Source, name: str = "answer") -> list[Node]:
    """Return the answers of a question; no question of ours has as many as are let through."""
    return list(islice(source.node.all(name), _MOST_ANSWERS))


def number_in(text: str) -> Decimal | None:
    """Read a number as Moodle writes it; None for anything else."""
    stripped = text.strip().replace(",", ".", 1)
    try:
        return Decimal(stripped) if _NUMBER.fullmatch(stripped) else None
    except InvalidOperation:
        return None


def weight_of(answer: Node, draft: Draft) -> Decimal:
    """Return the share of the marks that an answer earns, in percent."""
    weight = number_in(answer.attributes.get("fraction", "0"))
    if weight is None:
        draft.note(f"得分“{answer.attributes['fraction'][:20]}”不是数，当作 0", line=answer.line)
    return weight or Decimal(0)
