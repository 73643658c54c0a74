"""`flask organisations`: adding unions one by one, and seeing the tree."""

from __future__ import annotations

from collections import Counter

import click

from cadreschool.cli.noun import Noun
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.organisations.actions import create_organisation
from cadreschool.organisations.models import Organisation, OrganisationKind
from cadreschool.organisations.naming import kind_named, name_fault, name_key
from cadreschool.organisations.queries import Node, real_organisations
from cadreschool.organisations.tree import Tree
from cadreschool.people.queries import members_by_organisation

group = Noun("organisations", help="工会组织：新建、列出。")


@group.command("add")
@click.argument("name")
@click.argument("kind")
@click.option("--under", help="建在哪个组织之下：名称，或“县总工会-镇工会联合会”；不写就是最上级。")
def add(name: str, kind: str, under: str | None) -> None:
    """新建工会组织 NAME，类别 KIND（如 县级总工会、乡镇工会、联合工会、基层工会、工会小组）。"""
    name = " ".join(name.split())
    fault = name_fault(name)
    if fault:
        raise InvalidError(f"{fault}。")
    found = kind_named(kind)
    if found is None:
        allowed = "、".join(one.label for one in OrganisationKind)
        raise InvalidError(f"不认识类别“{kind}”。", f"可写：{allowed}。")

    def unit() -> None:
        nodes = real_organisations()
        above = Tree(nodes).named(under) if under else None
        parent_id = above.id if above else None
        if any(n.parent_id == parent_id and name_key(n.name) == name_key(name) for n in nodes):
            raise ConflictError(f"{above.name if above else '最上级'}已有“{name}”。")
        parent = db.session.get_one(Organisation, above.id) if above else None
        create_organisation(name, found, parent, by=None, at=clock.now())

    write(unit)
    click.echo(f"已建立“{name}”（{found.label}）。")


@group.command("list")
def list_() -> None:
    """按组织次序列出全部组织和本级人数；演示学校不在内。"""
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
