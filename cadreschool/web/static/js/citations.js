// Escape puts the card of a citation away without moving the focus.
// Knows .cite; without this file the card goes when the pointer or the focus leaves.
(function () {
  "use strict";

  const cites = document.querySelectorAll(".cite");

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
      const back = document.querySelector(location.hash + " .citation__links a");
      if (back) {
        back.click();
      }
    }
  });

  cites.forEach(function (cite) {
    ["mouseleave", "blur"].forEach(function (name) {
      cite.addEventListener(name, function () {
        cite.classList.remove("is-dismissed");
      });
    });
  });
})();
