// The form of a practice record: keeps what is typed in this browser at once, has it sent after a pause or by a button,
// and says what became of it. Knows form[data-record]; notes and sending are record-shelf.js and record-post.js, and
// which note this window writes is record-slot.js.
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
  const ANOTHER = "#another";
  const HOW = "请按“保存草稿”核对。";
  const isNew = location.pathname === form.dataset.new;
  const isShell = form.elements.base.value === "0" && /\/text\/$/.test(location.pathname); // kept for another address
  let isStale = false;
  let wasFull = false;
  let key = form.elements.form_key.value;
  let base = Number(form.elements.base.value);
  let slot = window.records.slots.take(shelf, key);
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
      line.textContent = faults[name].join("\n");
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
    slot.write(key, base, url, function (note) {
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
    });
    post.held = slot.name;
    wasFull = !shelf.isKept;
  }

  function whereItIs() {
    return shelf.isKept ? "已保存在本机，联网后送出" : "本机存不下了。请不要关闭页面，联网后直接送出。";
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

  post.told = function (about, what, said, isSame, stamp) {
    if (about !== slot.name || (said && !slot.knows(stamp))) {
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
      if (isSame && !shelf.stored(key)) {
        slot = window.records.slots.take(shelf, key);
        post.held = key;
      }
      if (location.pathname === form.dataset.new || slot.name === key) {
        window.history.replaceState(null, "", said.url + (slot.name === key ? "" : "#" + slot.name)); // found again
      }
      if (isSame) {
        say((wasFull ? "本机存不下了，已直接送出，保存于 " : "已保存 ") + said.saved_at, false);
      }
    } else {
      base = Math.max(base, said.version || 0);
      form.elements.base.value = base;
      isStale = Boolean(said.is_stale);
      blame(said.faults);
      const told = Object.keys(said.faults || {}).length ? "请改好标出的地方。" : said.message; // beside its field it is said in full
      say((said.version ? "草稿已保存，还没有提交：" : "没有保存：") + told + (isStale ? HOW : ""), true);
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
    if (isStale || isLeaving || (pressed && pressed.hasAttribute("formaction"))) {
      slot.leave(); // the page of the server goes on from here
      shelf.isGoing = true;
      return;
    }
    event.preventDefault();
    window.clearTimeout(timer);
    keep(pressed && pressed.value === "submit" ? "submit" : "save", true);
    say(navigator.onLine === false ? whereItIs() : "正在送出……", navigator.onLine === false);
    post.schedule(0);
  });
  document.querySelectorAll("form[data-record-discard]").forEach(function (other) {
    other.addEventListener("submit", function () {
      window.clearTimeout(timer);
      shelf.drop(slot.name);
      shelf.isGoing = true;
    });
  });

  // What was kept here ------------------------------------------------------------------------------

  function today() {
    const now = new Date();
    return [now.getFullYear(), ("0" + (now.getMonth() + 1)).slice(-2), ("0" + now.getDate()).slice(-2)].join("-");
  }

  function wanted() {
    const named = window.records.slots.wanted();
    if (named) {
      return shelf.note(named);
    }
    const open = shelf.all().filter(function (note) {
      if (!isNew && !isShell) {
        return note.key === key;
      }
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
    const isNamed = Boolean(window.records.slots.wanted());
    const note = wanted();
    window.records.slots.forget();
    if (note) {
      key = note.key;
      base = note.base;
      url = note.url || url;
      slot = window.records.slots.take(shelf, note.slot);
      slot.see();
      fill(note.values);
      isStale = note.refused === "stale";
      say(isStale ? window.records.slots.STALE + HOW : note.refused ? "没有保存：" + note.refused : "找回了没有送出的文字。", true);
      if (isNew && !isNamed) {
        offerAnother();
      }
    } else if (isShell) {
      form.hidden = true;
      summary.textContent = "没有网络，这条记录在服务器上，联网后再打开。";
      return;
    } else if (isNew) {
      key = window.records.newKey();
      slot = window.records.slots.take(shelf, key);
      form.elements.happened_on.value = today();
    }
    if (isNew) {
      window.history.replaceState(null, "", "#" + slot.name); // a reload finds the same one
    }
    form.elements.happened_on.max = today();
    form.elements.form_key.value = key;
    form.elements.base.value = base;
    post.held = slot.name;
    count();
    if (note && !note.refused) {
      note.isReady = true;
      shelf.keep(note);
    }
  }

  if (form.hasAttribute("data-stale") || /practice-records(\/laws)?$/.test(location.pathname)) {
    window.records.slots.takeLeft(shelf); // the server has just shown what was typed, and from which version
    keep("save", false);
    count();
  } else {
    begin();
  }
  window.addEventListener("hashchange", function () {
    const named = window.records.slots.wanted();
    if (location.hash === ANOTHER || (named && named !== slot.name)) {
      location.reload(); // another of the notes was opened
    }
  });
  window.records.slots.watch(shelf, function (name, what, said, isSame, stamp) {
    if (!isLeaving && (what === "refused" || said.version > base)) {
      post.told(name, what, said, isSame, stamp);
    }
  });
})();
