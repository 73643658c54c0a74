// Which of the notes on the shelf this window writes. Two windows with the same record never write the same note: who
// finds that another window wrote into it goes on in a note beside it, so that the server is told of both texts and
// refuses the second. Knows the notes of record-shelf.js, whose `stamp` changes with every word typed, and the address
// of the window, after whose # a reload finds its note again.
(function () {
  "use strict";

  if (!window.records) {
    return;
  }
  const SLOT = /^#([0-9a-f]{32}(?:\.[0-9a-f]{8})?)$/;
  const LEFT = "cadreschool-slot";
  const STALE = "这条记录在另一个页面上改过，没有覆盖。";

  function wanted() {
    const found = SLOT.exec(window.location.hash);
    return found ? found[1] : "";
  }

  function take(shelf, name) {
    let stamp = "";
    const known = {}; // the stamps of all words that this window wrote or showed
    const slot = { name: name };

    function show() {
      window.history.replaceState(null, "", "#" + slot.name);
    }

    // What this window showed: from here on another's words would be a surprise.
    slot.see = function () {
      const note = shelf.stored(slot.name);
      stamp = note ? note.stamp : "";
      known[stamp] = true;
      if (note && note.letter) {
        known[note.letter.stamp] = true; // what is shown was written on from there
      }
    };

    // Whether an answer about words with this stamp is for this window. Any window sends any note: what the server made
    // of words that nobody saw here is no version to write on from.
    slot.knows = function (of) {
      return known[of] === true;
    };

    slot.isForeign = function () {
      const note = shelf.stored(slot.name);
      return Boolean(note) && note.stamp !== stamp;
    };

    slot.write = function (key, base, url, change) {
      if (slot.isForeign()) {
        shelf.release(slot.name);
        slot.name = key + "." + window.records.newKey().slice(0, 8);
        show();
      }
      const note = shelf.note(slot.name) || { slot: slot.name, key: key, base: base, url: url };
      change(note);
      note.stamp = window.records.newKey();
      known[note.stamp] = true;
      shelf.keep(note);
      if (shelf.stored(slot.name)) {
        stamp = shelf.stored(slot.name).stamp;
      }
    };

    // A page of the server takes over what is typed here, and says it in its form.
    slot.leave = function () {
      try {
        window.sessionStorage.setItem(LEFT, slot.name);
      } catch (refused) {
        // The note is found under 尚未送出 then.
      }
    };
    return slot;
  }

  function takeLeft(shelf) {
    try {
      const name = window.sessionStorage.getItem(LEFT);
      forget();
      if (name) {
        shelf.drop(name);
      }
    } catch (refused) {
      // Nothing was left.
    }
  }

  function forget() {
    try {
      window.sessionStorage.removeItem(LEFT);
    } catch (refused) {
      // Nothing was left.
    }
  }

  // Another window may have sent what was typed here: what the server said of it stands in the note.
  function watch(shelf, told) {
    window.addEventListener("storage", function (event) {
      const name = shelf.slotIn(event.key);
      const note = name && event.newValue ? JSON.parse(event.newValue) : null;
      if (note && note.refused) {
        const isOld = note.refused === "stale";
        told(name, "refused", { message: isOld ? STALE : note.refused, is_stale: isOld }, true, note.stamp);
      } else if (note) {
        const said = { version: note.base, url: note.url, saved_at: note.savedAt, is_submitted: note.isSubmitted };
        told(name, "stored", said, Boolean(note.savedAt), note.stamp);
      }
    });
  }

  window.records.slots = { STALE: STALE, wanted: wanted, take: take, takeLeft: takeLeft, forget: forget, watch: watch };
})();
