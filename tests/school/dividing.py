"""How the tests of a run are divided among its workers: one by one, some files as a whole.

Knows the mark that makes a file whole. Does not know the tests.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

_GROUP = re.compile(r'xdist_group\("([^"]+)"\)')


class Dividing(LoadScopeScheduling):
    """Gives a worker one test after the other; of files that say `xdist_group`, all that say it.

    xdist has the same under `loadgroup`. It hangs the mark on a test's id in a place where pytest
    does not look any more since 9.2: every worker made what one of them should make for all. And it
    counts again all that is done whenever a test ends: ten seconds for seven thousand tests.
    """

    @cached_property
    def _groups(self) -> dict[str, str]:
        """The files that are not divided. Only workers know marks; the text says it too."""
        files = {nodeid.partition("::")[0] for nodeid in self.collection or ()}
        found = {
            one: _GROUP.search((self.config.rootpath / one).read_text("utf-8")) for one in files
        }
        return {file: group[1] for file, group in found.items() if group}

    def _split_scope(self, nodeid: str) -> str:
        return self._groups.get(nodeid.partition("::")[0], nodeid)

    def mark_test_complete(
        self, node: WorkerController, item_index: int, _duration: float = 0
    ) -> None:
        """Forget units that are done, and send the next."""
        nodeid = self.registered_collections[node][item_index]
        units, scope = self.assigned_work[node], self._split_scope(nodeid)
        units[scope][nodeid] = True
        if all(units[scope].values()):
            del units[scope]
        self._reschedule(node)
