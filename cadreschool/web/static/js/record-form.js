// The form of a practice record: keeps what is typed in this browser at once, has it sent after a pause or by a button,
// and says what became of it. Knows form[data-record]; notes and sending are record-shelf.js and record-post.js.
// Without this file the buttons post the form.
(function () {
  "use strict";

  const form = document.querySelector("form[data-record]");
  const post = window.records && window.records.post;
  if (!form || !post) {
    return;
  }
  const shelf = post.shelf;
  const state = form.querySelector("[data-save-state]");
  const summary = document.querySelector("[data-record-faults]");
  const NOT_KEPT = /^(csrf_token|request_key|form_key|base|owner|do|cite|law)$/;
  const PAUSE = 1500;
  const KEY = /^#([0-9a-f]{32})$/;
  const ANOTHER = "#another";
  const isNew = location.pathname === form.dataset.new;
  let isStale = false;
  let key = form.elements.form_key.value;
  let base = Number(form.elements.base.value);
  let url = base && /\/text\/$/.test(location.pathname) ? location.pathname : "";
  let timer = 0;
  let isLeaving = false;

  function say(text, isWaiting) {
    if (state.textContent !== text) {
      state.textContent = text;
    }
    state.classList.toggle("is-waiting", Boolean(isWaiting));
  }

  function values() {
    const found = [];
    new FormData(form).forEach(function (value, name) {
      if (!NOT_KEPT.test(name)) {
        found.push([name, value]);
      }
    });
    return found;
  }

  function fill(kept) {
    Array.prototype.forEach.call(form.elements, function (field) {
      const own = kept.filter(function (one) {
        return one[0] === field.name;
      });
      if (!field.name || NOT_KEPT.test(field.name)) {
        return;
      }
      if (field.type === "checkbox") {
        field.checked = own.some(function (one) {
          return one[1] === field.value;
        });
      } else {
        field.value = own.length ? own[0][1] : "";
      }
    });
  }

  // How many signs there are, as the server counts them ---------------------------------------------

  function count() {
    form.querySelectorAll("[data-count]").forEach(function (line) {
      const number = Array.from(form.elements[line.dataset.count].value.trim()).length;
      const most = Number(line.dataset.most);
      line.textContent = number > most ? number + " / " + most + " 字，请删短一些" : number + " / " + most + " 字";
      line.classList.toggle("is-waiting", number > most);
    });
  }

  // What is wrong, beside its field -----------------------------------------------------------------

  function blame(faults) {
    form.querySelectorAll(".field__error").forEach(function (line) {
      line.remove();
    });
    form.querySelectorAll("[aria-invalid]").forEach(function (field) {
      field.removeAttribute("aria-invalid");
    });
    summary.textContent = "";
    Object.keys(faults || {}).forEach(function (name) {
      const field = document.getElementById(name);
      const line = document.createElement("p");
      line.className = "field__error";
      line.id = name + "-error";
      line.textContent = faults[name].join("");
      if (field && field.tagName === "FIELDSET") {
        field.append(line);
      } else if (field) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", name + "-hint " + name + "-error");
        field.after(line);
      }
    });
  }

  function leadTo(faults) {
    const first = document.getElementById(Object.keys(faults || {})[0]);
    if (first) {
      (first.matches("input, select, textarea") ? first : first.querySelector("input")).focus();
    }
  }

  // Keeping and sending -----------------------------------------------------------------------------

  function keep(wish, isReady) {
    const note = shelf.note(key) || { key: key, base: base, url: url };
    note.values = values();
    note.wish = wish;
    note.isReady = isReady;
    if (isReady) {
      delete note.refused;
    }
    if (note.letter && note.letter.wish === "submit" && wish === "save") {
      note.letter.wish = "save"; // not this text any more; whether it has arrived, the answer will tell
      note.letter.key = window.records.newKey();
    }
    shelf.keep(note);
  }

  function whereItIs() {
    return shelf.isKept ? "已保存在本机，联网后送出" : "连不上服务器，请先不要关闭页面。";
  }

  function change(event) {
    if (event.isComposing || event.target.name === "law") {
      return; // an input method is still asking which character is meant
    }
    count();
    keep("save", false);
    window.clearTimeout(timer);
    if (isStale) {
      return;
    }
    say(navigator.onLine === false ? whereItIs() : "正在保存……", navigator.onLine === false);
    timer = window.setTimeout(function () {
      keep("save", true);
      post.schedule(0);
    }, PAUSE);
  }

  post.told = function (about, what, said, isSame) {
    if (about !== key) {
      return;
    }
    if (what === "waiting") {
      say(whereItIs(), true);
    } else if (what === "stranger") {
      say("登录已结束。写的都在这台设备上，重新登录后送出。", true);
    } else if (what === "stored") {
      base = said.version;
      form.elements.base.value = base;
      url = said.url;
      blame({});
      if (said.is_submitted) {
        isLeaving = true;
        location.assign(said.url);
        return;
      }
      if (location.pathname === form.dataset.new) {
        window.history.replaceState(null, "", said.url); // here it is found again
      }
      if (isSame) {
        say("已保存 " + said.saved_at, false);
      }
    } else {
      base = said.version || base;
      form.elements.base.value = base;
      isStale = Boolean(said.is_stale);
      blame(said.faults);
      const told = Object.keys(said.faults || {}).length ? "请改好标出的地方。" : said.message; // beside its field it is said in full
      say((said.version ? "草稿已保存，还没有提交：" : "没有保存：") + told + (isStale ? "请按“保存草稿”核对。" : ""), true);
      if (form.contains(document.activeElement) && document.activeElement.type === "submit") {
        leadTo(said.faults);
      }
    }
  };

  form.addEventListener("input", change);
  form.addEventListener("change", change);
  form.addEventListener("compositionend", change);
  form.addEventListener("submit", function (event) {
    const pressed = event.submitter;
    if (isStale || isLeaving || !shelf.isKept || (pressed && pressed.hasAttribute("formaction"))) {
      return; // the page of the server goes on from here
    }
    event.preventDefault();
    window.clearTimeout(timer);
    keep(pressed && pressed.value === "submit" ? "submit" : "save", true);
    if (shelf.isKept) {
      say(navigator.onLine === false ? whereItIs() : "正在送出……", navigator.onLine === false);
      post.schedule(0);
    } else {
      form.submit();
    }
  });
  document.querySelectorAll("form[data-record-discard]").forEach(function (other) {
    other.addEventListener("submit", function () {
      window.clearTimeout(timer);
      shelf.drop(other.dataset.recordDiscard);
    });
  });

  // What was kept here ------------------------------------------------------------------------------

  function today() {
    const now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  function wanted() {
    const named = KEY.exec(location.hash);
    if (named) {
      return shelf.note(named[1]);
    }
    const open = shelf.all().filter(function (note) {
      return isNew ? note.wish === "save" && !note.url : note.url === location.pathname;
    });
    return location.hash === ANOTHER ? null : open[open.length - 1];
  }

  function offerAnother() {
    const link = document.createElement("a");
    link.href = form.dataset.new + ANOTHER;
    link.textContent = "另写一条";
    state.append(" ", link);
  }

  function begin() {
    const isShell = base === 0 && /\/text\/$/.test(location.pathname); // kept here for another address
    const note = isNew || isShell ? wanted() : shelf.note(key);
    if (note) {
      key = note.key;
      base = note.base;
      fill(note.values);
      say(note.refused ? "没有保存：" + note.refused : "找回了没有送出的文字。", true);
      if (isNew && !KEY.test(location.hash)) {
        offerAnother();
      }
    } else if (isShell) {
      form.hidden = true;
      summary.textContent = "没有网络，这条记录在服务器上，联网后再打开。";
      return;
    } else if (isNew) {
      key = window.records.newKey();
      form.elements.happened_on.value = today();
    }
    if (isNew) {
      window.history.replaceState(null, "", "#" + key); // a reload finds the same one
    }
    form.elements.happened_on.max = today();
    form.elements.form_key.value = key;
    form.elements.base.value = base;
    post.held = key;
    count();
    if (note && !note.refused) {
      keep(note.wish, true);
    }
  }

  if (form.hasAttribute("data-stale") || /practice-records(\/laws)?$/.test(location.pathname)) {
    post.held = key; // the server has just shown what was typed, and from which version
    shelf.drop(key);
    keep("save", false);
    count();
  } else {
    begin();
  }
  window.addEventListener("hashchange", function () {
    if (location.hash === ANOTHER || (KEY.test(location.hash) && location.hash !== "#" + key)) {
      location.reload(); // another of the notes was opened
    }
  });
})();
