// Brings to the server what was left in this browser when a paper was over: it counts no more, but is not lost unseen.
// Knows [data-late="person:sitting"] with data-address, where answers are sent; shows it when there is something to say.
// Without this file nothing was kept in the browser.
(function () {
  "use strict";

  const place = document.querySelector("[data-late]");
  if (!place || !window.fetch || !window.answers) {
    return;
  }
  const shelf = window.answers.open(place.dataset.late);
  const numbers = Object.keys(shelf.edits).concat(shelf.unsent());
  const number = numbers.filter(function (one, at) {
    return numbers.indexOf(one) === at;
  }).length;

  function send() {
    if (!shelf.letters.length) {
      shelf.clear();
      return;
    }
    window.answers.send(place.dataset.address, shelf.letters[0], function (status, said) {
      if (status === 0 || status === 401 || status === 429 || status >= 500) {
        return; // the next visit tries again
      }
      shelf.letters.shift();
      shelf.keep();
      if (status === 409 && said.message) {
        place.hidden = false;
        place.querySelector("[data-late-words]").textContent = "这台设备上还有 " + number + " 题没有来得及上传。" + said.message;
      }
      send();
    });
  }

  Object.keys(shelf.edits).forEach(function (one) {
    delete shelf.edits[one].held;
  });
  if (Object.keys(shelf.edits).length) {
    shelf.compose("save", []);
  }
  send();
})();
