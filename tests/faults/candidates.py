"""People at an exam who do not give up: two tabs each, every request sent again until answered.

What they were told is written down here, to be compared with what is stored.
"""

from __future__ import annotations

import http.client
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from random import Random

from bs4 import BeautifulSoup

from tests.school.cast import PASSWORD
from tests.school.processes import Answer, Visitor

PATIENCE = 60.0
_BUSY = frozenset({429, 502, 503, 507})


@dataclass(slots=True)
class Tab:
    """A window with the paper: which stored answer of each question it was shown."""

    bases: dict[int, int]


@dataclass(slots=True)
class Go:
    """One sitting: the places on the page that were acknowledged for each question, in order."""

    path: str
    told: dict[int, list[str]]
    fields: dict[int, list[str]]
    is_handed_in: bool = False

    @property
    def sitting_id(self) -> int:
        """Return the number in the address of the paper."""
        return int(re.findall(r"\d+", self.path)[0])


@dataclass(slots=True)
class Candidate:
    """One cadre at exams."""

    visitor: Visitor
    chance: Random
    goes: list[Go] = field(default_factory=list)
    tries: int = 0
    answered: int = 0

    @classmethod
    def enter(cls, port: int, login: str, seed: int) -> Candidate:
        """Sign in, before anything goes wrong."""
        visitor = Visitor(port)
        assert visitor.sign_in(login, PASSWORD).status == 303
        visitor.token()
        return cls(visitor, Random(seed))

    def sit(self, paper_id: int, changes: int) -> None:
        """Begin, change answers in two tabs, hand in."""
        begun = self._insist(f"/exams/{paper_id}/sittings", {}, is_script=False)
        assert begun.status == 303, begun
        go = self._open(begun.location)
        self.goes.append(go)
        tabs = [Tab(dict.fromkeys(go.told, 0)) for _ in range(2)]
        for _ in range(changes):
            self._change(go, self.chance.choice(tabs))
        form = {"do": "submit_anyway"}
        handed_in = self._insist(f"{go.path}answers", form)
        assert handed_in.status == 200, handed_in
        assert json.loads(handed_in.text)["location"] == f"{go.path}result/"
        go.is_handed_in = True

    def _open(self, path: str) -> Go:
        page = BeautifulSoup(self._fetch(path).text, "html.parser")
        fields = {
            int(str(one["id"])[1:]): [str(box["value"]) for box in one.select("input[id]")]
            for one in page.select("fieldset.question:has(input[type=radio])")
        }
        return Go(path, {position: [] for position in fields}, fields)

    def _change(self, go: Go, tab: Tab) -> None:
        """Save one answer from a tab; one that another tab has changed is left as it is."""
        position = self.chance.choice(list(go.fields))
        known = go.told[position]
        place = self.chance.choice([one for one in go.fields[position] if one not in known[-1:]])
        form = {f"q{position}": place, f"q{position}-base": tab.bases[position], "do": "save"}
        saved = self._insist(f"{go.path}answers", form)
        receipt = json.loads(saved.text)
        is_stale = tab.bases[position] != len(known)
        shown = known[tab.bases[position] - 1] if tab.bases[position] else ""
        if is_stale and place != shown:
            assert (saved.status, receipt["conflicts"]) == (409, [position]), (saved, known)
        else:
            assert saved.status == 200, (saved, known)
            assert receipt["saved"] == ([] if is_stale else [position])
        if not is_stale:
            known.append(place)
        tab.bases[position] = receipt["bases"][str(position)]
        assert tab.bases[position] == len(known)

    def _fetch(self, path: str) -> Answer:
        return self._again_and_again(lambda: self.visitor.get(path))

    def _insist(self, path: str, form: dict[str, object], *, is_script: bool = True) -> Answer:
        """Send a form with one key until somebody answers."""
        key = str(uuid.uuid4())
        return self._again_and_again(lambda: self.visitor.post(path, form, key=key, json=is_script))

    def _again_and_again(self, ask) -> Answer:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.tries += 1
            try:
                answer = ask()
            except (OSError, http.client.HTTPException, UnicodeDecodeError):
                time.sleep(0.02)
                continue
            if answer.status not in _BUSY:
                self.answered += 1
                return answer
            time.sleep(0.05)
        raise TimeoutError
