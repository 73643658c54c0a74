"""The standing cast. Tests are sentences about these people.

云岭县总工会 (county)
├─ 城关街道工会联合会 (town)
│  └─ 纺织工会 (grassroots): 李梅, chair; 陈晓, group leader
└─ 青石镇工会联合会 (town): 周建国, supervisor of 青石镇
   └─ 建材工会 (grassroots): 王强, committee member
孙主席 sits in the county and supervises all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher

from cadreschool.kernel import clock
from cadreschool.kernel.viewer import Role
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.people.actions import NewCadre, add_cadre, appoint
from cadreschool.people.models import Cadre, Post, Tie

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai
PASSWORD = "wei zhi gong shuo hua"
# The real algorithm with the smallest effort: what a password was hashed with stands in its hash.
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the people and unions."""

    county: int
    chengguan: int
    textile: int
    qingshi: int
    building: int
    li_mei: int
    chen_xiao: int
    wang_qiang: int
    zhou: int
    sun: int


LOGINS = {
    "li_mei": "limei",
    "chen_xiao": "chenxiao",
    "wang_qiang": "wangqiang",
    "zhou": "zhou",
    "sun": "sun",
}


def assemble() -> Cast:
    """Put the cast into an empty school; inside a unit."""
    county = _union("云岭县总工会", OrganisationKind.COUNTY, None)
    chengguan = _union("城关街道工会联合会", OrganisationKind.TOWN, county)
    textile = _union("纺织工会", OrganisationKind.GRASSROOTS, chengguan)
    qingshi = _union("青石镇工会联合会", OrganisationKind.TOWN, county)
    building = _union("建材工会", OrganisationKind.GRASSROOTS, qingshi)
    sun = _cadre("sun", "孙主席", Post.VICE_CHAIR, county)
    zhou = _cadre("zhou", "周建国", Post.CHAIR, qingshi)
    for cadre, union in ((sun, county), (zhou, qingshi)):
        appoint(
            cadre,
            Role.SUPERVISOR,
            union,
            from_on=clock.day_of(MONDAY),
            by=None,
            at=MONDAY,
        )
    return Cast(
        county.id,
        chengguan.id,
        textile.id,
        qingshi.id,
        building.id,
        _cadre("limei", "李梅", Post.CHAIR, textile).id,
        _cadre("chenxiao", "陈晓", Post.GROUP_LEADER, textile).id,
        _cadre("wangqiang", "王强", Post.COMMITTEE_MEMBER, building).id,
        zhou.id,
        sun.id,
    )


def _union(name: str, kind: OrganisationKind, parent: Organisation | None) -> Organisation:
    return create_organisation(name, kind, parent, by=None, at=MONDAY)


def _cadre(login: str, name: str, post: Post, union: Organisation) -> Cadre:
    new = NewCadre(login, name, post, Tie.PART_TIME, password_hash=PASSWORD_HASH)
    return add_cadre(new, union, by=None, at=MONDAY)
