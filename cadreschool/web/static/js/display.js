// Text size and theme change at once, without loading the page again.
// Knows the display forms; stores nothing in the browser. Without this file the forms post plainly.
(function () {
  "use strict";

  const attributes = { text_size: "data-text-size", theme: "data-theme" };

  function show(name, value) {
    document.documentElement.setAttribute(attributes[name], value);
    document.querySelectorAll('[data-display] input[name="' + name + '"]').forEach(function (input) {
      input.value = value;
    });
    document.querySelectorAll('[data-display] button[name="' + name + '"]').forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.value === value));
    });
  }

  function choose(event) {
    const button = event.target.closest("button[name]");
    if (!button || !window.fetch) {
      return;
    }
    event.preventDefault();
    const form = event.currentTarget;
    const before = document.documentElement.getAttribute(attributes[button.name]);
    const body = new FormData(form);
    body.set(button.name, button.value);
    show(button.name, button.value);
    fetch(form.action, { method: "POST", body: body, credentials: "same-origin", redirect: "manual" })
      .then(function (answer) {
        if (answer.type !== "opaqueredirect" && !answer.ok) {
          show(button.name, before);
        }
      })
      .catch(function () {
        show(button.name, before);
      });
  }

  document.querySelectorAll("[data-display]").forEach(function (form) {
    form.addEventListener("click", choose);
  });
})();
