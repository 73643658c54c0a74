// Menus close on Escape, on a click elsewhere, and when another one opens.
// A menu of a desk that is wider than the phone begins where one is.
// Knows <details class="menu"> and .subnav. Without this file menus open and close by their own button.
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

  const here = document.querySelector(".subnav__list [aria-current]");
  if (here) {
    const list = here.closest(".subnav__list");
    list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
  }
})();
