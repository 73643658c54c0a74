/* The page for those who wait to begin: knocks again by itself when its turn comes. */
(function () {
  "use strict";
  const form = document.querySelector("[data-waiting]");
  const words = form && form.querySelector("[data-waiting-words]");
  if (!form) {
    return;
  }
  // Everybody was told another second; some chance more, so that clocks alike do not meet.
  let left = Number(form.dataset.waiting) + Math.random() * 2;
  let sent = false;

  function send() {
    if (!sent) {
      sent = true;
      words.textContent = "正在进入……";
      form.submit();
    }
  }

  form.addEventListener("submit", function (event) {
    if (sent) {
      event.preventDefault();
    }
    sent = true;
  });

  words.textContent = "到您的次序时会自动进入，不用一直按。";
  window.setInterval(function () {
    left -= 1;
    if (left <= 0) {
      send();
    }
  }, 1000);
})();
