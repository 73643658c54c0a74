// Comfort round citations: Escape puts the card away, and the way back leads to the citation that was pressed.
// Knows .cite and the list below the lesson. Without this file the card goes when the pointer or the focus
// leaves, and the way back leads to the first citation of that article.
(function () {
  "use strict";

  const cites = document.querySelectorAll(".cite");
  let pressed = null;

  function back(event) {
    const entry = event.currentTarget.closest(".citation");
    if (!pressed || pressed.getAttribute("href") !== "#" + entry.id) {
      return;
    }
    event.preventDefault();
    location.hash = pressed.id;
    pressed.focus({ preventScroll: true });
  }

  document.querySelectorAll(".citation__links a[href^='#']").forEach(function (link) {
    link.addEventListener("click", back);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") {
      return;
    }
    cites.forEach(function (cite) {
      if (cite === document.activeElement || cite.matches(":hover")) {
        cite.classList.add("is-dismissed");
      }
    });
    if (/^#law-/.test(location.hash)) {
      const link = document.querySelector(location.hash + " .citation__links a");
      if (link) {
        link.click();
      }
    }
  });

  cites.forEach(function (cite) {
    cite.addEventListener("click", function () {
      pressed = cite;
    });
    ["mouseleave", "blur"].forEach(function (name) {
      cite.addEventListener(name, function () {
        cite.classList.remove("is-dismissed");
      });
    });
  });
})();
