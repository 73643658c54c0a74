// Answers that the server does not have yet: kept in this browser, and sent as letters until it has them.
// Knows no form and no page. What is kept belongs to one person and one sitting ("person:sitting"); every page writes
// a note of its own and takes over what pages before it left. A letter keeps its key and its words until it is
// answered, so that one which arrived although its reply was lost is the same request again.
(function () {
  "use strict";

  const PREFIX = "cadreschool-answers:";
  const KEPT_FOR = 7 * 24 * 3600 * 1000; // as long as the server knows the keys of requests
  const PATIENCE = 15000;

  function newKey() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map
      .call(bytes, function (byte) {
        return ("0" + byte.toString(16)).slice(-2);
      })
      .join("");
  }

  function namesOf(prefix) {
    const found = [];
    try {
      for (let at = 0; at < window.localStorage.length; at += 1) {
        const name = window.localStorage.key(at);
        if (name.indexOf(prefix) === 0) {
          found.push(name);
        }
      }
    } catch (refused) {
      return []; // storage is forbidden here
    }
    return found;
  }

  function read(name) {
    try {
      const note = JSON.parse(window.localStorage.getItem(name));
      return note && Array.isArray(note.letters) && note.edits ? note : null;
    } catch (refused) {
      return null;
    }
  }

  function remove(name) {
    try {
      window.localStorage.removeItem(name);
    } catch (refused) {
      // Nothing was kept then.
    }
  }

  function forgetTheOld() {
    namesOf(PREFIX).forEach(function (name) {
      const note = read(name);
      if (!note || !(Math.abs(Date.now() - note.at) < KEPT_FOR)) {
        remove(name);
      }
    });
  }

  // A later page's letter tells more than an earlier page's edit of the same question.
  function takeOver(shelf, note) {
    note.letters.forEach(function (letter) {
      letter.numbers.forEach(function (number) {
        delete shelf.edits[number];
      });
      shelf.letters.push(letter);
    });
    Object.keys(note.edits).forEach(function (number) {
      shelf.edits[number] = note.edits[number];
    });
  }

  // `letters` are on their way, oldest first: {key, along, numbers, values, bases}. `edits` wait to be put into one, by
  // question: {values, base}, with `held` where only the person can go on. `keep` writes both down; `isKept` tells
  // whether it could.
  function open(owner) {
    const prefix = PREFIX + owner + ":";
    const name = prefix + newKey();
    const shelf = { letters: [], edits: {}, isKept: true };
    let turn = 0;

    shelf.keep = function () {
      if (!shelf.letters.length && !Object.keys(shelf.edits).length) {
        remove(name);
        return;
      }
      const note = { at: Date.now(), turn: turn, letters: shelf.letters, edits: shelf.edits };
      try {
        window.localStorage.setItem(name, JSON.stringify(note));
        shelf.isKept = true;
      } catch (refused) {
        shelf.isKept = false; // full or forbidden: the page alone holds the answers
      }
    };

    // The questions whose answers the server does not have, but for those that wait for the person.
    shelf.unsent = function () {
      const numbers = {};
      shelf.letters.forEach(function (letter) {
        letter.numbers.forEach(function (number) {
          numbers[number] = true;
        });
      });
      Object.keys(shelf.edits).forEach(function (number) {
        if (!shelf.edits[number].held) {
          numbers[number] = true;
        }
      });
      return Object.keys(numbers);
    };

    // Put all edits that may go into one letter; nothing is lost between the two, they are kept as one.
    shelf.compose = function (wish, along) {
      const letter = { key: newKey(), along: along.concat([["do", wish]]), numbers: [], values: {}, bases: {} };
      Object.keys(shelf.edits).forEach(function (number) {
        const edit = shelf.edits[number];
        if (!edit.held) {
          letter.numbers.push(number);
          letter.values[number] = edit.values;
          letter.bases[number] = Number(edit.base);
          delete shelf.edits[number];
        }
      });
      shelf.letters.push(letter);
      shelf.keep();
    };

    shelf.clear = function () {
      shelf.letters = [];
      shelf.edits = {};
      remove(name);
    };

    forgetTheOld();
    const left = namesOf(prefix);
    left
      .map(read)
      .sort(function (one, other) {
        return one.turn - other.turn;
      })
      .forEach(function (note) {
        takeOver(shelf, note);
        turn = note.turn + 1;
      });
    shelf.keep();
    if (shelf.isKept) {
      left.forEach(remove);
    }
    return shelf;
  }

  // Send a letter; `told` gets the status (0 when nobody answered), what was said, and after how long to come again.
  function send(address, letter, told) {
    const body = new FormData();
    letter.numbers.forEach(function (number) {
      letter.values[number].forEach(function (value) {
        body.append("q" + number, value);
      });
      body.append("q" + number + "-base", letter.bases[number]);
    });
    letter.along.forEach(function (field) {
      body.append(field[0], field[1]);
    });
    body.append("request_key", letter.key);
    body.append("csrf_token", document.querySelector("input[name=csrf_token]").value);
    const options = { method: "POST", body: body, credentials: "same-origin", headers: { Accept: "application/json" } };
    const patience = window.AbortController ? new AbortController() : null;
    if (patience) {
      options.signal = patience.signal;
    }
    let isOver = false;
    function tell(status, said, wait) {
      if (!isOver) {
        isOver = true;
        window.clearTimeout(clock);
        told(status, said, wait);
      }
    }
    const clock = window.setTimeout(function () {
      tell(0, {}, 0);
      if (patience) {
        patience.abort();
      }
    }, PATIENCE);
    fetch(address, options)
      .then(function (answer) {
        const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        const wait = Number(answer.headers.get("Retry-After")) || 0;
        if (!isJson) {
          // Led to the door, or to somebody else's page: a proxy's error page may come again otherwise.
          return tell(answer.ok ? 401 : answer.status, {}, wait);
        }
        return answer.json().then(function (said) {
          tell(answer.status, said, wait);
        });
      })
      .catch(function () {
        tell(0, {}, 0);
      });
  }

  window.answers = { open: open, send: send };
})();
