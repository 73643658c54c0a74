"""Pictures of banks: named in a question by their content, so that a version always shows its own.

An author writes `![说明](media/name.png)`; what is kept says `media/<digest>.png`. Knows both names
and the media folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from cadreschool.courses.checking.media import check_picture
from cadreschool.courses.grammar import IMAGE
from cadreschool.courses.values import Media
from cadreschool.files.storage import MEDIA_TYPES, path_of
from cadreschool.kernel.mistakes import Findings
from cadreschool.questions.content import to_json
from cadreschool.questions.values import Question

FOLDER = "media/"
_KEPT = re.compile(rf"media/([0-9a-f]{{64}})\.({'|'.join(MEDIA_TYPES)})")


def kept_name(digest: str, extension: str) -> str:
    """Return how a question names a picture that is kept."""
    return f"{FOLDER}{digest}.{extension}"


def with_kept_names(text: str, names: Mapping[str, str]) -> str:
    """Exchange the names of pictures in Markdown {as written: as kept}; others stay."""

    def exchanged(found: re.Match[str]) -> str:
        return f"![{found[1]}]({names.get(found[2], found[2])})"

    return IMAGE.sub(exchanged, text) if names else text


def names_in(text: str) -> set[str]:
    """Return the names of kept pictures in a text."""
    return {found[0] for found in _KEPT.finditer(text)}


def media_of(questions: Iterable[Question], folder: Path) -> dict[str, Media]:
    """Return the kept pictures that questions show {name: picture}, but for what is gone."""
    names = {name for question in questions for name in names_in(to_json(question))}
    found = {}
    for name in sorted(names):
        digest, _, _ = name.removeprefix(FOLDER).partition(".")
        path = path_of(digest, folder)
        if path.is_file():
            found[name] = check_picture(name, name, path.read_bytes(), Findings(name))
    return found
