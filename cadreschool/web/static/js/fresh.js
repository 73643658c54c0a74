// Asks the server again for a lesson that comes back out of the browser's memory, by the way back.
// Meanwhile the person may have signed out, or passed the check. An unchanged lesson costs one 304.
// Without this file the page shows what it showed when it was left.
(function () {
  "use strict";

  window.addEventListener("pageshow", function (event) {
    const way = window.performance.getEntriesByType("navigation")[0];
    if (event.persisted || (way && way.type === "back_forward")) {
      document.documentElement.hidden = true;
      location.reload();
    }
  });
})();
