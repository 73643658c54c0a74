"""The converter: one for lessons, one for the parts of questions.

Knows how Python-Markdown is put together here, and that whatever comes out passes the sanitiser.
What is taken away from Python-Markdown: raw HTML, link references, bare addresses, indented code,
underlined headings, emphasis by underscore (forms have blanks like ____).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from cadreschool.courses.markdown.blocks import CalloutProcessor, CodeProcessor
from cadreschool.courses.markdown.context import Context
from cadreschool.courses.markdown.inline import MARKS
from cadreschool.courses.markdown.layout import LayoutPreprocessor
from cadreschool.courses.markdown.tree import (
    Finish,
    JoinLines,
    LinkEmptyNotes,
    NameHeadings,
    WrapTables,
)
from cadreschool.courses.sanitising import sanitise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cadreschool.courses.values import Heading, Media, Section
    from cadreschool.laws.citations import Citation

_FOREIGN_INLINES = (
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
)
_FOREIGN_BLOCKS = ("code", "setextheader", "reference")


_PLAIN = re.compile(r"[^\s0-9\[\]*`<>&\"\\|#~!:：+=-][^\x00-\x1f\[\]*`<>&\\|~]*(?<!\s)")
"""Most options are words without a mark: they are their own HTML (a third of the time saved)."""


class Converter:
    """Converts texts one after another; not to be shared between threads."""

    def __init__(self) -> None:
        self._context = Context()
        self._surroundings: tuple[str, Mapping[str, Media]] = ("", {})
        self._names = NameHeadings()
        self._finish = Finish()
        self._lessons = _assemble(self._context)
        self._lessons.registerExtensions(
            [FootnoteExtension(BACKLINK_TITLE="回到正文第 {} 处注释", USE_DEFINITION_ORDER=False)],
            {},
        )
        self._lessons.treeprocessors.register(self._names, "names", 30)
        self._lessons.treeprocessors.register(LinkEmptyNotes(), "notes", 19.5)
        self._lessons.treeprocessors.register(self._finish, "finish", -10)
        self._parts = _assemble(self._context)
        self._parts.treeprocessors.register(WrapTables(self._parts), "wrap", -10)

    def enter(
        self, course_id: str, media: Mapping[str, Media], citations: Sequence[Citation]
    ) -> None:
        """Say in which lesson the next texts stand."""
        self._surroundings = (course_id, media)
        self._context.enter(course_id, media, citations)

    def lesson(self, body: str) -> tuple[str, tuple[Heading, ...], tuple[Section, ...]]:
        """Convert the body of a lesson."""
        self._lessons.reset()
        # Python-Markdown leaves out its processors for a text of nothing but space.
        self._names.headings, self._finish.sections = (), ()
        html = sanitise(self._lessons.convert(body))
        return html, self._names.headings, self._finish.sections

    def part(self, text: str) -> str:
        """Convert a part of a question; a single paragraph loses its tags."""
        if _PLAIN.fullmatch(text):
            return text
        self._context.enter(*self._surroundings, ())
        self._parts.reset()
        html = sanitise(self._parts.convert(text)).strip()
        inside = html.removeprefix("<p>").removesuffix("</p>")
        is_one = len(inside) == len(html) - len("<p></p>") and "<p>" not in inside
        return inside if is_one else html


def _assemble(context: Context) -> Markdown:
    """Put Python-Markdown together."""
    markdown = Markdown(
        extensions=[SaneListExtension(), TableExtension(use_align_attribute=True)],
        output_format="html",
    )
    markdown.preprocessors.deregister("html_block")
    for name in _FOREIGN_INLINES:
        markdown.inlinePatterns.deregister(name)
    for name in _FOREIGN_BLOCKS:
        markdown.parser.blockprocessors.deregister(name)
    if markdown.delimiters is not None:
        markdown.delimiters.remove("_")
    layout = LayoutPreprocessor(markdown)
    markdown.preprocessors.register(layout, "layout", 25)
    blocks = markdown.parser.blockprocessors
    blocks.register(CodeProcessor(markdown.parser, layout), "fence", 96)
    blocks.register(CalloutProcessor(markdown.parser, layout), "callout", 95)
    for name, (mark, priority) in MARKS.items():
        markdown.inlinePatterns.register(mark(context), name, priority)
    markdown.treeprocessors.register(JoinLines(markdown), "join", 25)
    return markdown
