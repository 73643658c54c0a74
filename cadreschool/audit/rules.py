"""How rows become digests and digests a chain: values in, values out.

Everything is keyed: who has the database alone can neither make a digest that fits, nor try out
which name stood in a detail that had to go. Knows no database and no file.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

_RANGES = re.compile(r"(\d+(-\d+)?( \d+(-\d+)?)*)?")
_SHORT = 32  # 128 bits of a row's digest: one of many in a seal, which has all 256


@dataclass(frozen=True, slots=True)
class SealedText:
    """What of a row is sealed."""

    id: int
    at: datetime
    actor_id: int | None
    action: str
    object_kind: str
    object_id: str
    detail: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Link:
    """What of a seal its mac covers."""

    number: int
    kind: str
    made_at: datetime
    row_count: int
    ids: str
    root: str
    previous: str
    key_id: str
    note: str


def key_id(key: bytes) -> str:
    """Return the name of a key, which tells nothing of the key."""
    return hashlib.sha256(b"name of " + key).hexdigest()[:16]


def detail_digest(key: bytes, detail: str) -> str:
    """Return the digest of a row's detail, apart: the detail may have to go, the row stays."""
    return _mac(key, "detail", detail)[:_SHORT]


def row_digest(key: bytes, row: SealedText, detail: str | None = None) -> str:
    """Return the digest of a row; `detail` is that of a detail that is gone."""
    return _mac(
        key,
        "row",
        row.id,
        _moment(row.at),
        row.actor_id,
        row.action,
        row.object_kind,
        row.object_id,
        row.request_id,
        detail or detail_digest(key, row.detail),
    )[:_SHORT]


def root_of(digests: Iterable[tuple[int, str]]) -> str:
    """Return one digest over those of rows, (id, digest) in the order of ids."""
    whole = hashlib.sha256()
    for row_id, digest in digests:
        whole.update(f"{row_id} {digest}\n".encode())
    return whole.hexdigest()


def link_mac(key: bytes, link: Link) -> str:
    """Return the mac of a seal."""
    return _mac(
        key,
        "seal",
        link.number,
        link.kind,
        _moment(link.made_at),
        link.row_count,
        link.ids,
        link.root,
        link.previous,
        link.key_id,
        link.note,
    )


def redaction_mac(key: bytes, row_id: int, seal: int, what: str, digest: str) -> str:
    """Return the mac of a redaction: only the program could have taken the row away."""
    return _mac(key, "redaction", row_id, seal, what, digest)


def ranges_text(ids: Sequence[int]) -> str:
    """Write ascending ids as "812-1040 1043"."""
    spans: list[list[int]] = []
    for one in ids:
        if spans and one == spans[-1][1] + 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return " ".join(str(low) if low == high else f"{low}-{high}" for low, high in spans)


def read_ranges(text: str) -> Iterator[range]:
    """Read what `ranges_text` wrote; a text that it did not write has no ids."""
    if not text or not _RANGES.fullmatch(text):
        return
    for span in text.split(" "):
        low, _, high = span.partition("-")
        yield range(int(low), int(high or low) + 1)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _mac(key: bytes, *parts: object) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
