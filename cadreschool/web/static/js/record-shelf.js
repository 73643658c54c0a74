// Practice records that the server does not have yet, kept in this browser until they are sent or thrown away; no
// clock makes one old. Knows no form and no page. A note is of one person and has a name (`slot`): the key of its form
// (`key`), with an ending when two windows write the same record. It keeps what is typed (`values`), who wrote it last
// (`stamp`), the version it was begun from (`base`), what the person asked for (`wish`: save or submit), and the letter
// under way, whose key and words stay until it is answered.
(function () {
  "use strict";

  const PREFIX = "cadreschool-record:";

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
      return note && note.key && note.values ? Object.assign({ slot: note.key }, note) : null;
    } catch (refused) {
      return null;
    }
  }

  // Who it belongs to: a number in the page, so that nobody sends what another person wrote.
  function open(owner) {
    const prefix = PREFIX + owner + ":";
    const held = {}; // what this page alone holds: the browser has no room for it, or forbids it
    const shelf = { isKept: true };

    function tell() {
      shelf.isKept = !Object.keys(held).length;
    }

    shelf.all = function () {
      const found = Object.assign({}, held);
      try {
        for (let at = 0; at < window.localStorage.length; at += 1) {
          const name = window.localStorage.key(at);
          const note = name.indexOf(prefix) === 0 ? read(name) : null;
          if (note && !found[note.slot]) {
            found[note.slot] = note;
          }
        }
      } catch (refused) {
        // Storage is forbidden here.
      }
      return Object.keys(found)
        .map(function (slot) {
          return found[slot];
        })
        .sort(function (one, other) {
          return one.at - other.at;
        });
    };

    shelf.note = function (slot) {
      return held[slot] || read(prefix + slot);
    };

    // What every window sees of it.
    shelf.stored = function (slot) {
      return read(prefix + slot);
    };

    shelf.slotIn = function (name) {
      return name && name.indexOf(prefix) === 0 ? name.slice(prefix.length) : "";
    };

    shelf.keep = function (note) {
      if (shelf.isClosed) {
        return; // its owner has signed out
      }
      note.at = Date.now();
      try {
        window.localStorage.setItem(prefix + note.slot, JSON.stringify(note));
        delete held[note.slot];
      } catch (refused) {
        held[note.slot] = note;
      }
      tell();
    };

    // What this page alone holds goes on elsewhere.
    shelf.release = function (slot) {
      delete held[slot];
      tell();
    };

    shelf.drop = function (slot) {
      delete held[slot];
      tell();
      try {
        window.localStorage.removeItem(prefix + slot);
      } catch (refused) {
        // Nothing was kept then.
      }
    };

    window.addEventListener("beforeunload", function (event) {
      if (!shelf.isKept && !shelf.isClosed && !shelf.isGoing) {
        event.preventDefault();
      }
    });
    document.addEventListener("cadreschool:leave", function () {
      shelf.isClosed = true;
    });
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
