"""What unions are called: their kinds in words, the kind a name tells of, names in a row.

Knows customs of writing. Knows no tree and no database.
"""

from __future__ import annotations

import re
import unicodedata

from cadreschool.kernel.text import normalise, squeeze
from cadreschool.organisations.models import OrganisationKind

SHORTEST_NAME = 2
LONGEST_NAME = 120
DEEPEST = 12
"""Levels in one path; from 全国 down to a group there are eight."""

_BETWEEN = re.compile(r"[-‐‑–—―－/／>＞→]+")
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_OTHER_WORDS = {
    "全总": OrganisationKind.ACFTU,
    "省": OrganisationKind.PROVINCE,
    "省总工会": OrganisationKind.PROVINCE,
    "市": OrganisationKind.CITY,
    "市总工会": OrganisationKind.CITY,
    "县": OrganisationKind.COUNTY,
    "区": OrganisationKind.COUNTY,
    "县总工会": OrganisationKind.COUNTY,
    "区总工会": OrganisationKind.COUNTY,
    "县区总工会": OrganisationKind.COUNTY,
    "产业": OrganisationKind.INDUSTRY,
    "行业工会": OrganisationKind.INDUSTRY,
    "乡镇": OrganisationKind.TOWN,
    "街道": OrganisationKind.TOWN,
    "镇": OrganisationKind.TOWN,
    "乡": OrganisationKind.TOWN,
    "乡镇工会": OrganisationKind.TOWN,
    "街道工会": OrganisationKind.TOWN,
    "乡镇街道工会": OrganisationKind.TOWN,
    "联合": OrganisationKind.JOINT,
    "联合会": OrganisationKind.JOINT,
    "工会联合会": OrganisationKind.JOINT,
    "联合工会": OrganisationKind.JOINT,
    "基层": OrganisationKind.GRASSROOTS,
    "企业工会": OrganisationKind.GRASSROOTS,
    "机关工会": OrganisationKind.GRASSROOTS,
    "小组": OrganisationKind.GROUP,
    "分会": OrganisationKind.GROUP,
}
_KINDS = _OTHER_WORDS | {
    word: kind for kind in OrganisationKind for word in (squeeze(kind.label), kind.value)
}

# A name tells its kind by its end: 青石镇工会联合会 is the town's, 青石镇建材工会 is not.
_BY_NAME = (
    (re.compile(r"省总工会$"), OrganisationKind.PROVINCE),
    (re.compile(r"市总工会$"), OrganisationKind.CITY),
    (re.compile(r"[县区旗]总工会$"), OrganisationKind.COUNTY),
    (
        re.compile(r"(街道|镇|乡)(总工会|联合工会|工会联合会|工会委员会|工会)$"),
        OrganisationKind.TOWN,
    ),
    (re.compile(r"(产业|系统|行业)(工会委员会|工会)$"), OrganisationKind.INDUSTRY),
    (re.compile(r"(联合会|联合工会|联合工会委员会)$"), OrganisationKind.JOINT),
    (re.compile(r"小组$"), OrganisationKind.GROUP),
)


def kind_named(text: str) -> OrganisationKind | None:
    """Return the kind that people call by this word, or by its code."""
    return _KINDS.get(squeeze(text).replace("(", "").replace(")", "")) or _KINDS.get(squeeze(text))


def kind_told_by(name: str) -> OrganisationKind:
    """Return the kind that a union's name tells of; a name that tells nothing is grassroots."""
    plain = squeeze(name)
    found = (kind for pattern, kind in _BY_NAME if pattern.search(plain))
    return next(found, OrganisationKind.GRASSROOTS)


def name_key(name: str) -> str:
    """Return the form in which two names of unions are compared."""
    return squeeze(name).casefold()


def split_path(text: str) -> tuple[str, ...]:
    """Read “县总工会-镇工会联合会-某某工会”: the names from the top down.

    The sign between may be a dash, a slash or an arrow, of full or half width.
    """
    parts = (" ".join(part.split()) for part in _BETWEEN.split(text))
    return tuple(part for part in parts if part)


def name_fault(name: str) -> str | None:
    """Return why a union cannot be called this, in Chinese."""
    if any(unicodedata.category(one) in _UNSEEN for one in name):
        return "名称里有看不见的控制字符"
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        return f"工会名称应是 {SHORTEST_NAME} 至 {LONGEST_NAME} 个字"
    if not normalise(name)[:1].isalnum() and name[0] not in "（(《“":
        return "工会名称应以文字开头"
    if not any(one.isalnum() for one in name):
        return "工会名称里没有文字"
    if len(split_path(name)) > 1 or "|" in normalise(name):
        return "名称里不能有 - / > |，花名册用它们分开上级、下级和几个工会"
    return None
