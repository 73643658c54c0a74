"""What a reader sees of Markdown and of HTML: the words alone."""

from __future__ import annotations

import re

import html5lib

from cadreschool.courses.markdown.convert import Converter

_CONVERTER = Converter()
_CONVERTER.enter("a1", {}, ())
_BLOCKS = ("p", "br", "li", "tr", "td", "th", "pre", "div", "h1", "h2", "blockquote", "ul", "ol")


def rendered(markdown):
    """Return the HTML of a page that shows the Markdown of a question."""
    return _CONVERTER.part(markdown)


def seen(markdown):
    """Return the words that a page shows for the Markdown of a question."""
    return words(rendered(markdown))


def words(html):
    """Return the words of HTML, folded as a browser folds them."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return folded("".join(_texts(tree)))


def folded(text):
    return re.sub(r"\s+", " ", text).strip()


def is_a_sentence(error):
    """Check that a refusal can be shown to the owner of the file."""
    assert str(error).endswith("。")


def _texts(element):
    if not isinstance(element.tag, str):
        yield element.tail or ""
        return
    yield " " if element.tag in _BLOCKS else ""
    yield element.text or ""
    for child in element:
        yield from _texts(child)
    yield " " if element.tag in _BLOCKS else ""
    yield element.tail or ""
