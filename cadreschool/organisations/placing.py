"""Which kinds of unions may lie below which, and why not. Pure; knows no tree and no names."""

from __future__ import annotations

from collections.abc import Mapping

from cadreschool.organisations.models import OrganisationKind as Kind

_GENERAL = (Kind.ACFTU, Kind.PROVINCE, Kind.CITY, Kind.COUNTY)
_ABOVE: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.ACFTU: (),
    Kind.PROVINCE: (Kind.ACFTU,),
    Kind.CITY: (Kind.ACFTU, Kind.PROVINCE),
    Kind.COUNTY: (Kind.ACFTU, Kind.PROVINCE, Kind.CITY),
    Kind.INDUSTRY: (*_GENERAL, Kind.INDUSTRY),
    Kind.TOWN: _GENERAL,
    Kind.JOINT: (*_GENERAL, Kind.INDUSTRY, Kind.TOWN, Kind.JOINT),
    Kind.GRASSROOTS: (*_GENERAL, Kind.INDUSTRY, Kind.TOWN, Kind.JOINT, Kind.GRASSROOTS),
    Kind.GROUP: (Kind.TOWN, Kind.JOINT, Kind.GRASSROOTS, Kind.GROUP),
}
"""Below which kinds a kind may lie. Custom differs from place to place, so only what the law rules
out is missing: a union reports to one above it (工会法 articles 10 and 11)."""


def placing_fault(kind: Kind, above: Kind | None) -> str | None:
    """Return why a union of this kind cannot lie there (None: at the top), in Chinese."""
    if above is None:
        return "工会小组不能单独作为最上级组织" if kind is Kind.GROUP else None
    if above in _ABOVE[kind]:
        return None
    if not _ABOVE[kind]:
        return f"{kind.label}是最上级组织，上面没有别的工会（工会法第十一条）"
    allowed = "、".join(one.label for one in _ABOVE[kind])
    return f"{kind.label}不能设在{above.label}之下，可设在{allowed}之下（工会法第十条、第十一条）"


def guide_fault(kind: Kind) -> str | None:
    """Return why a union of this kind guides no others in their work, in Chinese."""
    return None if kind is Kind.INDUSTRY else "业务指导单位须是产业工会（工会法第十一条）"
