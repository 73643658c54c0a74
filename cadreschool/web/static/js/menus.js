// Menus close on Escape, on a click elsewhere, and when another one opens.
// Knows <details class="menu">. Without this file they open and close by their own button.
(function () {
  "use strict";

  const menus = Array.prototype.slice.call(document.querySelectorAll("details.menu"));

  function close(except) {
    menus.forEach(function (menu) {
      if (menu !== except) {
        menu.open = false;
      }
    });
  }

  menus.forEach(function (menu) {
    menu.addEventListener("toggle", function () {
      if (menu.open) {
        close(menu);
      }
    });
    menu.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  });

  document.addEventListener("click", function (event) {
    close(event.target.closest ? event.target.closest("details.menu") : null);
  });
})();
