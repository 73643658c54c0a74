"""Somebody who answers a check over the network and does not give up."""

from __future__ import annotations

import http.client
import json
import re
import time
import uuid
from dataclasses import dataclass, field

from bs4 import BeautifulSoup

from tests.school.cast import PASSWORD
from tests.school.processes import Answer, Visitor

PATIENCE = 60.0
COURSE = "/courses/speaking/lessons/speaking-1"


@dataclass(slots=True)
class Taker:
    """One cadre with an open check; `acknowledged` are the values the server said it had saved."""

    visitor: Visitor
    path: str = ""
    question: str = ""
    base: int = 0
    acknowledged: list[str] = field(default_factory=list)
    tries: int = 0

    @classmethod
    def begin(cls, port: int, login: str) -> Taker:
        """Sign in, begin a check and choose a question with one answer."""
        visitor = Visitor(port)
        assert visitor.sign_in(login, PASSWORD).status == 303
        path = visitor.post(f"{COURSE}/sittings", {}).location
        page = BeautifulSoup(visitor.get(path).text, "html.parser")
        radio = page.select_one("input[type=radio]")
        assert radio is not None
        return cls(visitor, path, str(radio["name"]))

    @property
    def sitting_id(self) -> int:
        """Return the number in the address of the paper."""
        return int(re.findall(r"\d+", self.path)[0])

    @property
    def position(self) -> int:
        """Return the number of the question on the paper."""
        return int(self.question.removeprefix("q"))

    def form(self, place: str) -> dict[str, object]:
        """Return the form that chooses an option."""
        return {self.question: place, f"{self.question}-base": self.base, "do": "save"}

    def send(self, place: str, key: str) -> Answer:
        """Send the form once."""
        return self.visitor.post(f"{self.path}answers", self.form(place), key=key, json=True)

    def save(self, place: str) -> None:
        """Choose an option, and send the same form with the same key until it is acknowledged."""
        key, until = str(uuid.uuid4()), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.tries += 1
            try:
                answer = self.send(place, key)
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
                continue
            if answer.status == 503:
                time.sleep(0.02)
                continue
            assert answer.status == 200, answer
            self.base = json.loads(answer.text)["bases"][str(self.position)]
            self.acknowledged.append(place)
            return
        raise TimeoutError(self.path)
