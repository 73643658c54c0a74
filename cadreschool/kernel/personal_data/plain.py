"""A text as it is read, and where each character of it stands in what was typed.

Knows full and half width, invisible characters and digits written in Chinese. Recognisers look at
the plain text, one character for each one seen; a finding points into the text as typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_HAN_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_BANKERS = {c: str(i) for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
_DIGITS = str.maketrans(_HAN_DIGITS | _BANKERS | {"幺": "1"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣─ー", "-"))


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` has one character for each visible one; `places` says where each was typed.

    `digits` has the same length, with Chinese digits as Arabic ones.
    """

    text: str
    digits: str
    places: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """Return where characters of the plain text stand in the typed one."""
        return self.places[start], self.places[end - 1] + 1


def plain(text: str) -> Plain:
    """Read a text: full width as half width, nothing invisible, every dash the same."""
    seen, places = [], []
    for place, typed in enumerate(text):
        for character in unicodedata.normalize("NFKC", typed):
            if unicodedata.category(character) not in {"Cf", "Mn", "Me"}:
                seen.append(character)
                places.append(place)
    read = "".join(seen).translate(_DASHES)
    read = "".join(" " if c.isspace() and c != "\n" else c for c in read)
    arabic = "".join(
        str(unicodedata.digit(c, 0)) if c.isdigit() and not c.isascii() else c for c in read
    )
    return Plain(read, arabic.translate(_DIGITS), tuple(places))
