// Sends practice records that are kept in this browser, one after another, as soon as the server can be reached; and
// lists those that are still here (尚未送出). Knows the notes of record-shelf.js and [data-record] with [data-new].
// Without this file the form is posted by its buttons.
(function () {
  "use strict";

  const place = document.querySelector("[data-record]");
  if (!place || !window.records || !window.fetch || !window.FormData || !window.DOMParser) {
    return;
  }
  const list = document.querySelector("[data-unsent]");
  const owner = place.dataset.record;
  const address = place.dataset.create || place.action;
  const shelf = window.records.open(owner);
  const PATIENCE = 15000;
  const LONGEST_WAIT = 60000;
  let isSending = false;
  let failures = 0;
  let timer = 0;
  let token = document.querySelector("input[name=csrf_token]").value;
  let isStranger = false; // somebody else is signed in, or nobody

  // `held` is the slot of the note that a form on this page is filling: it waits for a pause, or for a button (`isReady`).
  const post = { shelf: shelf, held: "", told: function () {} };

  function ask(url, options) {
    const patience = window.AbortController ? new AbortController() : null;
    const clock = window.setTimeout(function () {
      if (patience) {
        patience.abort();
      }
    }, PATIENCE);
    options.credentials = "same-origin";
    options.signal = patience ? patience.signal : undefined;
    return fetch(url, options).then(
      function (answer) {
        window.clearTimeout(clock);
        return answer;
      },
      function (problem) {
        window.clearTimeout(clock);
        throw problem;
      }
    );
  }

  // A page that was kept here carries a token of long ago: the server gives a new one, to the same person only.
  function renew() {
    return ask(place.dataset.new, { headers: { Accept: "text/html" } })
      .then(function (answer) {
        return answer.ok ? answer.text() : "";
      })
      .then(function (text) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const form = page.querySelector("form[data-record]");
        isStranger = !form || form.dataset.record !== owner;
        if (!isStranger) {
          token = form.querySelector("input[name=csrf_token]").value;
        }
        return !isStranger;
      });
  }

  function write(letter) {
    const body = new FormData();
    letter.values.forEach(function (field) {
      body.append(field[0], field[1]);
    });
    body.append("base", letter.base);
    body.append("owner", owner);
    body.append("form_key", letter.form);
    body.append("do", letter.wish);
    body.append("request_key", letter.key);
    body.append("csrf_token", token);
    return body;
  }

  function deliver(note, isAgain) {
    return ask(address, { method: "POST", body: write(note.letter), headers: { Accept: "application/json" } }).then(
      function (answer) {
        const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        if ((answer.status === 400 || !isJson) && !isAgain && answer.status < 500) {
          return renew().then(function (isSelf) {
            return isSelf ? deliver(note, true) : { status: 401, said: {} };
          });
        }
        if (!isJson) {
          return { status: answer.ok ? 401 : answer.status, said: {} };
        }
        return answer.json().then(function (said) {
          return { status: answer.status, said: said };
        });
      }
    );
  }

  // What the server said of a letter. The note may have changed meanwhile, or another window may have had the same
  // answer: only what was sent is done with. It is kept once more before it goes, so that other windows are told.
  function accept(slot, letter, status, said) {
    const note = shelf.note(slot);
    const isSame = !note || window.records.areSame(note.values, letter.values);
    if (note) {
      settle(note, letter, status, said, isSame);
    }
    post.told(slot, status === 200 ? "stored" : "refused", said, isSame, letter.stamp);
  }

  function settle(note, letter, status, said, isSame) {
    if (note.letter && note.letter.key === letter.key) {
      delete note.letter;
    }
    note.base = Math.max(note.base || 0, said.version || 0);
    note.url = said.url || note.url;
    note.savedAt = isSame ? said.saved_at : "";
    note.isSubmitted = Boolean(said.is_submitted) && isSame;
    if (status !== 200) {
      note.refused = said.is_stale ? "stale" : said.message || "请打开看看";
      note.refusedWas = letter.values;
    }
    if (status !== 200 || said.is_submitted) {
      note.wish = "save";
    }
    shelf.keep(note);
    if (status === 200 && isSame && note.wish === "save") {
      shelf.drop(note.slot);
    }
  }

  function next() {
    return shelf.all().filter(function (note) {
      const isTold = note.refused && window.records.areSame(note.values, note.refusedWas);
      return !isTold && (note.letter || note.slot !== post.held || note.isReady);
    })[0];
  }

  // One window at a time: two that send the same note would each bring back what the other has just dropped. Where
  // windows cannot agree (no HTTPS), the server sorts their letters.
  function alone(act) {
    return navigator.locks ? navigator.locks.request("cadreschool-record", act) : Promise.resolve(act());
  }

  function send() {
    timer = 0;
    if (isSending || isStranger || !next()) {
      return;
    }
    isSending = true;
    alone(sendNext).then(function (wait) {
      isSending = false;
      if (wait || next()) {
        schedule(wait || 0);
      }
      show();
    }, function () {
      isSending = false; // the window is closing
    });
  }

  // How long to wait until the next is sent, in milliseconds; nothing when it may go at once.
  function sendNext() {
    const note = next();
    if (!note) {
      return Promise.resolve(0);
    }
    if (!note.letter) {
      note.letter = {
        key: window.records.newKey(),
        form: note.key,
        base: note.base,
        values: note.values,
        stamp: note.stamp,
        wish: note.wish,
      };
      delete note.refused;
      delete note.isReady;
      shelf.keep(note);
    }
    const letter = note.letter;
    return deliver(note)
      .catch(function () {
        return { status: 0, said: {} };
      })
      .then(function (answer) {
        const status = answer.status;
        if (status === 0 || status === 408 || status === 429 || status >= 500) {
          failures += 1;
          post.told(note.slot, "waiting");
          return Math.min(1000 * Math.pow(2, failures), LONGEST_WAIT) * (0.5 + Math.random() / 2);
        }
        if (status === 401) {
          isStranger = true;
          post.told(note.slot, "stranger");
        } else {
          failures = 0;
          accept(note.slot, letter, status, answer.said);
        }
        return 0;
      });
  }

  function schedule(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
  }

  // 尚未送出 -----------------------------------------------------------------------------------------

  function valueOf(note, name) {
    const found = note.values.filter(function (field) {
      return field[0] === name;
    })[0];
    return found ? found[1] : "";
  }

  function piece(tag, text, className) {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = className || "";
    return made;
  }

  function button(text, about, act) {
    const made = piece("button", text, "button");
    made.type = "button";
    made.setAttribute("aria-label", text + "：" + about);
    made.addEventListener("click", act);
    return made;
  }

  function rowOf(note) {
    const row = piece("li", "", "device-row");
    const words = piece("div", "", "device-row__words");
    const about = valueOf(note, "happened_on").replace(/-0?(\d+)-0?(\d+)$/, "年$1月$2日") + " " + (valueOf(note, "place") || "没有写地点");
    let state = shelf.stored(note.slot) ? "已保存在本机，联网后送出" : "本机存不下了，请联网，不要关闭页面";
    if (isStranger) {
      state = "登录已结束，重新登录后送出";
    }
    if (note.refused) {
      state = note.refused === "stale" ? "在另一个页面上改过，请打开核对" : "没有送出：" + note.refused;
    }
    words.append(piece("p", about), piece("p", valueOf(note, "deed").slice(0, 40), "quiet"), piece("p", state, "reasons"));
    const openIt = piece("a", "打开", "button");
    openIt.href = place.dataset.new + "#" + note.slot;
    openIt.setAttribute("aria-label", "打开：" + about);
    row.append(words, openIt);
    row.append(
      button("删去", about, function () {
        if (window.confirm("这一条只在这台设备上，删去就没有了。要删去吗？")) {
          shelf.drop(note.slot);
          show();
        }
      })
    );
    return row;
  }

  function show() {
    if (!list) {
      return;
    }
    const notes = shelf.all().filter(function (note) {
      return note.slot !== post.held;
    });
    list.hidden = !notes.length;
    list.textContent = "";
    if (notes.length) {
      const title = piece("h2", "尚未送出");
      const rows = piece("ul", "", "rows");
      notes.forEach(function (note) {
        rows.append(rowOf(note));
      });
      list.append(title, rows);
    }
  }

  post.schedule = schedule;
  post.show = show;
  post.token = function () {
    return token;
  };
  window.addEventListener("online", function () {
    failures = 0;
    schedule(0);
  });
  window.records.post = post;
  document.addEventListener("DOMContentLoaded", function () {
    show(); // the form of this page has said by now which note is its own
    schedule(0);
  });
})();
