"""Filling in citations when a lesson is read: what the law says, in which version, since when.

Knows the anchors that rendering left in a lesson and what becomes of them. Pure: the registry and
the day are passed in, so a lesson shows the law as it stands without being rendered again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import quote

from cadreschool.kernel.clock import day_text
from cadreschool.laws.citations import Citation, article_label, label
from cadreschool.laws.registry import Law, LawVersion, Registry, Standing

PLACE = "cite-"
"""What the id of a citation's anchor begins with; its number and, if repeated, a count follow."""
Questioned = AbstractSet[tuple[str, str]] | None
_ANCHOR = re.compile(rf'<a class="cite" id="({PLACE}([0-9]+)(?:-[0-9]+)?)">([^<]*)</a>')


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """One citation of a lesson as its list shows it. `backref` is where it stands first."""

    id: str
    label: str
    gist: str
    version: str
    effective_from: date
    standing: Standing
    is_in_force: bool
    needs_review: bool
    """Its article changed since, and nobody has said yet that the text is still right."""
    short: str
    url: str
    backref: str

    @property
    def standing_text(self) -> str:
        """Return how far the law was checked; nothing where that was done in full."""
        return "" if self.standing is Standing.CHECKED else self.standing.label


def law_url(citation: Citation) -> str:
    """Return where a law is shown, at the first article cited.

    A long law is shown in parts: which part is asked for must reach the server too.
    """
    no = citation.articles[0] if citation.articles else ""
    article = f"?article={no}#article-{no}" if no else ""
    return f"/laws/{quote(citation.short)}/{article}"


def fill_citations(
    html: str,
    citations: Sequence[Citation],
    registry: Registry,
    on: date,
    questioned: Questioned = None,
) -> tuple[str, list[ShownCitation]]:
    """Return a lesson's HTML with links and tips, and its list of citations.

    `questioned` are the articles that changed since the text was written; what rests on others is
    shown as the version in force has it. Where nobody has compared, every ended version is in
    question.

    Citations whose law or version is not registered keep their label and are not in the list.
    On paper nobody can press a link: `data-note` is the place in the list, printed as a note.
    """
    shown = {
        number: found
        for number, citation in enumerate(citations, start=1)
        if (found := _show(number, citation, registry, on, questioned)) is not None
    }

    notes = {number: note for note, number in enumerate(shown, start=1)}

    def fill(anchor: re.Match[str]) -> str:
        found = shown.get(int(anchor[2]))
        if found is None:
            return anchor[3]
        return (
            f'<a class="cite" id="{anchor[1]}" href="#{found.id}"'
            f' data-note="{notes[int(anchor[2])]}">{anchor[3]}'
            f'<span class="cite__tip" role="tooltip">{escape(_tip(found))}</span></a>'
        )

    return _ANCHOR.sub(fill, html), list(shown.values())


def shown_citations(
    citations: Sequence[Citation], registry: Registry, on: date, questioned: Questioned = None
) -> list[ShownCitation]:
    """Return citations as a list shows them, without any text they stand in."""
    found = (
        _show(number, one, registry, on, questioned)
        for number, one in enumerate(citations, start=1)
    )
    return [one for one in found if one is not None]


def _show(
    number: int,
    citation: Citation,
    registry: Registry,
    on: date,
    questioned: Questioned = None,
) -> ShownCitation | None:
    law, version = registry.law(citation.short), registry.version_cited(citation, on)
    if law is None or version is None:
        return None
    needs_review = not version.is_in_force(on)
    if questioned is not None:
        cited = {(law.short, article) for article in citation.articles or ("",)}
        needs_review = bool(cited & questioned)
        version = version if needs_review else _present(law, version, citation, on)
    return ShownCitation(
        f"law-{number}",
        label(citation),
        _gist(citation, version) or law.title,
        version.version,
        version.effective_from,
        version.standing,
        version.is_in_force(on),
        needs_review,
        law.short,
        law_url(citation),
        f"{PLACE}{number}",
    )


def _present(law: Law, cited: LawVersion, citation: Citation, on: date) -> LawVersion:
    """Return the version in force, which says the same; the cited one where we have no gist."""
    present = law.version_on(on)
    if present is None or any(present.gist(no) is None for no in citation.articles):
        return cited
    return present


def _gist(citation: Citation, version: LawVersion) -> str:
    """Return our words for the cited articles; with their numbers when there are several."""
    gists = [gist for no in citation.articles if (gist := version.gist(no)) is not None]
    if len(citation.articles) == 1:
        return "".join(gist.gist for gist in gists)
    return "".join(f"{article_label(gist.no)}：{gist.gist}" for gist in gists)


def _tip(shown: ShownCitation) -> str:
    parts = [shown.gist, shown.version, f"{day_text(shown.effective_from)}起施行"]
    if shown.needs_review:
        parts.append("待复核：这一条已有新的版本")
    if shown.standing is Standing.QUOTED:
        parts.append(shown.standing.label)
    return " · ".join(parts)
