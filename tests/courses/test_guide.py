"""The handbook of authors names everything the reader may say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "authoring.md").read_text("utf-8")
READERS = ("kernel", "laws/registry.py", "competencies", "questions", "courses")
CHINESE = re.compile(r"[\u4e00-\u9fff][^…]*")
SAYERS = {"add": 1, "_complain": 1, "Mistake": 2, "_mistake": 1, "_RefusedError": 1}


def _sources():
    for name in READERS:
        path = ROOT / "cadreschool" / name
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))


def _sentences(path):
    """Yield what the calls in a file say, with … where something is filled in."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = SAYERS.get(name)
            if at is not None and len(node.args) > at + 1:
                yield from _words(node.args[at])


def _words(node):
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(v.value if isinstance(v, ast.Constant) else "…" for v in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _words(body)
            yield from _words(orelse)


SENTENCES = sorted({words for path in _sources() for words in _sentences(path)})


def test_many_sentences_were_found():
    assert len(SENTENCES) > 100


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_handbook_names_every_mistake(sentence):
    pieces = [piece.strip("“”：，、。 ") for piece in sentence.split("…")]
    longest = max((piece for piece in pieces if CHINESE.search(piece)), key=len, default="")

    assert longest
    assert longest in GUIDE


def test_the_example_it_points_to_exists():
    for target in re.findall(r"\]\((\.\./[^)]+)\)", GUIDE):
        assert (ROOT / "docs" / target).exists()
