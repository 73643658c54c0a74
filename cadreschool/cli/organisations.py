"""`flask organisations`: the union tree: adding, renaming, moving, merging, closing, seeing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click

from cadreschool.cli.noun import Noun
from cadreschool.kernel import clock
from cadreschool.kernel.db import write
from cadreschool.kernel.errors import InvalidError
from cadreschool.learning.closing import (
    close_organisation,
    merge_organisations,
    subordinate_organisation,
)
from cadreschool.organisations import actions
from cadreschool.organisations.changes import Change
from cadreschool.organisations.history.queries import history_of
from cadreschool.organisations.models import OrganisationKind
from cadreschool.organisations.naming import kind_named
from cadreschool.organisations.queries import Node, real_organisations
from cadreschool.organisations.tree import Tree
from cadreschool.people.queries import members_by_organisation

group = Noun("organisations", help="工会组织：新建、更名、移动、合并、撤销、排序、列出。")
_DAY = click.DateTime(["%Y-%m-%d"])


def _dated(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the day from which the change holds, and its ground."""
    day = click.option("--on", type=_DAY, help="从哪天起（如 2026-03-02），默认今天；不能是以后。")
    basis = click.option("--basis", default="", help="依据：文件名称和文号。撤销、合并必须写。")
    return day(basis(command))


def _change(options: dict[str, Any]) -> Change:
    on: datetime | None = options["on"]
    return Change(on.date() if on else clock.today(), options["basis"], None, clock.now())


def _named(text: str) -> Node:
    return Tree(real_organisations()).named(text)


@group.command("add")
@click.argument("name")
@click.argument("kind")
@click.option("--under", help="建在哪个组织之下：名称，或“县总工会-镇工会联合会”；不写就是最上级。")
@_dated
def add(name: str, kind: str, under: str | None, **options: Any) -> None:
    """新建工会组织 NAME，类别 KIND（如 县级总工会、乡镇工会、联合工会、基层工会、工会小组）。"""
    found = kind_named(kind)
    if found is None:
        allowed = "、".join(one.label for one in OrganisationKind)
        raise InvalidError(f"不认识类别“{kind}”。", f"可写：{allowed}。")

    def unit() -> str:
        above = _named(under).id if under else None
        return actions.found_organisation(name, found, above, _change(options)).name

    click.echo(f"已建立“{write(unit)}”（{found.label}）。")


@group.command("rename")
@click.argument("organisation")
@click.argument("name")
@_dated
def rename(organisation: str, name: str, **options: Any) -> None:
    """把 ORGANISATION 更名为 NAME；原来的名称留在沿革里。"""

    def unit() -> str:
        node = _named(organisation)
        actions.rename_organisation(node.id, name, _change(options))
        return node.name

    click.echo(f"“{write(unit)}”已更名为“{name}”。")


@group.command("move")
@click.argument("organisation")
@click.option("--under", required=True, help="新的上级组织。")
@_dated
def move(organisation: str, under: str, **options: Any) -> None:
    """把 ORGANISATION 连同下级全部移到另一个上级之下；人员和学习记录不变。"""

    def unit() -> str:
        node, above = _named(organisation), _named(under)
        subordinate_organisation(node.id, above.id, _change(options))
        return f"“{node.name}”现在隶属“{above.name}”。"

    click.echo(write(unit))


@group.command("merge")
@click.argument("organisation")
@click.argument("into")
@_dated
def merge(organisation: str, into: str, **options: Any) -> None:
    """把 ORGANISATION 并入 INTO：人员、下级和统计一并转入，原组织撤销，其任命终止。"""

    def unit() -> str:
        node, goes_on = _named(organisation), _named(into)
        merge_organisations(node.id, goes_on.id, _change(options))
        return f"“{node.name}”已并入“{goes_on.name}”。"

    click.echo(write(unit))


@group.command("close")
@click.argument("organisation")
@_dated
def close(organisation: str, **options: Any) -> None:
    """撤销 ORGANISATION；还有人任职或还有下级时不能撤销。"""

    def unit() -> str:
        node = _named(organisation)
        close_organisation(node.id, _change(options))
        return node.name

    click.echo(f"“{write(unit)}”已撤销。")


@group.command("order")
@click.argument("organisation")
@click.argument("place", type=click.IntRange(min=1))
def order(organisation: str, place: int) -> None:
    """把 ORGANISATION 排在同级的第 PLACE 位（按组织惯例的次序）。"""

    def unit() -> str:
        node = _named(organisation)
        now = actions.reorder_organisation(node.id, place, by=None, at=clock.now())
        return f"“{node.name}”排在第 {now} 位。"

    click.echo(write(unit))


@group.command("guide")
@click.argument("organisation")
@click.argument("guide", required=False)
@_dated
def guide(organisation: str, guide: str | None, **options: Any) -> None:
    """登记 ORGANISATION 由产业工会 GUIDE 业务指导；不写 GUIDE 就是取消。隶属关系不变。"""

    def unit() -> str:
        node = _named(organisation)
        above = _named(guide) if guide else None
        actions.guide_organisation(node.id, above.id if above else None, _change(options))
        by = f"现在由“{above.name}”业务指导" if above else "不再有业务指导单位"
        return f"“{node.name}”{by}。"

    click.echo(write(unit))


@group.command("history")
@click.argument("organisation")
def history(organisation: str) -> None:
    """列出 ORGANISATION 的沿革：哪天、什么变化、什么依据。"""
    node = _named(organisation)
    for event in reversed(history_of(node)):
        basis = f"（{event.basis}）" if event.basis else ""
        click.echo(f"{clock.day_text(event.on)} {event.text}{basis}")


@group.command("list")
def list_() -> None:
    """按组织次序列出全部现有组织和本级人数；演示学校和已撤销的不在内。"""
    nodes = real_organisations()
    members = Counter(members_by_organisation())
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent_id, []).append(node)
    waiting = [(node, 0) for node in reversed(below.get(None, []))]
    while waiting:
        node, depth = waiting.pop()
        click.echo(f"{'  ' * depth}{node.name}（{node.kind_name}，本级 {members[node.id]} 人）")
        waiting += [(child, depth + 1) for child in reversed(below.get(node.id, []))]
    total = sum(members[node.id] for node in nodes)
    click.echo(f"{len(nodes)} 个组织，{total} 人。")
