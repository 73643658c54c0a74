// Whoever leaves a shared computer leaves no answers and no practice records on it, unless they say so by not signing
// out: then what they wrote waits here for them alone. Knows the form that signs out, whose [data-leaving] says who is
// here and [data-today] which day the server has, and the names under which answers.js and record-shelf.js keep what
// the server does not have yet. Without this file nothing is kept in the browser.
(function () {
  "use strict";

  const RECORDS = "cadreschool-record:";
  const ANSWERS = "cadreschool-answers:";
  const AWAY = "cadreschool-away:";
  const KEPT_FOR = 90 * 24 * 3600 * 1000;

  function kept(prefix) {
    try {
      return Object.keys(window.localStorage).filter(function (name) {
        return name.indexOf(prefix) === 0;
      });
    } catch (refused) {
      return [];
    }
  }

  function drop(names) {
    names.forEach(function (name) {
      window.localStorage.removeItem(name);
    });
  }

  // Pages kept to be opened without a network: those of everybody, or of all but one.
  function dropPages(owner) {
    if (!window.caches) {
      return;
    }
    window.caches.keys().then(function (names) {
      names.forEach(function (name) {
        if (name.indexOf(RECORDS) === 0 && name !== RECORDS + owner) {
          window.caches.delete(name);
        }
      });
    });
  }

  // Others who were here and did not sign out: their records wait for them, unread; but not longer than a season after
  // somebody else was first seen here, by the server's days, since a device may have any date.
  function keepForOthers(owner, today) {
    drop([AWAY + owner].filter(function (name) {
      return kept(name).length;
    }));
    const others = {};
    kept(RECORDS).forEach(function (name) {
      const other = name.slice(RECORDS.length).split(":")[0];
      if (other !== owner) {
        others[other] = RECORDS + other + ":";
      }
    });
    Object.keys(others).forEach(function (other) {
      const since = Date.parse(window.localStorage.getItem(AWAY + other) || "");
      if (Date.parse(today) - since > KEPT_FOR) {
        drop(kept(others[other]).concat(AWAY + other));
      } else if (!since) {
        remember(AWAY + other, today);
      }
    });
  }

  function remember(name, today) {
    try {
      window.localStorage.setItem(name, today);
    } catch (refused) {
      // No room: the next time.
    }
  }

  function question(owner) {
    const records = kept(RECORDS + owner + ":").length;
    const answers = kept(ANSWERS).length;
    const things = [records ? " " + records + " 条没送出的实践记录" : "", answers ? "没上传的答案" : ""].filter(Boolean);
    if (!things.length) {
      return "";
    }
    const how = records ? "按“取消”留下来，联网后在“实践记录”里看到它们送出，再退出。" : "按“取消”留下来，联网后再退出。";
    return "这台设备上还有" + things.join("和") + "，退出登录就删去了。" + how + "仍要退出吗？";
  }

  document.querySelectorAll("form[data-leaving]").forEach(function (form) {
    const owner = form.dataset.leaving;
    let hasLeft = false;
    keepForOthers(owner, form.dataset.today);
    dropPages(owner);
    form.addEventListener("submit", function (event) {
      const asked = question(owner);
      if (asked && !window.confirm(asked)) {
        event.preventDefault();
        return;
      }
      hasLeft = true;
      document.dispatchEvent(new Event("cadreschool:leave")); // nothing is written any more
      drop(kept(RECORDS + owner + ":").concat(kept(ANSWERS)));
      dropPages("");
    });
    window.addEventListener("pageshow", function (event) {
      if (event.persisted && hasLeft) {
        window.location.reload(); // going back shows nobody's words
      }
    });
  });
})();
