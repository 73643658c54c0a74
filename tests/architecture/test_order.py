"""Tables know each other in the same direction as packages do.

The one list is the contract "order" in pyproject.toml, which import-linter holds the imports to.
"""

from __future__ import annotations

from cadreschool.kernel.db import Model
from tests.architecture.sources import PRODUCT, import_models, pyproject


def _layers() -> list[list[str]]:
    """Return the packages of each layer, the top one first, brackets and all."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "order")
    return [[name.strip() for name in layer.split("|")] for layer in layers]


def _may_know(mine: str, other: str) -> bool:
    """Tell whether tables of one package may point at those of the other: itself, or below."""
    depth = {name: number for number, layer in enumerate(_layers()) for name in layer}
    return mine == other or depth[mine] < depth[other]


def _package(model: type) -> str:
    return model.__module__.split(".")[1]


def test_foreign_keys_point_down_the_order() -> None:
    import_models()
    owners = {mapper.local_table: _package(mapper.class_) for mapper in Model.registry.mappers}
    wrong = [
        f"{key.parent} -> {key.column}"
        for table in Model.metadata.sorted_tables
        for key in table.foreign_keys
        if not _may_know(owners[table], owners[key.column.table])
    ]

    assert wrong == []


def test_relationships_point_down_the_order() -> None:
    import_models()
    wrong = [
        str(relationship)
        for mapper in Model.registry.mappers
        for relationship in mapper.relationships
        if not _may_know(_package(mapper.class_), _package(relationship.mapper.class_))
    ]

    assert wrong == []


def test_a_layer_stands_in_brackets_until_it_is_built() -> None:
    built = {path.stem for path in PRODUCT.iterdir() if not path.name.startswith("__")}
    listed = {name for layer in _layers() for name in layer if not name.startswith("(")}

    assert listed == built
