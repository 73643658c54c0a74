"""Writes to the published law registry, and of official texts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from cadreschool.audit.actions import record
from cadreschool.kernel.db import db
from cadreschool.laws.models import LawImport, LawSource, LawText
from cadreschool.laws.official import OfficialText
from cadreschool.laws.queries import law_sources
from cadreschool.laws.rules import article_digest, is_whole


def publish_laws(
    sources: Mapping[str, str], *, cited: Collection[str], by: int | None, at: datetime
) -> bool:
    """Put these entries {short name: YAML text} in the place of the present; tell if any differ.

    Laws that are `cited` by an edition stay even when the sources no longer hold them: a lesson
    that was published keeps its citations.
    """
    present = law_sources()
    changed = {short for short, text in sources.items() if present.get(short) != text}
    gone = present.keys() - sources.keys() - set(cited)
    if not changed and not gone:
        return False
    db.session.execute(delete(LawSource).where(LawSource.short.in_(changed | gone)))
    db.session.add_all(LawSource(short=short, text=sources[short]) for short in sorted(changed))
    db.session.flush()
    record("laws.publish", "laws", "registry", by=by, at=at, changed=len(changed), gone=len(gone))
    return True


@dataclass(frozen=True, slots=True)
class Kept:
    """Which texts were new, replaced another of the same version, or were there already."""

    new: tuple[OfficialText, ...]
    replaced: tuple[OfficialText, ...]
    unchanged: tuple[OfficialText, ...]


def keep_texts(texts: Sequence[OfficialText], *, by: int | None, at: datetime) -> Kept:
    """Store official texts; one that is there word for word is left, another is replaced."""
    new: list[OfficialText] = []
    replaced: list[OfficialText] = []
    unchanged: list[OfficialText] = []
    for text in texts:
        digest = text_digest(text)
        present = db.session.execute(
            select(LawImport.digest).where(
                LawImport.short == text.short, LawImport.version == text.version
            )
        ).scalar()
        if present == digest:
            unchanged.append(text)
            continue
        (new if present is None else replaced).append(text)
        _replace(text, digest, at=at)
        record(
            "laws.import",
            "laws",
            f"{text.short}@{text.version}",
            by=by,
            at=at,
            count=len(text.articles),
            digest=digest[:12],
        )
    return Kept(tuple(new), tuple(replaced), tuple(unchanged))


def text_digest(text: OfficialText) -> str:
    """Return the digest of a version: everything that is stored of it but when and from where."""
    parts = [text.title, str(text.effective_from), str(text.effective_to)]
    parts += [repr((one.no, one.text, one.headings)) for one in text.articles]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _replace(text: OfficialText, digest: str, *, at: datetime) -> None:
    for model in (LawText, LawImport):
        db.session.execute(
            delete(model).where(model.short == text.short, model.version == text.version)
        )
    db.session.add(
        LawImport(
            short=text.short,
            version=text.version,
            title=text.title,
            effective_from=text.effective_from,
            effective_to=text.effective_to,
            is_whole=is_whole(text),
            source=text.path,
            digest=digest,
            imported_at=at,
        )
    )
    db.session.flush()
    db.session.execute(
        insert(LawText),
        [
            {
                "short": text.short,
                "version": text.version,
                "position": position,
                "article": one.no,
                "headings": "\n".join(one.headings),
                "text": one.text,
                "digest": article_digest(one.text),
            }
            for position, one in enumerate(text.articles, start=1)
        ],
    )
