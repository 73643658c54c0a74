// Saves a text while it is written, keeps it in the browser until the server has it, and shows what it becomes.
// Knows one form with [data-editor]; the server's word decides what counts as saved. With [data-manual] a text is
// kept in the browser only, until its button saves it. Without this file the buttons of the form save and preview.
(function () {
  "use strict";

  const form = document.querySelector("form[data-editor]");
  if (!form || !window.fetch || !window.FormData || form.hasAttribute("data-locked")) {
    return;
  }
  const area = form.elements.text;
  const base = form.elements.base;
  const state = form.querySelector("[data-save-state]");
  const beside = form.querySelector("[data-beside]");
  const SHELF = "cadreschool-draft:" + form.dataset.shelf + ":" + form.dataset.editor; // one's own; outlives a draft
  const PAUSE = 1500;
  const LOOK_PAUSE = 700;
  const LONGEST_WAIT = 30000;
  const isManual = form.hasAttribute("data-manual");
  const PATIENCE = 20000;
  let stored = area.value; // what the server holds, as far as this page knows
  let letter = null; // a body on its way, sent again unchanged until the server answers
  let sent = "";
  let stopped = form.hasAttribute("data-stale") || form.hasAttribute("data-typed");
  let leaving = false;
  let failures = 0;
  let timer = 0;
  let lookTimer = 0;
  let looking = false;
  let shown = null;

  function newKey() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map
      .call(bytes, function (byte) {
        return ("0" + byte.toString(16)).slice(-2);
      })
      .join("");
  }

  function say(text, isWaiting) {
    state.textContent = text;
    state.classList.toggle("is-waiting", Boolean(isWaiting));
  }

  // The server ends every text with one line feed, and joins two ways to write a character.
  function plain(text) {
    return text.replace(/\s+$/, "").normalize("NFC");
  }

  // The shelf outlives the page: a closed window, a dead battery, an ended sign-in.
  function shelve(isSent) {
    try {
      const note = { base: base.value, text: area.value, sent: Boolean(isSent) };
      window.localStorage.setItem(SHELF, JSON.stringify(note));
    } catch (refused) {
      // A full or forbidden shelf: the page itself still holds the text.
    }
  }

  function clearShelf() {
    try {
      window.localStorage.removeItem(SHELF);
    } catch (refused) {
      // Nothing was kept then.
    }
  }

  function fetchFromShelf() {
    let note = null;
    try {
      note = JSON.parse(window.localStorage.getItem(SHELF) || "null");
    } catch (refused) {
      note = null;
    }
    const isOver = note && note.sent && note.base !== base.value; // sent, and the server has gone on from there
    if (!note || isOver || typeof note.text !== "string" || plain(note.text) === plain(area.value)) {
      clearShelf();
      return;
    }
    area.value = note.text;
    base.value = note.base; // older than the server's: the next save says so and shows what differs
    say("找回了上次没有保存的文字。", true);
    schedule(PAUSE);
  }

  function write(key) {
    const body = new FormData(form);
    body.set("request_key", key);
    return body;
  }

  function ask(url, body, patience) {
    const give = new AbortController();
    const clock = window.setTimeout(function () {
      give.abort();
    }, patience);
    return fetch(url, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal: give.signal,
    }).then(
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

  function accept(receipt) {
    letter = null;
    failures = 0;
    stored = sent;
    base.value = receipt.version;
    if (area.value === stored) {
      clearShelf();
      say("已保存 " + receipt.saved_at, false);
    } else {
      schedule(PAUSE);
    }
  }

  function retry() {
    failures += 1;
    say("未保存，正在重试。文字也留在这个浏览器里。", true);
    schedule(Math.min(1000 * Math.pow(2, failures - 1), LONGEST_WAIT));
  }

  function stop(message) {
    stopped = true;
    letter = null;
    say("未保存：" + message, true);
  }

  // The text as it stands cannot be saved; the next change tries again.
  function refuse(message) {
    letter = null;
    failures = 0;
    say("未保存：" + message, true);
  }

  function send() {
    timer = 0;
    if (stopped || leaving || isManual || (!letter && area.value === stored)) {
      return;
    }
    if (!letter) {
      letter = write(newKey());
      letter.set("do", "save");
      sent = area.value;
    }
    ask(form.action, letter, PATIENCE)
      .then(function (answer) {
        const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        if (answer.ok && isJson) {
          return answer.json().then(accept);
        }
        if (answer.status >= 500 || answer.status === 429) {
          return retry();
        }
        if (isJson && answer.status === 409) {
          return answer.json().then(function (problem) {
            stop((problem.message || "") + "按“保存”看差异，您的文字都在。");
          });
        }
        if (isJson && (answer.status === 413 || answer.status === 422)) {
          return answer.json().then(function (problem) {
            refuse((problem.message || "") + (problem.advice || ""));
          });
        }
        return stop("登录可能已经结束。请另开一页登录，再刷新本页，文字会找回来。");
      })
      .catch(retry);
  }

  function schedule(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
  }

  function look() {
    lookTimer = 0;
    if (looking || leaving || area.value === shown) {
      return;
    }
    looking = true;
    const seen = area.value;
    ask(form.dataset.previewUrl, write(newKey()), PATIENCE)
      .then(function (answer) {
        return answer.ok ? answer.json() : null;
      })
      .then(function (told) {
        if (told) {
          const top = beside.scrollTop;
          beside.innerHTML = told.html; // made and sanitised by our own server
          beside.scrollTop = top;
        }
        shown = seen;
      })
      .catch(function () {
        shown = null; // the next change looks again
      })
      .then(function () {
        looking = false;
        if (shown !== null && area.value !== shown) {
          lookSoon();
        }
      });
  }

  function lookSoon() {
    window.clearTimeout(lookTimer);
    lookTimer = window.setTimeout(look, LOOK_PAUSE);
  }

  function change(event) {
    if (event.isComposing) {
      return; // an input method is still asking which character is meant
    }
    shelve();
    lookSoon();
    if (isManual) {
      say("还没有保存，文字留在这个浏览器里。", true);
    } else if (!stopped && !letter) {
      say("正在保存……", false);
      schedule(PAUSE);
    }
  }

  area.addEventListener("input", change);
  area.addEventListener("compositionend", change);
  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.hasAttribute("data-preview")) {
      event.preventDefault();
      shown = null;
      look();
      return;
    }
    leaving = true;
    if (isManual) {
      shelve(true);
    }
    if (event.submitter && event.submitter.value === "theirs") {
      clearShelf();
    }
  });
  window.addEventListener("online", function () {
    if (letter && failures) {
      schedule(0);
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if ((letter || area.value !== stored) && !leaving) {
      event.preventDefault();
      event.returnValue = "";
    }
  });

  if (!stopped) {
    fetchFromShelf();
  }
  look();
})();
