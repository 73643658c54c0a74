// Whoever leaves a shared computer leaves no answers on it.
// Knows the form that signs out, and the names under which answers.js keeps what the server does not have yet.
// Without this file nothing is kept in the browser.
(function () {
  "use strict";

  const PREFIX = "cadreschool-answers:";

  function kept() {
    try {
      return Object.keys(window.localStorage).filter(function (name) {
        return name.indexOf(PREFIX) === 0;
      });
    } catch (refused) {
      return [];
    }
  }

  document.querySelectorAll("form[data-leaving]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      const names = kept();
      const question = "这台设备上还有没上传的答案，退出登录后不再保留。仍要退出吗？";
      if (names.length && !window.confirm(question)) {
        event.preventDefault();
        return;
      }
      names.forEach(function (name) {
        window.localStorage.removeItem(name);
      });
    });
  });
})();
