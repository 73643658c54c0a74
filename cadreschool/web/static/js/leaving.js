// Whoever leaves a shared computer leaves no answers and no practice records on it.
// Knows the form that signs out, whose [data-leaving] says who is here, and the names under which answers.js and
// record-shelf.js keep what the server does not have yet. Without this file nothing is kept in the browser.
(function () {
  "use strict";

  const RECORDS = "cadreschool-record:";
  const PREFIX = /^cadreschool-(answers|record):/;

  function kept() {
    try {
      return Object.keys(window.localStorage).filter(function (name) {
        return PREFIX.test(name);
      });
    } catch (refused) {
      return [];
    }
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

  document.querySelectorAll("form[data-leaving]").forEach(function (form) {
    const owner = form.dataset.leaving;
    kept().forEach(function (name) {
      if (name.indexOf(RECORDS) === 0 && name.indexOf(RECORDS + owner + ":") !== 0) {
        window.localStorage.removeItem(name); // somebody else was here, and did not sign out
      }
    });
    dropPages(owner);
    form.addEventListener("submit", function (event) {
      const names = kept();
      const things = names.some(function (name) {
        return name.indexOf(RECORDS) === 0;
      })
        ? "没送出的答案或记录"
        : "没上传的答案";
      const question = "这台设备上还有" + things + "，退出登录后不再保留。仍要退出吗？";
      if (names.length && !window.confirm(question)) {
        event.preventDefault();
        return;
      }
      names.forEach(function (name) {
        window.localStorage.removeItem(name);
      });
      dropPages("");
    });
  });
})();
