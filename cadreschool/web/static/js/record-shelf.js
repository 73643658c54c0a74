// Practice records that the server does not have yet, kept in this browser: one note for each, of one person.
// Knows no form and no page. A note keeps what is typed (`values`), the version it was begun from (`base`), what the
// person asked for (`wish`: save or submit), and the letter under way, whose key and words stay until it is answered.
(function () {
  "use strict";

  const PREFIX = "cadreschool-record:";
  const KEPT_FOR = 90 * 24 * 3600 * 1000;

  function newKey() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map
      .call(bytes, function (byte) {
        return ("0" + byte.toString(16)).slice(-2);
      })
      .join("");
  }

  function read(name) {
    try {
      const note = JSON.parse(window.localStorage.getItem(name));
      return note && note.key && note.values && Date.now() - note.at < KEPT_FOR ? note : null;
    } catch (refused) {
      return null;
    }
  }

  // Who it belongs to: a number in the page, so that nobody sends what another person wrote.
  function open(owner) {
    const prefix = PREFIX + owner + ":";
    const shelf = { isKept: true };

    shelf.all = function () {
      const found = [];
      try {
        for (let at = 0; at < window.localStorage.length; at += 1) {
          const name = window.localStorage.key(at);
          const note = name.indexOf(prefix) === 0 ? read(name) : null;
          if (note) {
            found.push(note);
          }
        }
      } catch (refused) {
        return []; // storage is forbidden here
      }
      return found.sort(function (one, other) {
        return one.at - other.at;
      });
    };

    shelf.note = function (key) {
      return read(prefix + key);
    };

    shelf.keep = function (note) {
      note.at = Date.now();
      try {
        window.localStorage.setItem(prefix + note.key, JSON.stringify(note));
        shelf.isKept = true;
      } catch (refused) {
        shelf.isKept = false; // full or forbidden: the page alone holds it
      }
    };

    shelf.drop = function (key) {
      try {
        window.localStorage.removeItem(prefix + key);
      } catch (refused) {
        // Nothing was kept then.
      }
    };

    return shelf;
  }

  function areSame(some, others) {
    function plain(values) {
      return JSON.stringify(values).replace(/\\r\\n/g, "\\n");
    }
    return plain(some) === plain(others);
  }

  window.records = { open: open, newKey: newKey, areSame: areSame };
})();
