"""A server with one slow page: `python -m tests.cli.slow`. It says its port, and what it is at."""

from __future__ import annotations

import time

from flask import Flask, request

from cadreschool.cli.serving import Server

SECONDS = 1.0
PAGE = "慢" * 100_000

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = app.config["LARGEST_BODY"] = 1 << 20


@app.get("/slow")
def slow() -> str:
    """Take a while, and answer at length."""
    _say("at work")
    time.sleep(SECONDS)
    return PAGE


@app.post("/echo")
def echo() -> bytes:
    """Give back what came."""
    return request.get_data()


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 -- the test waits for it


if __name__ == "__main__":
    server = Server(app, "127.0.0.1", 0)
    server.run(ready=lambda: _say(f"open {server.port}"))
    _say("gone")
