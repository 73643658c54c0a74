// Saves answers while they are given, and says so.
// Knows one form with [data-autosave]; the server's word decides what counts as saved. Without this file
// the buttons of the form post all answers.
(function () {
  "use strict";

  const form = document.querySelector("form[data-autosave]");
  if (!form || !window.fetch || !window.FormData) {
    return;
  }
  const state = form.querySelector("[data-save-state]");
  const DEBOUNCE = 800;
  const LONGEST_WAIT = 30000;
  const PATIENCE = 15000;
  let dirty = false; // something was changed after the last letter to the server was written
  let faulty = false; // the server could not read an answer, the others are kept
  let letter = null; // a body on its way; sent again unchanged until the server answers
  let stopped = false; // a conflict or an ended sign-in: only loading the page again helps
  let leaving = false;
  let wish = ""; // a button pressed while a letter was on its way
  let failures = 0;
  let timer = 0;

  function newKey() {
    const bytes = window.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.prototype.map.call(bytes, function (byte) {
      return ("0" + byte.toString(16)).slice(-2);
    });
    return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)]
      .map(function (part) {
        return part.join("");
      })
      .join("-");
  }

  function say(text, isWaiting, link) {
    state.textContent = text;
    state.classList.toggle("is-waiting", Boolean(isWaiting));
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = location.pathname;
      anchor.textContent = link;
      anchor.addEventListener("click", function () {
        leaving = true;
      });
      state.append(" ", anchor);
    }
  }

  function tell(number, text, isWaiting) {
    const line = form.querySelector('[data-saved="' + number + '"]');
    if (line) {
      line.textContent = text;
      line.classList.toggle("is-waiting", isWaiting);
    }
  }

  function write() {
    const body = new FormData(form);
    body.set("request_key", newKey());
    body.set("do", "save");
    return body;
  }

  function accept(receipt) {
    Object.keys(receipt.bases || {}).forEach(function (number) {
      const base = form.elements["q" + number + "-base"];
      if (base) {
        base.value = receipt.bases[number];
      }
    });
    const faults = receipt.faults || {};
    form.querySelectorAll("[data-saved].is-waiting").forEach(function (line) {
      tell(line.dataset.saved, "", false);
    });
    (receipt.saved || []).forEach(function (number) {
      tell(number, "已保存 " + receipt.saved_at, false);
    });
    Object.keys(faults).forEach(function (number) {
      tell(number, "未保存：" + faults[number], true);
    });
    faulty = Object.keys(faults).length > 0;
    letter = null;
    failures = 0;
    if (wish) {
      hand();
    } else if (dirty) {
      schedule(DEBOUNCE);
    } else {
      const numbers = Object.keys(faults).join("、");
      say(faulty ? "第 " + numbers + " 题没有保存，其余已保存。" : "已保存 " + receipt.saved_at, faulty);
    }
  }

  function retry() {
    failures += 1;
    say("未保存，正在重试。请先不要关闭页面。", true);
    schedule(Math.min(1000 * Math.pow(2, failures - 1), LONGEST_WAIT));
  }

  // The whole form goes, as if its button had been pressed now.
  function hand() {
    const button = document.createElement("input");
    button.type = "hidden";
    button.name = "do";
    button.value = wish;
    form.append(button);
    leaving = true;
    form.submit();
  }

  function stop(message) {
    stopped = true;
    if (wish) {
      hand();
      return;
    }
    say("未保存：" + message, true, "重新载入本页");
  }

  function send() {
    timer = 0;
    if (stopped || leaving || (!letter && !dirty)) {
      return;
    }
    if (!letter) {
      letter = write();
      dirty = false;
    }
    const patience = new AbortController();
    const clock = window.setTimeout(function () {
      patience.abort();
    }, PATIENCE);
    fetch(form.action, {
      method: "POST",
      body: letter,
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal: patience.signal,
    })
      .then(function (answer) {
        window.clearTimeout(clock);
        const isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
        if (answer.ok && isJson) {
          return answer.json().then(accept);
        }
        if (answer.status >= 500 || answer.status === 429) {
          return retry();
        }
        if (isJson) {
          return answer.json().then(function (problem) {
            stop(problem.message || "请重新载入本页。");
          });
        }
        return stop("登录可能已经失效。");
      })
      .catch(function () {
        window.clearTimeout(clock);
        retry();
      });
  }

  function schedule(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(send, wait);
  }

  function change(event) {
    if (event.isComposing) {
      return; // an input method is still asking which character is meant
    }
    dirty = true;
    if (!stopped && !letter) {
      say("正在保存……", false);
      schedule(DEBOUNCE);
    }
  }

  form.addEventListener("input", change);
  form.addEventListener("compositionend", change);
  form.addEventListener("submit", function (event) {
    if (letter && !stopped) {
      // Two letters at once would look to the server like two windows: let the first one arrive.
      event.preventDefault();
      wish = (event.submitter && event.submitter.value) || "save";
      say("正在保存……", false);
      return;
    }
    leaving = true;
  });
  window.addEventListener("online", function () {
    if (letter && failures) {
      schedule(0);
    }
  });
  window.addEventListener("beforeunload", function (event) {
    if ((dirty || letter || faulty) && !leaving) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
})();
