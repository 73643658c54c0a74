// Shows the print buttons, which do nothing without script, and lets them print.
(function () {
  "use strict";

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.parentElement.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });
})();
